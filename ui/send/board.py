"""The middle of Skicka: the month, the table beside what was merged, or the whole file; and when there is neither."""

from collections.abc import Sequence

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from caseworker.domain.counts.protection import OFFICE_MINIMUM
from caseworker.errors import CaseworkerError
from caseworker.messages import describe
from caseworker.services.counts import CountsView
from ui.language import _, ngettext
from ui.send.figures import FigureRow, Figures
from ui.send.file_view import FileView
from ui.send.ladder import Merging
from ui.send.table import CountTable
from ui.send.why import WhySums
from ui.send.wording import last_day_text, month_text, month_title
from ui.theme import theme
from ui.widgets.button import Button
from ui.widgets.chip import Keycap
from ui.widgets.choice import Segment
from ui.widgets.columns import Scroll
from ui.widgets.fields import Choice
from ui.widgets.flow import FlowLayout
from ui.widgets.states import EmptyState, ErrorCard, LoadingLines
from ui.widgets.text import Icon, Label

LEFT_WIDTH, NARROW, LOW = 216, 770, 700  # px at 100 %
BOTH, SENT_ONLY, TABLE, FILE = "both", "sent", "table", "file"


class Board(QWidget):
    """``month_chosen(period)``, ``copy_asked()``, ``save_asked()``, ``retry_asked()``."""

    month_chosen = Signal(str)
    copy_asked = Signal()
    save_asked = Signal()
    retry_asked = Signal()

    def __init__(self, office: str) -> None:
        """``office`` is whose numbers they are."""
        super().__init__()
        self._office = office
        self.figures: Figures | None = None
        self._view: CountsView | None = None
        self.month = Choice()
        self.month.setObjectName("releaseMonth")
        self.month.setAccessibleName(_("Month"))
        self.about = Label("", "body", "ink2", wrap=True, name="releaseAbout")
        numbers = ((BOTH, _("Both")), (SENT_ONLY, _("Only what leaves")))
        self.numbers = Segment(numbers, _("Numbers"), name="shownNumbers")
        shapes = ((TABLE, _("Table"), "table"), (FILE, _("Whole file"), "braces"))
        self.shape = Segment(shapes, _("Shown as"), name="shownAs")
        self.numbers.choose(BOTH)
        self.shape.choose(TABLE)
        self.table, self.why, self.merging, self.file = CountTable(), WhySums(), Merging(), FileView()
        self.copy = Button(_("Copy the file"), name="copyFile", keycap="C", icon="copy")
        self.save = Button(_("Save the file"), name="saveFile", keycap="E", icon="save")
        self.empty = EmptyState("", "", icon="send", tone="ink2")
        self.waiting = LoadingLines(name="countsWaiting", lines=6)
        self.fault = ErrorCard(name="countsFault")
        self._retry = Button(_("Try again"), name="countsRetry", icon="refresh-cw")
        self._why_wanted: bool | None = None
        self._merging_wanted = False
        self._left = Scroll(self.merging, name="mergingGround")
        self._lay_out()
        self._connect()

    @property
    def both(self) -> bool:
        """Whether true numbers are shown."""
        return self.numbers.code() == BOTH

    @property
    def as_file(self) -> bool:
        """Whether the file is shown."""
        return self.shape.code() == FILE

    def show_months(self, periods: Sequence[str], chosen: str) -> None:
        """Offer months; the first of them is not over."""
        with QSignalBlocker(self.month):
            self.month.set_rows((period, month_title(period)) for period in periods)
            self.month.choose(chosen)

    def show_counting(self) -> None:
        """The month is being counted; what is shown stays until it is there."""
        self.waiting.start(_("Counting"))
        if self.figures is None:
            self._state.setCurrentWidget(self._waiting_ground)

    def show_view(self, view: CountsView, figures: Figures) -> None:
        """Show a month."""
        self.waiting.stop()
        self.figures = figures
        self.merging.show_view(view, figures, both=self.both)
        self.file.show_file(view.envelope)
        self._refresh(view)
        self._about(figures)

    def show_not_over(self, period: str) -> None:
        """The month is not over: nothing to send yet."""
        self.waiting.stop()
        self.figures = None
        self._refresh(None)
        self.about.setText("")
        self.empty.set_texts(
            _("Nothing to send for {month} yet").format(month=month_text(period)),
            _("The month is counted on {day}. Prepare it after that.").format(day=last_day_text(period)),
        )
        self._state.setCurrentWidget(self._empty_ground)

    def show_fault(self, fault: CaseworkerError) -> None:
        """The month could not be counted."""
        self.waiting.stop()
        self.figures = None
        self._refresh(None)
        told = describe(fault, _)
        self.fault.show_fault(told.happened, told.safe, told.do, fault.code)
        self._state.setCurrentWidget(self._fault_ground)

    def toggle_numbers(self) -> None:
        """T: both numbers, or only what leaves."""
        self.numbers.choose(SENT_ONLY if self.both else BOTH)
        self._changed_look()

    def toggle_file(self) -> None:
        """J: the table or the whole file."""
        self.shape.choose(TABLE if self.as_file else FILE)
        self._changed_look()

    def toggle_why(self) -> None:
        """R: why the sum differs in this row."""
        self._why_wanted = self.why.isHidden()
        self._fit()

    def toggle_merging(self) -> None:
        """V: what was merged, where there is no room for it beside the table."""
        self._merging_wanted = not self._merging_wanted
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Give way where there is little room."""
        super().resizeEvent(event)
        self._fit()

    def show_row(self, row: FigureRow | None) -> None:
        """Explain with this row."""
        if self.figures is not None:
            self.why.show_row(self.figures, row)

    def _changed_look(self) -> None:
        self._refresh(self._view)

    def _refresh(self, view: CountsView | None) -> None:
        self._view = view
        figures = self.figures
        self.table.show_figures(figures, both=self.both)
        self._legend_true.setVisible(self.both)
        self.numbers.setEnabled(not self.as_file)
        if view is None or figures is None:
            return
        self.merging.show_view(view, figures, both=self.both)
        self.why.show_row(figures, self.table.current_row())
        if self.as_file and view.envelope:
            self._state.setCurrentWidget(self._file_ground)
        elif self.as_file:
            self.empty.set_texts(
                _("There is no file yet"), _("The file is made when the month is prepared. It is then never changed.")
            )
            self._state.setCurrentWidget(self._empty_ground)
        elif figures.too_few:
            self.empty.set_texts(
                _("Reported, too few"),
                _("Fewer than {n} people are enrolled. No number leaves, only that the month is reported.").format(
                    n=OFFICE_MINIMUM
                ),
            )
            self._state.setCurrentWidget(self._empty_ground)
        else:
            self._state.setCurrentWidget(self._table_ground)
        self._fit()

    def _about(self, figures: Figures) -> None:
        told = ngettext(
            "From {office}. {n} number in 1 table, split by sex. No names, identity numbers, addresses or free text.",
            "From {office}. {n} numbers in 1 table, split by sex. No names, identity numbers, addresses or free text.",
            figures.cells,
        )
        self.about.setText(told.format(office=self._office, n=figures.cells))

    def _fit(self) -> None:
        px = theme().px
        self._left.setFixedWidth(px(LEFT_WIDTH))
        narrow = self.width() < px(NARROW)
        self._left.setVisible(not narrow or self._merging_wanted)
        self._right.setVisible(not narrow or not self._merging_wanted)
        wanted = self._why_wanted
        self.why.setVisible(self.height() >= px(LOW) if wanted is None else wanted)

    def _lay_out(self) -> None:
        head = FlowLayout(gap=10)
        head.addWidget(Label(_("This leaves"), "h1"))
        self.month.setMinimumWidth(theme().px(170))
        for widget in (self.month, _keyed("T", self.numbers), _keyed("J", self.shape)):
            head.addWidget(widget)
        self._table_ground = self._table_part()
        self._file_ground = self._file_part()
        self._empty_ground, self._waiting_ground = _padded(self.empty), _padded(self.waiting)
        self._fault_ground = _padded(self.fault, self._retry)
        self._state = QStackedWidget()
        for ground in (
            self._empty_ground, self._table_ground, self._file_ground, self._waiting_ground, self._fault_ground,
        ):  # fmt: skip
            self._state.addWidget(ground)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 22, 24, 12)
        column.setSpacing(8)
        column.addLayout(head)
        column.addWidget(self.about)
        column.addSpacing(4)
        column.addWidget(self._state, 1)

    def _table_part(self) -> QWidget:
        legend = QHBoxLayout()
        legend.setSpacing(20)
        self._legend_true = _legend("lock", _("True"), _("stays on this computer"))
        legend.addWidget(self._legend_true)
        legend.addWidget(_legend("send", _("Leaves"), _("changed a little, all that leaves"), leaves=True))
        legend.addStretch(1)
        self._right = QWidget()
        right = QVBoxLayout(self._right)
        right.setContentsMargins(0, 0, 0, 0)
        right.setSpacing(8)
        right.addLayout(legend)
        right.addWidget(self.table, 1)
        right.addWidget(self.why)
        right.addStretch(0)
        ground = QWidget()
        row = QHBoxLayout(ground)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(32)
        row.addWidget(self._left)
        row.addWidget(self._right, 1)
        return ground

    def _file_part(self) -> QWidget:
        ground = QWidget()
        column = QVBoxLayout(ground)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        told = _("Everything that leaves the computer stands in the file, and nothing more. It is broken for reading.")
        column.addWidget(Label(told, "body", "ink2", wrap=True))
        column.addWidget(self.file, 1)
        ways = QHBoxLayout()
        ways.setSpacing(8)
        ways.addWidget(self.copy)
        ways.addWidget(self.save)
        ways.addStretch(1)
        column.addLayout(ways)
        return ground

    def _connect(self) -> None:
        self.month.currentIndexChanged.connect(lambda _index: self.month_chosen.emit(self.month.code()))
        self.numbers.chosen.connect(lambda _code: self._changed_look())
        self.shape.chosen.connect(lambda _code: self._changed_look())
        self.table.row_changed.connect(self.show_row)
        self.table.copy_asked.connect(self.copy_asked)
        self.file.copy_asked.connect(self.copy_asked)
        self.copy.clicked.connect(self.copy_asked)
        self.save.clicked.connect(self.save_asked)
        self._retry.clicked.connect(self.retry_asked)


def _keyed(key: str, widget: QWidget) -> QWidget:
    ground = QWidget()
    row = QHBoxLayout(ground)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(6)
    row.addWidget(Keycap(key))
    row.addWidget(widget)
    return ground


def _legend(icon: str, word: str, text: str, *, leaves: bool = False) -> QWidget:
    ground = QWidget()
    row = QHBoxLayout(ground)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(6)
    row.addWidget(Icon(icon, 16, "accent" if leaves else "ink2"))
    row.addWidget(Label(word, "smallstrong", "accent" if leaves else "ink2"))
    row.addWidget(Label(text, "small", "ink2"))
    return ground


def _padded(*widgets: QWidget) -> QWidget:
    ground = QWidget()
    column = QVBoxLayout(ground)
    column.setContentsMargins(0, 24, 0, 0)
    column.setSpacing(12)
    for widget in widgets:
        column.addWidget(widget, 0, Qt.AlignmentFlag.AlignLeft if isinstance(widget, Button) else Qt.AlignmentFlag(0))
    column.addStretch(1)
    return ground
