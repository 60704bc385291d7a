"""The question before the screen is turned: is the language right, and may the page be printed from it?"""

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from ui.language import _
from ui.widgets.button import Button
from ui.widgets.field import Field
from ui.widgets.fields import Choice
from ui.widgets.question import Question
from ui.widgets.text import Label


class TurnQuestion(Question):
    """Says what the person will see and how one comes back. ``language`` is the chosen code."""

    def __init__(
        self,
        parent: QWidget | None,
        languages: Sequence[tuple[str, str, str]],
        reads: str,
        choose_printer: Callable[[QWidget], bool] | None,
        *,
        ready: bool,
    ) -> None:
        """``languages`` are (code, words, own name); ``reads`` is what she reads, "" when it is not known.

        ``choose_printer`` asks for a printer, None where nothing may be printed; ``ready``: one is chosen already.
        """
        words = {code: said for code, said, _own in languages}
        title = _("Does the person read {language}?").format(language=words[reads]) if reads in words else ""
        told = _(
            "The screen shows the person's own next steps and nothing else. Everybody who sees the screen can read "
            "them: look who sits there. What you have begun is kept."
        )
        super().__init__(
            title or _("Which language does the person read?"), told, _("Turn the screen"), name="turn", parent=parent
        )
        self._choose_printer = choose_printer
        self.choice = Choice([(code, said if code == "sv" else f"{said} · {own}") for code, said, own in languages])
        if reads in words:
            self.choice.choose(reads)
        self.body.addWidget(Field(_("Language of the page"), self.choice, name="turnLanguage"))
        if choose_printer is not None:
            self.printer = Button(_("Choose printer"), "secondary", name="turnPrinter", icon="printer")
            self.printer.clicked.connect(self._choose)
            self.prints = Label("", "body", "ink2", wrap=True, name="turnPrints")
            self.body.addWidget(self.prints)
            self.body.addWidget(self.printer, 0, Qt.AlignmentFlag.AlignLeft)
            self._say(ready)
        way_out = _("You end it with Ctrl Shift Q and your passphrase. Another window locks the program at once.")
        self.body.addWidget(Label(way_out, "body", "ink2", wrap=True))
        self.go.setFocus(Qt.FocusReason.OtherFocusReason)

    @property
    def language(self) -> str:
        """The chosen language."""
        return self.choice.code()

    def _choose(self) -> None:
        if self._choose_printer is not None:
            self._say(self._choose_printer(self))

    def _say(self, ready: bool) -> None:
        text = _("The page can be printed from the screen, on the printer you chose.")
        self.prints.setText(
            text if ready else _("The page cannot be printed from the screen until you choose a printer.")
        )
