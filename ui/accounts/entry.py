"""What the entry window shows besides unlocking: choosing a passphrase, and administering without a register."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from ui.accounts.new_passphrase import BeginView, Judge, PassphraseDialog
from ui.accounts.view import AdministrationView
from ui.language import _
from ui.shell.idle import IdleWatch
from ui.shell.proving import Prover, ProvingRunner
from ui.shell.session_limit import SessionLimit, session_ends
from ui.tasks import Runner
from ui.wording import code_of, sentence_of, strength_text

if TYPE_CHECKING:
    from caseworker.accounts import AdministratorSession
    from caseworker.app import Application, Session


def judge_of(application: "Application") -> Judge:
    """Return what judges a passphrase in words."""

    def judge(text: str) -> tuple[int, str, bool]:
        judged = application.passphrase_strength(text, ())
        return judged.score, strength_text(judged.reason.value, judged.words_missing), judged.accepted

    return judge


def begin_view(
    application: "Application", runner: Runner, name: str, start: str, ended: Callable[[BeginView], None]
) -> BeginView:
    """Return the page where the owner of an account exchanges the start passphrase ``start`` for her own."""
    view = BeginView(runner, judge_of(application))
    administers = application.accounts.administers(name)

    def failed(error: Exception) -> None:
        view.set_busy(False)
        sentence = sentence_of(error)
        view.fault.show_fault(sentence.happened, sentence.safe, sentence.do, code_of(error))

    def begun(signs: str) -> None:
        view.set_busy(False)
        view.show_signs(signs, administers=administers)

    def submit(new: str) -> None:
        view.fault.hide()
        view.set_busy(True)
        runner.run("begin", lambda: application.accounts.begin(name, start, new), begun, failed)

    view.submitted.connect(submit)
    view.ended.connect(lambda: ended(view))
    return view


def administration_view(
    application: "Application",
    session: "AdministratorSession",
    runner: Runner,
    lock: Callable[[], None],
    *,
    idle_minutes: int,
) -> AdministrationView:
    """Return the page of a pure administrator; it locks and asks for the passphrase as the main window does."""
    ours = session.administration
    prover = Prover(lambda phrase: application.accounts.prove(ours.account, ours.proof, phrase), runner)
    view = AdministrationView(ours, ProvingRunner(runner, prover))
    view.lock_asked.connect(lock)
    idle = IdleWatch(idle_minutes, parent=view)
    idle.warned.connect(view.warn)
    idle.touched.connect(lambda: view.warn(0))
    idle.expired.connect(lock)
    idle.start()
    limit = SessionLimit(application.policy.session_hours, parent=view)
    limit.warned.connect(lambda minutes: view.say(session_ends(minutes)))
    limit.expired.connect(lock)
    return view


def change_passphrase(
    application: "Application", session: "Session", runner: Runner, parent: QWidget, told: Callable[[str], None]
) -> PassphraseDialog:
    """Open the dialog where one changes one's own passphrase; ``told`` gets the sentence when it is done."""
    dialog = PassphraseDialog(runner, judge_of(application), parent)

    def done(_none: None) -> None:
        dialog.accept()
        told(_("The passphrase is changed."))

    def submit(old: str, new: str) -> None:
        dialog.go.set_busy(_("Changing"))
        change = application.accounts.change_passphrase
        runner.run(
            "passphrase",
            lambda: change(session.keys, old=old, new=new),
            done,
            lambda error: dialog.say_wrong(sentence_of(error).text),
        )

    dialog.submitted.connect(submit)
    dialog.finished.connect(dialog.deleteLater)
    dialog.open()
    return dialog
