"""What letters say about the person they are written to: meetings, rights, next steps, days; and every sheet whole."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from caseworker.domain.agenda import EnteredVisit, InterpreterWay, VisitKind, VisitOutcome
from caseworker.domain.ids import PersonId
from caseworker.domain.intake import EnteredStatus
from caseworker.domain.intervention import InterventionState
from caseworker.domain.status import PermitType
from caseworker.errors import Refused
from caseworker.services import agenda, interventions, letters, people, preferences
from caseworker.services._settings import OfficeDetails
from caseworker.store.register import Register
from tests.services.conftest import MAJ, NOW, SAMIRA
from tests.services.test_letters import LANGUAGES, NEEDED_FIRST, OF_NEEDED_FIRST, issue, text_of

TODAY = NOW.date()
OFFICE = OfficeDetails("010-123 45 67", "mottagningen@lovasa.example", "Storgatan 12, 123 45 Lövåsa")


@pytest.fixture
def samira(register: Register) -> PersonId:
    """She seeks asylum since 1 June 2025."""
    preferences.save_office_details(register, details=OFFICE, by=MAJ)
    return PersonId(people.register_person(register, intake=SAMIRA, by=MAJ).created)


def book(register: Register, person: PersonId, day: date = TODAY + timedelta(days=3), **how: object) -> str:
    visit = EnteredVisit(day, **{"at": "09:30", "kind": VisitKind.OFFICE, **how})  # type: ignore[arg-type]
    return agenda.book_visit(register, person=person, visit=visit, by=MAJ).created


def told(register: Register, person: PersonId, sheet: str, language: str = "sv") -> str:
    return " ".join(text_of(issue(register, person, language, sheet=sheet)).split())


def refusal(register: Register, person: PersonId, sheet: str) -> str:
    with pytest.raises(Refused) as refused:
        issue(register, person, "sv", sheet=sheet)
    return refused.value.code


def test_nobody_is_called_to_a_meeting_that_is_not_booked(register: Register, samira: PersonId) -> None:
    assert refusal(register, samira, "kallelse") == "letter.no_meeting"
    book(register, samira, kind=VisitKind.PHONE)
    assert refusal(register, samira, "kallelse") == "letter.no_meeting", "a call is nothing to come to"
    visit = book(register, samira, TODAY)
    agenda.settle_visit(register, person=samira, visit=visit, outcome=VisitOutcome.CAME, by=MAJ)
    assert refusal(register, samira, "kallelse") == "letter.no_meeting"


def test_a_call_to_a_meeting_tells_the_nearest_one(register: Register, samira: PersonId) -> None:
    book(register, samira, TODAY + timedelta(days=9), place="Biblioteket")
    book(register, samira, interpreter=InterpreterWay.ON_SITE, language="ti")
    text = told(register, samira, "kallelse", "en")
    for part in ("2026-11-24", "24 November 2026", "09:30", "Storgatan 12", "igrinja", "ትግርኛ", "Maj Ekholm"):
        assert part in text, part
    assert "Biblioteket" not in text
    assert "2026-11-24, 09:30" in told(register, samira, "valkommen")
    assert "24 November 2026, 09:30" in told(register, samira, "valkommen", "en")


def test_rights_are_told_by_the_law_of_today(register: Register, samira: PersonId) -> None:
    text = told(register, samira, "din-status")
    assert "Du söker asyl och väntar på beslut" in text
    assert "2025-06-01" in text
    for right in ("Sfi (svenska för vuxna)", "Hjälp med bostad", "Att arbeta"):
        assert right in text
    assert "Du har rätt till vård som inte kan vänta." in text
    assert "Lagen är ny. Fråga din handläggare." in text, "after 1 October 2026 no text of the law is read"
    child = replace(SAMIRA, given="Leila", original_name="", born=date(2016, 1, 1), numbers=())
    leila = PersonId(people.register_person(register, intake=child, by=MAJ).created)
    assert "Du har rätt till vård som inte kan vänta." not in told(register, leila, "din-status")


def test_whom_the_rights_do_not_concern_is_sent_to_her_caseworker(register: Register) -> None:
    citizen = replace(SAMIRA, status=EnteredStatus("MEDB", date(2026, 1, 9)))
    person = PersonId(people.register_person(register, intake=citizen, by=MAJ).created)
    text = told(register, person, "din-status")
    assert "Du är svensk medborgare" in text
    assert "Vad har du rätt till? Fråga din handläggare" in text


def test_an_interpreter_whose_language_is_not_known_is_not_named(register: Register) -> None:
    silent = replace(SAMIRA, speaks="", reads="")
    person = PersonId(people.register_person(register, intake=silent, by=MAJ).created)
    book(register, person, interpreter=InterpreterWay.ON_SITE)
    assert "Tolk" not in told(register, person, "kallelse")


def test_without_a_status_there_are_no_rights_to_tell(register: Register) -> None:
    nobody = PersonId(people.register_person(register, intake=replace(SAMIRA, status=None), by=MAJ).created)
    assert refusal(register, nobody, "din-status") == "letter.no_status"


def test_days_that_are_known_stand_on_their_sheets(register: Register) -> None:
    arrived = EnteredStatus("NY-FLY", date(2026, 1, 9), permit=PermitType.TEMPORARY, permit_until=date(2029, 1, 8))
    person = PersonId(people.register_person(register, intake=replace(SAMIRA, status=arrived), by=MAJ).created)
    text = told(register, person, "forlangning", "en")
    assert "2029-01-08" in text
    assert "8 January 2029" in text
    assert "Du har uppehållstillstånd och är ny i kommunen" in told(register, person, "din-status")


def test_next_steps_come_from_the_plan(register: Register, samira: PersonId) -> None:
    assert "Din plan har inga steg just nu." in told(register, samira, "nasta-steg")
    for kind, state, ends in (
        ("halsoundersokning", InterventionState.DECIDED, date(2026, 12, 20)),
        ("praktik", InterventionState.PROPOSED, None),
    ):
        entered = interventions.EnteredIntervention(kind, "", state, TODAY, ends)
        interventions.add_intervention(register, person=samira, entered=entered, by=MAJ)
    text = told(register, samira, "nasta-steg", "en")
    assert "senast 2026-12-20" in text
    assert "20 December 2026" in text
    assert "Praktik" not in text, "only proposed"


def test_small_print_tells_the_law_and_where_to_read_more(register: Register, samira: PersonId) -> None:
    text = told(register, samira, "sfi")
    assert "Skollagen (2010:800) 20 kap. 31 §" in text
    assert "https://www.informationsverige.se" in text


@pytest.mark.parametrize("language", sorted(LANGUAGES | OF_NEEDED_FIRST))
def test_every_sheet_is_one_paper_in_every_language(register: Register, samira: PersonId, language: str) -> None:
    book(register, samira, interpreter=InterpreterWay.PHONE, language="ar")
    entered = interventions.EnteredIntervention("praktik", "", InterventionState.ONGOING, TODAY, date(2027, 1, 31))
    interventions.add_intervention(register, person=samira, entered=entered, by=MAJ)
    pages = {}
    for row in letters.list_sheets(register, by=MAJ):
        if language in LANGUAGES or row.id in NEEDED_FIRST:
            letter = letters.issue_letter(register, person=samira, sheet=row.id, language=language, how="saved", by=MAJ)
            pages[row.id] = letter.pages
    assert len(pages) == (25 if language in LANGUAGES else 3)
    assert {sheet: count for sheet, count in pages.items() if count > 2} == {}, "both sides of one paper"
