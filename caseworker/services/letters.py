"""Letters and information sheets: which exist, in which languages, and making one for a person. Issuing is logged."""

from collections.abc import Sequence
from dataclasses import dataclass

from caseworker.domain.access import User
from caseworker.domain.changes import Event
from caseworker.domain.ids import PersonId
from caseworker.domain.rows import CodeRow
from caseworker.errors import Refused, UsageFault
from caseworker.letters import compose, preview
from caseworker.letters.compose import ComposedLetter as ComposedLetter  # the window handles it too
from caseworker.letters.interpreter_paper import Pair as Pair  # the window shows it
from caseworker.letters.layout import USUAL as USUAL
from caseworker.letters.layout import Arrangement as Arrangement  # who makes a letter chooses how it is laid out
from caseworker.letters.layout import Layout as Layout
from caseworker.letters.preview import PageImage as PageImage  # the window shows it
from caseworker.services._letter_making import LetterOrder as LetterOrder  # who makes several letters tells which
from caseworker.services._letter_making import make_letter
from caseworker.services._letter_sources import LetterSources, sheet_rows
from caseworker.services._letter_sources import SheetRow as SheetRow  # the window shows it
from caseworker.services._policy import require_printing
from caseworker.services.registry import service
from caseworker.store.register import Register
from caseworker.store.writing import Transaction

POINTS_PER_INCH = 72


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
    to: str = "",
    by: User,
) -> tuple[PageImage, ...]:
    """Return every page as a picture, from the very bytes that would be printed. Nothing is written to disk."""
    made = make_letter(register, LetterOrder(person, sheet, language, layout, to=to), by, compose.compose)
    return preview.page_images(made.require_letter().pdf, scale=scale)


@service(needs="letter.make", record="none", retention="session", writes=False)
def letter_pages(register: Register, *, letter: ComposedLetter, dots_per_inch: int, by: User) -> tuple[PageImage, ...]:
    """Return the pages of an issued letter as pictures for a printer: the very bytes that were issued."""
    return preview.page_images(letter.pdf, scale=dots_per_inch / POINTS_PER_INCH)


@service(needs="letter.make", record="none", retention="session", writes=False)
def letter_page(register: Register, *, letter: ComposedLetter, page: int, dots_per_inch: int, by: User) -> PageImage:
    """Return one page of an issued letter as a picture for a printer, the first being 0."""
    if not 0 <= page < letter.pages:
        raise UsageFault("letter.no_page", page=page + 1, pages=letter.pages)
    return preview.page_image(letter.pdf, page, scale=dots_per_inch / POINTS_PER_INCH)


@service(needs="letter.make", record="person", retention="case")
def issue_letter(
    register: Register,
    *,
    person: PersonId,
    sheet: str,
    language: str,
    how: str,
    layout: Layout = USUAL,
    to: str = "",
    despite: bool = False,
    previewed: str = "",
    archive: bool = False,
    by: User,
) -> ComposedLetter:
    """Return the letter as PDF and log that it leaves the program: ``how`` is "printed" or "saved".

    ``to``: who receives it where that is not the person it is about: a guardian's file, or the relation to one outside
    the register (``letter_checks.list_recipients``). ``previewed`` is ``seen`` of ``letter_checks.look_at_letter``; a
    letter that would be another one now is refused with ``letter.changed_since_preview``. Empty: nobody looked.
    ``despite``: the caller has seen why it should not be sent and makes it all the same; the log says so. It lifts
    ``letter.no_contact`` and ``letter.address_ended`` and nothing else.
    ``archive``: as a file that an archive takes (PDF/A-2b), whatever the letter is made for.

    Raises ``UsageFault("letter.unknown_language" | "letter.unknown_sheet")``, ``Refused("person.unknown")``,
    ``Refused("policy.printing_not_allowed")`` and ``Refused`` with the code of the first check that failed
    (``domain.recipient.checks``), such as ``letter.missing_glyph`` with the character named, ``letter.not_approved`` or
    ``letter.no_meeting``.

    A letter to a protected person goes through the Tax Agency: a sheet for the outer envelope, her number in the window
    of the inner one, a neutral sender, her address nowhere. ``Refused("protection.no_letter")`` while her details are
    closed, ``"letter.no_forwarding"`` until the addresses are set, ``"letter.no_number"`` without a number.
    """
    with register.read() as reader:
        sources = LetterSources(reader)
    order = LetterOrder(person, sheet, language, layout, archive, to, previewed)
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
    return make_letter(register, LetterOrder(person, sheet, language), by, compose.read_aloud).require_letter()


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
    made = make_letter(register, order, by, compose.compose, sources=sources, only_right=True)
    letter = made.require_right(despite=despite)
    if order.previewed and order.previewed != made.seen:
        raise Refused("letter.changed_since_preview")
    told = {**made.logged(), "pages": letter.pages, **({"forwarded": True} if letter.forwarded else {})}
    return _Ready(letter, order.person, Event("letter." + how, order.person, told))
