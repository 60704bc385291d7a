"""The questions about a protection: why, who may read, and who belongs to the household."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from caseworker.domain.protection import FEWEST_READERS, SHORTEST_REASON, ProtectionKind
from caseworker.domain.staff import StaffRow
from ui.language import _
from ui.person.protected import kind_words
from ui.widgets.choice import Segment
from ui.widgets.field import Field, LineEdit
from ui.widgets.question import Question
from ui.widgets.text import Label
from ui.widgets.tick import Tick


class ReasonDialog(Question):
    """Asks why; the reason goes into the log, sealed with the rest of what is hers."""

    def __init__(self, title: str, text: str, action: str, parent: QWidget) -> None:
        """``action`` is what the button says."""
        super().__init__(title, text, action, name="reasonDialog", parent=parent)
        self.line = LineEdit(limit=200)
        self.body.addWidget(Field(_("Reason"), self.line, name="reason"))
        self.line.textChanged.connect(self._typed)
        self.line.setFocus(Qt.FocusReason.OtherFocusReason)
        self._typed("")

    @property
    def reason(self) -> str:
        """What was written."""
        return self.line.text().strip()

    def _typed(self, text: str) -> None:
        self.go.setEnabled(len(text.strip()) >= SHORTEST_REASON)


class ReadersDialog(Question):
    """Asks who may read: at least two."""

    def __init__(
        self, title: str, text: str, action: str, *, staff: Sequence[StaffRow], chosen: Sequence[str], parent: QWidget
    ) -> None:
        """``chosen`` are the ids that are ticked to begin with."""
        super().__init__(title, text, action, name="readersDialog", parent=parent)
        self.body.addWidget(Label(_("May read, at least two"), "strong"))
        self.ticks = {row.id: Tick(row.name, name=f"reader_{place}") for place, row in enumerate(staff)}
        for id, tick in self.ticks.items():
            tick.setChecked(id in chosen)
            tick.toggled.connect(self._ticked)
            self.body.addWidget(tick)
        self._ticked()

    @property
    def readers(self) -> tuple[str, ...]:
        """The ids that are ticked."""
        return tuple(id for id, tick in self.ticks.items() if tick.isChecked())

    def _ticked(self) -> None:
        self.go.setEnabled(len(self.readers) >= FEWEST_READERS)


class ProtectDialog(ReadersDialog):
    """Asks how she is protected, who may read and who else in the household is sealed with her."""

    def __init__(self, *, staff: Sequence[StaffRow], user: str, household: Sequence[str] = (), parent: QWidget) -> None:
        """The user herself is ticked to begin with; ``household`` are the case numbers proposed to be sealed too."""
        super().__init__(
            _("Protect this person?"),
            _(
                "Her names, numbers, addresses, telephone and notes are sealed. Nobody but those you tick can read "
                "them, also with the register's file and key. Prints and backups made before cannot be recalled."
            ),
            _("Protect"),
            staff=staff,
            chosen=(user,),
            parent=parent,
        )
        rows = [(kind.value, kind_words(kind)) for kind in ProtectionKind]
        self.kind = Segment(rows, _("How she is protected"), name="protectionKind")
        self.kind.choose(ProtectionKind.SECRECY_MARK.value)
        self.household = LineEdit(placeholder="2026-0148, 2026-0149", limit=200)
        self.household.setText(", ".join(household))
        self.body.insertWidget(0, self.kind, 0, Qt.AlignmentFlag.AlignLeft)
        self.body.addWidget(
            Field(_("Case numbers of the household"), self.household, name="household", note=_("sealed with her"))
        )

    @property
    def numbers(self) -> tuple[str, ...]:
        """The case numbers of the household, as written."""
        return tuple(part for part in self.household.text().replace(",", " ").split() if part)
