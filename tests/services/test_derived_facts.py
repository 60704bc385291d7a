"""What the law asks about and the register holds already: nobody types it twice, and what it follows from is told."""

from dataclasses import replace
from datetime import date

import pytest

from caseworker import lawbook_rules
from caseworker.domain.conditions import Line
from caseworker.domain.derived_facts import derived, sources_of
from caseworker.domain.facts import FactKind, FactWord
from caseworker.domain.happenings import FactSource, Happening, Happens, Sign, Thing, of_intervention
from caseworker.domain.household import EnteredRelation, RelationKind
from caseworker.domain.ids import InterventionId, PersonId
from caseworker.domain.intervention import InterventionState
from caseworker.domain.law_facts import EnteredFact
from caseworker.domain.lawsheet import KnownFact, LawSheet
from caseworker.i18n import ui_translator
from caseworker.law_words import say
from caseworker.services import household, interventions, law, people, status, undoing
from caseworker.services._law_facts import facts_of_people, facts_on
from caseworker.services._united import whole_file
from caseworker.services.interventions import EnteredIntervention
from caseworker.store.register import Register
from tests.services.conftest import MAJ, SAMIRA
from tests.services.test_law import TODAY, record, samira, sheet

COURSE = EnteredIntervention("sfi-kurs", state=InterventionState.ONGOING, begins=date(2026, 3, 3))


def known(found: LawSheet, code: str) -> KnownFact | None:
    return next((one for one in found.known if one.code == code), None)


def test_a_day_follows_from_an_intervention_and_goes_when_it_is_taken_back(register: Register) -> None:
    person = samira(register)
    record(register, person, EnteredFact("registered_from", date(2025, 12, 1)))
    interventions.add_intervention(register, person=person, entered=COURSE, by=MAJ)
    found = sheet(register, person)
    told = known(found, "sfi_admitted")
    assert told is not None
    assert (told.day, told.kind) == (date(2026, 3, 3), "day")
    assert told.follows == "Det följer av insatsen Sfi-kurs, som pågår sedan 3 mars 2026."
    assert "sfi_admitted" not in {one.code for one in found.asked}
    sfi = next(one for one in found.duties if one.duty == "sfi-tre-ar")
    at = next(place for place, line in enumerate(sfi.log) if line.startswith("Antagen till sfi"))
    assert sfi.log[at + 1] == told.follows
    assert sum(line == told.follows for line in sfi.log) == 1

    undoing.undo_step(register, step=undoing.list_steps(register, by=MAJ).done[0].id, by=MAJ)
    assert known(sheet(register, person), "sfi_admitted") is None


def test_what_somebody_recorded_wins_over_what_follows(register: Register) -> None:
    person = samira(register)
    interventions.add_intervention(register, person=person, entered=COURSE, by=MAJ)
    record(register, person, EnteredFact("sfi_admitted", date(2026, 2, 1)))
    (told,) = (one for one in sheet(register, person).known if one.code == "sfi_admitted")
    assert (told.day, told.follows) == (date(2026, 2, 1), "")
    law.clear_fact(register, person=person, code="sfi_admitted", by=MAJ)
    again = known(sheet(register, person), "sfi_admitted")
    assert again is not None
    assert again.day == date(2026, 3, 3)


def test_a_circumstance_holds_while_what_it_follows_from_goes_on(register: Register) -> None:
    person = samira(register)
    programme = replace(COURSE, type="etableringsprogram", begins=date(2026, 2, 2))
    id = InterventionId(interventions.add_intervention(register, person=person, entered=programme, by=MAJ).created)
    told = known(sheet(register, person), "in_establishment_programme")
    assert told is not None
    assert (told.holds, told.begins, told.kind) == (True, date(2026, 2, 2), "circumstance")
    assert known(sheet(register, person, date(2026, 2, 1)), "in_establishment_programme") is None
    interventions.move_intervention(
        register, intervention=id, state=InterventionState.COMPLETED, day=date(2026, 11, 1), by=MAJ
    )
    assert known(sheet(register, person), "in_establishment_programme") is None
    before = known(sheet(register, person, date(2026, 10, 31)), "in_establishment_programme")
    assert before is not None
    assert before.follows == "Det följer av insatsen Etableringsprogrammet, 2 feb 2026 – 1 nov 2026."


def test_a_guardian_follows_from_the_relation_whoever_it_was_recorded_for(register: Register) -> None:
    person = samira(register)
    someone = replace(SAMIRA, given="Maj", family="Ek", numbers=())
    other = PersonId(people.register_person(register, intake=someone, by=MAJ).created)
    relation = EnteredRelation(RelationKind.GOD_MAN_OF, person, begins=date(2026, 1, 7))
    household.record_relation(register, person=other, relation=relation, by=MAJ)
    named = EnteredRelation(RelationKind.APPOINTED_GUARDIAN, name="Maj Ek", begins=date(2026, 5, 4))
    household.record_relation(register, person=person, relation=named, by=MAJ)
    status.record_accommodation(register, person=person, code="kommunens", begins=date(2026, 4, 1), by=MAJ)
    found = sheet(register, person)
    told = {one.code: (one.day, one.follows) for one in found.known}
    assert told == {
        "guardian_appointed": (date(2026, 1, 7), "Det följer av relationen god man från 7 jan 2026."),
        "custodian_appointed": (
            date(2026, 5, 4),
            "Det följer av relationen särskilt förordnad vårdnadshavare från 4 maj 2026.",
        ),
        "moved_in": (date(2026, 4, 1), "Det följer av kommunens boende, från 1 apr 2026."),
    }
    with register.read() as reader:
        rules, code = lawbook_rules.load().rules, register.info.municipality_code
        file = whole_file(register, reader, person, MAJ)
        mine = facts_on(reader, person, TODAY, rules)
        assert mine == facts_on(file, person, TODAY, rules, municipality=code)
        assert dict(facts_of_people(reader, TODAY, rules))[person] == mine


def test_every_source_has_words_in_both_languages() -> None:
    rules = lawbook_rules.load().rules
    assert len(rules.sources()) > 30
    for language in ("sv", "en"):
        translate = ui_translator(language).gettext
        for sign in rules.sources():
            told = say(Line("follows", Happening(sign, TODAY)), rules.words, translate)
            assert "2026" in told


WORD = FactWord("opened", FactKind.DAY, "öppnad", "opened", follows=(FactSource((Sign(Thing.INTERVENTION, "a"),)),))


@pytest.mark.parametrize(("latest", "day"), [(False, 1), (True, 9)])
def test_the_first_counts_or_the_latest_where_it_comes_back(latest: bool, day: int) -> None:
    sign = WORD.follows[0].signs[0]
    happened = [Happening(sign, date(2026, 1, one)) for one in (4, 1, 9, 2)]
    ((_word, one),) = derived(happened, sources_of([replace(WORD, latest=latest)]), TODAY)
    assert one.begins.day == day


def test_what_counts_while_it_goes_on_does_not_count_after() -> None:
    running = replace(WORD, follows=(replace(WORD.follows[0], running=True),))
    over = Happening(WORD.follows[0].signs[0], date(2026, 1, 1), date(2026, 2, 1))
    assert derived([over], sources_of([running]), TODAY) == ()
    assert derived([over], sources_of([running]), date(2026, 2, 1)) == ((running, over),)


BEGAN, ENDS, STEP = date(2026, 1, 2), date(2026, 3, 4), date(2026, 1, 5)


@pytest.mark.parametrize(
    ("state", "begins", "ends", "ongoing", "expected"),
    [
        ("proposed", BEGAN, None, None, []),  # only planned
        ("ongoing", BEGAN, ENDS, STEP, [("begun", BEGAN, None)]),
        ("ongoing", None, None, STEP, [("begun", STEP, None)]),
        ("ongoing", None, None, None, []),
        ("completed", BEGAN, ENDS, None, [("begun", BEGAN, ENDS), ("ended", ENDS, None), ("outcome", ENDS, None)]),
        ("completed", None, ENDS, None, [("ended", ENDS, None), ("outcome", ENDS, None)]),
        ("interrupted", BEGAN, ENDS, None, []),  # before it began
        ("interrupted", BEGAN, ENDS, STEP, [("begun", BEGAN, ENDS), ("ended", ENDS, None)]),
    ],
)
def test_planned_days_are_no_days(
    state: str, begins: date | None, ends: date | None, ongoing: date | None, expected: list[object]
) -> None:
    found = of_intervention("sfi-kurs", state, begins, ends, "beviljad", ongoing)
    assert [(one.sign.happens, one.begins, one.ends) for one in found] == expected
    assert list(of_intervention("sfi-kurs", "completed", None, ENDS, "", None))[-1].sign.happens is Happens.ENDED
