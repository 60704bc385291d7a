"""Who receives a letter about whom, read from a real register: guardians, those around, and what was looked at."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from caseworker.domain.contact import ContactKind
from caseworker.domain.household import EnteredNoContact, EnteredRelation, RelationKind
from caseworker.domain.ids import PersonId
from caseworker.domain.intake import EnteredAddress, EnteredNumber, Intake
from caseworker.domain.letterhead import OfficeLetterhead
from caseworker.domain.recipient import CheckKind, Outcome
from caseworker.letters.sheet import Block, BlockKind, load_sheet
from caseworker.services import household, letter_checks, letterhead, letters, people
from caseworker.services._letter_sources import LetterSources
from caseworker.services.letters import Layout
from caseworker.store.register import Register
from tests.services.conftest import MAJ, NOW, SAMIRA
from tests.services.test_letters import text_of
from tests.services.walls import protect, refused, registered, reveal, with_readers

TODAY, BEGAN = NOW.date(), date(2026, 1, 2)
HOME = EnteredAddress("Storgatan 1", "123 45", "Lövåsa")
NOUR = Intake(given="Nour", family="Haddad", born=date(2018, 5, 6), reads="ar", address=HOME)
SHEET = "valkommen"


@pytest.fixture
def samira(register: Register) -> PersonId:
    return registered(register, replace(SAMIRA, address=HOME))


@pytest.fixture
def nour(register: Register, samira: PersonId) -> PersonId:
    child = registered(register, NOUR)
    household.join_household(register, person=child, other=samira, begins=BEGAN, by=MAJ)
    relate(register, child, RelationKind.GUARDIAN, samira)
    return child


def relate(register: Register, person: PersonId, kind: RelationKind, other: PersonId | None, name: str = "") -> str:
    relation = EnteredRelation(kind, other, name, "010-123 45 67" if name else "", begins=BEGAN)
    return household.record_relation(register, person=person, relation=relation, by=MAJ).changes.created


def look(
    register: Register, person: PersonId, to: str = "", sheet: str = SHEET, language: str = "ar"
) -> dict[str, str]:
    """Return the code of every check, "" for those that are well."""
    told = letter_checks.look_at_letter(register, person=person, to=to, sheet=SHEET, language=language, scale=0, by=MAJ)
    return {one.kind.value: one.code for one in told.checks}


def issue(register: Register, person: PersonId, to: str = "", **more: object) -> str:
    order = {"sheet": SHEET, "language": "ar", "how": "saved", **more}
    return text_of(letters.issue_letter(register, person=person, to=to, by=MAJ, **order).pdf)  # type: ignore[arg-type]


def test_a_letter_about_a_child_goes_to_her_guardian_and_says_whom_it_is_about(
    register: Register, samira: PersonId, nour: PersonId
) -> None:
    assert set(look(register, nour, samira).values()) == {""}
    text = issue(register, nour, samira, language="en")
    for told in ("Till Samira Haddad", "Gäller: Nour Haddad", "About: Nour Haddad"):
        assert told in text
    assert "Gäller" not in issue(register, nour)
    windowed = issue(register, nour, samira, language="sv", layout=Layout(window=True))
    assert "Samira Haddad\r\nStorgatan 1\r\n123 45 LÖVÅSA" in windowed


def test_the_log_names_the_relation_and_no_person(register: Register, samira: PersonId, nour: PersonId) -> None:
    issue(register, nour, samira)
    with register.read() as reader:
        (body,) = reader.connection.exec_driver_sql(
            "SELECT p.body FROM audit AS a JOIN audit_payloads AS p ON p.seq = a.seq WHERE a.action = 'letter.saved'"
        ).scalars()
    assert b'"as": "guardian"' in body or b'"as":"guardian"' in body
    assert samira.encode() not in body


def test_a_god_man_outside_the_register_is_written_to_by_name(register: Register, nour: PersonId) -> None:
    tie = relate(register, nour, RelationKind.GOD_MAN, None, "Anna Berg")
    rows = letter_checks.list_recipients(register, person=nour, by=MAJ)
    assert [(row.kind, row.name) for row in rows] == [
        ("", "Nour Haddad"), ("god_man", "Anna Berg"), ("guardian", "Samira Haddad")
    ]  # fmt: skip
    assert (rows[1].to, rows[1].contact, rows[1].address) == (tie, "010-123 45 67", ())
    assert rows[2].address == ("Storgatan 1", "123 45 Lövåsa")
    assert (rows[2].own_script, rows[2].given) == ("سميرة حداد", "Samira")
    told = look(register, nour, tie)
    assert {kind: code for kind, code in told.items() if code} == {
        "address": "letter.no_address_recorded", "language": "letter.reads_unknown"
    }  # fmt: skip
    assert "Till Anna Berg" in issue(register, nour, tie)
    refused("letter.no_address", issue, register, nour, tie, layout=Layout(window=True))
    household.record_no_contact(register, person=nour, entered=EnteredNoContact(name="anna berg"), by=MAJ)
    assert look(register, nour, tie)["addressee"] == "letter.to_kept_away"
    assert look(register, nour, tie)["no_contact"] == "letter.no_contact"


def test_a_guardian_beyond_reach_is_nobody_to_write_to(
    register: Register, nour: PersonId, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = letter_checks.whole_file

    def unreached(*asked: object) -> object:
        file = whole(*asked)  # type: ignore[arg-type]
        return replace(file, relations=tuple(replace(one, other="", name="") for one in file.relations))

    monkeypatch.setattr(letter_checks, "whole_file", unreached)
    assert [row.kind for row in letter_checks.list_recipients(register, person=nour, by=MAJ)] == [""]


def test_a_guardian_without_a_latin_name_is_written_to_in_her_own_script(register: Register, nour: PersonId) -> None:
    selam = registered(register, Intake(original_name="ሰላም", address=HOME))
    relate(register, nour, RelationKind.GUARDIAN, selam)
    assert "Till ሰላም" in issue(register, nour, selam, language="ti")
    rows = letter_checks.list_recipients(register, person=nour, by=MAJ)
    assert ("ሰላም", "") in [(row.name, row.own_script) for row in rows]


def test_what_was_looked_at_is_what_leaves(register: Register, samira: PersonId, nour: PersonId) -> None:
    told = letter_checks.look_at_letter(register, person=nour, to=samira, sheet=SHEET, language="sv", scale=0.1, by=MAJ)
    assert (len(told.pages), told.failed) == (told.count, False)
    issue(register, nour, samira, language="sv", previewed=told.seen, archive=True)
    for other in ({"language": "ar"}, {"sheet": "nodnummer"}, {"layout": Layout(large=True)}):
        order = {"language": "sv", "previewed": told.seen, **other}
        refused("letter.changed_since_preview", issue, register, nour, samira, **order)
    people.add_contact(register, person=nour, kind=ContactKind.PHONE, value="070-174 06 22", by=MAJ)
    issue(register, nour, samira, language="sv", previewed=told.seen)  # what is not in the letter changes nothing
    moved = EnteredAddress("Nygatan 2", "123 45", "Lövåsa")
    people.move_to_address(register, person=samira, address=moved, begins=TODAY, by=MAJ)
    refused("letter.changed_since_preview", issue, register, nour, samira, language="sv", previewed=told.seen)


def test_a_yes_lifts_an_address_that_has_ended_and_is_logged(register: Register, samira: PersonId) -> None:
    with register.change(by=MAJ) as tx:
        for one in tx.people.get(samira).addresses:
            one.begins, one.ends = date(2026, 1, 1), TODAY - timedelta(days=1)
        tx.touched(person=samira)
        tx.commit()
    refused("letter.address_ended", issue, register, samira)
    assert letter_checks.look_at_letter(register, person=samira, sheet=SHEET, language="ar", scale=0, by=MAJ).failed, (
        "the window stops what the service would refuse"
    )
    issue(register, samira, despite=True)
    with register.read() as reader:
        (body,) = reader.connection.exec_driver_sql(
            "SELECT p.body FROM audit AS a JOIN audit_payloads AS p ON p.seq = a.seq WHERE a.action = 'letter.saved'"
        ).scalars()
    assert b"letter.address_ended" in body
    seen = letter_checks.look_at_letter(
        register, person=samira, sheet=SHEET, language="ar", scale=0, despite=True, by=MAJ
    )
    assert seen.checks[list(CheckKind).index(CheckKind.ADDRESS)].outcome is Outcome.ASKS


def test_who_must_not_be_told_and_where_the_guardian_lives(
    register: Register, samira: PersonId, nour: PersonId
) -> None:
    karim = registered(register, Intake(given="Karim", family="Haddad", born=date(1986, 5, 1)))
    household.record_no_contact(register, person=nour, entered=EnteredNoContact(other=karim), by=MAJ)
    assert look(register, nour, samira)["no_contact"] == "letter.no_contact", "nobody knows where he lives"
    away = EnteredAddress("Nygatan 2", "123 45", "Lövåsa")
    people.move_to_address(register, person=karim, address=away, begins=BEGAN, by=MAJ)
    assert look(register, nour, samira)["no_contact"] == ""
    people.move_to_address(register, person=karim, address=HOME, begins=TODAY, by=MAJ)
    assert look(register, nour, samira)["no_contact"] == "letter.no_contact"
    people.move_to_address(register, person=karim, address=away, begins=TODAY + timedelta(days=1), by=MAJ)
    household.join_household(register, person=karim, other=samira, begins=BEGAN, by=MAJ)
    assert look(register, nour, samira)["no_contact"] == "letter.no_contact"
    relate(register, nour, RelationKind.GUARDIAN, karim)
    assert look(register, nour, karim)["addressee"] == "letter.to_kept_away"


def test_protected_people_are_seen_as_far_as_the_caller_may_see_them(
    register: Register, samira: PersonId, nour: PersonId
) -> None:
    with_readers(register)
    aunt = registered(register, Intake(given="Leila", family="Haddad", address=HOME))
    tie = relate(register, nour, RelationKind.GOD_MAN, None, "Anna Berg")
    protect(register, aunt)
    assert look(register, nour, samira)["protected"] == "", "closed: nobody can know that she lives there"
    reveal(register, aunt)
    assert look(register, nour, samira)["protected"] == "letter.protected_home"
    assert look(register, nour, tie)["protected"] == "", "he lives somewhere nobody has recorded"
    protect(register, samira)
    order = {"person": samira, "sheet": SHEET, "language": "sv", "by": MAJ}
    assert look(register, samira)["protected"] == "protection.no_letter"
    refused("protection.no_letter", letters.preview_letter, register, scale=0.1, **order)
    refused("letter.not_her_guardian", issue, register, nour, samira)  # the tie is sealed with her


def test_a_protected_childs_letter_goes_to_a_guardian_protected_with_her_and_to_nobody_else(
    register: Register, samira: PersonId, nour: PersonId
) -> None:
    with_readers(register)
    head = OfficeLetterhead(sender="Box 1, 753 20 Uppsala", forwarding="Skatteverket, Box 2, 111 11 Staden")
    letterhead.save_letterhead(register, head=head, by=MAJ)
    uncle = registered(register, Intake(given="Ali", family="Haddad", address=HOME))
    relate(register, nour, RelationKind.GUARDIAN, uncle)
    tie = relate(register, nour, RelationKind.GOD_MAN, None, "Anna Berg")
    protect(register, nour, samira)
    reveal(register, nour)
    for apart in (uncle, tie):
        assert look(register, nour, apart)["protected"] == "letter.protected_apart"
    assert look(register, nour, samira) == dict.fromkeys(CheckKind, "") | {"addressee": "letter.another_decides"}
    text = issue(register, nour, samira)
    assert "19880314-2382" in text
    assert "Storgatan" not in text


def test_a_number_of_a_quite_different_year_is_somebody_elses(
    register: Register, samira: PersonId, nour: PersonId, monkeypatch: pytest.MonkeyPatch
) -> None:
    sheet = load_sheet(SHEET)
    numbered = replace(sheet, blocks=(*sheet.blocks, Block(BlockKind.PARAGRAPH, "Ditt nummer: {personnummer}")))
    with register.read() as reader:
        sources = type(LetterSources(reader).texts)
    monkeypatch.setattr(sources, "sheet", lambda _self, _id: numbered)
    assert look(register, samira, language="sv")["others"] == ""
    assert look(register, nour, language="sv")["others"] == "", "she has none"
    number = EnteredNumber("personnummer", "19820416-2385")
    people.add_number(register, person=nour, number=number, begins=BEGAN, by=MAJ)
    assert look(register, nour, language="sv")["others"] == "letter.number_of_another"
