"""Longer answers of the terminal in words: a person's file, an import report, the state of the register."""

from collections.abc import Mapping
from dataclasses import replace

from caseworker.domain.identity import mask
from caseworker.domain.rows import PersonFile
from caseworker.errors import Refused
from caseworker.messages import describe
from caseworker.services.importing import BadRow, ImportReport
from caseworker.services.trust import NOT_COMPARED, Verification
from caseworker.terminal import _


def masked_file(file: PersonFile, revealed: Mapping[str, str]) -> PersonFile:
    """Return a file whose numbers are masked to their last four, but for the running ones that were ``revealed``."""
    numbers = tuple(
        replace(one, value=revealed[one.type] if one.ends is None and one.type in revealed else mask(one.value))
        for one in file.identifiers
    )
    return replace(file, identifiers=numbers)


def file_in_words(file: PersonFile, statuses: Mapping[str, tuple[str, str]]) -> str:
    """Return a person's file as lines; its numbers as ``masked_file`` left them. ``statuses`` are words by code."""
    lines = [f"{file.case_number}  {file.name() or file.name('original')}"]
    lines += [f"  {name.full}" for name in file.names if name.role != "latin"]
    lines += [f"  {number.type}: {number.value}" for number in file.identifiers]
    for status in file.statuses:
        lines.append(
            f"  {status.begins} – {status.ends or ''}  {statuses.get(status.code, (status.code,))[0]} ({status.code})"
        )
    for intervention in file.interventions:
        lines.append(f"  {intervention.type}  {intervention.state}  {intervention.begins or ''}")
    return "\n".join(lines)


def fault_in_words(bad: BadRow) -> str:
    """Return why a cell could not be read in."""
    return describe(Refused(bad.code, **dict(bad.params)), _).text


def import_in_words(report: ImportReport) -> str:
    """Return what was (or would be) read in, and one line for every row that was not."""
    head = (
        _("Dry run: {clean} rows can be read in, {bad} cannot.")
        if report.dry_run
        else _("{clean} rows were read in, {bad} were not.")
    ).format(clean=report.clean, bad=len(report.bad))
    lines = [head]
    for count, words in (
        (report.updated, _("{n} people who are there get what they lack.")),
        (report.known, _("{n} rows are there already.")),
        (report.doubts, _("{n} rows may be people who are there; decide about them in the window.")),
    ):
        lines += [words.format(n=count)] if count else []
    lines += [
        _("Row {row}, {column}: {why}").format(row=bad.row, column=bad.column, why=fault_in_words(bad))
        for bad in report.bad
    ]
    if report.skipped_columns:
        lines.append(_("Columns not read: {columns}").format(columns=", ".join(report.skipped_columns)))
    return "\n".join(lines)


def verification_in_words(found: Verification) -> str:
    """Return the state of the register as sentences."""
    if found.ok:
        whole = _("The register is whole. {rows} log rows and {pages} pages checked, nothing is missing.")
        lines = [whole.format(rows=found.rows, pages=found.pages)]
        lines.append(
            _("Every page is as it was when the register was last closed.")
            if found.compared
            else describe(Refused(NOT_COMPARED), _).text
        )
        if found.derived:
            rows = sum(one.rows for one in found.derived)
            lines.append(describe(Refused("derived.differs", rows=rows), _).text)
        if found.reviews:
            lines.append(_("Signed reviews of the log that are as they were signed: {n}.").format(n=found.reviews))
        for at, list_id in found.erased_comments:
            told = _("A comment in a review was erased on {day} under list {list}; the signature holds without it.")
            lines.append(told.format(day=at.astimezone().date(), list=list_id))
        return "\n".join(lines)
    lines = [_("The register is not whole. Do not write in it; restore a copy or ask support.")]
    for finding in found.findings:
        place = _("log row {seq}").format(seq=finding.seq) if finding.seq else ""
        lines.append(f"{describe(Refused(finding.code, count=finding.count), _).text} {place}".rstrip())
    return "\n".join(lines)
