"""Who may receive a letter about a person, and a letter as it would leave the program with everything checked."""

from dataclasses import dataclass, replace
from datetime import date

from caseworker.domain.access import User
from caseworker.domain.ids import PersonId
from caseworker.domain.recipient import Check as Check  # the window shows them
from caseworker.domain.recipient import Outcome, checks, guardians, mailing_address
from caseworker.domain.rows import PersonFile
from caseworker.letters import compose, preview
from caseworker.letters.layout import USUAL, Layout
from caseworker.letters.preview import PageImage
from caseworker.services._letter_making import LetterOrder, make_letter
from caseworker.services._united import whole_file
from caseworker.services.registry import service
from caseworker.store.register import Register


@dataclass(frozen=True, slots=True)
class RecipientRow:
    """One who may receive a letter: ``to`` is what letters are asked for with, "" for the person herself.

    ``kind`` is a guardian's ``RelationKind``, "" for herself; ``address`` the lines mail goes to today, none when
    unknown; ``contact`` how one outside the register is reached; ``reads`` a language code.
    """

    to: str
    kind: str
    name: str
    own_script: str = ""
    given: str = ""
    address: tuple[str, ...] = ()
    contact: str = ""
    reads: str = ""


@dataclass(frozen=True, slots=True)
class LetterLook:
    """A letter as it would leave the program: what was checked, its pages, and what tells this one from any other.

    ``seen`` is "" and ``count``, its pages, 0 when the letter cannot be made.
    """

    checks: tuple[Check, ...]
    pages: tuple[PageImage, ...]
    seen: str
    count: int = 0

    @property
    def failed(self) -> bool:
        """Whether something stops it."""
        return any(one.outcome is Outcome.FAILED for one in self.checks)


@service(needs="letter.make", record="person", retention="session", writes=False)
def list_recipients(register: Register, *, person: PersonId, by: User) -> tuple[RecipientRow, ...]:
    """Return the person herself and her guardians of today, whoever goes before the others first."""
    with register.read() as reader:
        about = whole_file(register, reader, person, by)
        today = register.today()
        contacts = {one.id: one.contact for one in about.relations}
        rows = [_row("", "", about, today)]
        for one in guardians(about.relations, today):
            if one.other:
                rows.append(_row(one.other, one.kind.value, whole_file(register, reader, one.other, by), today))
            elif one.known:
                rows.append(RecipientRow(one.id, one.kind.value, one.name, given=one.name, contact=contacts[one.id]))
    return tuple(rows)


@service(needs="letter.make", record="person", retention="session", writes=False)
def look_at_letter(
    register: Register,
    *,
    person: PersonId,
    sheet: str,
    language: str,
    scale: float,
    layout: Layout = USUAL,
    to: str = "",
    despite: bool = False,
    by: User,
) -> LetterLook:
    """Return a letter's pages as pictures and everything that is checked before it may leave the program.

    ``to`` and ``despite`` as for ``letters.issue_letter``, which takes ``seen`` as ``previewed``. With ``scale`` 0 no
    pictures are made.
    """
    made = make_letter(register, LetterOrder(person, sheet, language, layout, to=to), by, compose.compose)
    told, letter = checks(replace(made.facts, despite=despite)), made.letter
    if letter is None:
        return LetterLook(told, (), "")
    pages = preview.page_images(letter.pdf, scale=scale) if scale > 0 else ()
    return LetterLook(told, pages, made.seen, letter.pages)


def _row(to: str, kind: str, file: PersonFile, today: date) -> RecipientRow:
    latin = next((name for name in file.names if name.role == "latin"), None)
    home = mailing_address(file.addresses, today)
    lines = (home.care_of, home.street, f"{home.postcode} {home.city}".strip()) if home else ()
    return RecipientRow(
        to,
        kind,
        file.name() or file.name("original"),
        file.name("original") if file.name() else "",
        latin.given if latin is not None and latin.given else file.name(),
        tuple(line for line in lines if line),
        reads=file.reads,
    )
