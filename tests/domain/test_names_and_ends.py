"""Names of any number of parts in any script, numbers with what stood on the paper, ends that say where to."""

import unicodedata
from dataclasses import replace
from datetime import UTC, date, datetime
from itertools import count

import pytest

from caseworker.domain.endings import FOLLOWS, EndingKind, EnteredEnding, require_complete
from caseworker.domain.enrolment import correct_spellings, enrol, held_number, spelt_name
from caseworker.domain.identity import IdentifierType, IdentifierValue
from caseworker.domain.ids import PersonId
from caseworker.domain.intake import EnteredName, EnteredNumber, Intake
from caseworker.domain.person import Certainty, NameRole, NameToken, Person, TokenRole
from caseworker.errors import Refused

TODAY = date(2026, 11, 21)
PERSON = PersonId("p")
ZWNJ = "\u200c"
NO_NUMBER = IdentifierValue(IdentifierType.DOSSIER, "99-123456")


def spelt(role: NameRole, *tokens: tuple[TokenRole, str]) -> tuple[str, str, str]:
    name = spelt_name(EnteredName(role, tokens), person=PERSON, new_id=lambda: "id")
    return name.full, name.given, name.family


def enrolled(intake: Intake) -> Person:
    serial = count(1)
    now = datetime(2026, 11, 21, tzinfo=UTC)
    return enrol(intake, new_id=lambda: f"id{next(serial)}", today=TODAY, now=now, check=lambda _number: NO_NUMBER)


def test_a_chain_of_names_has_no_family_name_and_any_length() -> None:
    chain = ((TokenRole.GIVEN, "Selam"), (TokenRole.FATHER, "Tesfay"), (TokenRole.GRANDFATHER, "Ghebremeskel"))
    assert spelt(NameRole.LATIN, *chain) == ("Selam Tesfay Ghebremeskel", "Selam Tesfay Ghebremeskel", "")


def test_the_family_name_stands_where_it_is_said() -> None:
    told = spelt(NameRole.LATIN, (TokenRole.FAMILY, "Nguyễn"), (TokenRole.GIVEN, "Văn An"))
    assert told == ("Nguyễn Văn An", "Văn An", "Nguyễn")


def test_joiners_and_marks_are_kept_in_one_form() -> None:
    persian = f"می{ZWNJ}ترا"
    assert spelt(NameRole.ORIGINAL, (TokenRole.GIVEN, persian))[0] == persian
    apart = unicodedata.normalize("NFD", "Nguyễn Thị Hằng")
    assert spelt(NameRole.LATIN, (TokenRole.GIVEN, apart))[0] == "Nguyễn Thị Hằng"


def test_a_name_needs_a_part_and_its_days_in_order() -> None:
    with pytest.raises(Refused, match=r"name\.missing"):
        spelt(NameRole.ALIAS, (TokenRole.GIVEN, "  "))
    with pytest.raises(Refused, match=r"name\.period_backwards"):
        spelt_name(
            EnteredName(NameRole.FORMER, ((TokenRole.GIVEN, "Mina"),), date(2020, 1, 1), date(2019, 1, 1)),
            person=PERSON,
            new_id=lambda: "id",
        )


def test_correcting_leaves_unchanged_names_their_parts_and_former_names_their_place() -> None:
    person = enrolled(Intake(given="Văn An", family="Nguyễn", original_name="阮文安"))
    tokens = ((TokenRole.FAMILY, "Nguyễn"), (TokenRole.GIVEN, "Văn An"))
    person.names[0] = spelt_name(EnteredName(NameRole.LATIN, tokens), person=PERSON, new_id=lambda: "latin")
    former = EnteredName(NameRole.FORMER, ((TokenRole.GIVEN, "Lan"),))
    person.names.append(spelt_name(former, person=PERSON, new_id=lambda: "former"))

    correct_spellings(person, Intake(given="Văn An", family="Nguyễn", original_name="阮 文安"), new_id=lambda: "new")

    assert [(name.id, name.full) for name in person.names] == [
        ("latin", "Nguyễn Văn An"), ("new", "阮 文安"), ("former", "Lan"),
    ]  # fmt: skip
    assert person.names[0].tokens[0] == NameToken(TokenRole.FAMILY, "Nguyễn")


def test_an_unknown_person_needs_neither_name_nor_number_but_must_be_said_to_be_unknown() -> None:
    with pytest.raises(Refused, match=r"person\.name_or_number"):
        enrolled(Intake())
    person = enrolled(Intake(unknown=True))
    assert (person.names, person.identifiers) == ([], [])


def number(entered: EnteredNumber, kind: IdentifierType = IdentifierType.SAMORDNINGSNUMMER) -> object:
    value = IdentifierValue(kind, "19880374-2382")
    return held_number(entered, value, person=PERSON, new_id=lambda: "n", begins=date(2025, 3, 1), today=TODAY)


def test_a_number_keeps_who_issued_it_and_how_sure_it_is() -> None:
    entered = EnteredNumber("samordningsnummer", "x", certainty=Certainty.LIKELY, renewed_on=date(2026, 2, 1))
    held = number(replace(entered, copy_kept=True, seen_on=date(2026, 3, 4)))
    assert (held.issuer, held.certainty, held.renewed_on) == ("Skatteverket", "sannolik", date(2026, 2, 1))  # type: ignore[attr-defined]
    assert (held.copy_kept, held.seen_on, held.begins) == (True, date(2026, 3, 4), date(2025, 3, 1))  # type: ignore[attr-defined]
    told = number(EnteredNumber("reserve", "x", issuer=" Region  Skåne "), IdentifierType.RESERVE)
    assert told.issuer == "Region Skåne"  # type: ignore[attr-defined]
    assert number(EnteredNumber("reserve", "x"), IdentifierType.RESERVE).issuer == ""  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("entered", "kind", "code"),
    [
        (EnteredNumber("lma", "x", certainty=Certainty.LIKELY), IdentifierType.LMA, "identity.not_coordination"),
        (EnteredNumber("lma", "x", renewed_on=TODAY), IdentifierType.LMA, "identity.not_coordination"),
        (EnteredNumber("lma", "x", seen_on=date(2027, 1, 1)), IdentifierType.LMA, "identity.seen_in_future"),
        (
            EnteredNumber("samordningsnummer", "x", renewed_on=date(2025, 2, 28)),
            IdentifierType.SAMORDNINGSNUMMER,
            "identity.renewed_wrongly",
        ),
        (
            EnteredNumber("samordningsnummer", "x", renewed_on=date(2026, 11, 22)),
            IdentifierType.SAMORDNINGSNUMMER,
            "identity.renewed_wrongly",
        ),
    ],
)
def test_what_cannot_be_true_of_a_number_is_refused(entered: EnteredNumber, kind: IdentifierType, code: str) -> None:
    with pytest.raises(Refused) as refused:
        number(entered, kind)
    assert refused.value.code == code


def test_some_ends_say_where_to_and_nothing_ends_by_coming_back() -> None:
    for kind in (EndingKind.MOVED, EndingKind.HANDED_OVER):
        with pytest.raises(Refused, match=r"ending\.place_missing"):
            require_complete(EnteredEnding(kind, place="  "))
        require_complete(EnteredEnding(kind, place="Lövåsa"))
    require_complete(EnteredEnding(EndingKind.DECEASED))
    with pytest.raises(Refused, match=r"ending\.not_an_end"):
        require_complete(EnteredEnding(EndingKind.RETURNED))
    assert set(FOLLOWS) == set(EndingKind)
