"""What every colleague reads before the first page: that all looks are logged and reviewed."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from ui.language import _, code
from ui.widgets.button import Button
from ui.widgets.columns import Centred, Scroll
from ui.widgets.states import ErrorCard
from ui.widgets.text import Icon, Label, Pane
from ui.wording import code_of, sentence_of

if TYPE_CHECKING:
    from caseworker.app import Session
    from caseworker.services.notice import NoticeView
    from ui.tasks import Runner

WIDTH = 520


class NoticePage(Pane):
    """``confirmed()`` once it is kept that she has read it; ``left()`` when she would rather not open the register."""

    confirmed = Signal()
    left = Signal()

    def __init__(self, session: "Session", notice: "NoticeView", runner: "Runner") -> None:
        """Shows ``notice`` in the window's language."""
        super().__init__("canvas")
        self.setObjectName("notice")
        self.setAccessibleName(_("Before you begin"))
        self._session, self._notice, self._runner = session, notice, runner
        self.confirm = Button(_("I have read this"), "primary", name="noticeConfirm", keycap="Enter")
        self.leave = Button(_("Lock again"), name="noticeLeave")
        self.fault = ErrorCard(name="noticeFault")
        swedish = code() == "sv"
        self.texts = notice.sv if swedish else notice.en
        self._lay_out(notice.kept_sv if swedish else notice.kept_en)
        self.confirm.clicked.connect(self._confirm)
        self.leave.clicked.connect(self.left)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter confirms."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.confirm.isEnabled():
            self._confirm()
            return
        super().keyPressEvent(event)

    def _confirm(self) -> None:
        from caseworker.services import notice

        self.confirm.set_busy(_("Saving"))
        version, register, by = self._notice.version, self._session.register, self._session.user
        self._runner.run(
            "notice",
            lambda: notice.acknowledge_notice(register, version=version, by=by),
            lambda _changes: self.confirmed.emit(),
            self._failed,
        )

    def _failed(self, fault: Exception) -> None:
        self.confirm.set_busy(None)
        told = sentence_of(fault)
        self.fault.show_fault(told.happened, told.safe, told.do, code_of(fault))

    def _lay_out(self, kept: str) -> None:
        column = QVBoxLayout()
        column.setSpacing(14)
        column.addWidget(Label(_("Before you begin"), "h1"))
        column.addWidget(Label(_("Everything you open is logged and reviewed."), "body", "ink2", wrap=True))
        column.addWidget(self.fault)
        for text in (*self.texts, kept):
            row = QHBoxLayout()
            row.setSpacing(12)
            row.addWidget(Icon("info", 16, "info"), 0, Qt.AlignmentFlag.AlignTop)
            row.addWidget(Label(text, "body", wrap=True), 1)
            column.addLayout(row)
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        buttons.addWidget(self.confirm)
        buttons.addWidget(self.leave)
        buttons.addStretch(1)
        column.addSpacing(4)
        column.addLayout(buttons)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(Scroll(Centred(column, WIDTH), name="noticeScroll"))
