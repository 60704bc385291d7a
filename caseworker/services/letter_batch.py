"""Letters to many at once (massutskick): who is taken, in which language each gets hers, and the cover list.

Every letter passes what a single one passes (``letters.issue_letters``). Letters are logged some at a time, always
before they are handed out, and no more than those are ever in memory: ``take`` has each and lets it go.
"""

from collections.abc import Callable, Sequence
from functools import partial
from io import BytesIO
from itertools import islice

from caseworker import codes
from caseworker.domain.access import User
from caseworker.domain.changes import Event
from caseworker.domain.letter_merge import (
    Basis,
    MergeChoice,
    Merged,
    MergeDone,
    MergeRow,
    in_order,
    merge_row,
    passes,
)
from caseworker.errors import Refused, UsageFault
from caseworker.i18n import swedish
from caseworker.lawbook import Lawbook
from caseworker.letters.compose import ComposedLetter, Letterhead
from caseworker.letters.cover_list import CoverFacts, CoverLine, cover_pdf
from caseworker.letters.engine import forget_texts
from caseworker.letters.languages import LANGUAGES
from caseworker.letters.layout import USUAL, Layout
from caseworker.messages import describe
from caseworker.services import _active_law, letters
from caseworker.services._letter_sources import LetterSources
from caseworker.services._record_words import shipped_word
from caseworker.services.letters import LetterOrder, SheetRow
from caseworker.services.registry import service
from caseworker.store import letter_rows
from caseworker.store.register import Register

Take = Callable[[Merged, ComposedLetter | None], bool]  # a letter that is logged, or why there is none; False stops
AT_ONCE = 20  # letters to a transaction; on paper each is logged when it is its turn
_MERGED = "letters.merged"
_HOW = {"printed": "utskrivna", "saved": "sparade som PDF"}


@service(needs="letter.make", record="person", retention="session", writes=False)
def plan_merge(register: Register, *, choice: MergeChoice, sheet: str, by: User) -> tuple[MergeRow, ...]:
    """Return whom a choice takes within the caller's reach and in which language each would get the sheet.

    Protected people come last, by case number only: their letters are written one by one. Raises
    ``UsageFault("letter.unknown_sheet")``.
    """
    whole = _sheet(register, sheet, by).languages
    today = register.today()
    with register.read() as reader:
        everybody = choice.people is None
        rows = (
            reader.person_rows(offset=0, limit=reader.person_count())
            if everybody
            else reader.rows_of(choice.people or ())
        )
        found = [one for one in letter_rows.merge_people(reader.connection, rows, today) if passes(one, choice, today)]
    return in_order([merge_row(one, whole) for one in found])


@service(needs="letter.make", record="person", retention="case")
def run_merge(
    register: Register,
    *,
    rows: Sequence[MergeRow],
    sheet: str,
    how: str,
    take: Take,
    layout: Layout = USUAL,
    archive: bool = False,
    by: User,
) -> MergeDone:
    """Make everybody's letter and hand it to ``take``, logged; that the merge began, and for whom, is logged first.

    Who may not have hers is told of with the reason, and the others get theirs. When ``take`` answers False the letters
    that are logged already are still handed over, and then it ends. Raises
    ``UsageFault("letter.unknown_sheet" | "letter.unknown_language")`` and
    ``Refused("letter.nobody" | "access.out_of_reach" | "policy.printing_not_allowed")``.
    """
    _sheet(register, sheet, by)
    if not rows:
        raise Refused("letter.nobody")
    with register.read() as reader:
        texts = LetterSources(reader).texts
    for code in dict.fromkeys(row.language for row in rows):
        texts.language(code)  # one that was taken away since the choice was made stops here, before anything is logged
    with register.change(by=by) as tx:
        people = [row.person for row in rows]
        tx.note(Event(_MERGED, register.info.register_id, {"sheet": sheet, "how": how, "people": people}))
        tx.commit()
    merged: list[Merged] = []
    waiting, goes_on = iter(rows), True
    order = partial(_order, sheet, layout, archive)
    try:
        while goes_on and (some := list(islice(waiting, 1 if how == "printed" else AT_ONCE))):
            for one, letter in _made(register, some, len(merged), order, how, by):
                merged.append(one)
                goes_on = take(one, letter) and goes_on
    finally:
        forget_texts()
    return MergeDone(sheet, how, tuple(merged), tuple(waiting))


@service(needs="letter.make", record="person", retention="session", writes=False)
def cover_list(register: Register, *, done: MergeDone, choice: MergeChoice, by: User) -> bytes:
    """Return who got which letter, in which language and why, and who got none and why, as PDF in Swedish."""
    sheet = _sheet(register, done.sheet, by)
    made = [one for one in done.merged if not one.left_out]
    none = [one for one in done.merged if one.left_out]
    later = [
        Merged(len(done.merged) + nth, row, left_out="Stoppades innan.") for nth, row in enumerate(done.not_reached, 1)
    ]
    facts = (
        ("Blad", f"{sheet.title}, version {sheet.version}"),
        ("Urval", _choice_words(register, choice)),
        ("Framställt", f"{register.today().isoformat()} av {by.name}"),
        ("Brev", f"{done.letters} {_HOW.get(done.how, done.how)}, {done.pages} sidor tillsammans"),
    )
    parts = [
        (f"{heading}: {len(ones)}", [_cover_line(one) for one in ones])
        for heading, ones in (("Brev att lämna ut", made), ("Fick inget brev", none), ("Hann inte göras", later))
    ]
    head = Letterhead(codes.municipality(register.info.municipality_code).sv, register.info.office_name)
    return cover_pdf(CoverFacts(register.today(), facts, parts, register.info.demo), head)


class OnePdf:
    """Puts many letters into one file, as they come. Its pages hold no tags: for an archive each is its own file."""

    def __init__(self) -> None:
        """Begin with no page."""
        import pikepdf

        self._whole = pikepdf.new()

    def add(self, letter: ComposedLetter) -> None:
        """Add a letter after those that are there."""
        import pikepdf

        with pikepdf.open(BytesIO(letter.pdf)) as one:
            self._whole.pages.extend(one.pages)

    def finish(self) -> bytes:
        """Return the file."""
        import pikepdf

        out = BytesIO()
        self._whole.remove_unreferenced_resources()
        self._whole.save(out, object_stream_mode=pikepdf.ObjectStreamMode.generate, deterministic_id=True)
        self._whole.close()
        return out.getvalue()


def _sheet(register: Register, sheet: str, by: User) -> SheetRow:
    rows = letters.list_sheets(register, by=by)
    found = next((row for row in rows if row.id == sheet), None)
    if found is None:
        raise UsageFault("letter.unknown_sheet", sheet=sheet[:40], known=", ".join(row.id for row in rows))
    return found


def _order(sheet: str, layout: Layout, archive: bool, row: MergeRow) -> LetterOrder:
    return LetterOrder(row.person, sheet, row.language, layout, archive)


def _made(
    register: Register,
    rows: Sequence[MergeRow],
    before: int,
    order: Callable[[MergeRow], LetterOrder],
    how: str,
    by: User,
) -> list[tuple[Merged, ComposedLetter | None]]:
    """Return some letters, logged, or why there is none."""
    answers = letters.issue_letters(register, orders=[order(row) for row in rows], how=how, by=by)
    return [
        (Merged(number, row, left_out=describe(answer, swedish).happened), None)
        if isinstance(answer, Refused)
        else (Merged(number, row, answer.pages), answer)
        for number, (row, answer) in enumerate(zip(rows, answers, strict=True), before + 1)
    ]


def _cover_line(one: Merged) -> CoverLine:
    row = one.row
    told = one.left_out or _told(row, one.pages)
    return CoverLine(one.number, "" if row.protected else row.name, row.case_number, told)


def _told(row: MergeRow, pages: int) -> str:
    parts = [f"{_language(row.language)}, {pages} {'sida' if pages == 1 else 'sidor'}."]
    if row.basis is Basis.NOT_WHOLE:
        parts.append(f"Läser {_language(row.reads)}, men bladet är inte helt översatt till det språket.")
    if row.basis is Basis.NOT_KNOWN:
        parts.append("Läsespråket står inte i akten.")
    if not row.housed:
        parts.append("Ingen adress: lämna brevet.")
    told = " ".join(parts)
    return told[:1].upper() + told[1:]


def _language(code: str) -> str:
    known = next((one.swedish_name for one in LANGUAGES if one.code == code), "")
    return known or shipped_word(lambda: codes.language(code).sv, code)


def _choice_words(register: Register, choice: MergeChoice) -> str:
    with register.read() as reader:
        book = _active_law.statuses(reader)
    parts = [shipped_word(partial(_short, book, code), code) for code in choice.statuses]
    parts += [f"ort eller postnummer {choice.place}"] if choice.place else []
    if choice.expires_within is not None:
        parts.append(f"tillståndet går ut inom {choice.expires_within} dagar")
    parts += ["bokat möte"] if choice.meeting else []
    parts += ["valda personer"] if choice.people is not None else []
    return ", ".join(parts) or "alla med öppen akt"


def _short(book: Lawbook, status: str) -> str:
    return book.status(status).short_sv
