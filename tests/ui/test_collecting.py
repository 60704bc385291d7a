"""Garbage is collected in the window's thread only: a job that makes much of it destroys nothing of a window."""

import gc
import threading
from collections.abc import Iterator

import pytest
from pytestqt.qtbot import QtBot

from ui.collecting import Collector
from ui.tasks import TaskRunner


class Ring:
    """Something in a cycle that notes where it ends."""

    def __init__(self, ended_in: list[int]) -> None:
        self.itself = self
        self.ended_in = ended_in

    def __del__(self) -> None:
        self.ended_in.append(threading.get_ident())


@pytest.fixture
def collector() -> Iterator[Collector]:
    made = Collector()
    yield made
    made.stop()


def much_garbage() -> None:
    for _ in range(5):
        rings = [Ring([]) for _ in range(2000)]
        del rings


@pytest.mark.usefixtures("qapp")
def test_python_itself_collects_in_the_thread_of_a_job() -> None:
    """The reason for all of this: without a collector of its own a window's part would end in a job."""
    gc.collect()
    ended_in: list[int] = []
    Ring(ended_in)
    gc.enable()
    job = threading.Thread(target=much_garbage)
    job.start()
    job.join()
    gc.disable()
    assert ended_in == [job.ident]


def test_a_job_destroys_nothing_and_the_windows_thread_does(qtbot: QtBot, collector: Collector) -> None:
    runner, ended_in, done = TaskRunner(), list[int](), list[None]()
    Ring(ended_in)
    runner.run("job", much_garbage, done.append)
    qtbot.waitUntil(lambda: done == [None])
    runner.close()
    collector.look()
    assert ended_in == [threading.get_ident()]


def test_it_leaves_collecting_as_it_found_it(qapp: object) -> None:
    gc.enable()
    collector = Collector()
    assert not gc.isenabled()
    collector.stop()
    assert gc.isenabled()


def test_nothing_is_looked_through_before_it_is_due(collector: Collector) -> None:
    gc.collect()
    ended_in: list[int] = []
    Ring(ended_in)
    collector.look()
    assert ended_in == []
