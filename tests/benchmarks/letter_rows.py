"""Letters beside typst and WeasyPrint, a job of ten thousand, and how soon a changed sheet is seen.

What is measured stands in ``letters_bench`` and ``many_letters``.
"""

import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

from caseworker.app import Session
from caseworker.services import letter_texts, letters
from tests.benchmarks.ledger import ROUNDS, Row, at_most, median
from tests.benchmarks.letters_bench import ARCHIVE, PRINT, a_second, weasyprint_letter
from tests.benchmarks.many_letters import many_letters
from tests.benchmarks.office import Office, found

LETTERS, TURNS, THEIR_LETTERS = 10, 12, 4  # a turn, turns in each round; of WeasyPrint in each round
A_SECOND, TIMES_TYPST, TIMES_WEASYPRINT, KIB = 60.0, 1.0, 25.0, 40.0
JOB = 10_000
_FEW = 50  # people of the register whose texts are changed
PREVIEW_MS, LANGUAGE, SCALE = 80.0, "ar", 1.0
MOST_HELD = 250.0  # MB
_LETTER = "letters of two pages, sv beside ar, a processor second"

Make = Callable[[int], bytes]


def letter_rows(office: Office) -> list[Row]:
    """Every promise about letters, in one run."""
    return [*_speed_rows(), *_size_rows(), *_job_rows(office), *_preview_rows(office.folder.parent / "texts")]


def _speed_rows() -> list[Row]:
    """One file a letter, all engines in one process, in turns; the processor's time of every thread counts."""
    makes = (*PRINT, *ARCHIVE)
    for make in (*makes, weasyprint_letter):
        a_second(make, 2)
    speeds: dict[Make, list[float]] = {make: [] for make in (*makes, weasyprint_letter)}
    for number in range(ROUNDS * TURNS):
        for make in makes if number % 2 else reversed(makes):
            speeds[make].append(a_second(make, LETTERS))
        if number % TURNS == 0:
            speeds[weasyprint_letter].append(a_second(weasyprint_letter, THEIR_LETTERS))
    speed = {make: median(each) for make, each in speeds.items()}
    ours, typst = (speed[make] for make in PRINT)
    archived, typst_archived = (speed[make] for make in ARCHIVE)
    weasyprint = speed[weasyprint_letter]
    return [
        Row(f"{_LETTER}: tagged", f"{ours:.1f}", bar=f"≥ {A_SECOND:g}", reached=ours >= A_SECOND),
        _as_fast(f"{_LETTER}: tagged", ours, "typst, tagged", typst, TIMES_TYPST),
        _as_fast(f"{_LETTER}: for an archive", archived, "typst, a-2b and ua-1", typst_archived, TIMES_TYPST),
        _as_fast(f"{_LETTER}: tagged", ours, "WeasyPrint, tagged", weasyprint, TIMES_WEASYPRINT),
    ]


def _as_fast(what: str, ours: float, name: str, theirs: float, least: float) -> Row:
    ratio = ours / theirs
    return Row(what, f"{ours:.1f}", f"{name}: {theirs:.1f}", f"{ratio:.2f}", f"≥ {least:g} ×", ratio >= least)


def _size_rows() -> list[Row]:
    rows = []
    for what, (ours, theirs) in (("tagged", PRINT), ("for an archive", ARCHIVE)):
        size, other = (median([len(make(number)) / 1024 for number in range(ROUNDS)]) for make in (ours, theirs))
        row = f"{size:.1f} KiB", f"typst: {other:.1f} KiB", f"{size / other:.2f}", f"≤ {KIB:g} KiB", size <= KIB
        rows.append(Row(f"a letter of two pages, {what}", *row))
    return rows


def _job_rows(office: Office) -> list[Row]:
    """A mail merge in a process of its own, with checks and log, each letter as PDF in memory and then let go."""
    done = many_letters(office, JOB)
    what = f"{done['letters']:.0f} letters to people of the register in one job, each checked and logged"
    return [
        at_most(f"{what}: memory of the program at most", done["peak"] / 1e6, MOST_HELD, "MB"),
        Row(f"{what}: processor time of one", f"{1000 * done['seconds'] / done['letters']:.1f} ms"),
    ]


def _preview_rows(folder: Path) -> list[Row]:
    """Every sheet beside Arabic, its pages drawn, after a sentence of the Swedish was changed and kept."""
    session = found(folder, _FEW).unlock()
    try:
        sheets = [row.id for row in letters.list_sheets(session.register, by=session.user)]
        taken = {sheet: _preview_after_change(session, sheet) for sheet in sheets}
    finally:
        session.close()
    worst = max(taken, key=lambda sheet: taken[sheet])
    what = f"preview of a changed sheet, {len(taken)} sheets beside ar, processor time"
    return [
        at_most(f"{what}, median", 1000 * median(list(taken.values())), PREVIEW_MS, "ms"),
        at_most(f"{what}, worst ({worst})", 1000 * taken[worst], PREVIEW_MS, "ms"),
    ]


def _preview_after_change(session: Session, sheet: str) -> float:
    """Seconds of processor until the pages of a sheet, seen before, are there with another changed sentence."""
    show = partial(
        letter_texts.preview_sheet, session.register, sheet=sheet, language=LANGUAGE, changes={}, scale=SCALE
    )
    told = letter_texts.read_sheet_texts(session.register, sheet=sheet, language="sv", by=session.user)
    source = max((one.source for one in told.paragraphs), key=len)
    show(by=session.user)
    taken = []
    for number in range(ROUNDS):
        text, why = f"{source} Det gäller från och med {number + 1} januari.", "mätning"
        letter_texts.change_text(
            session.register, sheet=sheet, language="sv", source=source, text=text, reason=why, by=session.user
        )
        begun = time.process_time()
        show(by=session.user)
        taken.append(time.process_time() - begun)
    return median(taken)
