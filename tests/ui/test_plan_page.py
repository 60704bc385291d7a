"""The tab Insatser & plan: the road and the evidence of each intervention, by key and by button."""

from datetime import date, timedelta
from typing import Any

import pytest
from PySide6.QtCore import QSize, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from caseworker.domain.intervention import InterventionState
from caseworker.domain.rows import InterventionRow, StepRow
from caseworker.services import interventions
from caseworker.services.interventions import EnteredIntervention, EnteredStep
from caseworker.store.register import Register
from tests.store.fixtures import FOUNDER, NOON, TODAY
from tests.ui.audit import audit
from tests.ui.people_bench import enrolled, file_of, window_over
from tests.ui.test_person_page import person_page
from ui.desk import Desk
from ui.models.lazy_rows import LazyRowsModel
from ui.person import intervention_words as told
from ui.person.intervention_dialogs import DetailsDialog, EndDialog, EvidenceDialog, FollowUpDialog
from ui.person.intervention_list import InterventionDelegate
from ui.person.interventions import next_follow_up
from ui.person.view import PersonPage
from ui.widgets.button import Button
from ui.widgets.paint import Elisions
from ui.widgets.state_steps import StateSteps, steps_width
from ui.widgets.text import Label

S = InterventionState


def add(register: Register, person: str, entered: EnteredIntervention) -> str:
    return interventions.add_intervention(register, person=person, entered=entered, by=FOUNDER).created  # type: ignore[arg-type]


def opened(qtbot: QtBot, register: Register, *entered: EnteredIntervention) -> tuple[PersonPage, str]:
    person = enrolled(register)
    for one in entered:
        add(register, person, one)
    page = person_page(window_over(qtbot, register), person)
    page.show_tab("interventions")
    return page, person


def answer(monkeypatch: pytest.MonkeyPatch, kind: type[Any], fill: Any) -> None:
    def exec_(dialog: Any) -> bool:
        fill(dialog)
        return True

    monkeypatch.setattr(kind, "exec", exec_)


def row(state: InterventionState, **more: Any) -> InterventionRow:
    kept: dict[str, Any] = {"begins": None, "ends": None, "outcome": "", "version": 1}
    return InterventionRow("1", "sfi-kurs", "utbildning", "kommunen", state.value, TODAY, **(kept | more))


def step(state: InterventionState, days: int) -> StepRow:
    return StepRow("s", state.value, TODAY - timedelta(days=days), NOON, "Maj", "")


def test_the_arrow_takes_the_next_step_and_the_road_is_said(qtbot: QtBot, register: Register) -> None:
    page, person = opened(qtbot, register, EnteredIntervention("sfi-kurs"))
    tab = page.parts.interventions
    for state in ("decided", "referred", "accepted", "ongoing"):
        QTest.keyClick(tab.list, Qt.Key.Key_Right)
        assert file_of(register, person).interventions[0].state == state
    road = tab.mover.findChild(StateSteps, "moveSteps")
    assert road is not None
    assert road.accessibleName() == "Step 5 of 6: Ongoing"
    assert road.sizeHint().width() == steps_width(6)
    index = tab.list.model().index(0, 0)
    said = index.data(Qt.ItemDataRole.AccessibleTextRole)
    assert said.startswith("SFI course, Step 5 of 6: Ongoing")
    assert "Admitted: missing" in said


def test_a_final_step_asks_and_says_no_when_it_is_left(
    qtbot: QtBot, register: Register, monkeypatch: pytest.MonkeyPatch
) -> None:
    page, person = opened(qtbot, register, EnteredIntervention("praktik", state=S.ONGOING))
    monkeypatch.setattr(EndDialog, "exec", lambda _dialog: False)
    page.parts.plan_acts.commands()[1].run()
    assert file_of(register, person).interventions[0].state == "ongoing"
    answer(monkeypatch, EndDialog, lambda dialog: dialog.outcome.code.choose("arbete"))
    page.parts.plan_acts.commands()[1].run()
    done = file_of(register, person).interventions[0]
    assert (done.state, done.outcome_code, done.ends) == ("completed", "arbete", TODAY)
    page.parts.interventions.mover.end()
    page.parts.interventions.mover.next_step()
    assert file_of(register, person).interventions[0].version == done.version


def test_evidence_is_ticked_and_unticked_in_one_question(
    qtbot: QtBot, register: Register, monkeypatch: pytest.MonkeyPatch
) -> None:
    page, person = opened(qtbot, register, EnteredIntervention("sfi-kurs", ticks=(("antagen", TODAY),)))

    def fill(dialog: EvidenceDialog) -> None:
        dialog.ticks["antagen"].setChecked(False)
        dialog.ticks["narvaro"].setChecked(True)
        dialog.day.setText("2026-11-02")

    answer(monkeypatch, EvidenceDialog, fill)
    page.parts.plan_acts.commands()[0].run()
    assert [(one.code, one.day) for one in file_of(register, person).interventions[0].ticks] == [
        ("narvaro", date(2026, 11, 2))
    ]
    answer(monkeypatch, EvidenceDialog, lambda dialog: dialog.ticks["betyg"].setChecked(True))
    page.parts.plan_acts.commands()[0].run()
    assert len(file_of(register, person).interventions[0].ticks) == 2
    answer(monkeypatch, EvidenceDialog, lambda dialog: dialog.day.setText("igår") or dialog.ticks["antagen"].click())
    page.parts.plan_acts.commands()[0].run()
    assert len(file_of(register, person).interventions[0].ticks) == 2
    assert "2026-11-21" in page.parts.interventions.mover.day.editor.accessibleDescription()


def test_enter_changes_the_details_and_wrong_ones_are_told(
    qtbot: QtBot, register: Register, monkeypatch: pytest.MonkeyPatch
) -> None:
    page, person = opened(qtbot, register, EnteredIntervention("sfi-kurs"))
    tab = page.parts.interventions

    def fill(dialog: DetailsDialog) -> None:
        dialog.lines["contact"].setText("Petra Sandell")
        dialog.lines["begins"].setText("2026-12-01")
        dialog.lines["hours_done"].setText("5")
        dialog.lines["hours_total"].setText("100")

    answer(monkeypatch, DetailsDialog, fill)
    QTest.keyClick(tab.list, Qt.Key.Key_Return)
    kept = file_of(register, person).interventions[0]
    assert (kept.contact, kept.begins, kept.hours_done, kept.hours_total) == (
        "Petra Sandell",
        date(2026, 12, 1),
        5,
        100,
    )
    message = tab.mover.findChild(Label, "moveMessage")
    assert message is not None
    for name, text, words in (
        ("hours_done", "fem", "hours"),
        ("begins", "snart", "date"),
        ("ends", "2026-01-01", "ends"),
    ):
        answer(monkeypatch, DetailsDialog, lambda dialog, n=name, t=text: dialog.lines[n].setText(t))
        QTest.keyClick(tab.list, Qt.Key.Key_Return)
        assert words in message.text()
    assert file_of(register, person).interventions[0].version == kept.version


def test_a_completed_one_is_followed_up(qtbot: QtBot, register: Register, monkeypatch: pytest.MonkeyPatch) -> None:
    page, person = opened(qtbot, register, EnteredIntervention("sfi-kurs", state=S.COMPLETED, ends=date(2026, 2, 1)))
    mover = page.parts.interventions.mover

    def fill(dialog: FollowUpDialog) -> None:
        dialog.outcome.code.choose("arbete")

    answer(monkeypatch, FollowUpDialog, fill)
    button = mover.findChild(Button, "moveFollowUp")
    assert button is not None
    button.click()
    seen = file_of(register, person).interventions[0]
    assert [(one.months, one.outcome, one.day) for one in seen.follow_ups] == [(6, "arbete", TODAY)]
    assert next_follow_up(seen) == 12
    answer(monkeypatch, FollowUpDialog, lambda dialog: dialog.day.setText("snart"))
    mover.follow_up_asked.emit(seen)
    assert len(file_of(register, person).interventions[0].follow_ups) == 1


@pytest.mark.parametrize(
    ("shown", "note", "tone"),
    [
        (row(S.REFERRED, steps=(step(S.REFERRED, 34),)), "waited 34 days", "warn"),
        (row(S.REFERRED, steps=(step(S.REFERRED, 1),)), "waited 1 day", "ink2"),
        (row(S.DECIDED, steps=(step(S.DECIDED, 20),)), "with us 20 days", "warn"),
        (row(S.ONGOING, hours_done=62, hours_total=100), "62 of 100 h", "ink2"),
        (row(S.ONGOING, hours_done=62), "62 h", "ink2"),
        (row(S.ONGOING, begins=date(2026, 2, 9)), "month 10 of 14", "ink2"),
        (row(S.ONGOING, begins=date(2024, 2, 22)), "month 33", "ink2"),
        (row(S.ONGOING, begins=date(2026, 2, 9), ends=date(2026, 3, 1)), "was to end 1 Mar 2026", "ink2"),
        (row(S.ONGOING), "", "ink2"),
        (row(S.COMPLETED, outcome="cyklar"), "Result: cyklar", "ink2"),
        (row(S.COMPLETED, outcome_code="arbete"), "Result: Began to work", "ink2"),
        (row(S.DECLINED, outcome="Vill inte"), "Vill inte", "ink2"),
        (row(S.COMPLETED), "", "ink2"),
    ],
)
def test_the_note_says_what_matters_in_that_state(
    register: Register, desk: Desk, shown: InterventionRow, note: str, tone: str
) -> None:
    stands = told.standing_of(shown, desk.words, TODAY)
    assert (stands.note, stands.note_color) == (note, tone)


def test_words_of_the_road_and_of_the_ball(desk: Desk) -> None:
    words = desk.words
    declined = row(S.DECLINED, steps=(step(S.PROPOSED, 9), step(S.DECIDED, 5), step(S.DECLINED, 1)))
    stands = told.standing_of(declined, words, TODAY)
    assert (stands.at, stands.left_road, stands.spoken) == (3, True, "Declined")
    referred = row(S.REFERRED, steps=(step(S.REFERRED, 34),))
    assert told.ball_words(referred, words, TODAY) == "The ball lies with Municipality, 34 days"
    assert told.ball_words(row(S.PROPOSED), words, TODAY) == "The ball lies with us, 0 days"
    assert told.ball_words(row(S.ONGOING), words, TODAY) == ""
    paid = InterventionRow("2", "cykelkurs", "fritid", "civilsamhallet", "decided", TODAY, None, None, "", 1)
    assert told.standing_of(paid, words, TODAY).note == "Social services board pays"
    assert told.days_and_law(paid, words) == "voluntary undertaking"
    assert told.days_and_law(row(S.ONGOING, begins=TODAY), words) == "from 21 Nov 2026 · 2010:800 20 kap. 31 §"
    unknown = InterventionRow("3", "trolleri", "x", "y", "proposed", TODAY, None, None, "", 1)
    assert told.title_of(unknown, words) == "trolleri"
    ended = row(S.COMPLETED, ends=TODAY - timedelta(days=30))
    assert [one.words for one in told.evidence_of(ended, words, TODAY)][-1] == "Follow-up 6 mon"


@pytest.fixture
def desk(register: Register, qtbot: QtBot) -> Desk:
    window = window_over(qtbot, register)
    page = person_page(window, enrolled(register))
    return page._desk  # noqa: SLF001 - the desk the window was made with


def test_rows_fold_where_three_columns_do_not_fit_and_nothing_is_cut(qtbot: QtBot, register: Register) -> None:
    page, _person = opened(
        qtbot, register, EnteredIntervention("sfi-kurs", contact="Petra Sandell"),
        EnteredIntervention(
            "sip", steps=(EnteredStep(S.DECIDED, TODAY), EnteredStep(S.INTERRUPTED, TODAY, "Flyttade"))
        ),
    )  # fmt: skip
    listed = page.parts.interventions.list
    delegate = listed.itemDelegate()
    assert isinstance(delegate, InterventionDelegate)
    assert isinstance(listed.model(), LazyRowsModel)
    Elisions.watching = True
    Elisions.seen.clear()
    for width in (900, 420):
        delegate.fit(width)
        listed.scheduleDelayedItemsLayout()
        assert not listed.grab(listed.rect()).isNull()
    Elisions.watching = False
    assert listed.sizeHint() != QSize()


def test_the_dialogs_have_names_and_a_way_with_the_keyboard(qtbot: QtBot, register: Register) -> None:
    page, _person = opened(qtbot, register, EnteredIntervention("sfi-kurs", ticks=(("antagen", TODAY),)))
    tab = page.parts.interventions
    shown, words = tab.list.current_row(), page._desk.words  # noqa: SLF001 - the words the page speaks with
    for dialog in (
        EvidenceDialog(shown, words, tab),
        DetailsDialog(shown, words, tab),
        EndDialog(shown, S.COMPLETED, words, tab),
        EndDialog(shown, S.DECLINED, words, tab),
        FollowUpDialog(shown, 6, words, tab),
    ):
        assert audit(dialog) == []
    declined = EndDialog(shown, S.DECLINED, words, tab)
    assert not declined.go.isEnabled()
    declined.reason.setText("Vill inte")
    assert declined.go.isEnabled()
    declined.day.setText("2026-13-99")
    assert not declined.go.isEnabled()
    assert declined.ended().text == "Vill inte"
