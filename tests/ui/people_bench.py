"""A real register on a desk, and the real window around the pages about people. Only the clock stands still."""

from gettext import NullTranslations

from pytestqt.qtbot import QtBot

from caseworker.app import Session
from caseworker.domain.ids import PersonId
from caseworker.domain.intake import EnteredNumber, EnteredStatus, Intake
from caseworker.domain.person import InterpreterNeed, Sex
from caseworker.domain.rows import PersonFile
from caseworker.domain.status import PermitType
from caseworker.register_folder import About
from caseworker.services import people
from caseworker.store.register import Register
from tests.store.fixtures import FOUNDER, TODAY
from tests.ui.windows import main_window
from ui import language
from ui.desk import Desk
from ui.intake.view import IntakePage
from ui.note_search.view import NoteSearchPage
from ui.pairs.view import PairsPage
from ui.people.view import PeoplePage
from ui.person.view import PersonPage
from ui.quality.view import QualityPage
from ui.shell.page import PageWidget, Screen
from ui.shell.undoing import StepsOf
from ui.shell.window import MainWindow
from ui.today.view import TodayPage


class StandingSession(Session):
    """A session over a register that a test opened itself; no vault and no lock file behind it."""

    def __init__(self, register: Register) -> None:
        self.register = register
        self.user = FOUNDER
        self.about = About("U01", "Mottagningsenheten", "0380", "Uppsala", register.info.demo)


def desk_over(register: Register) -> Desk:
    """A desk over a register, in English."""
    language.choose("en", NullTranslations())
    return Desk(StandingSession(register))


def screens(desk: Desk) -> tuple[Screen, ...]:
    """The pages about people, and a page of letters that only shows where B leads."""
    return (
        Screen("people", lambda shell: PeoplePage(shell, desk), "People", "users", "1"),
        Screen("intake", lambda shell: IntakePage(shell, desk), place="people", command="New person", keys="Ctrl+N"),
        Screen("person", lambda shell: PersonPage(shell, desk), place="people"),
        Screen("letters", lambda shell: PageWidget("Letters", name="lettersPage"), "Letters", "mail", "2"),
        Screen("today", lambda shell: TodayPage(shell, desk), "Today", "list-todo", "3"),
        Screen("pairs", lambda shell: PairsPage(shell, desk), place="people", command="Same person?"),
        Screen("note_search", lambda shell: NoteSearchPage(shell, desk), place="people", command="Search in notes"),
        Screen("quality", lambda shell: QualityPage(shell, desk), place="people", command="What is missing"),
    )


def window_over(qtbot: QtBot, register: Register) -> MainWindow:
    """The real window on Personer."""
    desk = desk_over(register)
    window, _asked = main_window(qtbot, screens=screens(desk), steps=StepsOf(desk))
    return window


def someone(
    given: str = "Samira",
    family: str = "Haddad",
    *,
    original: str = "سميرة حداد",
    number: str = "19880314-2382",
    status: str = "NY-FLY",
) -> Intake:
    """A made-up person as entered."""
    permit = PermitType.TEMPORARY if status.startswith("NY") else PermitType.NONE
    return Intake(
        given=given,
        family=family,
        original_name=original,
        sex=Sex.WOMAN,
        speaks="ar",
        reads="ar",
        interpreter=InterpreterNeed.NEEDED,
        numbers=(EnteredNumber("personnummer", number),) if number else (),
        status=EnteredStatus(status, TODAY.replace(month=1), permit=permit) if status else None,
    )


def enrolled(register: Register, intake: Intake | None = None) -> PersonId:
    """Register somebody and return her id."""
    return PersonId(people.register_person(register, intake=intake or someone(), by=FOUNDER).created)


def file_of(register: Register, person: str) -> PersonFile:
    """Read a file without the service, so that no look is logged."""
    with register.read() as reader:
        return reader.person_file(person)


def logged(register: Register, person: str) -> list[str]:
    """The action codes of a person's log, oldest first."""
    return [line.action for line in reversed(file_of(register, person).log)]
