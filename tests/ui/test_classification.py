"""The code on the decision beside a status: a hint that decides nothing; the municipality's own codes."""

from datetime import date

import pytest
from pytestqt.qtbot import QtBot

from caseworker.domain.classification import Classification
from caseworker.services import classification
from caseworker.services.choices import StatusChoice
from caseworker.store.register import Register
from tests.ui.audit import audit
from tests.ui.people_bench import window_over
from tests.ui.test_catalogue_part import AGNES, desk
from ui.desk import Desk
from ui.preferences.classification import GONE, ClassificationDialog, ClassificationPart
from ui.widgets.status_fields import StatusFields, StatusText
from ui.widgets.text import Label

__all__ = ["desk"]
DAY = date(2026, 11, 21)
STATUSES = [
    StatusChoice(code, code, code, code, code, ("TUT",), (), "1 §", "in_force", DAY) for code in ("NY-ALT", "NY-FLY")
]
CODES = [
    Classification("AT", "Skydd", "Protection", ("NY-ALT",), "", "unverified", DAY),
    Classification("Q1", "Egen", "Own", (), "", "local", DAY, local=True),
]


def hint(fields: StatusFields) -> str:
    label = fields.findChild(Label, "sClassHint")
    assert label is not None
    return "" if label.isHidden() else label.text()


def test_a_code_hints_and_never_decides(qtbot: QtBot) -> None:
    fields = StatusFields(STATUSES, [("TUT", "Temporary")], name="s", label="Status", classifications=CODES)
    qtbot.addWidget(fields)
    fields.show_text(StatusText("NY-FLY", "", "TUT", "", "", "AT"))
    assert hint(fields).startswith("AT usually goes with NY-ALT. Is that so?")
    fields.choice.choose("NY-ALT")
    assert hint(fields) == "The list of codes is not verified: it is a hint and decides nothing."
    assert fields.text().classification == "AT"
    fields.show_text(StatusText("NY-ALT", "", "TUT", "", "", "ZZ9"))
    assert (hint(fields), fields.text().classification) == ("Unknown code: it is kept as it is written.", "ZZ9")
    fields.show_text(StatusText("NY-ALT", "", "TUT", "", "", "Q1"))
    assert (hint(fields), fields.text().classification) == ("", "Q1")


def test_where_no_code_is_asked_for_there_is_none(qtbot: QtBot) -> None:
    fields = StatusFields(STATUSES, [("TUT", "Temporary")], name="s", label="Status")
    qtbot.addWidget(fields)
    fields.show_text(StatusText("NY-FLY"))
    assert fields.classification.isHidden()
    assert hint(fields) == fields.text().classification == ""


def test_an_administrator_writes_codes_of_the_municipality(
    qtbot: QtBot, register: Register, desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    part = ClassificationPart(window_over(qtbot, register), desk)
    qtbot.addWidget(part)
    told = part.findChild(Label, "codesRows")
    assert told is not None
    qtbot.waitUntil(lambda: told.text() == "Nothing differs from the program's list.", timeout=3000)

    def new(dialog: ClassificationDialog) -> bool:
        assert audit(dialog) == []
        assert not dialog.go.isEnabled()
        dialog.code.setText("at2")
        dialog.sv.setText("Skydd, ny kod")
        dialog.status.choose("NY-ALT")
        dialog.reason.setText("Nytt")
        return dialog.go.isEnabled()

    def ended(dialog: ClassificationDialog) -> bool:
        dialog.change.choose(GONE)
        dialog.code.setText("AV")
        dialog.reason.setText("Används inte")
        return dialog.go.isEnabled()

    monkeypatch.setattr(ClassificationDialog, "exec", new)
    part.button.click()
    qtbot.waitUntil(lambda: "AT2 · Skydd, ny kod" in told.text(), timeout=3000)
    assert "AT2" in {one.code for one in desk.words.classifications}
    monkeypatch.setattr(ClassificationDialog, "exec", ended)
    part.button.click()
    qtbot.waitUntil(lambda: "AV · The code is used no more" in told.text(), timeout=3000)
    monkeypatch.setattr(ClassificationDialog, "exec", lambda _dialog: False)
    part.button.click()
    assert len(classification.local_classifications(register, by=AGNES)) == 2
