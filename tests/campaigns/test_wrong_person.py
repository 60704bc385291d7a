"""Letters to the wrong person, by the hundred: every one is refused, and the right letters of the same families go.

Each family has a mother who is guardian, two adults who are not, children, twins and namesakes, a god man, one who must
be kept away and one with protected details. What is wrong is chosen by a seed; the service and the register are real.
"""

import itertools
import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path

import pytest

from caseworker.domain.agenda import EnteredVisit, VisitKind
from caseworker.domain.endings import EndingKind, EnteredEnding
from caseworker.domain.household import EnteredNoContact, EnteredRelation, RelationKind
from caseworker.domain.identity import generate
from caseworker.domain.ids import PersonId
from caseworker.domain.intake import EnteredAddress, EnteredNumber, Intake
from caseworker.domain.links import LinkGround
from caseworker.domain.person import Sex
from caseworker.errors import Refused
from caseworker.services import agenda, household, letter_checks, letters, linking, people
from caseworker.services import cases as closing
from caseworker.store.register import Register
from tests.campaigns.tally import Tally, cases
from tests.services.conftest import KEY, MAJ, NOW, found
from tests.services.walls import protect, reveal, with_readers

TODAY, BEGAN = NOW.date(), date(2026, 1, 12)
FAMILIES = ("Haddad", "Tesfay", "Rahimi", "Shevchenko", "Warsame")
GIVEN = ("Samira", "Dawit", "Leila", "Omar", "Nour", "Yonas", "Farhad", "Olena", "Ayaan", "Elias")
SHEET, CALL = "nodnummer", "kallelse"


@dataclass
class Family:
    """The people of one family by their part in it, and what letters about them are made with."""

    register: Register
    chance: random.Random
    number: int
    who: dict[str, PersonId] = field(default_factory=dict)
    booked: int = 0

    def __post_init__(self) -> None:
        """Settle where the mother and the children live."""
        self.home = EnteredAddress(f"Lingonvägen {self.number} A", "123 45", "Lövåsa")

    def person(self, part: str, born: date, home: EnteredAddress | None, **more: str) -> PersonId:
        """Register one of the family."""
        given = more.get("given") or self.chance.choice(GIVEN)
        entered = Intake(given=given, family=self.name, born=born, reads="ar", opened=BEGAN, address=home)
        self.who[part] = PersonId(people.register_person(self.register, intake=entered, by=MAJ).created)
        return self.who[part]

    @property
    def name(self) -> str:
        """The family's name."""
        return FAMILIES[self.number % len(FAMILIES)]

    def tie(self, one: str, kind: RelationKind, other: str, ends: date | None = None) -> None:
        """Let ``other`` be ``kind`` to ``one``."""
        entered = EnteredRelation(kind, self.who[other], begins=BEGAN)
        made = household.record_relation(self.register, person=self.who[one], relation=entered, by=MAJ)
        if ends is not None:
            household.end_relation(self.register, person=self.who[one], tie=made.changes.created, ends=ends, by=MAJ)

    def together(self, *parts: str) -> None:
        """Let them live in the mother's household."""
        for part in parts:
            household.join_household(
                self.register, person=self.who[part], other=self.who["mother"], begins=BEGAN, by=MAJ
            )

    def book(self, part: str, place: str) -> None:
        """Book a meeting at a place."""
        self.booked += 1  # each is nearer than those before it: the letter calls to the nearest
        visit = EnteredVisit(TODAY + timedelta(days=30 - self.booked), at="09:30", kind=VisitKind.OFFICE, place=place)
        agenda.book_visit(self.register, person=self.who[part], visit=visit, by=MAJ)

    def look(self, about: str, to: str = "") -> letter_checks.LetterLook:
        """Look at a letter."""
        receiver = self.who[to] if to else ""
        return letter_checks.look_at_letter(
            self.register, person=self.who[about], to=receiver, sheet=SHEET, language="sv", scale=0.05, by=MAJ
        )

    def issue(self, about: str, to: str = "", sheet: str = SHEET, previewed: str = "", despite: bool = False) -> None:
        """Issue a letter."""
        receiver = self.who[to] if to else ""
        letters.issue_letter(
            self.register, person=self.who[about], to=receiver, sheet=sheet, language="sv", how="saved",
            previewed=previewed, despite=despite, by=MAJ,
        )  # fmt: skip


def a_family(register: Register, chance: random.Random, number: int) -> Family:
    """Register a family: the right letters of it are listed in ``RIGHT``."""
    family = Family(register, chance, number)
    elsewhere = EnteredAddress(f"Storgatan {number}", "123 46", "Lövåsa")
    child_born = date(2012 + number % 8, 1 + number % 12, 5)
    family.person("mother", date(1988, 3, 14), family.home)
    family.person("uncle", date(1979, 5, 1), family.home)
    family.person("aunt", date(1990, 5, 1), family.home)
    family.person("father", date(1986, 5, 1), elsewhere, given="Karim")
    family.person("child", child_born, family.home, given="Nour")
    family.person("twin", child_born, family.home, given="Noura")
    family.person("namesake", date(2017, 2, 3), family.home, given="Nour")
    family.person("teen", date(2010, 6, 7), family.home)
    family.person("grown", date(2005, 6, 7), family.home)
    family.together("uncle", "aunt", "child", "twin", "namesake", "teen", "grown")
    for part in ("child", "twin"):
        family.tie(part, RelationKind.GUARDIAN, "mother")
        family.tie(part, RelationKind.PARENT, "father")
    family.tie("namesake", RelationKind.GUARDIAN, "uncle")
    family.tie("grown", RelationKind.GUARDIAN, "mother")
    family.tie("teen", RelationKind.GUARDIAN, "father", ends=TODAY - timedelta(days=40))
    family.tie("teen", RelationKind.GUARDIAN, "mother")
    family.tie("teen", RelationKind.FOSTER_HOME, "uncle")
    return family


RIGHT = (("mother", ""), ("uncle", ""), ("father", ""), ("teen", ""), ("grown", ""), ("child", ""))
RIGHT += (("child", "mother"), ("twin", "mother"), ("namesake", "uncle"), ("teen", "mother"))

# Each wrong letter: what is done before it, the letter, and what it must be refused with
Wrong = Callable[[Family], Iterator[str]]


def made_for_one_issued_to_another(family: Family) -> Iterator[str]:
    """What was looked at was about one, what is printed would be about another."""
    seen, printed = family.chance.sample(["child", "twin", "teen"], 2)
    look = family.look(seen, "mother")
    yield "letter.changed_since_preview"
    family.issue(printed, "mother", previewed=look.seen)


def same_letter_to_another_reader(family: Family) -> Iterator[str]:
    """The content is the one looked at, the addressee is not."""
    look = family.look("child", "mother")
    yield "letter.changed_since_preview"
    family.issue("child", "", previewed=look.seen)


def twins_number(family: Family) -> Iterator[str]:
    """The other twin's number stands in the letter."""
    born = date(2012, 3, 4) + timedelta(days=family.number)
    number = generate(born, Sex.WOMAN).value
    part, other = family.chance.sample(["child", "twin"], 2)
    entered = EnteredNumber("personnummer", number)
    people.add_number(family.register, person=family.who[other], number=entered, begins=BEGAN, by=MAJ)
    family.book(part, f"Skolan, {number[2:]}")
    yield "letter.anothers_number"
    family.issue(part, "mother", CALL)


def number_of_nobody_here(family: Family) -> Iterator[str]:
    """A stranger's birth number stands in the letter."""
    born = date(1991, 1, 1) + timedelta(days=family.chance.randrange(3000))
    family.book("mother", f"Mottagningen {generate(born, Sex.MAN).value}")
    yield "letter.anothers_number"
    family.issue("mother", "", CALL)


def case_number_of_the_sibling(family: Family) -> Iterator[str]:
    """A brother's or sister's case number stands in the letter."""
    other = people.open_file(family.register, person=family.who["teen"], by=MAJ).case_number
    family.book("child", f"Rum 4, ärende {other}")
    yield "letter.anothers_number"
    family.issue("child", "mother", CALL)


def name_of_another(family: Family) -> Iterator[str]:
    """Somebody else of the family is named in it."""
    family.book("mother", f"Rum 4, {family.name}, Karim")
    family.tie("mother", RelationKind.PARTNER, "father")
    yield "letter.anothers_name"
    family.issue("mother", "", CALL)


def where_another_lives(family: Family) -> Iterator[str]:
    """It tells where the child's father lives, who has moved out."""
    family.book("child", f"storgatan {family.number}, 2 tr")
    yield "letter.anothers_street"
    family.issue("child", "mother", CALL)


def moved_after_the_preview(family: Family) -> Iterator[str]:
    """The household moves between preview and printing."""
    look = family.look("child", "mother")
    family.home = new = EnteredAddress(f"Nygatan {family.number}", "123 47", "Lövåsa")
    along = tuple(family.who[part] for part in ("child", "twin", "aunt", "uncle"))
    household.move_household(
        family.register, person=family.who["mother"], address=new, begins=TODAY, along=along, by=MAJ
    )
    yield "letter.changed_since_preview"
    family.issue("child", "mother", previewed=look.seen)


def address_changed_after_the_preview(family: Family) -> Iterator[str]:
    """One address is corrected between preview and printing."""
    look = family.look("father")
    new = EnteredAddress("Okänt torg 1", "123 48", "Lövåsa")
    people.move_to_address(family.register, person=family.who["father"], address=new, begins=TODAY, by=MAJ)
    yield "letter.changed_since_preview"
    family.issue("father", previewed=look.seen)


def name_corrected_after_the_preview(family: Family) -> Iterator[str]:
    """The person turns out to be called otherwise."""
    look, file = family.look("uncle"), people.open_file(family.register, person=family.who["uncle"], by=MAJ)
    right = Intake(given="Annat", family=family.name, born=date(1979, 5, 1), reads="ar")
    people.correct_person(family.register, person=family.who["uncle"], version=file.version, intake=right, by=MAJ)
    yield "letter.changed_since_preview"
    family.issue("uncle", previewed=look.seen)


def files_united_after_the_preview(family: Family) -> Iterator[str]:
    """The file that was looked at turns out to be the same person's as another, with another address."""
    look = family.look("uncle")
    linking.link_people(
        family.register, person=family.who["grown"], other=family.who["uncle"], ground=LinkGround.SAME_DOCUMENT, by=MAJ
    )
    yield "letter.changed_since_preview"
    family.issue("uncle", previewed=look.seen)


def ex_spouse_at_the_address(family: Family) -> Iterator[str]:
    """Who must not be told lives where the letter goes, or may."""
    kept = family.chance.choice(("uncle", "father"))
    if kept == "father":
        people.move_to_address(family.register, person=family.who["father"], address=family.home, begins=TODAY, by=MAJ)
    about = family.chance.choice(("mother", "child"))
    warned = EnteredNoContact(other=family.who[kept], reason="Hot")
    household.record_no_contact(family.register, person=family.who[about], entered=warned, by=MAJ)
    yield "letter.no_contact"
    family.issue(about, "mother" if about == "child" else "")


def guardian_who_is_kept_away(family: Family) -> Iterator[str]:
    """The guardian must not be told about the child, whatever anybody says yes to."""
    warned = EnteredNoContact(other=family.who["mother"], reason="Skyddsbeslut")
    household.record_no_contact(family.register, person=family.who["twin"], entered=warned, by=MAJ)
    yield "letter.to_kept_away"
    family.issue("twin", "mother", despite=True)


def guardian_of_one_who_is_grown(family: Family) -> Iterator[str]:
    """She is an adult, and her letter is hers."""
    yield "letter.guardian_of_adult"
    family.issue("grown", "mother")


def protected_member(family: Family) -> Iterator[str]:
    """Somebody protected lives there, whose details the caseworker has open; or is the one the letter is about."""
    part = family.chance.choice(("aunt", "child"))
    protect(family.register, family.who[part])
    mark = reveal(family.register, family.who[part]).protected
    yield "letter.protected_home" if part == "aunt" else "letter.protected_apart"
    try:
        family.issue("teen" if part == "aunt" else part, "mother")
    finally:
        family.register.compartments.close(mark.compartment if mark else "")


def protected_after_the_preview(family: Family) -> Iterator[str]:
    """She is protected between preview and printing, and nobody has her open."""
    look = family.look("teen")
    protect(family.register, family.who["teen"])
    yield "protection.no_letter"
    family.issue("teen", previewed=look.seen)


def the_case_is_over(family: Family) -> Iterator[str]:
    """The person has died, or has not been the office's for some time."""
    kind = family.chance.choice((EndingKind.DECEASED, EndingKind.CLOSED))
    part = family.chance.choice(("father", "grown"))
    closing.close_case(
        family.register, person=family.who[part], closed=TODAY - timedelta(days=9), ending=EnteredEnding(kind), by=MAJ
    )
    yield "letter.deceased" if kind is EndingKind.DECEASED else "letter.case_closed"
    family.issue(part)


# in this order the same family can meet them all: what one leaves behind is no reason of a later one
WRONG: tuple[Wrong, ...] = (
    guardian_of_one_who_is_grown,
    made_for_one_issued_to_another, same_letter_to_another_reader, twins_number, number_of_nobody_here,
    case_number_of_the_sibling, name_of_another, where_another_lives, address_changed_after_the_preview,
    name_corrected_after_the_preview, moved_after_the_preview, ex_spouse_at_the_address,
    files_united_after_the_preview, guardian_who_is_kept_away, protected_member, protected_after_the_preview,
    the_case_is_over,
)  # fmt: skip


def refusal(family: Family, wrong: Wrong) -> tuple[str, str]:
    """Try a wrong letter; return what it must be refused with and what it was refused with, "" when it went."""
    steps = wrong(family)
    wanted = next(steps)
    try:
        next(steps, None)
    except Refused as told:
        return wanted, told.code
    return wanted, ""


def no_guardians(family: Family) -> Iterator[tuple[str, str]]:
    """Yield letters about one to another who decides nothing for her: parent and child mixed up, a sibling of the same

    name, a sibling's guardian, one whose time is over, a foster home, somebody who only lives there.
    """
    named = {("child", "namesake"), ("child", "father"), ("mother", "child"), ("teen", "father"), ("teen", "uncle")}
    pairs = [*itertools.permutations(family.who, 2)]
    wrong = [pair for pair in pairs if pair not in RIGHT and pair != ("grown", "mother") and pair not in named]
    yield from [*named, *family.chance.sample(wrong, 28)]


@pytest.mark.campaign(id="wrong-person", what="letters to the wrong person, each refused for its own reason")
def test_no_letter_reaches_the_wrong_person_and_the_right_ones_go(tmp_path: Path, tally: Tally) -> None:
    register = with_readers(Register.open(found(tmp_path / "register.db", demo=True), key=KEY, clock=lambda: NOW))
    chance = random.Random(20261121)
    stopped, went = [], []
    try:
        for number in range(1, cases(4, 10, 40) + 1):
            family = a_family(register, chance, number)
            for about, to in RIGHT:
                try:
                    family.issue(about, to, previewed=family.look(about, to).seen)
                except Refused as told:
                    stopped.append((number, about, to, told.code))
            for about, to in no_guardians(family):
                with pytest.raises(Refused, match=r"letter\.not_her_guardian"):
                    family.issue(about, to)
                tally.count()
            for wrong in WRONG:
                wanted, got = refusal(family, wrong)
                if got != wanted:
                    went.append((number, wrong.__name__, wanted, got))
                tally.count()
    finally:
        register.close()
    assert (went, stopped) == ([], [])
    assert tally.tried >= 200
