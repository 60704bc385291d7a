"""Columns, faults, doubts and batches of an import as rows of lists, and as a screen reader says them."""

from collections.abc import Callable, Sequence
from datetime import datetime

from caseworker.domain.imports import Batch
from caseworker.errors import Refused
from caseworker.messages import describe
from caseworker.services.importing import BadRow, Doubt, ImportReport, SheetColumn, Undone
from ui.days import birth_text
from ui.importing.presenter import OTHER, SAME
from ui.language import _, day_text, ngettext
from ui.reasons import reason_texts
from ui.widgets.rows import Cell, Column
from ui.words import Words, mid_sentence, shown_name

Local = Callable[[datetime], datetime]
_SIGNS = {"=": "ok", "≈": "warn", "≠": "danger"}


def field_words() -> dict[str, str]:
    """What each field of a list is called, "" being a column that is not read."""
    return {
        "": _("not read"),
        "name": _("Name, divided at the comma"),
        "given": _("Given name"),
        "family": _("Family name"),
        "original_name": _("Name in own script"),
        "migration_name": _("The Migration Agency's spelling"),
        "number": _("Personal or coordination number"),
        "personnummer": _("Personal number"),
        "samordningsnummer": _("Coordination number"),
        "dossier": _("Dossier number"),
        "lma": _("LMA number"),
        "t_number": _("T-number"),
        "reserve": _("Reserve number"),
        "migration_reference": _("The Migration Agency's reference"),
        "born": _("Birth date"),
        "sex": _("Sex in the population register"),
        "opened": _("Received in the municipality"),
        "status": _("Legal status"),
        "begins": _("Legal status from"),
        "ground": _("Ground of the permit"),
        "permit": _("Permit"),
        "permit_until": _("Permit until"),
        "classification": _("Classification code"),
        "unaccompanied": _("Unaccompanied child"),
        "speaks": _("Speaks"),
        "reads": _("Reads"),
        "interpreter": _("Needs an interpreter"),
        "phone": _("Telephone"),
        "email": _("E-mail"),
        "street": _("Street"),
        "care_of": _("c/o"),
        "postcode": _("Postcode"),
        "city": _("City"),
        "settlement": _("Way of settlement"),
        "accommodation": _("Form of accommodation"),
        "arrived_through": _("Came here through"),
    }


# Columns of the list
def certainty_words(certainty: str) -> tuple[str, str]:
    """How sure it is what a column holds, and in which tone it is said."""
    return {
        "sure": (_("sure"), "ink2"),
        "guessed": (_("guessed"), "warn"),
        "remembered": (_("as last time"), "ink2"),
        "chosen": (_("you chose"), "ink2"),
        "unknown": (_("nobody has said what it is"), "ink2"),
        "double": (_("an earlier column says the same"), "warn"),
        "free_text": (_("free text, write it in the file"), "ink2"),
        "forbidden": (_("may not be registered"), "danger"),
    }[certainty]


def column_columns() -> Sequence[Column]:
    """Title and example of a column, and the field it is read as."""

    def title(column: SheetColumn) -> Cell:
        return Cell(column.title, column.example or "–")

    def field(column: SheetColumn) -> Cell:
        words, tone = certainty_words(column.certainty)
        shown = _("never read") if tone == "danger" else field_words()[column.field]
        icon = "arrow-right" if column.field else "x"
        return Cell(shown, words, icon=icon, bottom_color=tone, weight=600 if column.field else 400)

    return (Column(title, share=1, minimum=84), Column(field, share=6, minimum=140))


def column_spoken(column: SheetColumn) -> str:
    """One column as it is read aloud."""
    words, _tone = certainty_words(column.certainty)
    return _("Column {title}: {field}, {how}").format(title=column.title, field=field_words()[column.field], how=words)


# Faults
def why(bad: BadRow) -> tuple[str, str]:
    """Why a cell cannot be read in, and what to do about it."""
    told = describe(Refused(bad.code, **dict(bad.params)), _)
    return told.happened, told.do


def why_text(bad: BadRow) -> str:
    """Both in one, for the list that is saved."""
    return " ".join(part for part in why(bad) if part)


def fault_columns(titles: Callable[[BadRow], str]) -> Sequence[Column]:
    """Row number, who and which column, what is written there, and why it cannot be read in."""

    def who(bad: BadRow) -> Cell:
        return Cell(bad.who or _("(empty)"), titles(bad))

    def written(bad: BadRow) -> Cell:
        return Cell(chip=bad.written or _("(empty)"), tone="danger" if bad.written else "neutral")

    def reason(bad: BadRow) -> Cell:
        happened, do = why(bad)
        return Cell(happened, do)

    return (
        Column(_number, share=0, minimum=30),
        Column(who, share=2, minimum=120),
        Column(written, share=1, minimum=110, maximum=150),
        Column(reason, share=5, minimum=190, folds=True),
    )


def _number(row: BadRow | Doubt) -> Cell:
    return Cell(str(row.row), top_color="ink2")


def fault_spoken(titles: Callable[[BadRow], str]) -> Callable[[BadRow], str]:
    """A fault as it is read aloud."""

    def say(bad: BadRow) -> str:
        happened, do = why(bad)
        parts = (_("Row {row}").format(row=bad.row), bad.who, titles(bad), bad.written or _("(empty)"), happened, do)
        return ", ".join(part for part in parts if part)

    return say


# Doubts
def doubt_columns(words: Words, decision: Callable[[Doubt], str]) -> Sequence[Column]:
    """Row number and name in the file, who it may be and why, and what was decided."""

    def who(doubt: Doubt) -> Cell:
        return Cell(doubt.who or _("(empty)"), _("in the file"))

    def person(doubt: Doubt) -> Cell:
        return Cell(_person(doubt), reasons(doubt, words), weight=600)

    def sign(doubt: Doubt) -> Cell:
        found = doubt.reasons[0].sign if doubt.reasons else "≈"
        return Cell(chip=found, tone=_SIGNS.get(found, "neutral"))

    def decided(doubt: Doubt) -> Cell:
        text, tone, icon = decision_look(doubt, decision(doubt))
        return Cell(chip=text, tone=tone, chip_icon=icon)

    return (
        Column(_number, share=0, minimum=30),
        Column(who, share=2, minimum=100),
        Column(sign, share=0, minimum=26),
        Column(person, share=4, minimum=130),
        Column(decided, share=1, minimum=118, maximum=230, right=True, folds=True),
    )


def _person(doubt: Doubt) -> str:
    row = doubt.person
    return shown_name(row.name, row.case_number, row.protected) or _("Name not known")


def reasons(doubt: Doubt, words: Words) -> str:
    """Why the row may be her, in a few words."""
    person = doubt.person
    born = birth_text(person.born, person.born_precision)
    told = []
    for reason in doubt.reasons:
        kind = mid_sentence(words.identifier(dict(reason.params).get("type", "")))
        sentence = reason_texts(kind, born)[reason.code]
        told.append(f"{sentence[:1].upper()}{sentence[1:]}.")
    return " ".join(told)


def decision_look(doubt: Doubt, decision: str) -> tuple[str, str, str]:
    """What becomes of a doubt: words, tone, icon."""
    if doubt.settled or decision == SAME:
        return adds_text(doubt), "ok", "check"
    if decision == OTHER:
        return _("Another person"), "info", "user-plus"
    return _("Not decided"), "warn", "circle-help"


def adds_text(doubt: Doubt) -> str:
    """What somebody who is there gets."""
    if not doubt.adds:
        return _("Same, nothing new")
    names = [mid_sentence(field_words()[name]) for name in doubt.adds]
    if len(names) > 1:
        return _("Add {field} and {n} more").format(field=names[0], n=len(names) - 1)
    return _("Add {field}").format(field=names[0])


def doubt_spoken(words: Words, decision: Callable[[Doubt], str]) -> Callable[[Doubt], str]:
    """A doubt as it is read aloud."""

    def say(doubt: Doubt) -> str:
        decided, _tone, _icon = decision_look(doubt, decision(doubt))
        told = _("Row {row}, {who}: may be {person}. {why} {decision}")
        return told.format(
            row=doubt.row, who=doubt.who, person=_person(doubt), why=reasons(doubt, words), decision=decided
        )

    return say


# Earlier imports
def batch_columns(local: Local) -> Sequence[Column]:
    """The file, and when and how much."""

    def batch(row: Batch) -> Cell:
        return Cell(row.file, batch_facts(row, local), weight=600)

    return (Column(batch, minimum=200),)


def batch_facts(row: Batch, local: Local) -> str:
    """The day and how many people came of it."""
    return " · ".join((day_text(local(row.began).date()), people_text(row.made)))


def batch_state(row: Batch, local: Local, now: datetime) -> str:
    """Where a batch stands."""
    if row.undone is not None:
        kept = ngettext("{n} file was kept.", "{n} files were kept.", row.kept).format(n=row.kept)
        told = _("Taken back on {day}.").format(day=day_text(local(row.undone).date()))
        return f"{told} {kept}" if row.kept else told
    until = _("It can be taken back until {day}.").format(day=day_text(local(row.undone_until).date()))
    can = until if row.may_be_undone(now) else _("The time to take it back has gone.")
    if row.ended is None:
        cut = _("It was cut off after {made} of {planned} rows. Choose the same file again to go on.")
        return f"{cut.format(made=row.made + row.updated, planned=row.planned)} {can}"
    return can


def people_text(count: int) -> str:
    """So many people."""
    return ngettext("{n} person", "{n} people", count).format(n=count)


def rows_text(count: int) -> str:
    """So many rows."""
    return ngettext("{n} row", "{n} rows", count).format(n=count)


# What came of it
def read_texts(report: ImportReport) -> tuple[str, str]:
    """What was read in, and what was not."""
    told = [people_text(report.clean)]
    if report.updated:
        more = ngettext("{n} file got what it lacked", "{n} files got what they lacked", report.updated)
        told.append(more.format(n=report.updated))
    bad = len({bad.row for bad in report.bad})
    left = _("{open} undecided and {bad} faulty rows were not read in.").format(open=report.doubts, bad=bad)
    known = ngettext("{n} row was there already.", "{n} rows were there already.", report.known)
    there = [known.format(n=report.known)] if report.known else []
    return _("Read in: {what}").format(what=", ".join(told)), " ".join((left, *there))


def undone_texts(undone: Undone) -> tuple[str, str]:
    """What was taken away and put back, and whom an undoing left as they are."""
    kept = [one.person.name or one.person.case_number for one in undone.kept if one.person is not None]
    names = _("Kept, because somebody has worked with them: {names}.").format(names=", ".join(kept[:12]))
    away = ngettext("{n} person was taken away", "{n} people were taken away", undone.taken_away)
    back = ngettext("{n} file was put back", "{n} files were put back", undone.put_back)
    counted = ", ".join((away.format(n=undone.taken_away), back.format(n=undone.put_back)))
    return _("The import is taken back"), " ".join((f"{counted}.", *([names] if kept else [])))
