"""Draws who a person is: numbers now and before, names in parts, birth as stated, ends; and questions about them."""

from collections.abc import Callable
from datetime import date

from PySide6.QtWidgets import QDialog, QWidget

from caseworker.app import Session
from caseworker.domain.calendars import Calendar
from caseworker.domain.endings import EndingKind, EnteredEnding
from caseworker.domain.ids import PersonId
from caseworker.domain.intake import EnteredBirth, EnteredName, EnteredNumber, Intake
from caseworker.domain.person import BirthSource, Certainty, NameRole, TokenRole, WhyEnded
from caseworker.services import cases, identity, people
from ui.main import Program
from ui.person.ending import EndingDialog
from ui.person.same_number import SameNumberDialog
from ui.person.view import PersonPage


def _mina(program: Program) -> PersonId:
    session = program.session
    assert isinstance(session, Session)
    register, user = session.register, session.user
    today = register.today()
    intake = Intake(given="Mina", family="Rezaei", original_name="مینا رضایی", speaks="prs", reads="prs")
    person = PersonId(people.register_person(register, intake=intake, by=user).created)
    chain = (
        (EnteredNumber("lma", "99-204418/1", copy_kept=True), date(2019, 9, 2)),
        (EnteredNumber("dossier", "99-204481"), date(2019, 9, 2)),
        (EnteredNumber("samordningsnummer", "19850478-2395", certainty=Certainty.LIKELY), date(2021, 2, 1)),
    )
    for number, begins in chain:
        people.add_number(register, person=person, number=number, begins=begins, by=user)
    file = people.open_file(register, person=person, by=user)
    wrong = next(one for one in file.identifiers if one.type == "dossier")
    identity.end_number(
        register, person=person, held_number=wrong.id, why=WhyEnded.MISTYPED, reason="Två siffror bytte plats",
        instead=EnteredNumber("dossier", "99-204418"), by=user,
    )  # fmt: skip
    names = (
        (NameRole.ALIAS, ((TokenRole.TITLE, "Bibi"), (TokenRole.GIVEN, "Mina"), (TokenRole.FATHER, "Gholam Reza"))),
        (NameRole.LATIN, ((TokenRole.GIVEN, "Mina"), (TokenRole.FATHER, "Gholam"), (TokenRole.FAMILY, "Rezai"))),
    )
    for role, tokens in names:
        spelling = EnteredName(role, tokens, keeps=role is NameRole.LATIN)
        identity.record_name(register, person=person, spelling=spelling, by=user)
    told = EnteredBirth("1367-12-24", Calendar.SOLAR_HIJRI, BirthSource.OWN_STATEMENT, "۲۴ اسفند ۱۳۶۷", holds=False)
    identity.record_birth(register, person=person, birth=told, by=user)
    decided = EnteredBirth("1990", source=BirthSource.ESTIMATED)
    identity.record_birth(register, person=person, birth=decided, by=user)
    moved = EnteredEnding(EndingKind.MOVED, "Lövåsa kommun", "Skatteverket")
    cases.close_case(register, person=person, closed=today, ending=moved, by=user)
    cases.reopen_case(register, person=person, by=user)
    return person


def draw_identity(program: Program, take: Callable[[QWidget, str], None], grab: Callable[[QDialog, str], None]) -> None:
    """Draw the tab with each of its forms, an unknown person's file, and the two questions."""
    window, session = program.window, program.session
    assert window is not None
    assert isinstance(session, Session)
    register, user = session.register, session.user
    person = _mina(program)
    window.go("person", person)
    page = window.stack.current
    assert isinstance(page, PersonPage)
    page.show_tab("identity")
    take(window, "identity")
    tab = page.parts.identity
    file = people.open_file(register, person=person, by=user)
    tab.numbers.rows.opened.emit(next(one for one in file.identifiers if one.type == "samordningsnummer"))
    take(window, "identity-number-end")
    tab.names.rows.opened.emit(next(name for name in file.names if name.role == "latin"))
    take(window, "identity-name")
    tab.begin(tab.birth)
    take(window, "identity-birth")
    ending = EndingDialog(register.today(), window)
    grab(ending, "case-ending")
    held = EnteredNumber("lma", "99-204418/1")
    other = PersonId(people.list_people(register, offset=0, limit=1, by=user)[0].id)
    grab(SameNumberDialog(identity.show_holder(register, person=other, number=held, by=user), window), "same-number")
    unknown = PersonId(people.register_person(register, intake=Intake(unknown=True), by=user).created)
    window.go("person", unknown)
    take(window, "person-unknown")
