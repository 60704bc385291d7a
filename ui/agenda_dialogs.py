"""What is asked when something is written on the agenda, put off or handed over. None of them stops the window."""

from collections.abc import Iterable, Sequence
from datetime import date, timedelta

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from caseworker.domain.agenda import EnteredVisit, GenderWish, InterpreterWay, VisitKind
from caseworker.domain.staff import StaffRow
from caseworker.services.agenda import PersonAgenda
from ui.days import read_full_day
from ui.desk import Desk
from ui.language import _, day_text
from ui.widgets.choice import Segment
from ui.widgets.columns import Across
from ui.widgets.field import Field, LineEdit
from ui.widgets.fields import Choice
from ui.widgets.question import Question
from ui.widgets.text import Label
from ui.widgets.tick import Tick

LONGEST = 200


def _day_line(day: date | None) -> LineEdit:
    line = LineEdit(placeholder=_("YYYY-MM-DD"), limit=10)
    line.setText("" if day is None else day.isoformat())
    return line


class ReminderDialog(Question):
    """What one has promised, and by when."""

    def __init__(self, about: str, today: date, parent: QWidget | None) -> None:
        """``about`` is the case number."""
        told = _("It comes on the list of today by its day, and whoever works with the case sees it.")
        title = _("Remind me about case {number}").format(number=about)
        super().__init__(title, told, _("Save"), name="reminder", parent=parent)
        self.text, self.day = LineEdit(limit=LONGEST), _day_line(today + timedelta(days=7))
        self.body.addWidget(Field(_("What is promised"), self.text, name="reminderText"))
        self.body.addWidget(Field(_("By"), self.day, name="reminderDay"))
        for line in (self.text, self.day):
            line.textChanged.connect(lambda _text: self._look())
        self.text.setFocus(Qt.FocusReason.OtherFocusReason)
        self._look()

    def _look(self) -> None:
        self.go.setEnabled(bool(self.text.text().strip()) and read_full_day(self.day.text()) is not None)


class VisitDialog(Question):
    """A visit or a call and the interpreter it takes; begins with what the person's file says."""

    def __init__(self, about: str, known: PersonAgenda, desk: Desk, parent: QWidget | None) -> None:
        """``known`` tells need and language."""
        told = _("An interpreter who is not booked three days before the visit comes on the list of today.")
        title = _("Book a visit, case {number}").format(number=about)
        super().__init__(title, told, _("Book"), name="visit", parent=parent)
        self.day, self.at = _day_line(desk.today() + timedelta(days=7)), LineEdit(placeholder="09:30", limit=5)
        self.kind = Segment(_kinds(), _("How you meet"), name="visitKind")
        self.kind.choose(VisitKind.OFFICE.value)
        self.text, self.place = LineEdit(limit=LONGEST), LineEdit(limit=LONGEST)
        self.way = Segment(_ways(), _("Interpreter"), name="visitInterpreter")
        self.way.choose(known.interpreter.value)
        self.language = Choice((("", _("not chosen")), *desk.words.languages), editable=True)
        self.language.choose(known.language)
        self.wish = Segment(_wishes(), _("Who interprets"), name="visitWish")
        self.wish.choose("any")
        self.booked = Tick(_("The interpreter is booked"), name="visitBooked")
        self._lay_out()
        self.way.chosen.connect(lambda _code: self._look())
        self.day.textChanged.connect(lambda _text: self._look())
        self.day.setFocus(Qt.FocusReason.OtherFocusReason)
        self._look()

    @property
    def entered(self) -> EnteredVisit:
        """What was entered."""
        return EnteredVisit(
            day=read_full_day(self.day.text()) or date.max,
            at=self.at.text(),
            kind=VisitKind(self.kind.code()),
            text=self.text.text(),
            place=self.place.text(),
            interpreter=InterpreterWay(self.way.code()),
            language=self.language.code(),
            wish=GenderWish(self.wish.code().replace("any", "")),
            booked=self.booked.isChecked(),
        )

    def _lay_out(self) -> None:
        day, at = Field(_("Day"), self.day, name="visitDay"), Field(_("Time"), self.at, name="visitAt")
        self.body.addWidget(Across(day, at))
        self.body.addWidget(self.kind, 0, Qt.AlignmentFlag.AlignLeft)
        text, place = Field(_("About"), self.text, name="visitText"), Field(_("Place"), self.place, name="visitPlace")
        self.body.addWidget(Across(text, place))
        self.body.addWidget(Label(_("Interpreter"), "strong"))
        self.body.addWidget(self.way, 0, Qt.AlignmentFlag.AlignLeft)
        self._language = Field(_("Language"), self.language, name="visitLanguage")
        self.body.addWidget(self._language)
        self.body.addWidget(self.wish, 0, Qt.AlignmentFlag.AlignLeft)
        self.body.addWidget(self.booked)

    def _look(self) -> None:
        with_one = self.way.code() != InterpreterWay.NONE.value
        for part in (self._language, self.wish, self.booked):
            part.setEnabled(with_one)
        self.go.setEnabled(read_full_day(self.day.text()) is not None)


class MoveVisitDialog(Question):
    """To which day a visit is moved."""

    def __init__(self, today: date, parent: QWidget | None) -> None:
        """Begins a week ahead."""
        told = _("The visit is booked anew with what it was about. An interpreter is to be booked again.")
        super().__init__(_("Move the visit"), told, _("Move"), name="moveVisit", parent=parent)
        self.day, self.at = _day_line(today + timedelta(days=7)), LineEdit(placeholder="09:30", limit=5)
        self.body.addWidget(
            Across(
                Field(_("Day"), self.day, name="moveVisitDay"),
                Field(_("Time"), self.at, name="moveVisitAt", note=_("the same when empty")),
            )
        )
        self.day.textChanged.connect(lambda text: self.go.setEnabled(read_full_day(text) is not None))
        self.day.setFocus(Qt.FocusReason.OtherFocusReason)


class WaitDialog(Question):
    """Who has the ball, since when."""

    def __init__(self, about: str, actors: Iterable[tuple[str, str]], today: date, parent: QWidget | None) -> None:
        """``actors`` by code and name."""
        told = _("It stands beside the list of today, with how many days somebody has waited.")
        title = _("Waiting for others, case {number}").format(number=about)
        super().__init__(title, told, _("Save"), name="wait", parent=parent)
        self.actor, self.text, self.since = Choice(actors), LineEdit(limit=LONGEST), _day_line(today)
        self.body.addWidget(Field(_("Who is to act"), self.actor, name="waitActor"))
        self.body.addWidget(Field(_("What you wait for"), self.text, name="waitText"))
        self.body.addWidget(Field(_("Since"), self.since, name="waitSince"))
        self.since.textChanged.connect(lambda text: self.go.setEnabled(read_full_day(text) is not None))
        self.actor.setFocus(Qt.FocusReason.OtherFocusReason)


class LaterDialog(Question):
    """When a thing is to come back: tomorrow, in a week, or on a day; never after its last day or next reminder."""

    def __init__(
        self, today: date, last_day: date | None, parent: QWidget | None, *, reminds: date | None = None
    ) -> None:
        """``last_day`` None: it has none. ``reminds``: when the last day is reminded of next."""
        told = _("It comes back on that day. The last day is {day}, and nothing is put off past it.")
        again = _("It comes back on that day, on {day} at the latest: then the last day is reminded of next.")
        text = _("It comes back on that day.")
        if reminds is not None:
            text = again.format(day=day_text(reminds))
        elif last_day is not None:
            text = told.format(day=day_text(last_day))
        super().__init__(_("Put it off"), text, _("Put off"), name="later", parent=parent)
        self._today, self._last, self._reminds = today, last_day, reminds
        rows = (("day", _("1 day")), ("week", _("1 week")), ("date", _("A day")))
        self.length = Segment(rows, _("For how long"), name="laterLength")
        self.length.choose("day")
        self.day = _day_line(today + timedelta(days=1))
        self.field = Field(_("Comes back"), self.day, name="laterDay")
        self.body.addWidget(self.length, 0, Qt.AlignmentFlag.AlignLeft)
        self.body.addWidget(self.field)
        self.length.chosen.connect(self._choose)
        self.day.textChanged.connect(lambda _text: self._look())
        self._look()

    @property
    def until(self) -> date | None:
        """The day, None while none can be read."""
        return read_full_day(self.day.text())

    def _choose(self, length: str) -> None:
        if length == "date":
            self.day.setFocus(Qt.FocusReason.OtherFocusReason)
            self.day.selectAll()
            return
        self.day.setText((self._today + timedelta(days=7 if length == "week" else 1)).isoformat())

    def _look(self) -> None:
        until = self.until
        past = until is not None and self._last is not None and until > self._last
        early = until is not None and until <= self._today
        skips = until is not None and self._reminds is not None and until > self._reminds
        told = _("That is after the next reminder of the last day.") if skips else ""
        told = _("That is after the last day. What the law gives would be lost.") if past else told
        self.field.say(told or (_("Choose a day after today.") if early else ""))
        self.go.setEnabled(until is not None and not past and not early and not skips)


class HandOverDialog(Question):
    """Which colleague gets a thing."""

    def __init__(self, colleagues: Sequence[StaffRow], parent: QWidget | None) -> None:
        """Nobody there: nothing can be handed over."""
        told = _("The thing stands on her list from now on. The case stays with whoever works with it.")
        super().__init__(_("Hand over to a colleague"), told, _("Hand over"), name="handOver", parent=parent)
        self.staff = Choice([(one.id, one.name) for one in colleagues])
        self.body.addWidget(Field(_("Colleague"), self.staff, name="handOverStaff"))
        self.go.setEnabled(bool(colleagues))
        self.staff.setFocus(Qt.FocusReason.OtherFocusReason)


def _kinds() -> Sequence[tuple[str, str]]:
    return (
        (VisitKind.OFFICE.value, _("Here")),
        (VisitKind.HOME.value, _("Home visit")),
        (VisitKind.ELSEWHERE.value, _("Elsewhere")),
        (VisitKind.PHONE.value, _("Telephone")),
    )


def _ways() -> Sequence[tuple[str, str]]:
    return (
        (InterpreterWay.NONE.value, _("None")),
        (InterpreterWay.PHONE.value, _("By telephone")),
        (InterpreterWay.ON_SITE.value, _("On site")),
    )


def _wishes() -> Sequence[tuple[str, str]]:
    return (("any", _("No wish")), (GenderWish.WOMAN.value, _("A woman")), (GenderWish.MAN.value, _("A man")))
