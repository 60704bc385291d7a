"""Whatever is handed to a service, it answers or refuses by name, and what it refuses has changed nothing.

Arguments are made from each service's own annotations: text in any script with NUL and marks of direction, long text,
days of two centuries, ids that exist and ids that do not. A service with a type that is not known here fails the first
test: say under ``Room.values`` what may be handed to it.
"""

import enum
import importlib
import inspect
import pkgutil
import shutil
import types
import typing
from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, date, datetime
from functools import cached_property
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter
from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis import strategies as st

import caseworker.services
from caseworker.domain.access import User
from caseworker.domain.ids import CaseId, InterventionId, NoteId, PersonId, StaffId
from caseworker.errors import CaseworkerError
from caseworker.exchange.people_sheet import BadRow
from caseworker.letters.compose import ComposedLetter
from caseworker.services import importing, interventions, letter_batch, letters, notes, people
from caseworker.services.registry import SERVICES
from caseworker.store.backup import Kit
from caseworker.store.register import Register
from tests.campaigns.tally import Tally, cases
from tests.services.conftest import KEY, MAJ, NOW, SAMIRA
from tests.services.papers import a_pdf, a_picture, a_word_document

for _module in pkgutil.iter_modules(caseworker.services.__path__, "caseworker.services."):
    importlib.import_module(_module.name)

_ODD = st.sampled_from(
    (
        "",
        " ",
        "\0",
        "Sam\0ira",
        "\u202eسميرة\u202c",
        "a\u200db\ufeff",
        "x" * 20_000,
        "åäö" * 700,
        "'; DROP TABLE people; --",
        '" OR NEAR(*',
        "{} %s {0.__class__}",
        "=cmd|' /C calc'!A0",
        "<b>&amp;</b>",
        "2026-10",
        "9999-12",
        "0000-00",
        "19880314-2382",
        "198803142382 ",
        "99-123456",
        "http://127.0.0.1:9",
        "https://[::1",
        "http://exämple.se:99999999",
        "../../etc/passwd",
        "ASYL",
        "sv",
        "ar",
        "valkommen",
        "personnummer",
        "dossier",
        "sfi-kurs",
        "saved",
        "𐏿" * 30,
        "e" + "\u0301" * 200,
    )
)
TEXT = st.one_of(_ODD, st.text(alphabet=st.characters(exclude_categories=["Cs"]), max_size=60))
DAYS = st.dates(date(1900, 1, 1), date(2100, 12, 31))
NUMBERS = st.one_of(st.integers(-3, 200), st.sampled_from((-(2**63), 2**31, 2**63 - 1, 2**63, 10**30)), st.integers())
CODES = st.sampled_from(("", "anvisad", "eget", "asylboende", "sjalvbosatt", "okänd", "\0"))
_FIELDS = st.dictionaries(TEXT, st.one_of(TEXT, st.none(), st.booleans(), st.integers()), max_size=4)

# a picture of a page at ten thousand times its size is no fault of a service: screens and printers say these numbers
SENSIBLE: dict[str, st.SearchStrategy[Any]] = {
    "scale": st.floats(0.05, 2),
    "dots_per_inch": st.integers(36, 300),
    "content": st.sampled_from((a_pdf(), a_pdf()[:200], a_picture(), a_word_document(), b"")) | st.binary(max_size=99),
}
Values = dict[Any, st.SearchStrategy[Any]]


class Room:
    """One register with somebody in it, and what exists there."""

    def __init__(self, template: Path, folder: Path) -> None:
        """Copy the register and register a person with a note and an intervention."""
        self.folder = folder
        shutil.copy(template, folder / "register.db")
        self.register = Register.open(folder / "register.db", key=KEY, clock=lambda: NOW)
        self.person = PersonId(people.register_person(self.register, intake=SAMIRA, by=MAJ).created)
        course = interventions.EnteredIntervention("sfi-kurs")
        made = interventions.add_intervention(self.register, person=self.person, entered=course, by=MAJ).created
        self.intervention = InterventionId(made)
        note = notes.write_note(self.register, person=self.person, text="Ett möte", happened_on=NOW.date(), by=MAJ)
        self.note = NoteId(note.created)
        self.letter = letters.issue_letter(
            self.register, person=self.person, sheet="valkommen", language="sv", how="saved", by=MAJ
        )

    @cached_property
    def opened(self) -> importing.OpenedList:
        """A list that was read."""
        return importing.open_list(self.register, workbook=_files(self.folder)[0], by=MAJ)

    @cached_property
    def values(self) -> Values:
        """What may be handed to a parameter of each type."""
        files = st.sampled_from(_files(self.folder))
        return {
            str: st.one_of(TEXT, CODES),
            int: NUMBERS,
            float: st.floats(),
            bool: st.booleans(),
            bytes: st.binary(min_size=32, max_size=32),  # keys come from the vault: they have their length
            date: DAYS,
            datetime: st.datetimes(datetime(1900, 1, 1), datetime(2100, 1, 1), timezones=st.just(UTC)),  # noqa: DTZ001
            Path: files,
            StaffId: st.sampled_from((MAJ.id, StaffId("nobody"))) | TEXT.map(StaffId),
            PersonId: st.just(self.person) | TEXT.map(PersonId),
            CaseId: TEXT.map(CaseId),
            NoteId: st.just(self.note) | TEXT.map(NoteId),
            InterventionId: st.just(self.intervention) | TEXT.map(InterventionId),
            ComposedLetter: st.just(self.letter),
            Kit: st.just(Kit(KEY, None, {}, self.folder / "backups")),
            Mapping[str, object]: _FIELDS,
            importing.OpenedList: st.just(self.opened),
            importing.Trial: st.just(importing.try_list(self.register, opened=self.opened, by=MAJ)),
            Callable[[int, int], bool]: st.sampled_from((lambda *_: True, lambda *_: False)),
            Callable[[BadRow], str]: st.just(repr),
            Callable[[str], str]: st.just(str),
            letter_batch.Take: st.sampled_from((lambda *_: True, lambda *_: False)),
            Callable[[], bool]: st.sampled_from((lambda: True, lambda: False)),
            Callable[[str, bytes, bytes], bool]: st.sampled_from((lambda *_: True, lambda *_: False)),
        }

    def made_of(self, kind: Any) -> st.SearchStrategy[Any]:
        """Return what may be handed to a parameter of ``kind``. Raises ``TypeError`` for a kind nobody has named."""
        if kind in self.values:
            return self.values[kind]
        origin, parts = typing.get_origin(kind), typing.get_args(kind)
        if kind is type(None):
            return st.none()
        if isinstance(kind, typing.NewType):
            return self.made_of(kind.__supertype__)
        if origin in (typing.Union, types.UnionType):
            return st.one_of(*(self.made_of(part) for part in parts))
        if origin is typing.Literal:
            return st.sampled_from(parts)
        if origin is Mapping:
            return st.dictionaries(self.made_of(parts[0]), self.made_of(parts[1]), max_size=3)
        if origin is tuple and ... not in parts:
            return st.tuples(*(self.made_of(part) for part in parts))
        if origin in (tuple, Sequence, frozenset, set, list):
            several = st.lists(self.made_of(parts[0]), max_size=3)
            return several.map(frozenset if origin in (frozenset, set) else tuple)
        if isinstance(kind, type) and issubclass(kind, enum.Enum):
            return st.sampled_from(kind)
        if hasattr(kind, "__dataclass_fields__"):
            fields = typing.get_type_hints(kind)
            return st.builds(kind, **{field: self.made_of(fields[field]) for field in kind.__dataclass_fields__})
        raise TypeError(f"say in tests/services/test_fuzz.py what may be handed to a parameter of type {kind}")

    def kept(self) -> tuple[dict[str, int], str]:
        """Return how many rows every table has, and the head of the log."""
        with self.register.raw_connection() as connection:
            tables = connection.exec_driver_sql("SELECT name FROM sqlite_schema WHERE type = 'table'").scalars().all()
            counts = {
                table: connection.exec_driver_sql(f'SELECT count(*) FROM "{table}"').scalar_one()  # noqa: S608  # own
                for table in tables
            }
            people = connection.exec_driver_sql("SELECT id, version FROM people ORDER BY id").all()
        return counts, str(people)


def _files(folder: Path) -> list[Path]:
    book = folder / "people.xlsx"
    with xlsxwriter.Workbook(book) as written:
        sheet = written.add_worksheet()
        for number, row in enumerate((("Förnamn", "Efternamn", "Född"), ("Å\u202eb", "x" * 3000, "1990-13-45"))):
            sheet.write_row(number, 0, row)
    (folder / "torn.xlsx").write_bytes(book.read_bytes()[:900])
    (folder / "table.csv").write_bytes("Förnamn;Efternamn\nÅsa;\x00\n".encode("cp1252"))
    return [book, folder / "torn.xlsx", folder / "table.csv", folder / "missing.xlsx", folder]


def function_of(name: str) -> Callable[..., object]:
    """Return the service of that name."""
    area, function = name.rsplit(".", 1)
    found: Callable[..., object] = getattr(importlib.import_module(f"caseworker.services.{area}"), function)
    return found


def arguments(room: Room, name: str) -> dict[str, st.SearchStrategy[Any]]:
    """Return what may be handed to each parameter of the service besides the register and who calls."""
    function = inspect.unwrap(function_of(name))
    hints = typing.get_type_hints(function)
    parameters = list(inspect.signature(function).parameters)[1:]
    return {
        parameter: SENSIBLE[parameter] if parameter in SENSIBLE else room.made_of(hints[parameter])
        for parameter in parameters
        if hints[parameter] is not User
    }


@pytest.fixture(scope="module")
def room(template: Path, tmp_path_factory: pytest.TempPathFactory) -> Room:
    """One room for all services: what one has written is there for the next."""
    return Room(template, tmp_path_factory.mktemp("fuzz"))


def test_every_service_can_be_fuzzed(room: Room) -> None:
    untold = {}
    for name in SERVICES:
        try:
            arguments(room, name)
        except TypeError as unknown:
            untold[name] = str(unknown)
    assert untold == {}


@pytest.mark.campaign(id="F", what="every service called with arguments of its types that nobody meant")
@pytest.mark.parametrize("name", sorted(SERVICES))
def test_a_service_answers_or_refuses_by_name_and_leaves_nothing_half_written(
    room: Room, name: str, tally: Tally
) -> None:
    entry, service = SERVICES[name], function_of(name)

    @seed(20261122)
    @settings(
        max_examples=cases(5, 200, 3000),
        deadline=None,
        database=None,
        phases=(Phase.generate,),
        suppress_health_check=list(HealthCheck),
    )
    @given(st.fixed_dictionaries(arguments(room, name)))
    def call(given_to_it: dict[str, Any]) -> None:
        before = room.kept()
        tally.count()
        refused = ""
        try:
            service(room.register, **given_to_it, by=MAJ)
        except CaseworkerError as fault:
            refused = fault.code
        if refused or not entry.writes:
            assert room.kept() == before, f"{name} has changed something: {refused or 'it says that it does not write'}"

    call()
