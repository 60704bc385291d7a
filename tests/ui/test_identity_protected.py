"""Numbers and names of a protected person: hidden while closed, and nothing of them waits on a page nobody looks at."""

from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from caseworker.domain.endings import EndingKind, EnteredEnding
from caseworker.domain.ids import PersonId
from caseworker.domain.intake import EnteredBirth, EnteredName
from caseworker.domain.person import NameRole, TokenRole
from caseworker.domain.protection import ProtectionKind
from caseworker.services import cases, identity, protection
from caseworker.store.register import Register
from tests.store.fixtures import FOUNDER, TODAY
from tests.ui.people_bench import window_over
from tests.ui.test_person_protected import held_anywhere, page_of, protect, words_on
from tests.ui.test_person_protected import person as person
from tests.ui.test_person_protected import ring as ring
from ui.person.protected import kind_words
from ui.person.view import PersonPage
from ui.widgets.fields import LineEdit

SECRET = ("Samira", "Haddad", "Hemligfar", "Regntiden", "Gömdby", "2382")


def told(register: Register, person: PersonId) -> None:
    """Record what tells who she is, then protect her."""
    tokens = ((TokenRole.GIVEN, "Samira"), (TokenRole.FATHER, "Hemligfar"))
    identity.record_name(register, person=person, spelling=EnteredName(NameRole.ALIAS, tokens), by=FOUNDER)
    identity.record_birth(register, person=person, birth=EnteredBirth("1988", stated="Regntiden"), by=FOUNDER)
    moved = EnteredEnding(EndingKind.MOVED, "Gömdby")
    cases.close_case(register, person=person, closed=TODAY, ending=moved, by=FOUNDER)
    cases.reopen_case(register, person=person, by=FOUNDER)
    protect(register, person)


def held(page: PersonPage) -> str:
    """Every word on the page, in its fields and in its lists."""
    tab = page.parts.identity
    QApplication.processEvents()
    models = (part.model for part in (tab.numbers, tab.names, tab.births, tab.endings))
    rows = [str(model.row(place)) for model in models for place in range(model.rowCount())]
    lines = [line.text() for line in page.findChildren(LineEdit)]
    return "\n".join([held_anywhere(page), *rows, *lines])


def test_the_tab_shows_nothing_while_closed_and_holds_nothing_when_left(
    qtbot: QtBot, register: Register, person: PersonId
) -> None:
    told(register, person)
    window = window_over(qtbot, register)
    page = page_of(window, person)
    page.show_tab("identity")
    assert "Hidden" in words_on(page)
    assert not [word for word in SECRET if word in held(page)]
    assert page.parts.identity.buttons["number"].isHidden()

    protection.reveal(register, person=person, reason="möte i dag", by=FOUNDER)
    page.read_again()
    page.show_tab("identity")
    tab = page.parts.identity
    shown = held(page)
    assert [word for word in SECRET if word in shown] == list(SECRET)
    tab.numbers.rows.opened.emit(tab.numbers.model.row(0))
    tab.names.rows.opened.emit(tab.names.model.row(0))
    window.go("people")
    assert not [word for word in SECRET if word in held(page)]


def test_every_kind_of_protection_has_words() -> None:
    assert len({kind_words(kind) for kind in ProtectionKind}) == len(ProtectionKind)
