"""The right recipient: every check answers for every letter, and only what must stops one."""

from dataclasses import dataclass, replace
from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from caseworker.domain.household import DECIDES_FOR_CHILD, RelationKind
from caseworker.domain.recipient import (
    Belongings,
    CheckKind,
    LetterFacts,
    Outcome,
    checks,
    first_failed,
    foreign,
    guardians,
    mailing_address,
    without_yes,
)
from caseworker.messages import SENTENCES

TODAY = date(2026, 11, 21)
DAYS = st.one_of(st.none(), st.dates(date(1900, 1, 1), date(2030, 1, 1)))
GUARDIAN = st.sampled_from((None, *DECIDES_FOR_CHILD))
FACTS = st.builds(
    LetterFacts,
    to=st.sampled_from(("", "somebody")),
    today=st.just(TODAY),
    born=DAYS,
    guardian=GUARDIAN,
    declared=st.frozensets(st.sampled_from(DECIDES_FOR_CHILD)),
    reads=st.sampled_from(("", "sv", "ar")),
    language=st.sampled_from(("sv", "ar")),
    foreign=st.sampled_from(("", "name", "number", "street")),
    number_born=DAYS,
    fault=st.sampled_from(("", "letter.missing_glyph")),
    fault_params=st.just({}),
    deceased=st.booleans(),
    closed=st.booleans(),
    hidden=st.booleans(),
    protected_apart=st.booleans(),
    protected_home=st.booleans(),
    to_kept_away=st.booleans(),
    readers_kept_away=st.booleans(),
    lived=st.booleans(),
    lives=st.booleans(),
    despite=st.booleans(),
)
ADULT = LetterFacts(today=TODAY, born=date(1988, 3, 14), reads="ar", language="ar", lived=True, lives=True)
CHILD = replace(ADULT, born=date(2018, 5, 6))
TO_MOTHER = replace(CHILD, to="mother", guardian=RelationKind.GUARDIAN, declared=frozenset({RelationKind.GUARDIAN}))


@dataclass(frozen=True)
class Row:
    """A relation or an address as it is shown."""

    kind: str
    begins: date = date(2026, 1, 1)
    ends: date | None = None
    id: str = "r"
    other: str = ""
    name: str = ""


def code(facts: LetterFacts) -> str:
    stops = first_failed(checks(facts))
    return "" if stops is None else stops.code


def asked(facts: LetterFacts) -> list[str]:
    return [one.code for one in checks(facts) if one.outcome is Outcome.ASKS]


@given(FACTS)
def test_every_letter_gets_one_answer_of_each_kind_and_every_code_a_sentence(facts: LetterFacts) -> None:
    told = checks(facts)
    assert [one.kind for one in told] == list(CheckKind)
    for one in told:
        assert (one.outcome is Outcome.OK) == (one.code == "")
        assert not one.code or one.code in SENTENCES
    assert code(facts) == "" or code(facts) in {one.code for one in told if one.outcome is Outcome.FAILED}


@given(FACTS)
def test_a_yes_lifts_an_address_and_a_warning_and_nothing_else(facts: LetterFacts) -> None:
    yes, no = checks(replace(facts, despite=True)), checks(without_yes(facts))
    for before, after in zip(no, yes, strict=True):
        if before.can_be_made:
            assert (before.outcome, after.outcome) == (Outcome.FAILED, Outcome.ASKS)
            assert before.code in ("letter.no_contact", "letter.address_ended")
        else:
            assert before == after


@given(FACTS)
def test_no_letter_about_one_goes_to_another_who_is_no_guardian(facts: LetterFacts) -> None:
    if facts.to and facts.guardian is None:
        assert code(facts) != ""
    if facts.hidden or facts.protected_apart or facts.protected_home or facts.foreign or facts.fault or facts.deceased:
        assert code(facts) not in ("", "letter.no_contact", "letter.address_ended")


def test_a_right_letter_has_nothing_to_say() -> None:
    for facts in (ADULT, TO_MOTHER, replace(ADULT, born=None), replace(CHILD, born=date(2011, 11, 21))):
        assert [one.code for one in checks(facts)] == [""] * len(CheckKind)


def test_who_may_receive_a_letter_about_whom() -> None:
    assert asked(CHILD) == ["letter.child_without_guardian"]
    assert asked(replace(CHILD, declared=TO_MOTHER.declared)) == ["letter.to_child"]
    assert code(replace(TO_MOTHER, guardian=None)) == "letter.not_her_guardian"
    assert code(replace(TO_MOTHER, to_kept_away=True)) == "letter.to_kept_away"
    grown = replace(TO_MOTHER, born=date(2008, 11, 21))
    assert code(grown) == "letter.guardian_of_adult"
    assert asked(replace(grown, guardian=RelationKind.GOD_MAN)) == ["letter.god_man_of_adult"]
    appointed = replace(TO_MOTHER, declared=TO_MOTHER.declared | {RelationKind.APPOINTED_GUARDIAN})
    assert asked(appointed) == ["letter.another_decides"]


def test_what_stops_a_letter_says_why() -> None:
    for change, told in (
        ({"deceased": True}, "letter.deceased"),
        ({"closed": True}, "letter.case_closed"),
        ({"hidden": True}, "protection.no_letter"),
        ({"protected_apart": True}, "letter.protected_apart"),
        ({"protected_home": True}, "letter.protected_home"),
        ({"foreign": "name"}, "letter.anothers_name"),
        ({"number_born": date(2018, 5, 6)}, "letter.number_of_another"),
        ({"readers_kept_away": True}, "letter.no_contact"),
        ({"lives": False}, "letter.address_ended"),
        ({"fault": "letter.no_status"}, "letter.no_status"),
        ({"readers_kept_away": True, "fault": "letter.no_status"}, "letter.no_status"),
    ):
        assert code(replace(ADULT, **change)) == told  # type: ignore[arg-type]


def test_what_only_asks_stops_nothing() -> None:
    for change, told in (
        ({"number_born": date(1988, 3, 15)}, "letter.number_of_another_day"),
        ({"lives": False, "lived": False}, "letter.no_address_recorded"),
        ({"reads": "ti"}, "letter.reads_another"),
        ({"reads": ""}, "letter.reads_unknown"),
    ):
        facts = replace(ADULT, **change)  # type: ignore[arg-type]
        assert (code(facts), asked(facts)) == ("", [told])


# Whose is what stands inside
SAMIRA = Belongings(("Samira Haddad", "سميرة حداد"), ("19880314-2382", "2025-0001"), ("Lingonvägen 7 A",))
KARIM = Belongings(("Karim Haddad", "Karim"), ("19860501-2390", "99-318842", "2025-0002"), ("Storgatan 1",))


def test_what_belongs_to_another_is_found_however_it_is_written() -> None:
    for text, found in (
        ("Hej Samira Haddad, ditt ärende 2025-0001", ""),
        ("HADDAD, Karim kommer också", "name"),
        ("سميرة حداد", ""),
        ("Nummer 860501-2390", "number"),
        ("Ärende 2025-0002.", "number"),
        ("LMA-kort 99-318842", "number"),
        ("Vi ses på storgatan 1, 2 tr", "street"),
        ("Vi ses på Storgatan 12", ""),
        ("Vi ses i sal 1, Storgatan", ""),
        ("Karim tolkar", ""),  # one word alone is too common
        ("Födelsenummer 20180506-2385", "number"),  # nobody's we know, and not hers
        ("Organisationsnummer 212000-1355", ""),
        ("Ring 010-123 45 67 före 2025-00-02", ""),
        ("Lingonvägen 7A", ""),
    ):
        assert foreign([text], [KARIM], [SAMIRA]) == found, text


def test_her_own_long_name_holds_no_other_and_namesakes_are_one() -> None:
    long = Belongings(("Samira Karim Haddad",))
    assert foreign(["Till Samira Karim Haddad"], [Belongings(("Karim Haddad",))], [long]) == ""
    assert foreign(["Till Samira Haddad"], [Belongings(("Samira Haddad",))], [SAMIRA]) == ""


@given(st.lists(st.text(max_size=30), max_size=4), st.lists(st.text(max_size=20), max_size=3))
def test_looking_never_fails_and_never_finds_what_is_her_own(texts: list[str], words: list[str]) -> None:
    other = Belongings(tuple(words), tuple(words), tuple(words))
    assert foreign(texts, [other], [SAMIRA]) in ("", "name", "number", "street")
    assert foreign(words, [other], [other]) in ("", "number")


def test_the_guardian_who_decides_comes_first_and_only_those_of_today_count() -> None:
    rows = [
        Row("guardian", id="a", other="mother"),
        Row("god_man", id="b", name="Anna Berg"),
        Row("appointed_guardian", id="c"),
        Row("guardian", id="d", other="father", ends=date(2026, 11, 20)),
        Row("parent", id="e", other="father"),
    ]
    found = guardians(rows, TODAY)
    assert [one.id for one in found] == ["c", "b", "a"]
    assert [one.known for one in found] == [False, True, True]


def test_mail_goes_to_the_address_of_today() -> None:
    old, new = Row("residence", ends=date(2026, 11, 20)), Row("residence", date(2026, 11, 21))
    assert mailing_address([old, new], TODAY) is new
    assert mailing_address([old], TODAY) is None
    post = Row("postal", date(2026, 2, 1))
    assert mailing_address([new, post], TODAY) is post
