"""The one place where work leaves the GUI thread.

One long-lived runner owns threads and the signal back; a job is a plain function with a key. The newest job of a key
wins: an older one is told to stop and its answer is dropped. A long job takes a ``threading.Event`` and looks at
it; nothing is ever terminated and no event loop is spun from here.
"""

import logging
import threading
from collections import deque
from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Any, NamedTuple, Protocol, TypeVar

import shiboken6
from PySide6.QtCore import QObject, Qt, Signal

if TYPE_CHECKING:  # pool and futures are imported with the first job, after the first paint
    from concurrent.futures import Future, ThreadPoolExecutor

T = TypeVar("T")
_log = logging.getLogger(__name__)


class Runner(Protocol):
    """What a presenter needs: the threaded runner in the window, the inline one in tests."""

    def run(
        self,
        key: str,
        function: Callable[[], T],
        done: Callable[[T], None],
        failed: Callable[[Exception], None] | None = None,
        *,
        stop: threading.Event | None = None,
    ) -> None:
        """Do ``function`` elsewhere, then ``done(result)`` or ``failed(error)`` in the GUI thread.

        ``stop`` is set when a newer job takes the key, on ``cancel`` and on ``close``; then neither callback comes.
        A job without one is let finish on ``close``.
        """
        ...

    def cancel(self, key: str) -> None:
        """Ask the job of this key to stop and drop its answer."""
        ...

    def post(self, function: Callable[[], None]) -> None:
        """Call ``function`` in the GUI thread: how a job reports how far it has come."""
        ...

    def busy(self, key: str) -> bool:
        """Whether a job of this key is waiting or running."""
        ...


class _Job(NamedTuple):
    key: str
    done: Callable[[Any], None]
    failed: Callable[[Exception], None] | None
    stop: threading.Event
    can_stop: bool


class TaskRunner(QObject):
    """Threads for the window. ``unhandled(error)`` is emitted for a fault whose caller gave no ``failed``."""

    unhandled = Signal(object)
    _arrived = Signal()

    def __init__(self, parent: QObject | None = None, threads: int = 2) -> None:
        """Start with no thread; at most ``threads`` are used."""
        super().__init__(parent)
        self._threads = threads
        self._pool: ThreadPoolExecutor | None = None
        self._newest: dict[str, _Job] = {}
        self._running: set[Future[None]] = set()
        self._arrivals: deque[Callable[[], None]] = deque()
        self._closed = False
        self._arrived.connect(self._deliver, Qt.ConnectionType.QueuedConnection)

    def run(
        self,
        key: str,
        function: Callable[[], T],
        done: Callable[[T], None],
        failed: Callable[[Exception], None] | None = None,
        *,
        stop: threading.Event | None = None,
    ) -> None:
        """See ``Runner.run``."""
        if self._closed:
            return
        self.cancel(key)
        job = _Job(key, done, failed, stop or threading.Event(), stop is not None)
        self._newest[key] = job
        future = self._started_pool().submit(self._work, job, function)
        self._running.add(future)
        future.add_done_callback(self._running.discard)

    def cancel(self, key: str) -> None:
        """See ``Runner.cancel``."""
        job = self._newest.pop(key, None)
        if job is not None:
            job.stop.set()

    def post(self, function: Callable[[], None]) -> None:
        """See ``Runner.post``. May be called from any thread."""
        self._arrivals.append(function)
        try:
            self._arrived.emit()
        except RuntimeError:
            # the window is already gone; what it would have shown has no reader
            _log.debug("an answer came after the window closed")

    def busy(self, key: str) -> bool:
        """See ``Runner.busy``."""
        return key in self._newest

    def close(self, patience: float | None = None) -> None:
        """Deliver nothing more; stop the jobs that said they can be stopped, and let every other finish.

        A write that was begun or waits in line is done before this returns: it may be what was typed a moment ago.
        ``patience`` in seconds bounds the wait where the process is about to be replaced.
        """
        self._closed = True
        for job in self._newest.values():
            if job.can_stop:
                job.stop.set()
        self._newest.clear()
        if self._pool is not None:
            from concurrent.futures import wait

            wait(set(self._running), timeout=patience)
            self._pool.shutdown(wait=patience is None)

    def _started_pool(self) -> "ThreadPoolExecutor":
        if self._pool is None:
            from concurrent.futures import ThreadPoolExecutor

            self._pool = ThreadPoolExecutor(max_workers=self._threads, thread_name_prefix="job")
        return self._pool

    def _work(self, job: _Job, function: Callable[[], Any]) -> None:
        if job.stop.is_set():
            return
        try:
            result = function()
        except Exception as error:  # every fault of a job belongs to the one who asked for it
            self.post(partial(self._land, job, error, failed=True))
        else:
            self.post(partial(self._land, job, result, failed=False))

    def _deliver(self) -> None:
        while True:
            try:
                function = self._arrivals.popleft()
            except IndexError:
                return
            if not self._closed and _alive(function):
                function()

    def _land(self, job: _Job, outcome: Any, *, failed: bool) -> None:
        if self._newest.get(job.key) is not job:
            return
        del self._newest[job.key]
        _answer(job, outcome, failed, self.unhandled.emit)


class InlineRunner:
    """Runs every job at once in the caller's thread: for tests of presenters."""

    def __init__(self) -> None:
        """Start with no recorded fault."""
        self.unhandled: list[Exception] = []

    def run(
        self,
        key: str,
        function: Callable[[], T],
        done: Callable[[T], None],
        failed: Callable[[Exception], None] | None = None,
        *,
        stop: threading.Event | None = None,
    ) -> None:
        """See ``Runner.run``."""
        job = _Job(key, done, failed, stop or threading.Event(), stop is not None)
        try:
            result = function()
        except Exception as error:  # as in TaskRunner
            _answer(job, error, True, self.unhandled.append)
        else:
            _answer(job, result, False, self.unhandled.append)

    def cancel(self, key: str) -> None:
        """Nothing waits here."""

    def post(self, function: Callable[[], None]) -> None:
        """Call at once."""
        function()

    def busy(self, key: str) -> bool:
        """Never busy between calls."""
        return False


def _answer(job: _Job, outcome: Any, failed: bool, unhandled: Callable[[Exception], None]) -> None:
    if failed and job.failed is None:
        unhandled(outcome)
        return
    callback = job.failed if failed else job.done
    if callback is not None and _alive(callback):
        callback(outcome)


def _alive(callback: Callable[..., None]) -> bool:
    """Whether the widget a callback belongs to still exists."""
    owner = getattr(callback, "__self__", None)
    return not isinstance(owner, QObject) or shiboken6.isValid(owner)
