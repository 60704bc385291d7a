"""What the file's lists show of a row: interventions, status periods and the log, as cells and spoken sentences."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from caseworker.domain.intervention import FINAL_STATES
from caseworker.domain.rows import AxisRow, InterventionRow, LogRow, StatusRow
from ui.language import _, day_text, ngettext
from ui.log_words import log_words
from ui.person.right_words import certainty_words
from ui.undo_words import field_words
from ui.widgets.rows import Cell, Column
from ui.words import Words, permit_words, status_look

LOOK = "case.opened"


def open_first(rows: Sequence[InterventionRow]) -> list[InterventionRow]:
    """Interventions that may still move before those that have ended, each part newest first."""
    return sorted(rows, key=lambda row: row.state in FINAL_STATES)


def period_text(begins: date | None, ends: date | None) -> str:
    """``2 mar 2026 – 11 jun 2026``; an open end stays open, no day at all is said."""
    if begins is None:
        return _("to {day}").format(day=day_text(ends)) if ends else _("no days recorded")
    return f"{day_text(begins)} – {day_text(ends) if ends else ''}".rstrip()


@dataclass(frozen=True, slots=True)
class LogLine:
    """Lines of the log that say the same one after the other, as one."""

    newest: datetime
    oldest: datetime
    actor: str
    action: str
    times: int
    field: str = ""
    kept: str = ""
    dropped: str = ""
    file: str = ""
    row: int = 0


def log_lines(rows: Sequence[LogRow], local: Callable[[datetime], datetime]) -> tuple[LogLine, ...]:
    """Gather looks by the same person on the same day that follow one another; the count says how often."""
    lines: list[LogLine] = []
    for row in rows:
        at = local(row.at)
        last = lines[-1] if lines else None
        alike = last is not None and row.action == LOOK and (last.actor, last.action) == (row.actor, LOOK)
        if last is not None and alike and last.oldest.date() == at.date():
            lines[-1] = LogLine(last.newest, at, row.actor, row.action, last.times + 1)
        else:
            lines.append(LogLine(at, at, row.actor, row.action, 1, row.field, row.kept, row.dropped, row.file, row.row))
    return tuple(lines)


def log_columns() -> tuple[Column, ...]:
    """When, who, what."""

    def when(line: LogLine) -> Cell:
        same = f"{line.newest:%H:%M}" == f"{line.oldest:%H:%M}"
        clock = f"{line.newest:%H:%M}" if same else f"{line.oldest:%H:%M}–{line.newest:%H:%M}"
        return Cell(top=f"{day_text(line.newest.date())}  {clock}", weight=500)

    def who(line: LogLine) -> Cell:
        return Cell(top=line.actor, weight=400)

    def what(line: LogLine) -> Cell:
        return Cell(top=_times(line), weight=400)

    return (
        Column(when, share=0, minimum=190),
        Column(who, share=1, minimum=140, maximum=220),
        Column(what, share=3, minimum=240),
    )


def spoken_log(line: LogLine) -> str:
    """The line as it is read aloud."""
    return f"{day_text(line.newest.date())} {line.newest:%H:%M}, {line.actor}, {_times(line)}"


def _times(line: LogLine) -> str:
    if line.field:
        return _("Chose between two values: {field}. Kept: {kept}. Not kept: {dropped}").format(
            field=field_words(line.field), kept=line.kept or _("Nothing"), dropped=line.dropped or _("Nothing")
        )
    if line.file:
        told = _("{what}, from {file} row {row}")
        return told.format(what=log_words(line.action), file=line.file, row=line.row)
    if line.times == 1:
        return log_words(line.action)
    return _("{what}, {times}").format(
        what=log_words(line.action), times=ngettext("{n} time", "{n} times", line.times).format(n=line.times)
    )


def status_columns(words: Words) -> tuple[Column, ...]:
    """Status; its days over permit and ground."""

    def status(row: StatusRow) -> Cell:
        tone, icon = status_look(row.code)
        return Cell(chip=words.status(row.code, unaccompanied=row.unaccompanied), tone=tone, chip_icon=icon)

    def days(row: StatusRow) -> Cell:
        ground = row.ground or _("ground not recorded")
        told = [permit_words(row.permit, row.permit_until), ground, classification_words(row), _doubt(row, words)]
        return Cell(top=period_text(row.begins, row.ends), bottom=" · ".join(part for part in told if part))

    return (Column(status, share=1, minimum=210, maximum=330), Column(days, share=3, minimum=230))


def spoken_status(words: Words) -> Callable[[StatusRow], str]:
    """Return how a period of legal status is read aloud."""

    def say(row: StatusRow) -> str:
        status = words.status(row.code, unaccompanied=row.unaccompanied)
        told = [status, permit_words(row.permit, row.permit_until), period_text(row.begins, row.ends)]
        return ", ".join(part for part in (*told, classification_words(row), _doubt(row, words)) if part)

    return say


def _doubt(row: StatusRow, words: Words) -> str:
    """What is to be known of the lawbook's row of a status that still runs before it is relied upon."""
    certainty = words.status_certainty(row.code) if row.ends is None else ""
    return certainty_words(certainty) if certainty else ""


def classification_words(row: StatusRow) -> str:
    """The classification code of the decision, "" for none."""
    return _("code {code}").format(code=row.classification) if row.classification else ""


def axis_lines(rows: Sequence[AxisRow], words: Callable[[str], str]) -> str:
    """Periods of settlement or accommodation, newest first, a line each."""
    return "\n".join(f"{words(row.code)}   {period_text(row.begins, row.ends)}" for row in rows) or _("Not recorded")
