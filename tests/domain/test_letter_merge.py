"""Letters to many: whom a choice takes, and in which language each gets hers."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from caseworker.domain.ids import PersonId
from caseworker.domain.letter_merge import Basis, MergeChoice, MergePerson, in_order, language_for, merge_row, passes

TODAY = date(2026, 11, 21)
OMAR = MergePerson(
    PersonId("p"), "2026-0001", "Omar Haddad", False, "ar", "NY-FLY", TODAY + timedelta(days=60), "753 20", "Uppsala",
    TODAY + timedelta(days=3),
)  # fmt: skip


@pytest.mark.parametrize(
    ("choice", "taken"),
    [
        (MergeChoice(), True),
        (MergeChoice(statuses=("ASYL", "NY-FLY")), True),
        (MergeChoice(statuses=("ASYL",)), False),
        (MergeChoice(place="753"), True),
        (MergeChoice(place="7532"), True),
        (MergeChoice(place="754"), False),
        (MergeChoice(place=" uppsala "), True),
        (MergeChoice(place="Upp"), False),
        (MergeChoice(expires_within=60), True),
        (MergeChoice(expires_within=59), False),
        (MergeChoice(expires_within=10**12), True),
        (MergeChoice(expires_within=-1), False),
        (MergeChoice(meeting=True), True),
        (MergeChoice(("NY-FLY",), "753", 60, True), True),
    ],
)
def test_a_choice_takes_those_who_pass_all_of_it(choice: MergeChoice, taken: bool) -> None:
    assert passes(OMAR, choice, TODAY) is taken


def test_a_permit_that_has_gone_out_and_one_without_an_end_do_not_expire_soon() -> None:
    soon = MergeChoice(expires_within=60)
    assert not passes(replace(OMAR, permit_until=TODAY - timedelta(days=1)), soon, TODAY)
    assert not passes(replace(OMAR, permit_until=None), soon, TODAY)
    assert not passes(replace(OMAR, meeting=None), MergeChoice(meeting=True), TODAY)


@pytest.mark.parametrize(
    ("reads", "whole", "answer"),
    [
        ("ar", {"sv", "en", "ar"}, ("ar", Basis.READS)),
        ("sv", {"sv", "en", "ar"}, ("sv", Basis.READS)),
        ("ckb", {"sv", "en", "ar"}, ("en", Basis.NOT_WHOLE)),
        ("ckb", {"sv"}, ("sv", Basis.NOT_WHOLE)),
        ("", {"sv", "en"}, ("en", Basis.NOT_KNOWN)),
        ("prs", {"sv", "fa"}, ("sv", Basis.NOT_WHOLE)),
    ],
)
def test_the_language_is_what_she_reads_and_never_one_that_is_only_near(
    reads: str, whole: set[str], answer: tuple[str, Basis]
) -> None:
    assert language_for(reads, whole) == answer


def test_protected_people_come_last_and_a_row_tells_whether_an_address_is_known() -> None:
    rows = [merge_row(replace(OMAR, protected=one), {"sv"}) for one in (True, False)]
    assert [row.protected for row in in_order(rows)] == [False, True]
    assert rows[0].housed
    assert not merge_row(replace(OMAR, postcode="", city=""), {"sv"}).housed
