"""Deadlocks between actors: what requires what only the other gives is found, and nothing else is."""

from collections.abc import Mapping, Sequence

from hypothesis import given, settings
from hypothesis import strategies as st

from caseworker.domain.deadlocks import Requires, Standing, Whom, deadlocks

GIVERS = {"child care": ("preschool",), "occupation": ("programme", "course")}
ROUND = (
    Requires("programme", "child care", Whom.SMALL_CHILD),
    Requires("course", "child care", Whom.SMALL_CHILD),
    Requires("preschool", "occupation"),
)
PARENT = frozenset({Whom.SMALL_CHILD})


def standing(*wanted: str, there: Sequence[str] = (), facts: Sequence[str] = (), parent: bool = True) -> Standing:
    return Standing(frozenset(wanted), frozenset(there), frozenset(facts), PARENT if parent else frozenset())


def test_what_each_waits_for_the_other_to_give_comes_round() -> None:
    (found,) = deadlocks(standing("programme"), ROUND, GIVERS)
    assert found.types == ("programme", "preschool")
    assert [link.required.needs for link in found.links] == ["child care", "occupation"]


def test_it_is_said_once_when_both_are_wanted() -> None:
    found = deadlocks(standing("programme", "preschool"), ROUND, GIVERS)
    assert [set(one.types) for one in found] == [{"programme", "preschool"}]


def test_one_thing_in_place_unties_it() -> None:
    assert deadlocks(standing("programme", there=["course"]), ROUND, GIVERS) == ()
    assert deadlocks(standing("programme", facts=["child care"]), ROUND, GIVERS) == ()
    assert deadlocks(standing("programme", parent=False), ROUND, GIVERS) == ()


def test_a_round_further_on_holds_what_waits_for_it() -> None:
    before = (Requires("benefit", "programme"), *ROUND)
    (found,) = deadlocks(standing("benefit"), before, GIVERS)
    assert found.types == ("programme", "preschool")


def test_what_nothing_gives_is_missing_and_no_deadlock() -> None:
    lonely = (Requires("card", "number"), Requires("account", "card"))
    assert deadlocks(standing("account"), lonely, {"number": ()}) == ()


def test_a_way_that_is_not_for_her_is_no_way_out() -> None:
    ways = {"address": ("assigned home", "home of one's own")}
    asked = (Requires("registration", "address"), Requires("home of one's own", "registration"))
    free = standing("registration")
    assert deadlocks(free, asked, ways) == ()
    shut = Standing(free.wanted, frozenset(), closed=frozenset({"assigned home"}))
    (found,) = deadlocks(shut, asked, ways)
    assert set(found.types) == {"registration", "home of one's own"}


def test_what_requires_itself_is_a_deadlock_of_one() -> None:
    (found,) = deadlocks(standing("permit"), (Requires("permit", "permit"),), {})
    assert found.types == ("permit",)


TYPES = ("a", "b", "c", "d", "e")
FACTS = ("x", "y")
requirements = st.lists(
    st.builds(Requires, type=st.sampled_from(TYPES), needs=st.sampled_from(TYPES + FACTS)), max_size=8, unique=True
)
givers = st.fixed_dictionaries({fact: st.lists(st.sampled_from(TYPES), max_size=3, unique=True) for fact in FACTS})
some = st.frozensets(st.sampled_from(TYPES))


@settings(max_examples=60, deadline=None)
@given(put=requirements, gives=givers, wanted=some, there=some)
def test_every_round_holds_and_none_is_missed(
    put: list[Requires], gives: Mapping[str, list[str]], wanted: frozenset[str], there: frozenset[str]
) -> None:
    found = deadlocks(Standing(wanted, there), put, gives)
    for one in found:
        for link, after in zip(one.links, (*one.links[1:], one.links[0]), strict=True):
            assert link.required in put
            assert link.given_by == after.required.type
            assert link.given_by in gives.get(link.required.needs, [link.required.needs])
            assert link.required.type not in there
    reached = brute(put, gives, there)
    if not wanted - reached:
        assert found == ()
    if not any(gives[fact] == [] for fact in FACTS) and wanted - reached:
        assert found  # everything is given by something: what cannot be reached must wait in a round


def brute(put: list[Requires], gives: Mapping[str, list[str]], there: frozenset[str]) -> set[str]:
    """What can be had by taking, again and again, anything that waits for nothing."""
    have = set(there)
    for _ in TYPES:
        for kind in TYPES:
            needs = [one.needs for one in put if one.type == kind]
            if all(any(g in have for g in gives[n]) if n in gives else n in have for n in needs):
                have.add(kind)
    return have
