"""What needs the passphrase again asks for it once, in one place, and then does what was asked for."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from caseworker.errors import Refused
from tests.ui.audit import audit
from ui.shell.proving import Prover, ProvingRunner
from ui.tasks import InlineRunner

RIGHT = "kaktus vante spade moln"


class Desk:
    """A job that wants a proof, and what came of it."""

    def __init__(self) -> None:
        self.proved = False
        self.done: list[object] = []
        self.failed: list[Exception] = []
        self.inner = InlineRunner()
        self.prover = Prover(self._prove, self.inner)
        self.runner = ProvingRunner(self.inner, self.prover)

    def ask(self) -> None:
        self.runner.run("export", self._export, self.done.append, self.failed.append)

    def answer(self, passphrase: str) -> None:
        question = self.prover.question
        assert question is not None
        question.line.line.setText(passphrase)
        QTest.keyClick(question.line.line, Qt.Key.Key_Return)

    def _prove(self, passphrase: str) -> None:
        if passphrase != RIGHT:
            raise Refused("unlock.wrong")
        self.proved = True

    def _export(self) -> str:
        if not self.proved:
            raise Refused("proof.needed")
        return "exported"


@pytest.fixture
def desk(qtbot: QtBot) -> Desk:
    return Desk()


def test_the_right_passphrase_does_what_was_asked_for(qtbot: QtBot, desk: Desk) -> None:
    desk.ask()
    assert (desk.done, desk.failed) == ([], [])
    question = desk.prover.question
    assert question is not None
    with qtbot.waitActive(question, timeout=5000):
        question.activateWindow()
    assert audit(question, walk=False) == []
    desk.answer(RIGHT)
    assert desk.done == ["exported"]
    assert not question.isVisible()
    desk.ask()
    assert desk.done == ["exported", "exported"]


def test_a_wrong_one_is_told_under_the_line_and_may_be_tried_again(desk: Desk) -> None:
    desk.ask()
    desk.answer("vante vante vante vante")
    question = desk.prover.question
    assert question is not None
    assert question.isVisible()
    assert question.line.text() == ""
    assert question.field.message.label.text()
    assert (desk.done, desk.failed) == ([], [])
    desk.answer(RIGHT)
    assert desk.done == ["exported"]


def test_who_gives_none_is_told_that_nothing_was_done(desk: Desk) -> None:
    desk.ask()
    desk.ask()
    question = desk.prover.question
    assert question is not None
    question.cancel.click()
    assert [str(error) for error in desk.failed] == [str(Refused("proof.needed"))] * 2
    assert desk.done == []
    QApplication.processEvents()
    assert desk.prover.question is None


def test_other_faults_and_the_rest_of_a_runner_pass_through(desk: Desk) -> None:
    def broken() -> None:
        raise Refused("export.exists")

    desk.runner.run("export", broken, desk.done.append, desk.failed.append)
    assert [error.code for error in desk.failed if isinstance(error, Refused)] == ["export.exists"]
    desk.runner.run("export", broken, desk.done.append)
    assert len(desk.inner.unhandled) == 1
    desk.runner.post(lambda: desk.done.append("posted"))
    desk.runner.cancel("export")
    assert (desk.done, desk.runner.busy("export")) == (["posted"], False)
