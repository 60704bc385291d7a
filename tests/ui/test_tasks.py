"""The runner: newest wins, faults come home, cancelled jobs are silent, and nothing is lost in a thousand."""

import threading
from collections.abc import Iterator
from functools import partial

import pytest
from PySide6.QtCore import QCoreApplication, QObject, QThread
from pytestqt.qtbot import QtBot

from ui.tasks import InlineRunner, TaskRunner


@pytest.fixture
def runner(qtbot: QtBot) -> Iterator[TaskRunner]:
    runner = TaskRunner()
    yield runner
    runner.close()


def test_the_answer_comes_in_the_gui_thread_and_the_work_does_not(runner: TaskRunner, qtbot: QtBot) -> None:
    worker: list[int] = []
    answers: list[tuple[int, bool]] = []

    def work() -> int:
        worker.append(threading.get_ident())
        return 7

    def done(value: int) -> None:
        application = QCoreApplication.instance()
        assert application is not None
        answers.append((value, QThread.currentThread() == application.thread()))

    runner.run("k", work, done)
    qtbot.waitUntil(lambda: bool(answers))
    assert answers == [(7, True)]
    assert worker != [threading.get_ident()]
    assert not runner.busy("k")


def test_the_newest_job_of_a_key_wins_and_the_older_is_told_to_stop(runner: TaskRunner, qtbot: QtBot) -> None:
    stop, begun, answers = threading.Event(), threading.Event(), list[str]()

    def slow() -> str:
        begun.set()
        stop.wait(5)
        return "old"

    runner.run("search", slow, answers.append, stop=stop)
    assert begun.wait(5)
    runner.run("search", lambda: "new", answers.append)
    qtbot.waitUntil(lambda: bool(answers))
    assert stop.is_set()
    assert answers == ["new"]


def test_a_fault_comes_to_the_one_who_asked(runner: TaskRunner, qtbot: QtBot) -> None:
    faults: list[Exception] = []
    runner.run("k", lambda: 1 // 0, lambda _value: None, faults.append)
    qtbot.waitUntil(lambda: bool(faults))
    assert isinstance(faults[0], ZeroDivisionError)


def test_a_fault_nobody_takes_is_told_by_the_runner(runner: TaskRunner, qtbot: QtBot) -> None:
    with qtbot.waitSignal(runner.unhandled) as told:
        runner.run("k", lambda: 1 // 0, lambda _value: None)
    assert isinstance(told.args[0], ZeroDivisionError)


def test_a_cancelled_job_answers_nothing(runner: TaskRunner, qtbot: QtBot) -> None:
    stop, begun, answers = threading.Event(), threading.Event(), list[object]()

    def slow() -> None:
        begun.set()
        stop.wait(5)

    runner.run("k", slow, answers.append, answers.append, stop=stop)
    assert begun.wait(5)
    runner.cancel("k")
    runner.run("after", lambda: "after", answers.append)
    qtbot.waitUntil(lambda: bool(answers))
    assert answers == ["after"]


def test_an_answer_for_a_widget_that_is_gone_is_dropped(runner: TaskRunner, qtbot: QtBot) -> None:
    class Owner(QObject):
        heard = 0

        def hear(self, _value: object) -> None:
            Owner.heard += 1

    import shiboken6

    owner, go = Owner(), threading.Event()
    runner.run("k", lambda: go.wait(5), owner.hear)
    shiboken6.delete(owner)
    go.set()
    qtbot.waitUntil(lambda: not runner.busy("k"))
    assert Owner.heard == 0


def test_a_thousand_jobs_all_come_home(runner: TaskRunner, qtbot: QtBot) -> None:
    answers: list[int] = []
    for number in range(1000):
        runner.run(f"k{number}", partial(int, number), answers.append)
    qtbot.waitUntil(lambda: len(answers) == 1000, timeout=20_000)
    assert sorted(answers) == list(range(1000))


def test_progress_from_a_job_is_called_in_the_gui_thread(runner: TaskRunner, qtbot: QtBot) -> None:
    seen: list[int] = []

    def work() -> None:
        for step in range(3):
            runner.post(partial(seen.append, step))

    runner.run("k", work, lambda _value: seen.append(99))
    qtbot.waitUntil(lambda: 99 in seen)
    assert seen == [0, 1, 2, 99]


def test_closing_tells_running_jobs_to_stop_and_waits(qtbot: QtBot) -> None:
    runner, stop, begun = TaskRunner(), threading.Event(), threading.Event()

    def slow() -> None:
        begun.set()
        stop.wait(30)

    runner.run("k", slow, lambda _value: None, stop=stop)
    assert begun.wait(5)
    runner.close()
    assert stop.is_set()
    assert not any(thread.name.startswith("job") for thread in threading.enumerate())


def test_the_inline_runner_answers_at_once() -> None:
    runner, heard = InlineRunner(), list[object]()
    runner.run("k", lambda: 3, heard.append)
    runner.run("k", lambda: 1 // 0, heard.append, heard.append)
    runner.run("k", lambda: 1 // 0, heard.append)
    assert heard[0] == 3
    assert isinstance(heard[1], ZeroDivisionError)
    assert len(runner.unhandled) == 1


def test_a_write_that_waits_in_line_is_done_before_closing_returns(qtbot: QtBot) -> None:
    runner, gate, written = TaskRunner(threads=1), threading.Event(), list[str]()
    runner.run("slow", lambda: gate.wait(5), lambda _value: None)
    runner.run("draft", lambda: written.append("kept"), lambda _value: None)
    gate.set()
    runner.close()
    assert written == ["kept"]


def test_locking_waits_for_a_slow_job_only_so_long(qtbot: QtBot) -> None:
    runner, gate, ended = TaskRunner(), threading.Event(), threading.Event()

    def slow() -> None:
        gate.wait(60)
        ended.set()

    runner.run("slow", slow, lambda _value: None)
    runner.close(patience=0.1)
    assert not ended.is_set()
    gate.set()
    assert ended.wait(60)
