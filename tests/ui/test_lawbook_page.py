"""The page of the law: rows and how sure they are, the municipality's rules, who is responsible, updates and keys."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtWidgets import QDialog, QFileDialog
from pytestqt.qtbot import QtBot

from caseworker.domain.access import Role
from caseworker.domain.local_law import LocalKind
from caseworker.services import law_local, law_updates
from caseworker.store.register import Register
from tests.lawbooks import BROKEN, LATER, NO_SFI, PUBLIC, update
from tests.store.fixtures import FOUNDER
from tests.ui.audit import audit
from tests.ui.people_bench import desk_over
from tests.ui.windows import main_window
from ui.lawbook.dialogs import EndDialog, KeyDialog, ResponsibleDialog, RuleDialog
from ui.lawbook.view import LawbookPage
from ui.lawbook.wording import UNSURE, field_words, part_words, source_words
from ui.shell.page import Screen
from ui.shell.window import MainWindow
from ui.wording import code_of

ADMIN = replace(FOUNDER, roles=frozenset(Role))


def window_over(qtbot: QtBot, register: Register, *roles: Role) -> MainWindow:
    desk = desk_over(register)
    desk.user = replace(ADMIN, roles=frozenset(roles)) if roles else ADMIN
    law = Screen("law", lambda shell: LawbookPage(shell, desk), "The law", "scale", "1")
    return main_window(qtbot, screens=(law,))[0]


def page_of(window: MainWindow) -> LawbookPage:
    window.go("law")
    page = window.stack.current
    assert isinstance(page, LawbookPage)
    return page


def test_rows_are_shown_with_how_sure_they_are(qtbot: QtBot, register: Register) -> None:
    page = page_of(window_over(qtbot, register))
    shown = law_updates.show_lawbook(register, by=ADMIN)
    assert page.rows.model.rowCount() == len(shown.rows)
    assert shown.version in page.version.text()
    assert page.rows.heading.isVisibleTo(page)
    page.rows.filter.choose("unsure")
    page.rows.filter.chosen.emit("unsure")
    unsure = {page.rows.model.row(at).certainty for at in range(page.rows.model.rowCount())}
    assert unsure <= UNSURE
    for code in ("right", "duty"):
        page.rows.filter.choose(code)
        page.rows.filter.chosen.emit(code)
        assert page.rows.model.row(0).kind == code
    assert audit(page.window()) == []


@pytest.mark.parametrize(
    "source",
    [
        "2010:800 in consolidated text to SFS 2025:1311",
        "2022:1008 and 1994:137 in consolidated text",
        "older wording of 2010:800 29:3, not read",
        "case law, not read",
        "prop. 2025/26:215; outcome and day not seen",
    ],
)
def test_a_source_is_told_whole(source: str) -> None:
    assert source_words(source) == source


@pytest.mark.parametrize(
    ("told", "words"),
    [
        (part_words("rights/sfi.toml"), "Rights"),
        (part_words("odd.toml"), "odd.toml"),
        (field_words("valid_to"), "applies to"),
        (field_words("odd"), "odd"),
    ],
)
def test_parts_and_fields_have_names(told: str, words: str) -> None:
    assert told == words


def test_a_rule_is_written_and_ended(qtbot: QtBot, register: Register, monkeypatch: pytest.MonkeyPatch) -> None:
    page = page_of(window_over(qtbot, register))
    page.tabs.choose("own")
    assert page.own.none.isVisibleTo(page)

    def write(dialog: RuleDialog) -> int:
        assert audit(dialog) == []
        assert not dialog.go.isEnabled()
        dialog.ticks["NY-FLY"].setChecked(True)
        dialog.law.setText("2010:800 29:2")
        dialog.reason.setText("Ett beslut.")
        dialog.words.setText("Efter samtal.")
        assert dialog.go.isEnabled()
        return int(QDialog.DialogCode.Accepted)

    def end(dialog: EndDialog) -> int:
        assert audit(dialog) == []
        assert not dialog.go.isEnabled()
        dialog.reason.setText("Upphävt.")
        assert dialog.go.isEnabled()
        return int(QDialog.DialogCode.Accepted)

    monkeypatch.setattr(RuleDialog, "exec", write)
    monkeypatch.setattr(EndDialog, "exec", end)
    page.own.first_right.click()
    (rule,) = law_local.list_local_rules(register, by=ADMIN)
    assert (rule.kind, rule.statuses, rule.words) == ("right", ("NY-FLY",), "Efter samtal.")
    assert page.own.rules.model.rowCount() == 1
    page.own.rules.rows.choose_first()
    page.own.rules.end.click()
    (rule,) = law_local.list_local_rules(register, by=ADMIN)
    assert rule.ends is not None


def test_a_limit_asks_for_a_number(qtbot: QtBot, register: Register) -> None:
    page = page_of(window_over(qtbot, register))
    dialog = RuleDialog(
        LocalKind.DUTY, [("bostad-anvisad", "X")], {"NY-FLY": ("Flykting", "R")}, date(2026, 1, 1), page
    )
    for line, text in ((dialog.law, "2016:38 5"), (dialog.reason, "Mål."), (dialog.length, "x")):
        line.setText(text)
    dialog.ticks["NY-FLY"].setChecked(True)
    assert not dialog.go.isEnabled()
    dialog.length.setText("30")
    assert dialog.go.isEnabled()
    assert (dialog.entered.length, dialog.entered.target, dialog.entered.words) == (30, "bostad-anvisad", "")
    assert audit(dialog) == []


def test_who_is_responsible_is_named_and_given_back(
    qtbot: QtBot, register: Register, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = page_of(window_over(qtbot, register))
    page.tabs.choose("areas")

    def name(dialog: ResponsibleDialog) -> int:
        assert audit(dialog) == []
        dialog.actor.choose("")
        dialog.name.setText("Vuxnas lärande")
        dialog.contact.setText("018-000")
        assert dialog.go.isEnabled()
        return int(QDialog.DialogCode.Accepted)

    monkeypatch.setattr(ResponsibleDialog, "exec", name)
    page.areas.rows.choose_first()
    page.areas.change.click()
    own = page.areas.model.row(0).own
    assert (own.name, own.contact) == ("Vuxnas lärande", "018-000")
    page.areas.rows.choose_first()
    page.areas.usual.click()
    ended = law_local.list_responsible(register, by=ADMIN)[0].history[0]
    assert ended.ends is not None


def test_an_update_is_shown_and_then_let_apply(
    qtbot: QtBot, register: Register, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    page = page_of(window_over(qtbot, register))
    path = tmp_path / "ny.lawbook"
    path.write_bytes(update(add=NO_SFI))
    register.proof.give()
    law_updates.trust_key(register, key=PUBLIC.hex(), name="Länsstyrelsen", by=ADMIN)
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_arguments: (str(path), ""))
    page.update_part.choose.click()
    assert LATER in page.update_part.found.findChildren(type(page.version))[0].text()
    assert page.update_part.rows.model.rowCount() == 2  # the row, and the version
    assert page.update_part.cases.model.rowCount() == 0
    assert law_updates.show_lawbook(register, by=ADMIN).version != LATER
    assert audit(page.window()) == []
    page.update_part.apply.click()
    assert law_updates.show_lawbook(register, by=ADMIN).version == LATER
    assert LATER in page.version.text()
    told: list[str] = []
    monkeypatch.setattr(page.window(), "show_error", lambda error: told.append(code_of(error)))
    for raw in (update(), update("2030-01-01"), update(add=NO_SFI).replace(b"prov-nej", b"prov-nix"), BROKEN, b"{}"):
        path.write_bytes(raw)
        page.update_part.choose.click()
        assert not page.update_part.apply.isVisibleTo(page)
    assert told == [
        "lawbook.older", "lawbook.older", "lawbook.signature", "lawbook.update_broken", "lawbook.not_an_update",
    ]  # fmt: skip
    assert law_updates.show_lawbook(register, by=ADMIN).version == LATER


def test_a_key_is_trusted_and_ended(qtbot: QtBot, register: Register, monkeypatch: pytest.MonkeyPatch) -> None:
    page = page_of(window_over(qtbot, register))
    page.tabs.choose("update")

    def trust(dialog: KeyDialog) -> int:
        assert audit(dialog) == []
        assert not dialog.go.isEnabled()
        dialog.key.setText(PUBLIC.hex())
        dialog.name.setText("Länsstyrelsen")
        assert dialog.go.isEnabled()
        return int(QDialog.DialogCode.Accepted)

    monkeypatch.setattr(KeyDialog, "exec", trust)
    register.proof.give()
    page.update_part.trust.click()
    assert page.update_part.keys.model.row(0).name == "Länsstyrelsen"
    page.update_part.keys.rows.choose_first()
    page.update_part.end_key.click()
    assert page.update_part.keys.model.row(0).ended is not None


def test_one_who_is_no_administrator_may_read(qtbot: QtBot, register: Register) -> None:
    page = page_of(window_over(qtbot, register, Role.CASEWORKER))
    for button in (page.own.first_right, page.own.first_limit, page.areas.change, page.update_part.choose):
        assert not button.isVisibleTo(page)
    assert page.rows.model.rowCount() > 0
    assert page.commands() == ()
