"""Drafts of Ny person: kept within two seconds, back after a kill, never older than what was typed last."""

import subprocess
import sys
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from caseworker.services import drafts
from caseworker.store.findings import Finding
from caseworker.store.register import Register
from tests.store.fixtures import FOUNDER, KEY, StandingClock
from tests.ui.people_bench import desk_over, window_over
from ui.drafts import KEEP_AFTER_MS, DraftKeeper
from ui.intake.form import Form, from_draft, to_draft
from ui.intake.view import IntakePage
from ui.shell.window import MainWindow
from ui.tasks import InlineRunner

ROOT = Path(__file__).resolve().parents[2]
texts = st.text(max_size=30)
forms = st.builds(
    Form,
    given=texts,
    family=texts,
    original=texts,
    born=texts,
    status=texts,
    numbers=st.lists(st.tuples(texts, texts), max_size=4).map(tuple),
)


def intake_page(window: MainWindow) -> IntakePage:
    window.go("intake")
    page = window.stack.current
    assert isinstance(page, IntakePage)
    return page


def kept_draft(register: Register) -> dict[str, object] | None:
    return drafts.load_draft(register, kind="intake", key="", by=FOUNDER)


@given(form=forms)
@settings(max_examples=60, deadline=None)
def test_a_draft_gives_back_what_was_typed(form: Form) -> None:
    assert from_draft(to_draft(form)) == form


def test_a_draft_of_another_version_gives_what_is_understood() -> None:
    odd: dict[str, object] = {"given": "Samira", "family": 7, "shoe": "38", "numbers": [["lma", "99-1"], ["x"], 5]}
    assert from_draft(odd) == Form(given="Samira", numbers=(("lma", "99-1"),))


def test_what_was_typed_waits_at_most_a_second_and_a_half_before_it_is_written() -> None:
    assert KEEP_AFTER_MS <= 1500  # the clock starts with the first letter and is not pushed on by the next: below


def test_a_killed_process_loses_nothing_of_a_kept_draft(register_file: Path) -> None:
    child = subprocess.Popen(
        [sys.executable, "-m", "tests.ui.typing_child", str(register_file)],
        cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True,
    )  # fmt: skip
    try:
        assert child.stdout is not None
        word = child.stdout.readline().strip()
    finally:
        child.kill()
        child.communicate(timeout=30)
    assert word == "kept"
    register = Register.open(register_file, key=KEY, clock=StandingClock())
    found = from_draft(kept_draft(register) or {})
    register.close()
    assert (found.given, found.family, found.original) == ("Samira", "Haddad", "سميرة حداد")
    assert ("personnummer", "19880314-2382") in found.numbers


def test_a_draft_comes_back_into_the_form(qtbot: QtBot, register: Register) -> None:
    form = Form(
        given="Dawit", original="ዳዊት", numbers=(("dossier", "99-204418"),), born="1996-07", sex="man", speaks="ti",
        interpreter="needed", status="ASYL", accommodation="asylboende", arrived="kvot",
    )  # fmt: skip
    drafts.save_draft(register, kind="intake", key="", fields=to_draft(form), by=FOUNDER)
    window = window_over(qtbot, register)
    page = intake_page(window)
    assert window.status.label.text() == "Your draft is back."
    back = page.form()
    assert (back.given, back.original, back.numbers) == (form.given, form.original, form.numbers)
    assert (back.born, back.sex, back.speaks, back.interpreter) == (form.born, form.sex, form.speaks, form.interpreter)
    assert (back.status, back.accommodation, back.arrived) == (form.status, form.accommodation, form.arrived)


def test_escape_leaves_the_form_and_keeps_the_draft(qtbot: QtBot, register: Register) -> None:
    window = window_over(qtbot, register)
    page = intake_page(window)
    QTest.keyClicks(page.given, "Samira")
    QTest.keyClick(page.given, Qt.Key.Key_Escape)
    assert window.stack.current_name == "people"
    assert from_draft(kept_draft(register) or {}).given == "Samira"
    assert window.status.label.text() == "Draft saved 12:00"


def test_nothing_is_called_saved_when_the_register_takes_no_writing(qtbot: QtBot, register: Register) -> None:
    window = window_over(qtbot, register)
    page = intake_page(window)
    register.stop_writing((Finding("register.damaged"),))
    QTest.keyClicks(page.given, "Samira")
    page.presenter.keep_draft()
    assert window.status.label.text() == ""
    assert window.fault.isVisible()
    assert page.given.text() == "Samira"


def test_a_draft_is_thrown_away_with_a_way_back(qtbot: QtBot, register: Register) -> None:
    window = window_over(qtbot, register)
    page = intake_page(window)
    QTest.keyClicks(page.given, "Samira")
    page.presenter.keep_draft()
    next(command for command in page.commands() if command.name == "intake_clear").run()
    assert page.form().empty
    assert kept_draft(register) is None
    window.undo()
    assert page.given.text() == "Samira"
    page.presenter.keep_draft()
    assert from_draft(kept_draft(register) or {}).given == "Samira"


class PatientRunner(InlineRunner):
    """Holds jobs back until they are let go, as a busy thread would."""

    def __init__(self) -> None:
        super().__init__()
        self.held: list[Callable[[], None]] = []

    def run(
        self,
        key: str,
        function: Callable[[], Any],
        done: Callable[[Any], None],
        failed: Callable[[Exception], None] | None = None,
        *,
        stop: threading.Event | None = None,
    ) -> None:
        """Hold."""
        self.held.append(lambda: done(function()))


def test_an_older_draft_written_late_never_replaces_a_newer_one(qtbot: QtBot, register: Register) -> None:
    runner = PatientRunner()
    keeper = DraftKeeper(desk_over(register), runner, "intake")
    keeper.note(to_draft(Form(given="Sam")))
    qtbot.waitUntil(lambda: bool(runner.held), timeout=3000)
    keeper.note(to_draft(Form(given="Samira")))
    keeper.keep_now()
    runner.held.pop()()
    assert from_draft(kept_draft(register) or {}).given == "Samira"


def test_a_discarded_draft_is_not_brought_back_by_a_late_write(qtbot: QtBot, register: Register) -> None:
    runner = PatientRunner()
    keeper = DraftKeeper(desk_over(register), runner, "intake")
    keeper.note(to_draft(Form(given="Sam")))
    qtbot.waitUntil(lambda: bool(runner.held), timeout=3000)
    keeper.discard()
    late, discard = runner.held
    discard()
    late()
    assert kept_draft(register) is None
