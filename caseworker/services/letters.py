"""Letters and information sheets: which exist, in which languages, and making one for a person. Issuing is logged."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import Any, TypeVar

from caseworker import codes
from caseworker.domain.access import User
from caseworker.domain.changes import Event
from caseworker.domain.household import kept_away
from caseworker.domain.ids import PersonId
from caseworker.domain.letterhead import OfficeLetterhead
from caseworker.domain.rows import CodeRow
from caseworker.domain.translation import ReviewState
from caseworker.errors import Refused
from caseworker.letters import compose, preview
from caseworker.letters.compose import ComposedLetter as ComposedLetter  # the window handles it too
from caseworker.letters.compose import Forwarding, Letterhead
from caseworker.letters.interpreter_paper import Pair as Pair  # the window shows it
from caseworker.letters.layout import USUAL as USUAL
from caseworker.letters.layout import Arrangement as Arrangement  # who makes a letter chooses how it is laid out
from caseworker.letters.layout import Layout as Layout
from caseworker.letters.preview import PageImage as PageImage  # the window shows it
from caseworker.services._letter_address import forwarded, forwarding_number, window_address
from caseworker.services._letter_sources import LetterSources, sheet_rows
from caseworker.services._letter_sources import SheetRow as SheetRow  # the window shows it
from caseworker.services._letter_values import LetterWords
from caseworker.services._policy import require_printing
from caseworker.services._settings import office_letterhead
from caseworker.services._united import whole_file
from caseworker.services.registry import service
from caseworker.store.register import Register
from caseworker.store.writing import Transaction

T = TypeVar("T")
POINTS_PER_INCH = 72
_REQUIRED = {"meeting_day": "letter.no_meeting", "status": "letter.no_status"}


@dataclass(frozen=True, slots=True)
class LetterOrder:
    """Which letter: to whom, which sheet, in which language, how it is laid out, and whether for an archive."""

    person: PersonId
    sheet: str
    language: str
    layout: Layout = USUAL
    archive: bool = False


@dataclass(frozen=True, slots=True)
class _Ready:
    """A letter that may leave once the log says so."""

    letter: ComposedLetter
    person: PersonId
    event: Event

    def note(self, tx: Transaction) -> None:
        tx.note(self.event)
        tx.touched(person=self.person)


@service(needs="letter.make", record="none", retention="session", writes=False)
def list_sheets(register: Register, *, by: User) -> tuple[SheetRow, ...]:
    """Return the sheets by what they are about, each with the languages whose translation is whole."""
    with register.read() as reader:
        return sheet_rows(LetterSources(reader))


@service(needs="letter.make", record="none", retention="session", writes=False)
def list_letter_languages(register: Register, *, by: User) -> tuple[CodeRow, ...]:
    """Return the letter languages: code, Swedish name, own name (in ``en``: the endonym)."""
    with register.read() as reader:
        languages = LetterSources(reader).texts.languages.values()
    return tuple(CodeRow(language.code, language.swedish_name, language.endonym) for language in languages)


@service(needs="letter.make", record="person", retention="session", writes=False)
def preview_letter(
    register: Register,
    *,
    person: PersonId,
    sheet: str,
    language: str,
    scale: float,
    layout: Layout = USUAL,
    by: User,
) -> tuple[PageImage, ...]:
    """Return every page as a picture, from the very bytes that would be printed. Nothing is written to disk."""
    with register.read() as reader:
        sources = LetterSources(reader)
    letter = _compose(register, sources, person, sheet, language, layout, by, compose.compose)
    return preview.page_images(letter.pdf, scale=scale)


@service(needs="letter.make", record="none", retention="session", writes=False)
def letter_pages(register: Register, *, letter: ComposedLetter, dots_per_inch: int, by: User) -> tuple[PageImage, ...]:
    """Return the pages of an issued letter as pictures for a printer: the very bytes that were issued."""
    return preview.page_images(letter.pdf, scale=dots_per_inch / POINTS_PER_INCH)


@service(needs="letter.make", record="person", retention="case")
def issue_letter(
    register: Register,
    *,
    person: PersonId,
    sheet: str,
    language: str,
    how: str,
    layout: Layout = USUAL,
    despite: bool = False,
    archive: bool = False,
    by: User,
) -> ComposedLetter:
    """Return the letter as PDF and log that it leaves the program: ``how`` is "printed" or "saved".

    ``archive``: as a file that an archive takes (PDF/A-2b), whatever the letter is made for.

    ``despite``: the caller has seen who must not be told and may live at the address, and makes it all the same; the
    log says so. Without it that is refused with ``letter.no_contact``.

    Raises ``UsageFault("letter.unknown_language" | "letter.unknown_sheet")``, ``Refused("letter.missing_glyph")`` with
    the character named, ``Refused("letter.missing_translation")``, ``Refused("person.unknown")``,
    ``Refused("policy.printing_not_allowed" | "letter.not_approved")``, ``Refused("letter.no_meeting" |
    "letter.no_status")`` for a sheet that says nothing without one, ``Refused("letter.no_address" |
    "letter.address_too_long")`` for a window envelope.

    A letter to a protected person goes through the Tax Agency: a sheet for the outer envelope, her number in the window
    of the inner one, a neutral sender, her address nowhere. ``Refused("protection.no_letter")`` while her details are
    closed, ``"letter.no_forwarding"`` until the addresses are set, ``"letter.no_number"`` without a number.
    """
    with register.read() as reader:
        sources = LetterSources(reader)
    order = LetterOrder(person, sheet, language, layout, archive)
    ready = _ready(register, sources, order, how, by, despite=despite)
    with register.change(by=by) as tx:
        ready.note(tx)
        tx.commit()
    return ready.letter


@service(needs="letter.make", record="person", retention="case")
def issue_letters(
    register: Register, *, orders: Sequence[LetterOrder], how: str, by: User
) -> tuple[ComposedLetter | Refused, ...]:
    """Make several letters and log all of them in one transaction, before any is handed out; ``how`` as for one.

    Every letter is made as ``issue_letter`` makes it. Who is not to have hers has the refusal in its place: nobody can
    say "all the same" for many at once, and letters to protected people are written one by one. Raises
    ``Refused("access.*" | "policy.printing_not_allowed")``.
    """
    with register.read() as reader:
        sources = LetterSources(reader)
    answers: list[_Ready | Refused] = []
    for order in orders:
        try:
            ready = _ready(register, sources, order, how, by)
            answers.append(Refused("letter.protected_alone") if ready.letter.forwarded else ready)
        except Refused as fault:
            if fault.code.startswith(("access.", "policy.")):
                raise
            answers.append(fault)
    with register.change(by=by) as tx:
        for one in answers:
            if isinstance(one, _Ready):
                one.note(tx)
        tx.commit()
    return tuple(one.letter if isinstance(one, _Ready) else one for one in answers)


@service(needs="letter.make", record="person", retention="session", writes=False)
def read_aloud(register: Register, *, person: PersonId, sheet: str, language: str, by: User) -> tuple[Pair, ...]:
    """Return the letter as it is read aloud with an interpreter: numbered, each piece with the Swedish below it."""
    with register.read() as reader:
        sources = LetterSources(reader)
    return _compose(register, sources, person, sheet, language, USUAL, by, compose.read_aloud)


def _ready(
    register: Register,
    sources: LetterSources,
    order: LetterOrder,
    how: str,
    by: User,
    *,
    despite: bool = False,
) -> _Ready:
    """Return a letter that may leave and what the log is to say of it; refuse as ``issue_letter`` tells."""
    if how == "printed":
        require_printing()
    person, sheet, language = order.person, order.sheet, order.language
    sources.texts.language(language)
    loaded = sources.texts.sheet(sheet)
    with register.read() as reader:
        warned = kept_away(whole_file(register, reader, person, by).no_contacts, register.today())
    if warned and not despite:
        raise Refused("letter.no_contact")
    make = partial(compose.compose, archive=order.archive)
    letter = _compose(register, sources, person, sheet, language, order.layout, by, make)
    told: dict[str, Any] = {"sheet": sheet, "version": loaded.version, "language": language, "pages": letter.pages}
    state = sources.require_allowed(sheet, language)
    if state is not None:
        told |= {"words": state.version, "state": state.standing.state.value}
    if letter.forwarded:
        told["forwarded"] = True
    if warned:
        told["despite"] = [one.id for one in warned]
    return _Ready(letter, person, Event("letter." + how, person, told))


def _municipality(register: Register) -> str:
    return codes.municipality(register.info.municipality_code).sv


def _compose(
    register: Register,
    sources: LetterSources,
    person: PersonId,
    sheet: str,
    language: str,
    layout: Layout,
    by: User,
    make: Callable[..., T],
) -> T:
    """Return what ``make`` makes of everything the letter says."""
    target, loaded = sources.texts.language(language), sources.texts.sheet(sheet)
    state = sources.require_allowed(sheet, language)
    known = None if state is None else state.standing
    translate = sources.texts.translate(language)
    with register.read() as reader:
        file = whole_file(register, reader, person, by)
        head = office_letterhead(reader)
        forwarding = None if file.protected is None else forwarded(file, head)
        words = LetterWords(register, reader, file, language, by, translate=translate).words(loaded)
    for name in loaded.required:
        if not words.values[name]:
            raise Refused(_REQUIRED[name])
    address: tuple[str, ...] = ()
    if forwarding is not None:
        layout, address = replace(layout, window=True), (forwarding_number(file, register.today()),)
    elif layout.window:
        address = window_address(file, words.values["person"], register.today())
    return make(
        loaded,
        language=target,
        translate=translate,
        values=words.values,
        target_values=words.target,
        made=words.made,
        letterhead=_letterhead(register, head, forwarding),
        demo=register.info.demo,
        draft=known is not None and known.state is ReviewState.DRAFT,
        reviewed=known.day.isoformat() if known and known.day and known.state is ReviewState.REVIEWED else "",
        layout=layout,
        address=address,
        forwarding=forwarding,
    )


def _letterhead(register: Register, head: OfficeLetterhead, forwarding: Forwarding | None) -> Letterhead:
    """Return the sender; to a protected person the neutral one, without the name of the unit."""
    if forwarding is not None:
        return Letterhead(_municipality(register), "", forwarding.sender)
    return Letterhead(_municipality(register), register.info.office_name, head.contact)
