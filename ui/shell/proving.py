"""Asks for the passphrase again when a service wants it, and then does what was asked for.

One place for the whole window: a job that is refused with ``proof.needed`` is run once more after the right passphrase;
who gives none gets the refusal in words. No page knows about it.
"""

import threading
from collections.abc import Callable
from functools import partial
from typing import TypeVar

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget

from ui.language import _
from ui.tasks import Runner
from ui.widgets.field import Field, Tone
from ui.widgets.passphrase import PassphraseEdit
from ui.widgets.question import Question
from ui.wording import code_of, sentence_of

T = TypeVar("T")
NEEDED = "proof.needed"
_JOB = "passphrase again"


class ProofQuestion(Question):
    """Asks for the passphrase; a wrong one is told under the line and may be tried again."""

    def __init__(self, parent: QWidget | None) -> None:
        """``go`` waits until something is typed."""
        text = _("What you asked for needs your passphrase again. It then holds for five minutes.")
        super().__init__(_("Your passphrase, once more"), text, _("Go on"), name="proof", parent=parent)
        self.line = PassphraseEdit("proofPassphrase")
        self.field = Field(_("Passphrase"), self.line, name="proofField")
        self.body.addWidget(self.field)
        self.go.clicked.disconnect()  # it ends when the passphrase was right, not when it was typed
        self.line.edited.connect(lambda _text: self._look())
        self.line.submitted.connect(self.go.click)
        self.line.setFocus(Qt.FocusReason.OtherFocusReason)
        self._look()

    def set_busy(self, words: str | None) -> None:
        """Nothing can be typed while the passphrase is tried."""
        self.line.setEnabled(words is None)
        self.go.set_busy(words)
        self._look()

    def say_wrong(self, text: str) -> None:
        """Tell why not, and wait for another."""
        self.set_busy(None)
        self.line.line.clear()
        self.field.say(text, Tone.ERROR)
        self.line.setFocus(Qt.FocusReason.OtherFocusReason)

    def _look(self) -> None:
        self.go.setEnabled(bool(self.line.text()) and not self.go.busy)


class Prover:
    """Asks one question at a time; whoever asks while it stands waits for the same answer."""

    def __init__(self, prove: Callable[[str], None], runner: Runner) -> None:
        """``prove`` raises when the passphrase is wrong; it takes as long as an unlock."""
        self._prove, self._runner = prove, runner
        self._waiting: list[tuple[Callable[[], None], Callable[[], None]]] = []
        self.question: ProofQuestion | None = None

    def ask(self, then: Callable[[], None], otherwise: Callable[[], None]) -> None:
        """Call ``then`` after the right passphrase, ``otherwise`` when none is given."""
        self._waiting.append((then, otherwise))
        if self.question is not None:
            return
        question = self.question = ProofQuestion(QApplication.activeWindow())
        question.go.clicked.connect(partial(self._try, question))
        question.finished.connect(self._ended)
        question.open()

    def _try(self, question: ProofQuestion) -> None:
        passphrase = question.line.text()
        question.set_busy(_("Checking"))
        self._runner.run(
            _JOB,
            lambda: self._prove(passphrase),
            lambda _none: question.accept(),
            lambda error: question.say_wrong(sentence_of(error).text),
        )

    def _ended(self, answer: int) -> None:
        waiting, self._waiting = self._waiting, []
        question, self.question = self.question, None
        if question is not None:
            question.line.line.clear()
            question.deleteLater()
        for then, otherwise in waiting:
            (then if answer == ProofQuestion.DialogCode.Accepted else otherwise)()


class ProvingRunner:
    """The runner of the window, which asks for the passphrase where a job is refused for want of it."""

    def __init__(self, inner: Runner, prover: Prover) -> None:
        self._inner, self._prover = inner, prover

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
        again = partial(self._inner.run, key, function, done, failed, stop=stop)
        self._inner.run(key, function, done, failed and _Asking(self._prover, failed, again), stop=stop)

    def cancel(self, key: str) -> None:
        """See ``Runner.cancel``."""
        self._inner.cancel(key)

    def post(self, function: Callable[[], None]) -> None:
        """See ``Runner.post``."""
        self._inner.post(function)

    def busy(self, key: str) -> bool:
        """See ``Runner.busy``."""
        return self._inner.busy(key)


class _Asking:
    """What a job's ``failed`` becomes: the question first. It belongs to the same widget, so it ends with it."""

    def __init__(self, prover: Prover, failed: Callable[[Exception], None], again: Callable[[], None]) -> None:
        self.__self__ = getattr(failed, "__self__", None)
        self._prover, self._failed, self._again = prover, failed, again

    def __call__(self, error: Exception) -> None:
        if code_of(error) == NEEDED:
            self._prover.ask(self._again, partial(self._failed, error))
        else:
            self._failed(error)
