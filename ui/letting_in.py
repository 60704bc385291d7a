"""Letting a colleague in: the signs of her keys are compared with what she reads aloud, then she gets the key.

The signs are not typed but looked at: whoever says yes has seen both. Somebody may have changed the key file.
"""

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QDialog, QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from caseworker.accounts import Waiting
from caseworker.domain.access import Role
from ui.days import read_full_day
from ui.language import _
from ui.roles import roles_text
from ui.theme import theme
from ui.widgets.button import Button
from ui.widgets.field import Field, LineEdit
from ui.widgets.question import make_room
from ui.widgets.text import Label
from ui.widgets.tick import Tick


class RoleTicks(QWidget):
    """What somebody works as: one tick for each role."""

    def __init__(self, chosen: Sequence[Role] = ()) -> None:
        """``chosen`` are ticked from the beginning."""
        super().__init__()
        self.ticks = {role: Tick(roles_text((role.value,)), name=f"role_{role.value}") for role in Role}
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(2)
        grid.setColumnStretch(1, 1)
        for place, (role, tick) in enumerate(self.ticks.items()):
            tick.setChecked(role in chosen)
            grid.addWidget(tick, place // 2, place % 2, Qt.AlignmentFlag.AlignLeft)

    def chosen(self) -> frozenset[Role]:
        """What is ticked."""
        return frozenset(role for role, tick in self.ticks.items() if tick.isChecked())

    def clear(self) -> None:
        """Tick nothing."""
        for tick in self.ticks.values():
            tick.setChecked(False)


class LetInDialog(QDialog):
    """Accepted only when the signs were compared and a role is chosen."""

    def __init__(self, waiting: Waiting, parent: QWidget) -> None:
        """``waiting`` is who asks to be let in."""
        super().__init__(parent)
        self.waiting = waiting
        title = _("Let {name} into the register").format(name=waiting.name)
        text = _("Ask her to read the signs from her own screen. If one differs, somebody has changed the key file.")
        self.setObjectName("letIn")
        self.setWindowTitle(_("Let a colleague in"))
        self.setAccessibleName(title)
        self.setAccessibleDescription(text)
        self.signs = Label(waiting.signs, "h1", name="letInSigns")
        self.signs.setAccessibleName(_("Signs: {signs}").format(signs=" ".join(waiting.signs)))
        self.roles = RoleTicks(sorted(waiting.roles))
        self.until = LineEdit(placeholder=_("YYYY-MM-DD"), limit=10)
        self.until_field = Field(
            _("Last day"), self.until, name="letInUntil", note=_("needed for a locum, else only when it is known")
        )
        self.compared = Tick(_("She read the same signs to me"), name="letInCompared")
        self.go = Button(_("Let her in"), "primary", name="letInGo", keys="Ctrl+Return")
        self.cancel = Button(_("Cancel"), name="letInCancel", keycap="Esc")
        self.cancel.setDefault(True)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 20)
        column.setSpacing(12)
        for part in (
            Label(title, "h2", wrap=True),
            Label(text, "body", wrap=True),
            self.signs,
            self.compared,
            Label(_("Works as"), "strong"),
            self.roles,
            self.until_field,
        ):
            column.addWidget(part)
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        buttons.addStretch(1)
        buttons.addWidget(self.cancel)
        buttons.addWidget(self.go)
        column.addLayout(buttons)
        self.setMinimumWidth(theme().px(480))
        for tick in (self.compared, *self.roles.ticks.values()):
            tick.toggled.connect(lambda _on: self._look())
        self.until.textChanged.connect(lambda _text: self._look())
        self.go.clicked.connect(self.accept)
        self.cancel.clicked.connect(self.reject)
        self.compared.setFocus(Qt.FocusReason.OtherFocusReason)
        self._look()

    def showEvent(self, event: QShowEvent) -> None:
        """Nothing in it is squeezed."""
        super().showEvent(event)
        make_room(self)

    @property
    def last_day(self) -> date | None:
        """Her last day, None when none is written or it is not a day."""
        return read_full_day(self.until.text())

    def _look(self) -> None:
        chosen, written = self.roles.chosen(), bool(self.until.text().strip())
        dated = self.last_day is not None if written else Role.LOCUM not in chosen
        self.go.setEnabled(self.compared.isChecked() and bool(chosen) and dated)
