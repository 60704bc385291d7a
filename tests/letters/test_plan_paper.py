"""A plan in two languages: every script reads back, own words stand once, a name of its own stays Swedish."""

from dataclasses import replace
from datetime import date

import pytest

from caseworker import codes
from caseworker.domain.plan import ChangeKind, PlanChange, PlanComparison, PlanRow, PlanSheet, SubGoalRow
from caseworker.domain.rows import InterventionRow
from caseworker.i18n import format_date, letter_catalog
from caseworker.letters.extract import ROOT, letter_texts
from caseworker.letters.languages import letter_language
from caseworker.letters.plan_paper import Piece, PlanPaper, plan_pdf, plan_words
from caseworker.services._plan_print import pieces
from tests.letters.letterkit import HEAD, read_with_pdfium, read_with_poppler

TODAY = date(2026, 11, 22)
GOALS = (
    SubGoalRow("a", "a", "Läsa sfi kurs D \N{GRINNING FACE}", date(2027, 6, 11), None),
    SubGoalRow("b", "b", "Eget boende", None, date(2026, 10, 2)),
    SubGoalRow("c", "c", "Praktik", None, None),
)
PLAN = PlanRow("p", 2, "current", TODAY, "Arbeta som undersköterska", GOALS, TODAY, "meeting", "Maj Ekholm")
NAMES = {one.code: one.sv for one in codes.intervention_types()} | {"lokal": "Odling i Lövåsa"}


def intervention(
    type: str, state: str, begins: date | None = None, ends: date | None = None, *, place: str = "", detail: str = ""
) -> InterventionRow:
    kind = next((one for one in codes.intervention_types() if one.code == type), None)
    area, actor = (kind.area, kind.actor) if kind is not None else ("fritid", "kommunen")
    return InterventionRow(type, type, area, actor, state, TODAY, begins, ends, "", 1, place=place, detail=detail)


INTERVENTIONS = (
    intervention("sfi-kurs", "ongoing", TODAY, date(2027, 6, 11), place="Storgatan 12"),
    intervention("god-man", "completed", ends=TODAY, detail="Ring om förordnandet."),
    intervention("vardkontakt", "accepted", TODAY),
    intervention("samtalsstod", "declined", place="Vårdcentralen"),
    intervention("lokal", "proposed"),
)
K = ChangeKind
CHANGES = (
    PlanChange(K.GOAL, "", "Lära sig svenska", "Arbeta"),
    PlanChange(K.SUB_GOAL_ADDED, "Praktik", now="2027-06-11"),
    PlanChange(K.SUB_GOAL_CHANGED, "Praktik", "Gamla ord", "Nya ord"),
    PlanChange(K.SUB_GOAL_DUE, "Eget boende", "2027-01-01", "2027-02-01"),
    PlanChange(K.SUB_GOAL_DUE, "Eget boende", "", "2027-02-01"),
    PlanChange(K.SUB_GOAL_DUE, "Eget boende", "2027-01-01", ""),
    PlanChange(K.SUB_GOAL_REACHED, "Eget boende", "", "2026-10-02"),
    PlanChange(K.SUB_GOAL_REACHED, "Praktik", "2026-10-02", ""),
    PlanChange(K.SUB_GOAL_REMOVED, "Körkort"),
    PlanChange(K.INTERVENTION_ADDED, "lokal", now="proposed"),
    PlanChange(K.INTERVENTION_REMOVED, "korkort", "ongoing"),
    PlanChange(K.INTERVENTION_STATE, "sfi-kurs", "decided", "ongoing"),
    PlanChange(K.INTERVENTION_DAYS, "sfi-kurs", "/", "2026-11-22/2027-06-11"),
)


def told(language: str, changes: tuple[PlanChange, ...] = CHANGES) -> tuple[Piece, ...]:
    sheet = PlanSheet("x", current=PLAN, since=PlanComparison(1, 2, changes))
    return pieces(
        sheet, PLAN, INTERVENTIONS, NAMES, case_number="2026-0147", caseworker="Maj Ekholm", foreign=language != "sv"
    )


def pdf(language: str, changes: tuple[PlanChange, ...] = CHANGES) -> bytes:
    paper = PlanPaper("Samira Haddad", "سميرة حداد", "2026-0147", 2, TODAY, told(language, changes), demo=True)
    return plan_pdf(
        paper,
        HEAD,
        language=letter_language(language),
        translate=letter_catalog(language),
        write_day=lambda day, code: day.isoformat() if code == "sv" else format_date(day, code),
    )


# a name of an intervention, an actor's, the draft line and a day, as the reader's language writes them
@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("en", ("Contact with a health centre", "Labour market board", "not reviewed", "11 June 2027")),
        ("ar", ("الاتصال بالمركز الصحي", "لجنة سوق العمل", "مسودة ترجمة", "يونيو")),
        ("prs", ("تماس با مرکز صحی", "هیئت بازار کار", "بازبینی نشده", "جون")),
        ("so", ("La xiriirka xarunta caafimaadka", "Guddiga suuqa shaqada", "lama hubin", "Juun")),
        ("ti", ("ርክብ ምስ ማእከል ክንክን ጥዕና", "ሽማግለ ዕዳጋ ስራሕ", "ኣይተገምገመን", "ሰነ")),
        ("uk", ("центру первинної медичної допомоги", "Рада з питань ринку праці", "не перевірена", "червня")),
    ],
)
def test_every_script_reads_back_and_own_words_stand_once(language: str, words: tuple[str, ...]) -> None:
    made = pdf(language)
    found = read_with_poppler(made).casefold()
    assert [word for word in words if word.casefold() not in found] == []
    assert found.count("arbeta som undersköterska") == 1, "the goal stands across both columns"
    assert found.count("odling i lövåsa") == 4, "a name of its own stays Swedish in both columns, twice"
    assert "samira haddad" in found
    assert "سميرة" in read_with_pdfium(made)
    assert pdf(language) == made


def test_swedish_alone_has_no_line_about_a_translation_and_tells_what_could_not_be_printed() -> None:
    found = read_with_poppler(pdf("sv"))
    assert "granskat" not in found
    assert "tolk säger" not in found
    assert "[U+1F600]" in found
    assert "Tecken som inte kan skrivas ut: 1" in found
    assert "Nu: 2026-11-22 – 2027-06-11. Förut: ingen dag." in found


def test_an_empty_plan_of_a_person_without_a_name_says_so_and_stays_swedish_without_a_translation() -> None:
    plan = replace(PLAN, state="draft", approved=None, sub_goals=())
    sheet = PlanSheet("x", draft=plan, since=PlanComparison(1, 2, ()))
    found = pieces(sheet, plan, (), {}, case_number="2026-0147", caseworker="Maj Ekholm", foreign=True)
    made = plan_pdf(
        PlanPaper("", "", "2026-0147", 2, TODAY, found),
        HEAD,
        language=letter_language("ar"),
        translate=lambda _text: None,
        write_day=format_date,
    )
    text = read_with_poppler(made)
    assert [text.count(words) for words in ("Inga insatser än.", "Inget är ändrat.", "Delmål", "Till")] == [2, 2, 0, 0]


def test_every_fixed_word_and_every_shipped_name_is_handed_to_the_translators() -> None:
    texts = {one.text for one in letter_texts(ROOT / "resources" / "letters")}
    names = {one.sv for one in (*codes.known_areas(), *codes.actors())} | {one.sv for one in codes.intervention_types()}
    assert set(plan_words().values()) | names <= texts
