"""The municipality's own rows of the catalogue, under Inställningar for an administrator."""

from typing import Any

import pytest
from pytestqt.qtbot import QtBot

from caseworker.domain.access import Role, User
from caseworker.domain.ids import StaffId
from caseworker.services import choices, intervention_catalogue
from caseworker.store.register import Register
from tests.store.fixtures import FOUNDER
from tests.ui.audit import audit
from tests.ui.people_bench import desk_over, window_over
from ui.desk import Desk
from ui.preferences.catalogue import CatalogueDialog, CataloguePart
from ui.widgets.text import Label

AGNES = User(StaffId("agnes"), "Agnes Berg", frozenset({Role.ADMINISTRATOR, Role.CASEWORKER}))


@pytest.fixture
def desk(register: Register) -> Desk:
    with register.change(by=FOUNDER) as tx:
        tx.put_staff(AGNES)
        tx.commit()
    made = desk_over(register)
    made.user = AGNES
    made._session.user = AGNES  # noqa: SLF001 - a colleague with another role opens the same register
    return made


def part_of(qtbot: QtBot, register: Register, desk: Desk) -> CataloguePart:
    window = window_over(qtbot, register)
    part = CataloguePart(window, desk)
    qtbot.addWidget(part)
    return part


def answer(monkeypatch: pytest.MonkeyPatch, **values: str) -> None:
    def exec_(dialog: Any) -> bool:
        for name, value in values.items():
            editor = getattr(dialog, name)
            editor.choose(value) if hasattr(editor, "choose") else editor.setText(value)
        return bool(dialog.go.isEnabled())

    monkeypatch.setattr(CatalogueDialog, "exec", exec_)


def told(part: CataloguePart) -> str:
    label = part.findChild(Label, "catalogueRows")
    assert label is not None
    return label.text()


def test_an_administrator_writes_rows_and_the_catalogue_follows(
    qtbot: QtBot, register: Register, desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    part = part_of(qtbot, register, desk)
    qtbot.waitUntil(lambda: told(part) != "", timeout=3000)
    assert told(part) == "Nothing differs from the program's catalogue."
    answer(monkeypatch, change="own", sv="Odling", area="fritid", actor="kommunen", payer="kommunen", reason="Beslut")
    part.button.click()
    qtbot.waitUntil(lambda: "Odling" in told(part), timeout=3000)
    answer(monkeypatch, change="changed", kind="bo-skola", actor="civilsamhallet", begins="2026-11-01", reason="Avtal")
    part.button.click()
    answer(monkeypatch, change="hidden", kind="cykelkurs", reason="Finns inte här")
    part.button.click()
    qtbot.waitUntil(lambda: told(part).count("\n") == 2, timeout=3000)
    offered = {one.code: one for one in choices.intervention_choices(register, by=AGNES) if one.offered}
    assert offered["bo-skola"].actor == "civilsamhallet"
    assert "cykelkurs" not in offered
    assert "Odling" in {one.sv for one in offered.values()}
    answer(monkeypatch, change="hidden", kind="simskola")  # no reason: it cannot be saved
    part.button.click()
    assert len(intervention_catalogue.local_interventions(register, by=AGNES)) == 3


def test_the_dialog_shows_what_belongs_to_the_kind_of_change(qtbot: QtBot, register: Register, desk: Desk) -> None:
    part = part_of(qtbot, register, desk)
    dialog = CatalogueDialog(desk.words, [("fritid", "Leisure")], part)
    assert audit(dialog) == []
    dialog.change.choose("hidden")
    assert dialog.entered().change == "hidden"
    dialog.change.choose("changed")
    dialog.kind.choose("bo-skola")
    dialog.begins.setText("inte en dag")
    dialog.reason.setText("Beslut")
    assert not dialog.go.isEnabled()
