"""Families as they are: one relation read from two sides, what looks wrong is told, and what erasing learns of it."""

from dataclasses import dataclass
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from caseworker.domain.erasure import Answer, EnteredFacts
from caseworker.domain.household import (
    NoContact,
    Oddity,
    Relation,
    RelationGround,
    RelationKind,
    Together,
    end_on,
    inverse,
    kept_away,
    next_thing,
    oddities,
    require_other,
    retention_facts,
)
from caseworker.domain.ids import PersonId
from caseworker.errors import Refused

TODAY = date(2026, 11, 22)
MOTHER, CHILD, GRANDCHILD, MAN = (PersonId(name) for name in ("mother", "child", "grandchild", "man"))
BORN: dict[str, date | None] = {
    MOTHER: date(1988, 3, 14),
    CHILD: date(2009, 2, 3),
    GRANDCHILD: date(2025, 6, 1),
    MAN: None,
}


def tie(kind: RelationKind, person: PersonId, other: PersonId | None, **more: object) -> Relation:
    relation = Relation(f"{kind}-{person}-{other}", person, kind, date(2026, 1, 1), other_id=other)
    for name, value in more.items():
        setattr(relation, name, value)
    return relation


@pytest.mark.parametrize("kind", RelationKind)
def test_a_relation_seen_twice_from_the_other_side_is_itself(kind: RelationKind) -> None:
    assert inverse(inverse(kind)) is kind


def test_it_is_to_somebody_and_to_somebody_else() -> None:
    require_other(CHILD, MOTHER, "")
    require_other(CHILD, None, "Mormor")
    with pytest.raises(Refused, match="nobody"):
        require_other(CHILD, None, "")
    with pytest.raises(Refused, match="herself"):
        require_other(CHILD, CHILD, "")


def test_it_ends_once_and_not_before_it_began() -> None:
    one = tie(RelationKind.PARTNER, MOTHER, MAN)
    with pytest.raises(Refused, match="backwards"):
        end_on(one, date(2025, 12, 31))
    end_on(one, date(2026, 1, 1))
    with pytest.raises(Refused, match="ended"):
        end_on(one, TODAY)


def told(relation: Relation, *known: Relation, born: dict[str, date | None] = BORN) -> set[Oddity]:
    return set(oddities(relation, known, born, TODAY))


def test_an_ordinary_family_raises_no_eyebrow() -> None:
    known = [tie(RelationKind.PARENT, CHILD, MOTHER), tie(RelationKind.SIBLING, CHILD, MAN)]
    assert told(tie(RelationKind.CHILD, CHILD, GRANDCHILD), *known) == set()
    assert told(tie(RelationKind.GUARDIAN, GRANDCHILD, MOTHER), *known) == set()
    assert told(tie(RelationKind.PARENT, CHILD, None, other_name="Okänd"), *known) == set()


def test_ages_that_cannot_be_are_told() -> None:
    assert told(tie(RelationKind.PARENT, MOTHER, CHILD)) == {Oddity.PARENT_YOUNGER}
    twelve: dict[str, date | None] = {MOTHER: date(2014, 6, 1), GRANDCHILD: date(2025, 6, 1)}
    assert told(tie(RelationKind.CHILD, MOTHER, GRANDCHILD), born=twelve) == {Oddity.PARENT_VERY_YOUNG}
    assert told(tie(RelationKind.GUARDIAN, GRANDCHILD, CHILD)) == {Oddity.GUARDIAN_IS_CHILD}
    assert told(tie(RelationKind.GOD_MAN_OF, CHILD, GRANDCHILD)) == {Oddity.GUARDIAN_IS_CHILD}
    assert told(tie(RelationKind.GOD_MAN_OF, MAN, GRANDCHILD)) == set()


def test_a_circle_is_told() -> None:
    known = [tie(RelationKind.PARENT, CHILD, MOTHER), tie(RelationKind.CHILD, CHILD, GRANDCHILD)]
    none = dict.fromkeys(BORN)
    assert told(tie(RelationKind.CHILD, GRANDCHILD, MOTHER), *known, born=none) == {Oddity.CYCLE}
    around = [*known, tie(RelationKind.CHILD, GRANDCHILD, MOTHER)]  # one that is there already ends the walk
    assert told(tie(RelationKind.CHILD, MAN, MOTHER), *around, born=none) == set()


def test_two_partners_at_a_time_are_told() -> None:
    husband = tie(RelationKind.PARTNER, MOTHER, MAN)
    assert told(tie(RelationKind.PARTNER, MOTHER, None, other_name="Yousef"), husband) == {Oddity.TWO_PARTNERS}
    assert told(tie(RelationKind.PARTNER, MAN, MOTHER), husband) == set()  # the same two
    husband.ends = date(2026, 6, 1)
    assert told(tie(RelationKind.PARTNER, MOTHER, CHILD), husband) == set()


# What erasing learns
@pytest.mark.parametrize(
    ("ground", "question"),
    [
        (RelationGround.PATERNITY, "parentage"),
        (RelationGround.ADOPTION, "parentage"),
        (RelationGround.PLACED, "child_placed"),
        (RelationGround.CUSTODY, "custody"),
    ],
)
def test_a_ground_answers_its_question_and_never_says_against(ground: RelationGround, question: str) -> None:
    facts, contradicted = retention_facts(RelationKind.PARENT, ground, EnteredFacts(), None)
    assert getattr(facts, question) is Answer.YES
    assert contradicted == ()
    said_no = EnteredFacts(parentage=Answer.NO, child_placed=Answer.NO, custody=Answer.NO)
    assert retention_facts(RelationKind.PARENT, ground, said_no, None) == (said_no, (question,))


def test_a_relation_without_a_ground_answers_nothing() -> None:
    assert retention_facts(RelationKind.PARENT, RelationGround.NONE, EnteredFacts(), None) == (EnteredFacts(), ())


def test_an_agreement_says_whose_birthday_counts() -> None:
    custody, elder, younger = RelationGround.CUSTODY, date(2009, 2, 3), date(2018, 5, 6)
    own, _ = retention_facts(RelationKind.PARENT, custody, EnteredFacts(), None)
    assert (own.about_other_child, own.youngest_child_born) == (Answer.NO, None)
    parents, _ = retention_facts(RelationKind.CHILD, custody, EnteredFacts(), younger)
    parents, _ = retention_facts(RelationKind.CHILD, custody, parents, elder)
    assert (parents.about_other_child, parents.youngest_child_born) == (Answer.YES, younger)
    unknown, _ = retention_facts(RelationKind.CHILD, custody, EnteredFacts(), None)
    assert unknown.youngest_child_born is None
    among_adults, _ = retention_facts(RelationKind.PARTNER, custody, EnteredFacts(), None)
    assert among_adults.about_other_child is Answer.UNKNOWN
    kept, contradicted = retention_facts(RelationKind.CHILD, custody, own, younger)
    assert (kept.about_other_child, contradicted) == (Answer.NO, ("about_other_child",))


@settings(max_examples=60, deadline=None)
@given(
    kind=st.sampled_from(RelationKind),
    ground=st.sampled_from(RelationGround),
    answers=st.tuples(*[st.sampled_from(Answer)] * 4),
    born=st.none() | st.dates(date(2000, 1, 1), TODAY),
)
def test_no_answer_is_ever_turned_round(
    kind: RelationKind, ground: RelationGround, answers: tuple[Answer, Answer, Answer, Answer], born: date | None
) -> None:
    before = EnteredFacts(
        parentage=answers[0], child_placed=answers[1], custody=answers[2], about_other_child=answers[3]
    )
    after, _ = retention_facts(kind, ground, before, born)
    for question in ("parentage", "child_placed", "custody", "about_other_child"):
        assert getattr(before, question) in (Answer.UNKNOWN, getattr(after, question))


# Prints, and what comes next
@dataclass
class Shown:
    together: str
    begins: date = date(2026, 1, 1)
    ends: date | None = None


def test_a_letter_waits_for_a_yes_unless_it_is_known_that_she_lives_elsewhere() -> None:
    here, unknown = Shown(Together.HERE), Shown(Together.UNKNOWN)
    ended = Shown(Together.HERE, ends=date(2026, 2, 1))
    assert kept_away([here, unknown, ended, Shown(Together.ELSEWHERE)], TODAY) == (here, unknown)


def test_a_warning_may_name_nobody() -> None:
    assert NoContact("1", MOTHER, TODAY).other_name == ""


def test_the_nearest_day_comes_first() -> None:
    def nearest(
        born: date | None = None, permit: date | None = None, errand: date | None = None, *, complete: bool = True
    ) -> tuple[str, date | None]:
        return next_thing(born=born, permit_until=permit, errand_due=errand, complete=complete, today=TODAY)

    turns = date(2027, 2, 3)
    assert nearest(BORN[CHILD]) == ("eighteen", turns)
    assert nearest(BORN[CHILD], date(2026, 12, 1)) == ("permit", date(2026, 12, 1))
    assert nearest(BORN[CHILD], None, date(2026, 11, 29)) == ("errand", date(2026, 11, 29))
    assert nearest(BORN[GRANDCHILD]) == ("", None)
    assert nearest(BORN[MOTHER], complete=False) == ("complete", None)
    owed = next_thing(born=BORN[CHILD], permit_until=None, errand_due=turns, complete=True, today=TODAY, duty_due=turns)
    assert owed == ("duty", turns), "of one day what law asks for comes first"
