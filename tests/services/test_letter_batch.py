"""Letters to many: each in what she reads, logged before it is handed out, and everybody told of on one list."""

import json
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

import pytest

from caseworker.domain.agenda import EnteredVisit
from caseworker.domain.ids import PersonId
from caseworker.domain.intake import EnteredAddress, EnteredStatus, Intake
from caseworker.domain.letter_merge import MergeChoice, Merged, MergeDone
from caseworker.domain.status import PermitType
from caseworker.errors import CaseworkerError, Refused, UsageFault
from caseworker.letters.compose import ComposedLetter
from caseworker.services import agenda, letter_batch, letter_log, letterhead, letters, people
from caseworker.services.letters import LetterOrder
from caseworker.store.engine import read_rows
from caseworker.store.register import Register
from tests.services.conftest import MAJ, SAMIRA
from tests.services.test_access import JONAS, OMAR, SARA, employed, entered
from tests.services.test_letterhead import HEAD
from tests.services.test_letters import text_of
from tests.services.test_protection import Desk, desk

__all__ = ["desk"]

SHEET = "sfi"
EVERYBODY = MergeChoice()
DAWIT = Intake(
    given="Dawit",
    reads="ckb",
    status=EnteredStatus("NY-FLY", date(2026, 2, 1), permit=PermitType.TEMPORARY, permit_until=date(2026, 12, 31)),
    address=EnteredAddress("Provvägen 1", "753 20", "Uppsala"),
)


class Tray:
    """Takes what a merge hands over, and says stop after ``most``."""

    def __init__(self, most: int = 99) -> None:
        self.most = most
        self.taken: list[tuple[Merged, ComposedLetter | None]] = []

    def __call__(self, merged: Merged, letter: ComposedLetter | None) -> bool:
        self.taken.append((merged, letter))
        return len(self.taken) < self.most


def merge(register: Register, *, how: str = "saved", tray: Tray | None = None) -> MergeDone:
    rows = letter_batch.plan_merge(register, choice=EVERYBODY, sheet=SHEET, by=MAJ)
    return letter_batch.run_merge(register, rows=rows, sheet=SHEET, how=how, take=tray or Tray(), by=MAJ)


def actions(register: Register) -> list[str]:
    with register.read() as reader:
        rows = read_rows(reader.connection, "SELECT action FROM audit ORDER BY seq")
    return [action for (action,) in rows if action.startswith("letter")]


def cover(register: Register, done: MergeDone, choice: MergeChoice = EVERYBODY) -> str:
    return text_of(letter_batch.cover_list(register, done=done, choice=choice, by=MAJ))


def test_each_gets_the_sheet_in_what_she_reads_and_the_list_says_who_and_why(register: Register) -> None:
    for intake in (SAMIRA, DAWIT, Intake(given="Nobody", family="Knows")):
        entered(register, intake, MAJ)
    tray = Tray()
    done = merge(register, tray=tray)
    assert [one.row.language for one in done.merged] == ["en", "en", "ar"]
    assert (done.letters, done.not_reached) == (3, ())
    assert done.pages == sum(letter.pages for _one, letter in tray.taken if letter)
    told = " ".join(cover(register, done, MergeChoice(("NY-FLY", "GAMMAL"), "753", 60, True)).split())
    for words in (
        "Sfi", "Samira Haddad", "Arabiska, ", "Läser sorani, men bladet", "Läsespråket står inte", "Ingen adress",
        "Nyanländ", "GAMMAL", "postnummer 753", "inom 60 dagar", "bokat möte", "3 sparade som PDF",
    ):  # fmt: skip
        assert words in told, words
    assert "alla med öppen akt" in " ".join(cover(register, done).split())
    assert "valda personer" in " ".join(cover(register, done, MergeChoice(people=())).split())


def test_letters_are_logged_before_they_are_handed_out_and_few_at_a_time(register: Register) -> None:
    for intake in (SAMIRA, DAWIT):
        entered(register, intake, MAJ)
    seen: list[list[str]] = []

    def take(_one: Merged, _letter: ComposedLetter | None) -> bool:
        seen.append(actions(register))
        return True

    rows = letter_batch.plan_merge(register, choice=EVERYBODY, sheet=SHEET, by=MAJ)
    letter_batch.run_merge(register, rows=rows, sheet=SHEET, how="printed", take=take, by=MAJ)
    assert seen == [["letters.merged", "letter.printed"], ["letters.merged", "letter.printed", "letter.printed"]]
    letter_batch.run_merge(register, rows=rows, sheet=SHEET, how="saved", take=take, by=MAJ)
    assert seen[2] == seen[3] == [*seen[1], "letters.merged", "letter.saved", "letter.saved"]
    with register.read() as reader:
        query = "SELECT body FROM audit JOIN audit_payloads USING (seq) WHERE action = 'letters.merged'"
        told = json.loads(read_rows(reader.connection, query)[0][0])
    assert told == {"how": "printed", "people": [row.person for row in rows], "sheet": SHEET}


def test_a_language_that_was_taken_away_since_the_choice_stops_the_merge_before_anything_is_logged(
    register: Register,
) -> None:
    for intake in (SAMIRA, DAWIT):
        entered(register, intake, MAJ)
    chosen = letter_batch.plan_merge(register, choice=EVERYBODY, sheet=SHEET, by=MAJ)
    rows, tray = (chosen[0], replace(chosen[1], language="sw")), Tray()
    with pytest.raises(UsageFault, match="letter.unknown_language"):
        letter_batch.run_merge(register, rows=rows, sheet=SHEET, how="saved", take=tray, by=MAJ)
    assert (tray.taken, actions(register)) == ([], [])


def test_stopping_leaves_what_was_not_reached_and_the_list_says_so(register: Register) -> None:
    for intake in (SAMIRA, DAWIT):
        entered(register, intake, MAJ)
    done = merge(register, how="printed", tray=Tray(most=1))
    assert (done.letters, [row.name for row in done.not_reached]) == (1, ["Samira Haddad"])
    assert actions(register).count("letter.printed") == 1
    told = cover(register, done)
    assert "Hann inte göras: 1" in told
    assert "Stoppades" in told


def test_who_may_not_have_hers_is_left_out_with_the_reason_and_the_others_get_theirs(register: Register) -> None:
    for intake in (SAMIRA, DAWIT):
        entered(register, intake, MAJ)
    visits = EnteredVisit(date(2026, 11, 24), "10:00", place="Kontoret")
    with_meeting = letter_batch.plan_merge(register, choice=EVERYBODY, sheet="kallelse", by=MAJ)
    agenda.book_visit(register, person=with_meeting[0].person, visit=visits, by=MAJ)
    done = letter_batch.run_merge(register, rows=with_meeting, sheet="kallelse", how="saved", take=Tray(), by=MAJ)
    assert [bool(one.left_out) for one in done.merged] == [False, True]
    assert "möte" in done.merged[1].left_out
    only = letter_batch.plan_merge(register, choice=MergeChoice(meeting=True), sheet="kallelse", by=MAJ)
    assert [row.person for row in only] == [with_meeting[0].person]
    assert "Fick inget brev: 1" in cover(register, done)


def test_a_protected_person_stands_there_by_case_number_only_and_gets_no_letter(desk: Desk) -> None:
    desk.protect()
    rows = letter_batch.plan_merge(desk.register, choice=EVERYBODY, sheet=SHEET, by=MAJ)
    hidden = rows[-1]
    assert (hidden.protected, hidden.name, hidden.person) == (True, "", desk.person)
    done = letter_batch.run_merge(desk.register, rows=rows, sheet=SHEET, how="saved", take=Tray(), by=MAJ)
    assert done.merged[-1].left_out
    told = cover(desk.register, done)
    assert hidden.case_number in told
    assert "Haddad" not in told
    letterhead.save_letterhead(desk.register, head=HEAD, by=MAJ)
    desk.reveal()
    again = letter_batch.run_merge(desk.register, rows=rows, sheet=SHEET, how="saved", take=Tray(), by=MAJ)
    assert "ett och ett" in again.merged[-1].left_out, "also while her details are open to who sends"
    assert "letter.saved" not in actions(desk.register)


def test_only_those_within_reach_with_an_open_case_and_among_those_named(register: Register) -> None:
    employed(register)
    mine, hers = entered(register, SAMIRA, MAJ), entered(register, OMAR, SARA)
    chosen = letter_batch.plan_merge(register, choice=MergeChoice(people=(mine, hers)), sheet=SHEET, by=JONAS)
    assert [row.person for row in chosen] == [mine]
    with register.change(by=MAJ) as tx:
        tx.connection.exec_driver_sql("UPDATE cases SET closed = '2026-11-01' WHERE person_id = ?", (mine,))
        tx.commit()
    assert letter_batch.plan_merge(register, choice=EVERYBODY, sheet=SHEET, by=JONAS) == ()
    with pytest.raises(Refused, match=r"access\.out_of_reach"):
        letters.issue_letters(register, orders=[LetterOrder(hers, SHEET, "sv")], how="saved", by=JONAS)


def test_a_letter_to_nobody_and_an_unknown_sheet_are_refused(register: Register) -> None:
    with pytest.raises(Refused, match=r"letter\.nobody"):
        merge(register)
    with pytest.raises(CaseworkerError, match=r"letter\.unknown_sheet"):
        letter_batch.plan_merge(register, choice=EVERYBODY, sheet="saknas", by=MAJ)


def test_many_letters_become_one_file_in_the_same_order(register: Register) -> None:
    one, tray = letter_batch.OnePdf(), Tray()
    for intake in (SAMIRA, DAWIT):
        entered(register, intake, MAJ)
    done = merge(register, tray=tray)
    for _merged, letter in tray.taken:
        assert letter is not None
        one.add(letter)
    text = text_of(one.finish())
    assert text.index("Dawit") < text.index("Samira Haddad")
    assert text.count("Sida 1 av") == done.letters


def test_a_printer_is_given_one_page_at_a_time(register: Register) -> None:
    person = entered(register, SAMIRA, MAJ)
    (letter,) = letters.issue_letters(register, orders=_orders(person, "ar"), how="printed", by=MAJ)
    assert isinstance(letter, ComposedLetter)
    all_pages = letters.letter_pages(register, letter=letter, dots_per_inch=36, by=MAJ)
    one_by_one = [
        letters.letter_page(register, letter=letter, page=page, dots_per_inch=36, by=MAJ)
        for page in range(letter.pages)
    ]
    assert tuple(one_by_one) == all_pages
    for page in (-1, letter.pages):
        with pytest.raises(CaseworkerError, match=r"letter\.no_page"):
            letters.letter_page(register, letter=letter, page=page, dots_per_inch=36, by=MAJ)


# Which letters have left
def test_the_log_of_letters_tells_what_which_version_language_who_and_when(register: Register) -> None:
    person = entered(register, SAMIRA, MAJ)
    letters.issue_letters(register, orders=_orders(person, "ar", "sv"), how="printed", by=MAJ)
    newest, older = letter_log.list_printed(register, person=person, by=MAJ)
    assert (newest.how, newest.by, newest.sheet, newest.language, newest.version) == (
        "printed",
        "Maj Ekholm",
        SHEET,
        "sv",
        1,
    )
    assert (older.language, older.came_out, older.title) == ("ar", None, "Sfi – svenska för invandrare")
    assert older.pages >= newest.pages >= 1
    letter_log.note_stopped(register, person=person, sheet=SHEET, came_out=-5, by=MAJ)
    newest, older = letter_log.list_printed(register, person=person, by=MAJ)
    assert (newest.came_out, older.came_out) == (0, None)


def test_what_was_never_printed_cannot_have_stopped_and_an_erased_row_still_counts(register: Register) -> None:
    person = entered(register, SAMIRA, MAJ)
    letter_log.note_stopped(register, person=person, sheet=SHEET, came_out=1, by=MAJ)
    assert letter_log.list_printed(register, person=person, by=MAJ) == ()
    letters.issue_letters(register, orders=_orders(person, "sv"), how="saved", by=MAJ)
    with register.change(by=MAJ) as tx:
        tx.erase_payloads([letter_log.list_printed(register, person=person, by=MAJ)[0].seq])
        tx.commit()
    (kept,) = letter_log.list_printed(register, person=person, by=MAJ)
    assert (kept.sheet, kept.title, kept.version, kept.pages) == ("", "", 0, 0)


def test_a_letter_is_read_aloud_in_numbered_pieces_with_the_swedish_of_each(register: Register) -> None:
    person = entered(register, replace(SAMIRA, reads="ti"), MAJ)
    pieces = letters.read_aloud(register, person=person, sheet="valkommen", language="ar", by=MAJ)
    assert [one.number for one in pieces] == list(range(1, len(pieces) + 1))
    assert all(one.rtl and one.text and one.swedish for one in pieces)
    assert any("Maj Ekholm" in one.swedish and "Maj Ekholm" in one.text for one in pieces)
    alone = letters.read_aloud(register, person=person, sheet="valkommen", language="sv", by=MAJ)
    assert [one.text for one in alone] == [one.swedish for one in pieces]
    assert not any(one.swedish for one in alone)
    assert people.open_file(register, person=person, by=MAJ).log[1].action == "person.registered", "a look, no letter"


def _orders(person: PersonId, *languages: str) -> Sequence[LetterOrder]:
    return [LetterOrder(person, SHEET, language) for language in languages]
