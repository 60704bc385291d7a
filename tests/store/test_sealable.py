"""What was sealed by an earlier program comes back with what later columns hold when nothing is known."""

from datetime import date

from caseworker.domain.person import BirthPrecision, Certainty, WhyEnded
from caseworker.store import tables as t
from caseworker.store.sealable import typed_values


def test_a_number_sealed_before_its_history_was_kept_is_whole() -> None:
    sealed = {
        "id": "n", "person_id": "p", "type": "lma", "value": "99-123456/1", "begins": "2024-05-01", "ends": None,
        "seen_on": None, "copy_kept": 0,
    }  # fmt: skip
    found = typed_values(t.identifiers, sealed)
    assert (found["begins"], found["copy_kept"]) == (date(2024, 5, 1), False)
    assert (found["issuer"], found["certainty"], found["why_ended"], found["reason"]) == (
        "", Certainty.NOT_STATED, WhyEnded.IN_USE, "",
    )  # fmt: skip


def test_a_name_sealed_before_its_parts_were_kept_is_whole() -> None:
    sealed = {"id": "n", "person_id": "p", "role": "latin", "full": "Amira", "given": "Amira", "family": ""}
    assert typed_values(t.person_names, sealed)["tokens"] == ()


def test_facts_of_her_own_row_are_taken_as_they_are() -> None:
    assert typed_values(t.people, {"born": None, "born_precision": "year"}) == {
        "born": None,
        "born_precision": BirthPrecision.YEAR,
    }
