"""The matrix of permissions, called: every service of the registry × every role × every class of record.

What happens must equal ``resources/roles/roles.toml`` exactly. A new service is walked as soon as it is registered; it
fails here until ``VALUES`` has something for each of its parameters, and, when it needs a permission about people but
names nobody, until ``LISTS`` (whose rows are compared) or ``WORDS`` (which shows no record) tells which it is.
"""

import importlib
import inspect
import pkgutil
import shutil
from collections.abc import Callable, Iterable, Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

import caseworker.services
from caseworker import roles
from caseworker.domain.access import RecordClass, Role, User
from caseworker.domain.agenda import EnteredVisit, VisitOutcome
from caseworker.domain.attachments import Removal
from caseworker.domain.case import AssignmentKind
from caseworker.domain.conflict import Unchosen
from caseworker.domain.contact import ContactKind
from caseworker.domain.early_mapping import EnteredAnswer
from caseworker.domain.endings import EnteredEnding
from caseworker.domain.erasure import Board, EnteredFacts, Provider
from caseworker.domain.gaps import Between
from caseworker.domain.household import EnteredNoContact, EnteredRelation, RelationKind
from caseworker.domain.ids import InterventionId, NoteId, PersonId, StaffId
from caseworker.domain.intake import (
    EnteredAddress,
    EnteredBirth,
    EnteredName,
    EnteredNumber,
    EnteredStatus,
    Intake,
)
from caseworker.domain.intervention import InterventionState
from caseworker.domain.intervention_types import LocalChange
from caseworker.domain.law_facts import EnteredFact
from caseworker.domain.letter_merge import MergeChoice, MergeDone
from caseworker.domain.links import LinkGround, SplitGround
from caseworker.domain.listing import FileKind, ListColumn
from caseworker.domain.local_law import LocalKind
from caseworker.domain.notes import EnteredNote
from caseworker.domain.pairs import PairDecision
from caseworker.domain.person import Certainty, NameRole, TokenRole
from caseworker.domain.plan import Approval, EnteredPlan
from caseworker.domain.protection import ProtectionKind
from caseworker.domain.quality import Gap
from caseworker.errors import CaseworkerError
from caseworker.services import access, interventions, notes, people
from caseworker.services._settings import OfficeDetails
from caseworker.services.classification import EnteredClassification
from caseworker.services.intervention_catalogue import EnteredLocal
from caseworker.services.law_local import EnteredRule
from caseworker.services.letterhead import OfficeLetterhead
from caseworker.services.registry import SERVICES, ServiceEntry
from caseworker.store.register import Register
from caseworker.store.writing import Transaction
from tests.services.conftest import KEY, MAJ, NOW

for _module in pkgutil.iter_modules(caseworker.services.__path__, "caseworker.services."):
    if not _module.name.rpartition(".")[2].startswith("_"):
        importlib.import_module(_module.name)

TODAY = date(2026, 11, 21)
TESTER = StaffId("0192f0c0-0000-7000-8000-00000000000a")
COLLEAGUE = User(StaffId("0192f0c0-0000-7000-8000-00000000000b"), "Jonas Wikström", frozenset({Role.CASEWORKER}))
STRANGER = User(
    StaffId("0192f0c0-0000-7000-8000-00000000000c"), "Sara Lind", frozenset({Role.CASEWORKER}), unit="Enhet Syd"
)
NUMBER = EnteredNumber("personnummer", "19880314-2382")
GATES = {"access.not_granted", "access.out_of_reach", "access.protected"}
# what has lain with the region for so long that it counts as a gap
WAITS = interventions.EnteredIntervention(
    "halsoundersokning",
    steps=tuple(
        interventions.EnteredStep(state, date(2026, 9, 1))
        for state in (InterventionState.PROPOSED, InterventionState.DECIDED, InterventionState.REFERRED)
    ),
)
# how each record of the register stands to the one who asks
RECORDS = {
    "Egen": {RecordClass.OWN},
    "Enhetens": {RecordClass.UNIT},
    "Annans": {RecordClass.OTHER},
    "Egen skyddad": {RecordClass.OWN, RecordClass.PROTECTED},
    "Enhetens skyddad": {RecordClass.UNIT, RecordClass.PROTECTED},
    "Annans skyddad": {RecordClass.OTHER, RecordClass.PROTECTED},
}


class Beyond(Exception):
    """The call got beyond the gate and has begun its work."""


class Work:
    """Stands for what a service needs besides the register; using it at all tells that the gate is passed."""

    def __getattr__(self, name: str) -> object:
        raise Beyond(name)


WORK: Any = Work()

# what a service is called with, by the name of the parameter; ``person`` and ``intervention`` are the record's
VALUES: dict[str, object] = {
    "along": (),
    "address": EnteredAddress("Storgatan 1", "123 45", "Lövåsa"),
    "answer": EnteredAnswer(("yes",)),
    "attachment": "none",
    "batch": "none",
    "block": False,
    "body": "",
    "begins": TODAY,
    "birth": EnteredBirth("1990"),
    "board": Board.SOCIAL,
    "came_out": 0,
    "certainty": Certainty.LIKELY,
    "changes": {},
    "case_number": "2026-0001",
    "check": False,
    "choice": MergeChoice(),
    "closed": TODAY,
    "code": "anvisad",
    "colleague": WORK,
    "columns": (ListColumn.CASE,),
    "comment": "",
    "content": b"",
    "contents": WORK,
    "corrects": None,
    "day": TODAY,
    "decisions": {},
    "fact": EnteredFact("assigned", TODAY),
    "details": OfficeDetails(phone="010-123 45 67"),
    "done": True,
    "dots_per_inch": 40,
    "endpoint": "http://127.0.0.1:9",
    "ending": EnteredEnding(),
    "endonym": "Kiswahili",
    "ends": None,
    "entered": interventions.EnteredIntervention("sfi-kurs"),
    "document": WORK,
    "facts": EnteredFacts(),
    "errand": "none",
    "fields": {"given": "Amira"},
    "file": WORK,
    "file_name": "brev.pdf",
    "folder": WORK,
    "gap": Gap.SEX,
    "given": True,
    "goal": "none",
    "group": "start",
    "ground": LinkGround.SAME_DOCUMENT,
    "happened_on": TODAY,
    "head": OfficeLetterhead(phone="018-1"),
    "held": WORK,
    "held_number": "none",
    "hits": 1,
    "household": (),
    "how": "saved",
    "instead": None,
    "intake": Intake(given="Påhittad"),
    "interpreter": "",
    "interpreter_language": "",
    "item": 1,
    "key": "",
    "kind": ContactKind.PHONE,
    "kit": WORK,
    "language": "sv",
    "left": "",
    "letter": WORK,
    "limit": 50,
    "list_id": "none",
    "look": "none",
    "minutes": 5,
    "months": 6,
    "name": "",
    "number": NUMBER,
    "offset": 0,
    "opened": WORK,
    "orders": (),
    "outcome": "",
    "outcome_code": "",
    "other": PersonId("none"),
    "own": "",
    "page": 0,
    "people": (),
    "period": "2026-10",
    "places": (),
    "provider": Provider.MUNICIPAL,
    "purpose": "Kallelse till möte",
    "readers": (COLLEAGUE.id, MAJ.id),
    "reason": "Ett skäl som räcker.",
    "question": "literacy",
    "reached": TODAY,
    "recovery": "",
    "removal": Removal.DUPLICATE,
    "review": "none",
    "rtl": False,
    "scale": 0.2,
    "script": "Latn",
    "source": "Vad är sfi?",
    "swedish_name": "swahili",
    "actor": "regionen",
    "since": TODAY,
    "thing": "reminder none",
    "title": "Odla i staden",
    "until": TODAY + timedelta(days=1),
    "visit": "none",
    "wait": "none",
    "seen": ("antagen",),
    "unseen": (),
    "sheet": "valkommen",
    "signed_by": lambda *_: True,
    "staff": COLLEAGUE.id,
    "state": InterventionState.DECIDED,
    "status": EnteredStatus("ASYL", TODAY),
    "step": "none",
    "relation": EnteredRelation(RelationKind.GOD_MAN, name="Anna Berg"),
    "take": lambda *_: True,
    "text": "Påhittad",
    "tie": "none",
    "trial": WORK,
    "type": "personnummer",
    "unchosen": (Unchosen("people.speaks", "Arabiska", "Somaliska"),),
    "unit": "",
    "wanted": lambda: True,
    "value": "070-174 06 11",
    "version": 1,
    "why": "",
    "words": str,
    "wide": 100,
    "workbook": Path("none.xlsx"),
    "area": "none",
    "contact": "",
    "goes_on": lambda *_: True,
    "kid": "none",
    "last_day": TODAY,
    "rows": (),
    "rule": "none",
    "update": b"",
    "files": {},
    "renewed_on": TODAY,
    "spelling": EnteredName(NameRole.ALIAS, ((TokenRole.GIVEN, "Amira"),)),
}
# where one word means two things
OWN_VALUES: dict[str, dict[str, object]] = {
    "letter_texts.change_text": {"sheet": "sfi"},
    "letter_texts.record_review": {"sheet": "sfi", "language": "ti", "version": "", "name": "A B", "day": TODAY},
    "letter_texts.approve_sheet": {"sheet": "sfi", "language": "ti", "version": ""},
    "letter_exchange.export_po": {"sheet": "sfi", "language": "ti"},
    "gaps.list_people_in_gap": {"kind": Between.WAITING, "code": "regionen"},
    "letter_batch.cover_list": {"done": MergeDone("valkommen", "saved", ())},
    "lists.export_list": {"kind": FileKind.CSV, "people": None},
    "law_local.add_local_rule": {"entered": EnteredRule(LocalKind.RIGHT, "sfi", (), "", "", TODAY)},
    "access.assign": {"kind": AssignmentKind.CO_ASSIGNED, "begins": TODAY + timedelta(days=1)},
    "status.record_accommodation": {"code": "eget"},
    "agenda.settle_visit": {"outcome": VisitOutcome.CAME},
    "agenda.wait_for": {"text": "Svar"},
    "plan.approve_plan": {"how": Approval.MEETING},
    "plan.compare_plans": {"number": 1},
    "plan.draft_plan": {"entered": EnteredPlan("Påhittad")},
    "suggestions.decline_suggestion": {"type": "sprakcafe"},
    "notes.keep_note": {"entered": EnteredNote("Påhittad")},
    "handing_over.take_out_colleague": {"colleague": COLLEAGUE.id},
    "agenda.book_visit": {"visit": EnteredVisit(TODAY)},
    "household.record_no_contact": {"entered": EnteredNoContact(name="Karim H.")},
    "protection.protect": {"kind": ProtectionKind.SECRECY_MARK},
    "pairs.judge_pair": {"decision": PairDecision.LATER},
    "linking.unlink": {"ground": SplitGround.WRONG_FILE},
    "interventions.move_intervention": {"version": None, "scale": None},
    "interventions.edit_intervention": {"version": None, "details": interventions.InterventionDetails("kommunen")},
    "interventions.follow_up": {"scale": None},
    "intervention_catalogue.change_catalogue": {"entered": EnteredLocal(LocalChange.HIDDEN, "cykelkurs")},
    "classification.change_classification": {"entered": EnteredClassification("AV", gone=True)},
    "people.add_contact": {"version": None},
    "people.move_to_address": {"version": None},
    "people.find_candidates": {"intake": Intake(given="Påhittad", family="Enhetens")},
    "drafts.discard_draft": {"kind": "intake"},
    "drafts.load_draft": {"kind": "intake"},
    "drafts.save_draft": {"kind": "intake"},
    "erasure.record_office_facts": {"board": Board.SOCIAL, "provider": Provider.MUNICIPAL},
    "erasure.record_retention_facts": {"facts": EnteredFacts()},
}


def shown(rows: Iterable[Any]) -> set[str]:
    return {getattr(row, "person", row).id for row in rows}


def holder(answer: Any) -> set[str]:
    return {answer.holder} - {""}


# services that show several people or look for them: which they showed is compared with the matrix
LISTS: dict[str, tuple[Callable[[Any], object], set[str]]] = {
    "people.list_people": (shown, set(RECORDS)),
    "people.find_people": (shown, set(RECORDS)),
    "finding.look_up": (shown, set(RECORDS)),
    "pairs.list_pairs": (lambda rows: {one.id for row in rows for one in (row.one, row.other)}, set()),
    "people.find_candidates": (shown, {"Enhetens", "Enhetens skyddad"}),
    "people.count_people": (lambda count: count, set(RECORDS)),
    "people.try_number": (holder, {"Enhetens"}),
    "note_search.find_notes": (
        shown,
        {name for name, classes in RECORDS.items() if RecordClass.PROTECTED not in classes},
    ),
    "quality.count_gaps": (lambda gaps: next(one.people for one in gaps if one.gap is Gap.SEX), set(RECORDS)),
    "quality.list_people_with": (shown, set(RECORDS)),
    "gaps.count_gaps_between": (
        lambda tallies: sum(one.people for one in tallies if one.kind is Between.WAITING),
        set(RECORDS),
    ),
    "gaps.list_people_in_gap": (shown, set(RECORDS)),
    "letter_batch.plan_merge": (lambda rows: {row.person for row in rows}, set(RECORDS)),
}
# services under a permission about people that show nobody's record
WORDS = {
    "importing.list_batches",
    "importing.undo_batch",  # whom it leaves as she is, is bounded: see test_import_batches
    "attachments.attachment_page",
    "access.find_hidden",  # tells a case number and a unit on purpose, see test_access
    "gaps.list_lead_times",  # medians of the office, see test_gaps
    "household.list_move_rules",
    "letters.letter_page",
    "letters.letter_pages",
    "letters.issue_letters",  # named ones; whom it writes to is bounded, see test_letter_batch
    "letter_batch.cover_list",  # of what was made
    "letter_batch.run_merge",  # named ones, as above
    "handing_over.take_out_colleague",  # writes a file, see test_handing_over
    "lists.export_list",  # writes a file, see test_lists
    "letters.list_letter_languages",
    "plan_print.list_plan_languages",
    "letters.list_sheets",
    "people.settle_search",
    "today.refresh_duties",  # shows nobody; whose duties are worked out is bounded, see test_today
    "today.read_today",  # shows only what waits, see test_today
}


class World:
    """One copy of the register with a person in each class of record."""

    def __init__(self, template: Path, folder: Path) -> None:
        self._template = template
        self._path = folder / "register.db"
        self.register = self._open()
        with self.register.read() as reader:
            rows = reader.person_rows(offset=0, limit=50)
            self.people = {row.name.removeprefix("Påhittad "): PersonId(row.id) for row in rows}
            self.notes = {name: NoteId(reader.person_file(person).notes[0].id) for name, person in self.people.items()}
            self.interventions = {
                name: InterventionId(reader.person_file(person).interventions[0].id)
                for name, person in self.people.items()
            }

    def _open(self) -> Register:
        shutil.copy(self._template, self._path)
        register = Register.open(self._path, key=KEY, clock=lambda: NOW)
        register.compartments.keyring = WORK
        return register

    def close(self) -> None:
        self.register.close()
        for left in self._path.parent.iterdir():
            left.unlink()

    def rows(self) -> list[int]:
        """Return how many rows each table has."""
        with self.register.raw_connection() as connection:
            query = "SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name"
            tables = connection.exec_driver_sql(query).scalars().all()
            counts = (f'(SELECT count(*) FROM "{table}")' for table in tables)  # noqa: S608 - names of tables
            return list(connection.exec_driver_sql(f"SELECT {', '.join(counts)}").one())  # noqa: S608


@pytest.fixture(scope="session")
def peopled(template: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("matrix") / "register.db"
    shutil.copy(template, path)
    register = Register.open(path, key=KEY, clock=lambda: NOW)
    tester = User(TESTER, "Testaren", frozenset({Role.CASEWORKER}))
    with register.change(by=MAJ) as tx:
        for one in (tester, COLLEAGUE, STRANGER):
            tx.put_staff(one)
        tx.commit()
    for name, classes in RECORDS.items():
        by = tester if RecordClass.OWN in classes else STRANGER if RecordClass.OTHER in classes else COLLEAGUE
        intake = Intake(given="Påhittad", family=name, numbers=(NUMBER,) if name == "Enhetens" else ())
        person = PersonId(people.register_person(register, intake=intake, by=by).created)
        interventions.add_intervention(register, person=person, entered=WAITS, by=by)
        course = interventions.EnteredIntervention("sfi-kurs")
        interventions.add_intervention(register, person=person, entered=course, by=by)
        notes.write_note(register, person=person, text="Påhittad anteckning", happened_on=TODAY, by=by)
        if RecordClass.PROTECTED in classes:
            _mark_protected(register, person)
    register.close()
    return path


def _mark_protected(register: Register, person: PersonId) -> None:
    """Protected with nothing sealed: what the gate looks at, and no more."""
    with register.change(by=MAJ) as tx:
        run = tx.connection.exec_driver_sql
        row = "INSERT INTO compartments (id, key_name, sealed_to, created, swept) VALUES (?, ?, '', ?, 1)"
        run(row, (person, person, "2026"))
        run(
            "INSERT INTO protections (id, person_id, compartment_id, kind, begins, ends, age_from) "
            "VALUES (?, ?, ?, 'sekretessmarkering', '2026-01-01', NULL, NULL)",
            (person, person, person),
        )
        tx.commit()


@pytest.fixture(scope="module")
def shared_world(peopled: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    made = World(peopled, tmp_path_factory.mktemp("world"))
    yield made
    made.close()


@pytest.fixture
def world(shared_world: World, monkeypatch: pytest.MonkeyPatch) -> Iterator[World]:
    """The world that nobody changes: whoever wants to keep what she wrote has passed the gate and got ``Beyond``."""

    def beyond(_transaction: Transaction, **_more: object) -> None:
        raise Beyond("commit")

    before = shared_world.rows()
    monkeypatch.setattr(Transaction, "commit", beyond)
    yield shared_world
    assert shared_world.rows() == before


@pytest.fixture
def changing_world(peopled: Path, tmp_path: Path) -> Iterator[World]:
    made = World(peopled, tmp_path)
    yield made
    made.close()


def call(world: World, entry: ServiceEntry, role: Role, record: str) -> tuple[str, object]:
    """Call a service as ``role`` on ``record``; return the code of the gate that stopped it, or "", and the answer."""
    area, function = entry.name.rsplit(".", 1)
    act = getattr(importlib.import_module(f"caseworker.services.{area}"), function)
    given = (
        VALUES
        | {"person": world.people[record], "intervention": world.interventions[record]}
        | {"note": world.notes[record]}
    )
    given |= OWN_VALUES.get(entry.name, {})
    wanted = inspect.signature(act).parameters
    needed = {name for name, one in wanted.items() if one.default is one.empty} - {"register", "by"}
    assert needed <= set(given), f"{entry.name}: say in VALUES what it is called with"
    by = User(TESTER, "Testaren", frozenset({role}))
    try:
        return "", act(world.register, **{name: given[name] for name in needed}, by=by)
    except Beyond:
        return "", None
    except CaseworkerError as fault:
        return (fault.code if fault.code in GATES else ""), None


def about_one(entry: ServiceEntry) -> bool:
    """Tell whether the service is about one person's record."""
    area, function = entry.name.rsplit(".", 1)
    act = getattr(importlib.import_module(f"caseworker.services.{area}"), function)
    return bool({"person", "intervention", "note"} & set(inspect.signature(act).parameters))


PERMISSIONS = roles.load().permissions
ON_RECORDS = sorted(name for name, one in SERVICES.items() if PERMISSIONS[one.needs].about_people and about_one(one))
LISTED = sorted(
    name for name, one in SERVICES.items() if PERMISSIONS[one.needs].about_people and name not in {*ON_RECORDS, *WORDS}
)
PLAIN = sorted(set(SERVICES) - set(ON_RECORDS) - set(LISTED))


@pytest.mark.parametrize("name", ON_RECORDS)
def test_a_service_about_a_record_does_what_the_matrix_says(name: str, world: World) -> None:
    entry = SERVICES[name]
    told, expected = {}, {}
    for role in Role:
        reached = PERMISSIONS[entry.needs].classes([role])
        for record, classes in RECORDS.items():
            gate, answer = call(world, entry, role, record)
            told[role, record] = gate
            within = classes <= reached
            beyond = "access.out_of_reach"
            if name == "access.open_in_need" and RecordClass.PROTECTED in classes:
                beyond = "access.protected"  # it is told who can
            expected[role, record] = "" if within else beyond if reached else "access.not_granted"
            assert answer is None or not gate
    assert told == expected


@pytest.mark.parametrize("name", LISTED)
def test_a_list_shows_what_the_matrix_says(name: str, changing_world: World) -> None:
    world, entry, (read, found_at_all) = changing_world, SERVICES[name], LISTS[name]
    for role in Role:
        reached = PERMISSIONS[entry.needs].classes([role])
        gate, answer = call(world, entry, role, "Enhetens")
        assert gate == ("" if reached else "access.not_granted"), role
        if not gate:
            told = {world.people[record] for record in found_at_all if RECORDS[record] <= reached}
            found = read(answer)
            assert found == (len(told) if isinstance(found, int) else told), role


@pytest.mark.parametrize("name", PLAIN)
def test_a_service_about_no_record_does_what_the_matrix_says(name: str, world: World) -> None:
    entry = SERVICES[name]
    for role in Role:
        gate, _answer = call(world, entry, role, "Enhetens")
        assert gate == ("" if PERMISSIONS[entry.needs].classes([role]) else "access.not_granted"), role


def test_a_look_in_need_opens_what_the_matrix_says_and_no_more(changing_world: World) -> None:
    """With a look at all it opens, exactly the permissions marked ``in_need`` reach beyond the role's own classes."""
    world, by = changing_world, User(TESTER, "Testaren", frozenset({Role.LOCUM}))
    open_to_all = {name for name, classes in RECORDS.items() if RecordClass.PROTECTED not in classes}
    for name in open_to_all:
        access.open_in_need(world.register, person=world.people[name], reason="Ett skäl som räcker.", by=by)
    for name in ON_RECORDS:
        entry = SERVICES[name]
        permission = PERMISSIONS[entry.needs]
        if entry.writes and name != "people.open_file":
            continue
        for record, classes in RECORDS.items():
            reached = permission.classes([Role.LOCUM])
            within = classes <= reached or (permission.in_need and record in open_to_all)
            gate, _answer = call(world, entry, Role.LOCUM, record)
            assert (gate == "") == within, (name, record)


def test_every_permission_is_some_services() -> None:
    assert set(PERMISSIONS) == {entry.needs for entry in SERVICES.values()}


def test_every_row_of_this_test_is_of_a_service() -> None:
    assert {*LISTS, *WORDS, *OWN_VALUES} <= set(SERVICES)
    assert set(LISTED) == set(LISTS)
