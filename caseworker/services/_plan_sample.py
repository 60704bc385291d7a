"""A plan for nobody, shown to whoever writes the words that plans are printed with. Not a service."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Final

from caseworker import codes, i18n
from caseworker.domain.plan import PlanRow, PlanSheet, SubGoalRow
from caseworker.domain.rows import InterventionRow
from caseworker.domain.translation import ReviewState, Standing
from caseworker.letters.languages import LetterLanguage
from caseworker.letters.letterhead import Letterhead
from caseworker.letters.plan_paper import PlanPaper, plan_pdf
from caseworker.letters.sources import Sources
from caseworker.services import _plan_print

_SHOWN: Final = (("sfi-kurs", "ongoing"), ("vardkontakt", "accepted"), ("samtalsstod", "proposed"))


def sample_plan_pdf(
    sources: Sources, language: LetterLanguage, known: Standing, head: Letterhead, today: date, *, demo: bool
) -> bytes:
    """Return the paper in the words in force; ``known`` says how sure they are."""
    draft = known.state is ReviewState.DRAFT and language.code != i18n.LETTER_SOURCE
    paper = replace(_paper(today, language.code), draft=draft, reviewed=known.reviewed_on, demo=demo)
    return plan_pdf(
        paper, head, language=language, translate=sources.translate(language.code), write_day=_plan_print.day_in
    )


def _paper(today: date, language: str) -> PlanPaper:
    goals = (
        SubGoalRow("1", "1", "Läsa sfi kurs D", today + timedelta(180), None),
        SubGoalRow("2", "2", "Praktik", None, today - timedelta(20)),
    )
    plan = PlanRow("1", 2, "current", today, "Arbeta som undersköterska", goals, today, "meeting")
    types = {one.code: one for one in codes.intervention_types()}
    rows = [
        InterventionRow(code, code, types[code].area, types[code].actor, state, today, today, None, "", 1)
        for code, state in _SHOWN
    ]
    return PlanPaper(
        name="Sara Exempel",
        own_script="",
        case_number="2026-0001",
        version=plan.number,
        dated=today,
        pieces=_plan_print.pieces(
            PlanSheet("", current=plan),
            plan,
            rows,
            {code: one.sv for code, one in types.items()},
            case_number="2026-0001",
            caseworker="Maja Exempel",
            foreign=language != i18n.LETTER_SOURCE,
        ),
    )
