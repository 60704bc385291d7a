"""The page Ny person: lays out the form, hands every edit to the presenter, shows what it answers."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from caseworker.domain.person import InterpreterNeed, Sex
from caseworker.domain.status import PermitType
from ui.desk import Desk
from ui.intake.form import Form
from ui.intake.numbers import NumberRows
from ui.intake.presenter import IntakePresenter, Saved
from ui.intake.side import IntakeSide
from ui.intake.unknown import UnknownTick
from ui.language import _
from ui.shell.page import Command, PageWidget, Shell
from ui.theme import theme
from ui.widgets.button import Button
from ui.widgets.chip import KeyHint
from ui.widgets.choice import Segment
from ui.widgets.columns import Across, Scroll, SideColumn
from ui.widgets.fields import Choice, Field, LineEdit, Tone
from ui.widgets.flow import FlowLayout
from ui.widgets.status_fields import StatusFields, StatusText
from ui.widgets.text import Hairline, Label
from ui.words import is_asylum, permit_kind

SIDE_WIDTH, FORM_WIDTH = 540, 720


class IntakePage(PageWidget):
    """Ny person. Esc goes back and keeps the draft; Ctrl S saves and opens the file."""

    def __init__(self, shell: Shell, desk: Desk) -> None:
        """Build the form; a kept draft comes back when the page is shown."""
        super().__init__(_("New person"), name="intakePage")
        self._shell, self._desk = shell, desk
        self._filling = False
        self.presenter = IntakePresenter(desk, shell.runner, self)
        self.side = IntakeSide()
        self._make_fields()
        self._lay_out()
        self._connect()

    def key_hints(self) -> Sequence[KeyHint]:
        """The keys of the form."""
        return (
            KeyHint("Tab", _("next field")),
            KeyHint("Alt 1–3", _("open match")),
            KeyHint("Alt 0", _("none of them")),
            KeyHint("Alt N", _("new number")),
            KeyHint("Ctrl S", _("save")),
            KeyHint("Esc", _("leave, draft kept")),
        )

    def commands(self) -> Sequence[Command]:
        """What can be done with the form."""
        return (
            Command("intake_save", _("Save and open the file"), self._save, icon="save", keys="Ctrl+S", bound=False),
            Command(
                "intake_next",
                _("Save, new person"),
                partial(self._save, again=True),
                icon="user-plus",
                keys="Ctrl+Shift+S",
                bound=False,
            ),
            Command("intake_number", _("Add number"), self.numbers.more.click, icon="plus", keys="Alt+N", bound=False),
            Command("intake_clear", _("Throw away the draft"), self._start_over, icon="trash-2"),
        )

    def activate(self, subject: object | None = None) -> None:
        """Bring back the draft and begin at the first field; ``child-of:<id>:<case>`` is for a child of that person."""
        self.presenter.begin()
        if str(subject or "").startswith("child-of:"):
            _kind, person, case = str(subject).split(":", 2)
            self.presenter.begin_with(parent=person, case_number=case)
        self.given.setFocus(Qt.FocusReason.OtherFocusReason)

    def begin_with(self, name: str) -> None:
        """Begin with a name that was searched for; a draft that was begun before stays as it is."""
        self.presenter.begin_with(name)

    def leave(self) -> None:
        """Keep the draft at once."""
        self.presenter.keep_draft()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc goes back; the draft is kept."""
        if event.key() == Qt.Key.Key_Escape:
            self._shell.back()
            return
        super().keyPressEvent(event)

    def form(self) -> Form:
        """What stands in the form."""
        status = self.status.text()
        asylum = is_asylum(status.status)
        home = self.home.code() if status.status or self.home.code() else ""
        return Form(
            given=self.given.text(),
            family=self.family.text(),
            original=self.original.text(),
            migration=self.migration.text(),
            numbers=self.numbers.numbers(),
            born=self.born.text(),
            sex=self.sex.code(),
            speaks=self.speaks.code(),
            reads=self.reads.code(),
            interpreter=self.interpreter.code(),
            status=status.status,
            ground=status.ground,
            permit=status.permit,
            begins=status.begins,
            until=status.until,
            settlement="" if asylum else home,
            accommodation=home if asylum else "",
            arrived=self.arrived.code(),
            unknown=self.unknown.answer(),
        )

    def show_form(self, form: Form) -> None:
        """Fill the form without telling the presenter."""
        self._filling = True
        child = _("A child in the household of file {case}. Address and household come along; write the family name.")
        self.child_of.setText(child.format(case=form.child_case) if form.child_of else "")
        self.child_of.setVisible(bool(form.child_of))
        lines = {"given": self.given, "family": self.family, "original": self.original, "migration": self.migration}
        for name, line in {**lines, "born": self.born}.items():
            line.setText(getattr(form, name))
        self.numbers.show_numbers(form.numbers)
        for name, segment in {"sex": self.sex, "interpreter": self.interpreter}.items():
            segment.clear()
            segment.choose(getattr(form, name))
        for choice, code in ((self.speaks, form.speaks), (self.reads, form.reads), (self.arrived, form.arrived)):
            choice.setCurrentIndex(max(choice.findData(code), 0))
        self.status.show_text(StatusText(form.status, form.ground, form.permit, form.begins, form.until))
        self.unknown.setChecked(bool(form.unknown))
        self.unknown.suit(form)
        self._suit_home()
        self.home.setCurrentIndex(max(self.home.findData(form.settlement or form.accommodation), 0))
        for field in self._fields.values():
            field.say("")
        self._filling = False

    # Building
    def _make_fields(self) -> None:
        words = self._desk.words
        blank = [("", _("Not recorded"))]
        self.given, self.family = LineEdit(), LineEdit()
        self.original, self.migration = LineEdit(), LineEdit()
        self.numbers, self.unknown = NumberRows(words.identifiers), UnknownTick()
        self.born = LineEdit(placeholder=_("YYYY-MM-DD"), limit=10)
        self.sex = Segment(
            [(Sex.WOMAN, _("Woman")), (Sex.MAN, _("Man")), (Sex.UNKNOWN, _("Unknown"))],
            _("Sex in the population register"),
            name="sex",
        )
        self.speaks, self.reads = (Choice([*blank, *words.languages], editable=True) for _n in range(2))
        self.interpreter = Segment(
            [(InterpreterNeed.NEEDED, _("Needed")), (InterpreterNeed.NOT_NEEDED, _("Not needed"))],
            _("Interpreter"),
            name="interpreter",
        )
        permits = [(kind, permit_kind(kind)) for kind in PermitType]
        self.status = StatusFields(words.status_rows, permits, name="status", label=_("Legal status today"))
        self.home = Choice([*blank, *words.settlements])
        self.arrived = Choice([*blank, *words.arrivals])
        self._home_field = Field(_("Settlement"), self.home, name="settlement")
        not_needed = _("not required")
        self._fields = {
            "given": Field(_("Given name"), self.given, name="given"),
            "family": Field(_("Family name"), self.family, name="family"),
            "original": Field(_("Name in own script"), self.original, name="original", note=not_needed),
            "migration": Field(
                _("As the Migration Agency spells it"), self.migration, name="migration", note=not_needed
            ),
            "born": Field(_("Born"), self.born, name="born", note=_("Gregorian calendar")),
            "sex": Field(_("Sex in the population register"), self.sex, name="sex"),
            "interpreter": Field(_("Interpreter"), self.interpreter, name="interpreter"),
            "speaks": Field(_("Speaks"), self.speaks, name="speaks"),
            "reads": Field(_("Reads"), self.reads, name="reads"),
            "settlement": self._home_field,
            "arrived": Field(_("Came here through"), self.arrived, name="arrived"),
        }
        self.save_button = Button(_("Save and open the file"), "primary", name="saveAndOpen", keys="Ctrl+S")
        self.next_button = Button(_("Save, new person"), name="saveAndNext", keys="Ctrl+Shift+S")
        self.draft_label = Label(_("The draft is kept all the time."), "body", "ink2", name="draftState")

    def _lay_out(self) -> None:
        column = QVBoxLayout()
        column.setContentsMargins(24, 22, 24, 24)
        column.setSpacing(20)
        head = QVBoxLayout()
        head.setSpacing(4)
        head.addWidget(Label(_("New person"), "h1"))
        intro = _("Write what you know. A name or a number is enough. Matches are shown beside while you write.")
        head.addWidget(Label(intro, "body", "ink2", wrap=True))
        self.child_of = Label("", "strong", "info", wrap=True, name="intakeChildOf")
        self.child_of.hide()
        head.addWidget(self.child_of)
        column.addLayout(head)
        fields = self._fields
        column.addWidget(Across(fields["given"], fields["family"]))
        column.addWidget(Across(fields["original"], fields["migration"]))
        column.addWidget(self.numbers)
        column.addWidget(self.unknown)
        column.addWidget(Across(fields["born"], fields["sex"], fields["interpreter"], stretches=(2, 3, 2)))
        column.addWidget(Across(fields["speaks"], fields["reads"]))
        column.addWidget(self.status.status)
        column.addWidget(self.status)
        column.addWidget(Across(self._home_field, fields["arrived"]))
        column.addStretch(1)
        inner = QWidget()
        inner.setLayout(column)
        self._inner = inner
        theme().changed.connect(self._fit)
        self._fit()
        body = QWidget()
        across = QHBoxLayout(body)
        across.setContentsMargins(0, 0, 0, 0)
        across.addWidget(inner, 1)
        across.addStretch(0)
        self._scroll = Scroll(body, name="intakeScroll")
        work = QWidget()
        stacked = QVBoxLayout(work)
        stacked.setContentsMargins(0, 0, 0, 0)
        stacked.setSpacing(0)
        stacked.addWidget(self._scroll, 1)
        stacked.addWidget(Hairline())
        stacked.addWidget(self._foot())
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(SideColumn(work, self.side, width=SIDE_WIDTH, drawer=False))

    def _fit(self) -> None:
        self._inner.setMaximumWidth(theme().px(FORM_WIDTH))

    def _foot(self) -> QWidget:
        """The buttons stay in sight however long the form becomes."""
        foot = QWidget()
        buttons = FlowLayout(foot, gap=12)
        buttons.setContentsMargins(24, 10, 24, 10)
        buttons.addWidget(self.save_button)
        buttons.addWidget(self.next_button)
        buttons.addWidget(self.draft_label)
        return foot

    def _connect(self) -> None:
        for line in (self.given, self.family, self.original, self.migration, self.born):
            line.textEdited.connect(self._edited)
        for choice in (self.speaks, self.reads, self.arrived, self.home):
            choice.currentIndexChanged.connect(self._edited)
        for segment in (self.sex, self.interpreter):
            segment.chosen.connect(self._edited)
        self.status.choice.currentIndexChanged.connect(self._suit_home)
        self.status.changed.connect(self._edited)
        self.numbers.changed.connect(self._edited)
        self.unknown.clicked.connect(self._edited)
        presenter = self.presenter
        self.numbers.typed.connect(lambda place: presenter.number_typed(place, *self.numbers.numbers()[place]))
        self.numbers.left.connect(lambda place: presenter.number_left(place, *self.numbers.numbers()[place]))
        self.side.none_chosen.connect(presenter.set_aside)
        self.side.opened.connect(lambda person: self._shell.go("person", person))
        self.save_button.clicked.connect(partial(self._save, again=False))
        self.next_button.clicked.connect(partial(self._save, again=True))
        presenter.matches.connect(self.side.show_matches)
        presenter.missing.connect(self.side.show_missing)
        presenter.told.connect(self._say)
        presenter.saved.connect(self._saved)
        presenter.failed.connect(self._shell.show_error)
        presenter.restored.connect(self.show_form)
        presenter.brought_back.connect(lambda: self._shell.notice(_("Your draft is back.")))
        presenter.in_the_way.connect(
            lambda: self._shell.notice(_("A draft is being written here. Save it or throw it away first."))
        )
        presenter.draft_kept.connect(self._draft_kept)
        presenter.busy.connect(self._busy)

    # Answers
    def _edited(self) -> None:
        if not self._filling:
            self.unknown.suit(form := self.form())
            self.presenter.changed(form)

    def _save(self, *, again: bool = False) -> None:
        self.presenter.changed(self.form())
        self.presenter.save(again=again)

    def _start_over(self) -> None:
        before = self.form()
        self.presenter.start_over()
        if not before.empty:
            self._shell.offer_undo(_("Draft thrown away"), lambda: self._bring_back(before))

    def _bring_back(self, form: Form) -> None:
        self.show_form(form)
        self.presenter.changed(form)

    def _busy(self, busy: bool) -> None:
        self.save_button.set_busy(_("Saving") if busy else None)
        self.next_button.setEnabled(not busy)

    def _saved(self, saved: Saved) -> None:
        self._shell.show_saved(self._desk.local(saved.changes.saved))
        self._shell.changes.changed.emit(saved.changes)
        if saved.again:
            self.given.setFocus(Qt.FocusReason.OtherFocusReason)
            self._shell.notice(_("The person is registered. Write the next one."))
        else:
            self._shell.go("person", saved.person)

    def _draft_kept(self, moment: object) -> None:
        self._shell.show_saved(moment, draft=True)  # type: ignore[arg-type]  # a Qt signal carries it as object

    def _say(self, name: str, text: str, tone: Tone) -> None:
        if name.startswith("number") and name[6:].isdigit():
            self.numbers.say(int(name[6:]), text, tone)
            return
        field = self._fields.get(name) or self.status.field(name)
        if field is not None:
            field.say(text, tone)
            field.editor.setFocus(Qt.FocusReason.OtherFocusReason)

    def _suit_home(self) -> None:
        words = self._desk.words
        asylum = is_asylum(self.status.choice.code())
        self._home_field.set_label(_("Accommodation") if asylum else _("Settlement"))
        rows = words.accommodations if asylum else words.settlements
        self.home.set_rows([("", _("Not recorded")), *rows])
