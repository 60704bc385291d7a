"""Classification codes: the shipped ones hint and are unverified, the municipality's rows hold over them from a day."""

from dataclasses import replace
from datetime import date

import pytest

from caseworker import codes, lawbook
from caseworker.domain.classification import Classification
from caseworker.domain.ids import PersonId
from caseworker.domain.intake import EnteredStatus
from caseworker.domain.status import PermitType
from caseworker.errors import Refused
from caseworker.services import classification, people, status
from caseworker.services.classification import EnteredClassification
from caseworker.store.register import Register
from tests.services.conftest import MAJ, NOW, SAMIRA

TODAY = NOW.date()
NEW = EnteredClassification("a t2", "Alternativt skydd, ny kod", ("NY-ALT",))


def used(register: Register, day: date = TODAY) -> dict[str, Classification]:
    return {one.code: one for one in classification.classification_codes(register, day=day, by=MAJ)}


def change(
    register: Register, entered: EnteredClassification, begins: date = TODAY, reason: str = "Nytt beslut"
) -> str:
    done = classification.change_classification(register, entered=entered, begins=begins, reason=reason, by=MAJ)
    return done.created


def test_what_is_shipped_names_statuses_of_the_lawbook_and_is_not_verified() -> None:
    known = {entry.code for entry in lawbook.load().statuses}
    shipped = codes.classifications()
    assert len({one.code for one in shipped}) == len(shipped) == 25
    assert {status for one in shipped for status in one.statuses} <= known
    assert {one.certainty for one in shipped} == {"unverified"}
    assert {one.statuses for one in shipped if one.code in ("AC", "AT")} == {("NY-ALT",)}


def test_rows_of_the_municipality_hold_from_their_day_on(register: Register) -> None:
    assert change(register, NEW) == "AT2"
    change(register, EnteredClassification("AT2", "Andra ord"), date(2027, 1, 1))
    change(register, EnteredClassification("AV", gone=True, sv="x"), date(2027, 1, 1))
    change(register, EnteredClassification("FINNS INTE", gone=True))
    assert "AT2" not in used(register, date(2026, 1, 1))
    today, later = used(register), used(register, date(2027, 1, 1))
    assert (today["AT2"].sv, today["AT2"].statuses, today["AT2"].local) == (NEW.sv, NEW.statuses, True)
    assert (later["AT2"].sv, later["AT2"].statuses) == ("Andra ord", ())
    assert ("AV" in today, "AV" in later) == (True, False)
    newest, *_, oldest = classification.local_classifications(register, by=MAJ)
    assert (newest.gone, oldest.code, oldest.by, oldest.reason) == (True, "AT2", MAJ.name, "Nytt beslut")


@pytest.mark.parametrize(
    ("entered", "reason", "code"),
    [
        (replace(NEW, code=" "), "Beslut", "classification.code"),
        (replace(NEW, code="A-1"), "Beslut", "classification.code"),
        (replace(NEW, code="A" * 13), "Beslut", "classification.code"),
        (replace(NEW, sv=" "), "Beslut", "classification.words"),
        (replace(NEW, sv="x" * 81), "Beslut", "classification.words"),
        (NEW, " ", "classification.reason"),
        (replace(NEW, statuses=("NY-ALT", "XX")), "Beslut", "classification.status"),
    ],
)
def test_what_cannot_be_is_refused_and_nothing_is_kept(
    register: Register, entered: EnteredClassification, reason: str, code: str
) -> None:
    with pytest.raises(Refused, match=code):
        change(register, entered, reason=reason)
    assert classification.local_classifications(register, by=MAJ) == ()


def test_a_status_keeps_any_code_that_is_printed_on_the_decision(register: Register) -> None:
    person = PersonId(people.register_person(register, intake=SAMIRA, by=MAJ).created)
    given = EnteredStatus("NY-ALT", date(2025, 11, 9), permit=PermitType.TEMPORARY, classification="q7")
    status.record_status(register, person=person, status=given, by=MAJ)
    assert people.open_file(register, person=person, by=MAJ).statuses[0].classification == "Q7"
