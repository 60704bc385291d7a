"""Making the demo register: one press, one job."""

from typing import TYPE_CHECKING

from ui.first_start.demo_form import DemoForm
from ui.language import _
from ui.tasks import Runner
from ui.wording import code_of, sentence_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from caseworker.app import Application, Session


class DemoPresenter:
    """Between the application and the demo form."""

    def __init__(
        self,
        application: "Callable[[], Application]",
        runner: Runner,
        form: DemoForm,
        opened: "Callable[[Session], None]",
    ) -> None:
        """``application`` is asked anew each time: the user may have chosen another folder."""
        self._application, self._runner, self._form, self._opened = application, runner, form, opened
        form.asked.connect(self.make)
        form.show_passphrase(application().demo_passphrase)

    def make(self) -> None:
        """Make the demo register and open it."""
        self._form.fault.hide()
        self._form.make.set_busy(_("Making the demo"))
        self._runner.run("founding", self._application().create_demo, self._opened, self._failed)

    def _failed(self, error: Exception) -> None:
        sentence = sentence_of(error)
        self._form.make.set_busy(None)
        self._form.fault.show_fault(sentence.happened, sentence.safe, sentence.do, code_of(error))
