"""What the page about erasing says: of a file, of a rule, of a list. No widget."""

from collections.abc import Callable
from datetime import datetime

from caseworker.domain.erasure import ErasureRule, Outcome
from caseworker.messages.erasure import OUTCOMES, STATES, WHY
from caseworker.services.erasure import ErasureListRow, PlannedFile
from ui.language import _, code, day_text, ngettext
from ui.widgets.rows import Cell, Column

Local = Callable[[datetime], datetime]
_LOOKS = {
    Outcome.ERASE: ("warn", "trash-2"),
    Outcome.KEEP_UNTIL: ("neutral", "clock"),
    Outcome.KEEP_FOR_EVER: ("neutral", "lock"),
    Outcome.KEEP: ("neutral", "circle-help"),
}
_STATE_LOOKS = {
    "proposed": ("warn", "hourglass"),
    "quarantine": ("neutral", "clock"),
    "ready": ("warn", "circle-alert"),
    "carried_out": ("ok", "check"),
    "withdrawn": ("neutral", "undo-2"),
}


def outcome_text(file: PlannedFile) -> str:
    """What is to be done with a file: ``Erase by 31 dec 2027``."""
    found = file.decision
    day = found.finish_by or found.until
    return _(OUTCOMES[found.outcome]).format(day="" if day is None else day_text(day))


def reasons(file: PlannedFile) -> tuple[str, ...]:
    """Why, each in a few words: what goes on or is not known first, then the rules."""
    return (*(_(WHY[reason]) for reason in file.decision.open), *(rule_text(rule) for rule in file.decision.rules))


def rule_text(rule: ErasureRule) -> str:
    """A rule in words and where it stands."""
    return f"{rule.sv if code() == 'sv' else rule.en} ({rule.law})"


def name_of(file: PlannedFile) -> str:
    """The person's name as the register knows it."""
    return file.name or _("Name not known")


def state_text(row: ErasureListRow, local: Local) -> str:
    """Where a list stands."""
    moment = row.ended or row.ready
    return _(STATES[row.state]).format(day="" if moment is None else day_text(local(moment).date()))


def files_text(count: int) -> str:
    """So many files."""
    return ngettext("{n} file", "{n} files", count).format(n=count)


def size_text(files: int, log_rows: int) -> str:
    """So many files, and so many rows of the log whose words go."""
    rows = ngettext("{n} log row", "{n} log rows", log_rows).format(n=log_rows)
    return ", ".join(
        part for part in (files_text(files) if files or not log_rows else "", rows * bool(log_rows)) if part
    )


def who_text(row: ErasureListRow) -> str:
    """Who proposed and who approved."""
    if row.approved_by:
        return _("{one} proposed, {other} approved").format(one=row.proposed_by, other=row.approved_by)
    return _("{one} proposed").format(one=row.proposed_by)


def file_columns() -> tuple[Column, ...]:
    """Name with case, what is to be done, why."""

    def name(file: PlannedFile) -> Cell:
        case = _("Case {number}").format(number=file.case_number)
        return Cell(name_of(file), case, weight=600)

    def outcome(file: PlannedFile) -> Cell:
        if file.list_id:
            return Cell(chip=_("On a list"), tone="neutral", chip_icon="list-todo")
        tone, icon = _LOOKS[file.decision.outcome]
        return Cell(chip=outcome_text(file), tone=tone, chip_icon=icon)

    def why(file: PlannedFile) -> Cell:
        first, *more = reasons(file)
        return Cell(first, more[0] if more else _("last event {day}").format(day=day_text(file.last_event)))

    return (
        Column(name, share=2, minimum=170),
        Column(outcome, share=1, minimum=190, maximum=240),
        Column(why, share=3, minimum=200, folds=True),
    )


def file_spoken(file: PlannedFile) -> str:
    """A file as a screen reader says it."""
    return ", ".join((name_of(file), file.case_number, outcome_text(file), *reasons(file)))


def list_columns(local: Local) -> tuple[Column, ...]:
    """How many files and who, and where the list stands."""

    def size(row: ErasureListRow) -> Cell:
        proposed = day_text(local(row.proposed).date())
        return Cell(size_text(row.files, row.log_rows), _("proposed {day}").format(day=proposed), weight=600)

    def state(row: ErasureListRow) -> Cell:
        tone, icon = _STATE_LOOKS[row.state]
        return Cell(chip=state_text(row, local), tone=tone, chip_icon=icon)

    return (Column(size, share=1, minimum=130), Column(state, share=2, minimum=190, folds=True))


def list_spoken(local: Local) -> Callable[[ErasureListRow], str]:
    """A list as a screen reader says it."""
    return lambda row: ", ".join((size_text(row.files, row.log_rows), state_text(row, local), who_text(row)))
