"""Kartläggning: question by question, kept as it is answered; it can be left and taken up again any day.

Health is closed until the person consents: the question is not shown before. ``asked(service)`` for what is to be kept.
"""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from caseworker.domain.early_mapping import EnteredAnswer, Question, Section
from caseworker.services import early_mapping
from caseworker.services.early_mapping import MappingSheet
from ui.desk import Desk
from ui.language import _, day_text
from ui.person.plan_words import own, question_words
from ui.theme import theme
from ui.widgets.button import Button
from ui.widgets.choice import Alternative, RadioList
from ui.widgets.fields import Choice, Field, LineEdit
from ui.widgets.text import Hairline, Label
from ui.widgets.tick import Tick

KEPT_AFTER_MS = 1000


class QuestionPage(QWidget):
    """One question. ``answered(EnteredAnswer)`` at once for a choice, a moment after the last letter for words."""

    answered = Signal(object)

    def __init__(self, question: Question, answer: EnteredAnswer, *, locked: bool) -> None:
        """``answer`` is what is kept; ``locked`` shows it without letting it be changed."""
        super().__init__()
        self._question = question
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.setInterval(KEPT_AFTER_MS)
        self._later.timeout.connect(self._tell)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(10)
        self._column.addWidget(Label(section_words(question.section), "small", "ink2"))
        self._column.addWidget(Label(question_words(question), "h2", wrap=True, name="mappingQuestion"))
        why = _("Why it is asked: {purpose}").format(purpose=own(question.purpose, question.purpose_en))
        self._column.addWidget(Label(why, "small", "ink2", wrap=True))
        self._radio: RadioList | None = None
        self._ticks: dict[str, Tick] = {}
        self._choices(question, answer, locked=locked)
        self._line = LineEdit(limit=200)
        self._line.setText(answer.words)
        self._line.setEnabled(not locked)
        self._line.textEdited.connect(self._later.start)
        if question.words:
            words = Field(_("In the person's own words"), self._line, name="mappingWords", note=_("may be empty"))
            self._column.addWidget(words)
        self._column.addStretch(1)

    def begin(self) -> None:
        """Put the focus on the first choice."""
        first = next(iter(self._ticks.values()), None)
        (first or self._radio or self._line).setFocus(Qt.FocusReason.OtherFocusReason)

    def keep_now(self) -> None:
        """Keep what was typed a moment ago."""
        if self._later.isActive():
            self._later.stop()
            self._tell()

    def _choices(self, question: Question, answer: EnteredAnswer, *, locked: bool) -> None:
        if not question.several:
            rows = [
                Alternative(one.code, own(one.sv, one.en), keys=str(number), keycap=str(number))
                for number, one in enumerate(question.choices, 1)
            ]
            self._radio = RadioList(rows, question_words(question), name="mappingChoice")
            for code in answer.choices:
                self._radio.choose(code)
            self._radio.setEnabled(not locked)
            self._radio.chosen.connect(self._tell)
            self._column.addWidget(self._radio)
            return
        for number, one in enumerate(question.choices, 1):
            tick = Tick(own(one.sv, one.en), name=f"mappingTick_{one.code}")
            tick.setShortcut(str(number))
            tick.setChecked(one.code in answer.choices)
            tick.setEnabled(not locked)
            tick.toggled.connect(self._tell)
            self._ticks[one.code] = tick
            self._column.addWidget(tick)

    def _tell(self, *_changed: object) -> None:
        self._later.stop()
        if self._radio is not None:
            chosen: tuple[str, ...] = (self._radio.code(),) if self._radio.code() else ()
        else:
            chosen = tuple(code for code, tick in self._ticks.items() if tick.isChecked())
        self.answered.emit(EnteredAnswer(chosen, self._line.text()))


class MappingDialog(QDialog):
    """The mapping of one person. Step 0 is who interprets; after it one step for each question."""

    asked = Signal(object)

    def __init__(self, sheet: MappingSheet, desk: Desk, parent: QWidget | None) -> None:
        """Begin where it was left: at the first question without an answer."""
        super().__init__(parent)
        self.setObjectName("mappingDialog")
        self.setWindowTitle(_("Mapping"))
        self.setAccessibleName(_("Mapping"))
        self._sheet, self._words = sheet, desk.words
        self._answers = _entered(sheet)
        self._page: QWidget | None = None
        self._step = self._first_open()
        self._progress = Label("", "small", "ink2", name="mappingProgress")
        self._place = QVBoxLayout()
        self.back = Button(_("Previous"), name="mappingBack", keys="Alt+Left")
        self.next = Button(_("Next"), "primary", name="mappingNext", keys="Ctrl+Return")
        self.leave = Button(_("Close for now"), "quiet", name="mappingLeave", keycap="Esc")
        self._lay_out()
        self.back.clicked.connect(lambda: self._go(self._step - 1))
        self.next.clicked.connect(self._forward)
        self.leave.clicked.connect(self.reject)
        self._show_step()

    def show_sheet(self, sheet: MappingSheet) -> None:
        """Something was kept: the count follows; the page only when it was opened or closed by it."""
        before, self._sheet = self._sheet, sheet
        turned = (before.begun, before.health_consent, before.finished) != (
            sheet.begun,
            sheet.health_consent,
            sheet.finished,
        )
        if before.health_consent != sheet.health_consent or before.begun != sheet.begun:
            self._answers = _entered(sheet)
        if turned:
            self._step = max(self._step, 1) if before.begun is None else self._step
            self._show_step()
        self._show_progress()

    def done(self, result: int) -> None:
        """Keep what was typed last."""
        self._keep_now()
        super().done(result)

    def closeEvent(self, event: QCloseEvent) -> None:
        """Keep what was typed last."""
        self._keep_now()
        super().closeEvent(event)

    # Steps
    def _first_open(self) -> int:
        if self._sheet.begun is None:
            return 0
        codes = [one.code for one in self._sheet.questions]
        return next((place for place, code in enumerate(codes, 1) if code not in self._answers), 1)

    def _go(self, step: int) -> None:
        self._keep_now()
        self._step = max(0, min(step, len(self._sheet.questions)))
        self._show_step()

    def _forward(self) -> None:
        if self._step == 0 and (self._sheet.begun is None or self._sheet.finished is not None):
            self._ask_interpreter(early_mapping.begin_mapping)
        elif self._step == 0:
            self._ask_interpreter(early_mapping.record_interpreter)
            self._go(1)
        elif self._step < len(self._sheet.questions):
            self._go(self._step + 1)
        else:
            self._keep_now()
            if self._sheet.finished is None:
                self.asked.emit(early_mapping.finish_mapping)
            self.accept()

    def _ask_interpreter(self, service: Callable[..., object]) -> None:
        name, language = self._interpreter.text(), self._language.code()
        if (name, language) != (self._sheet.interpreter, self._sheet.interpreter_language) or (
            service is early_mapping.begin_mapping
        ):
            self.asked.emit(partial(service, interpreter=name, interpreter_language=language))

    def _show_step(self) -> None:
        gone = self._page
        if gone is not None:
            self._place.removeWidget(gone)
            gone.hide()
            gone.deleteLater()
        question = self._sheet.questions[self._step - 1] if self._step else None
        if question is None:
            self._page = self._start()
        elif question.needs_consent and self._sheet.health_consent is None:
            self._page = self._consent()
        else:
            self._page = self._question(question)
        self._place.addWidget(self._page)
        self._name_buttons()
        self._show_progress()
        if isinstance(self._page, QuestionPage):
            self._page.begin()

    def _name_buttons(self) -> None:
        begun = self._sheet.begun is not None and self._sheet.finished is None
        self.back.setEnabled(self._step > 0)
        last = self._step == len(self._sheet.questions)
        if self._step == 0:
            words = _("Next") if begun else _("Begin") if self._sheet.begun is None else _("Begin a new one")
        else:
            words = _("Finish the mapping") if last and begun else _("Close") if last else _("Next")
        self.next.set_text(words)

    def _show_progress(self) -> None:
        told = _("{done} of {all} questions").format(done=self._sheet.answered, all=len(self._sheet.questions))
        if self._sheet.finished is not None:
            told = _("{told} · finished {day}").format(told=told, day=day_text(self._sheet.finished))
        self._progress.setText(told)

    # Pages
    def _start(self) -> QWidget:
        page = QWidget()
        column = QVBoxLayout(page)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        told = _(
            "About 20 minutes, one question at a time. Every answer is kept at once; you can close and go on another "
            "day. Read the question aloud and let the interpreter say it. Questions about health come last and only "
            "with consent."
        )
        column.addWidget(Label(told, "body", wrap=True))
        self._interpreter = LineEdit(limit=120)
        self._interpreter.setText(self._sheet.interpreter)
        self._language = Choice((("", _("Without an interpreter")), *self._words.languages), editable=True)
        self._language.choose(self._sheet.interpreter_language)
        note = _("name or number, empty without interpreter")
        column.addWidget(Field(_("Interpreter"), self._interpreter, name="mappingInterpreter", note=note))
        column.addWidget(Field(_("Language"), self._language, name="mappingLanguage"))
        column.addStretch(1)
        return page

    def _consent(self) -> QWidget:
        page = QWidget()
        column = QVBoxLayout(page)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        column.addWidget(Label(section_words(Section.HEALTH), "small", "ink2"))
        column.addWidget(Label(_("Does the person consent to a question about health?"), "h2", wrap=True))
        told = _(
            "Say that it is voluntary, what the answer is used for and that the consent can be taken back. Without "
            "consent the question is not asked and nothing is written."
        )
        column.addWidget(Label(told, "body", wrap=True))
        yes = Button(_("The person consents"), name="mappingConsent")
        yes.setEnabled(self._sheet.begun is not None and self._sheet.finished is None)
        yes.clicked.connect(lambda: self.asked.emit(partial(early_mapping.record_health_consent, given=True)))
        column.addWidget(yes, 0, Qt.AlignmentFlag.AlignLeft)
        column.addStretch(1)
        return page

    def _question(self, question: Question) -> QWidget:
        locked = self._sheet.begun is None or self._sheet.finished is not None
        page = QuestionPage(question, self._answers.get(question.code, EnteredAnswer()), locked=locked)
        page.answered.connect(partial(self._answered, question.code))
        if question.needs_consent and not locked and self._sheet.health_consent is not None:
            taken_back = Button(_("The consent is taken back"), "ghost", name="mappingNoConsent")
            taken_back.clicked.connect(
                lambda: self.asked.emit(partial(early_mapping.record_health_consent, given=False))
            )
            layout = page.layout()
            if layout is not None:
                layout.addWidget(taken_back)
        return page

    def _answered(self, question: str, answer: EnteredAnswer) -> None:
        if answer.choices or answer.words.strip():
            self._answers[question] = answer
        else:
            self._answers.pop(question, None)
        self.asked.emit(partial(early_mapping.keep_answer, question=question, answer=answer))

    def _keep_now(self) -> None:
        if isinstance(self._page, QuestionPage):
            self._page.keep_now()

    def _lay_out(self) -> None:
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        buttons.addWidget(self.leave)
        buttons.addStretch(1)
        buttons.addWidget(self.back)
        buttons.addWidget(self.next)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 20)
        column.setSpacing(10)
        head = QHBoxLayout()
        head.addWidget(Label(_("Mapping"), "h2"))
        head.addStretch(1)
        head.addWidget(self._progress)
        column.addLayout(head)
        column.addWidget(Hairline())
        column.addLayout(self._place, 1)
        column.addSpacing(6)
        column.addLayout(buttons)
        self.setMinimumSize(theme().px(640), theme().px(480))


def section_words(section: Section) -> str:
    """What a part of the mapping is called."""
    words = {
        Section.EDUCATION: _("Education"),
        Section.WORK: _("Work"),
        Section.LANGUAGE: _("Language and literacy"),
        Section.FAMILY: _("Family"),
        Section.HOUSING: _("Housing"),
        Section.WISHES: _("Wishes"),
        Section.HEALTH: _("Health"),
    }
    return words[section]


def _entered(sheet: MappingSheet) -> dict[str, EnteredAnswer]:
    return {code: EnteredAnswer(one.choices, one.words) for code, one in (sheet.answers or {}).items()}
