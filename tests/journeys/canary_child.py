"""Puts canaries through every service of the registry and writes down what the program said: ``FOLDER`` is its world.

Arguments are made from the signature: a text gets a canary unless its name says that it is a code. A service whose
parameters nobody here can make ends the run: teach ``VALUES``, ``CODES`` or ``SPOKEN`` below what it needs.
"""

import enum
import importlib
import inspect
import json
import logging
import pkgutil
import sys
import traceback
import types
import typing
from collections.abc import Callable, Mapping, Sequence
from dataclasses import fields, is_dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import xlsxwriter

import caseworker.services
from caseworker import platform
from caseworker.app import Application, Session
from caseworker.domain.access import User
from caseworker.domain.intake import EnteredNumber, EnteredStatus
from caseworker.domain.intervention import InterventionState
from caseworker.domain.notes import EnteredNote, NoteKind
from caseworker.errors import CaseworkerError
from caseworker.i18n import ui_translator
from caseworker.messages import describe
from caseworker.platform.logs import tell_unforeseen
from caseworker.services.interventions import EnteredIntervention
from caseworker.services.registry import SERVICES
from caseworker.store.register import Register
from tests.canaries import CANARIES, found_in
from tests.services.papers import a_word_document

# what a field with this name is given; any other text gets one of the canaries that are left
SPOKEN = {
    "given": CANARIES[0],
    "family": CANARIES[1],
    "original_name": CANARIES[2],
    "migration_name": CANARIES[3],
    "number": CANARIES[4],
    "phone": CANARIES[5],
    "email": CANARIES[6],
    "street": CANARIES[7],
    "city": CANARIES[8],
    "care_of": CANARIES[9],
    "text": CANARIES[10],
    "heading": CANARIES[11],
    "search": CANARIES[12],
    "outcome": CANARIES[14],
    "reason": CANARIES[15],
}
LEFT = (CANARIES[13], *CANARIES[16:])
# names of parameters and fields that are codes of the program, never somebody's words
CODES = {
    "accommodation": "eget",
    "actor": "",
    "arrived_through": "",
    "arrival": "",
    "area": "",
    "born_source": "",
    "category": "",
    "classification": "",
    "child_of": "",
    "chosen": "",
    "class_": "A",
    "code": "ASYL",
    "country": "",
    "endpoint": "",
    "flag": "",
    "ground": "",
    "how": "saved",
    "interpreter": "",
    "interpreter_language": "sv",
    "key": "",
    "kind": "intake",
    "language": "sv",
    "municipality": "0380",
    "outcome_code": "",
    "payer": "",
    "period": "2026-10",
    "postcode": "12345",
    "purpose": "",
    "reads": "sv",
    "rule": "",
    "seen": "antagen",
    "settlement": "anvisad",
    "sheet": "valkommen",
    "speaks": "sv",
    "stage": "",
    "state": "",
    "type": "personnummer",
    "unit": "Mottagningen",
    "unseen": "narvaro",
    "why": "changed",
}
TODAY = date(2026, 11, 21)
STATUS = EnteredStatus("ASYL", TODAY)
# what must succeed, in this order, with what cannot be guessed from a signature
FIRST: dict[str, dict[str, object]] = {
    "people.register_person": {"status": STATUS, "numbers": (EnteredNumber("personnummer", CANARIES[4]),)},
    "people.open_file": {},
    "people.add_number": {"number": EnteredNumber("dossier", "99-123456"), "begins": TODAY},
    "people.add_contact": {"value": CANARIES[5], "version": None},
    "people.move_to_address": {"version": None},
    "people.reveal_number": {},
    "people.find_people": {"text": CANARIES[0]},
    "people.settle_search": {"text": SPOKEN["search"]},
    "interventions.add_intervention": {
        "entered": EnteredIntervention(
            "sfi-kurs", outcome=CANARIES[14], detail=CANARIES[11], contact=CANARIES[1], place=CANARIES[8]
        )
    },
    "interventions.move_intervention": {"state": InterventionState.DECIDED},
    "notes.write_note": {
        "text": f"{CANARIES[10]}. {CANARIES[11]}. {CANARIES[15]}",
        "happened_on": TODAY,
        "corrects": None,
    },
    "notes.dispute_note": {"text": CANARIES[15]},
    "notes.keep_note": {
        "entered": EnteredNote(CANARIES[13], NoteKind.STATEMENT, CANARIES[17], interpreter=CANARIES[1])
    },
    "notes.sign_note": {},
    "note_search.find_notes": {"text": CANARIES[10].split()[0]},
    "drafts.save_draft": {"fields": {str(n): words for n, words in enumerate(CANARIES)}},
    "attachments.add_attachment": {
        "content": a_word_document(CANARIES[17]),
        "file_name": f"{CANARIES[16]}.docx",
        "title": CANARIES[11],
    },
    "attachments.save_attachment": {"purpose": CANARIES[15]},
    "letters.issue_letter": {"to": "", "previewed": ""},
    "letter_checks.look_at_letter": {"to": ""},
    "letters.preview_letter": {"to": ""},
    "client_view.open_client": {},
    "importing.read_workbook": {},
}


# what is written into a folder of the user's own
HANDED_OUT = (
    "records.take_out_journal",
    "records.take_out_extract",
    "records.take_out_looks",
    "records.take_out_handover",
    "handing_over.take_out_colleague",
)


class NobodyKnows(Exception):
    """A service wants something that this program cannot make."""


class Caller:
    """Makes arguments and calls services in one session."""

    def __init__(self, application: Application, session: Session, folder: Path) -> None:
        self.session, self.register, self.folder = session, session.register, folder
        self.made: dict[str, str] = {}
        self.lasting: dict[str, object] = {"kit": application.backup_kit(session)}
        self.given = dict(self.lasting)
        self._next = 0

    def arguments(self, function: Callable[..., object]) -> dict[str, object]:
        """Return what ``function`` is called with."""
        plain = inspect.unwrap(function)
        hints = typing.get_type_hints(plain)
        names = [name for name in inspect.signature(plain).parameters if name != "register"]
        return {name: self.value(name, hints[name]) for name in names}

    def value(self, name: str, hint: Any) -> Any:
        """Return something of the kind ``hint`` for what is called ``name``."""
        if name in self.given:
            return self.given[name]
        if hint is User:
            return self.session.user
        if isinstance(hint, typing.NewType):
            return self.made.get(hint.__name__, "0190a000-0000-7000-8000-00000000ffff")
        origin, parts = typing.get_origin(hint), typing.get_args(hint)
        if origin in (typing.Union, types.UnionType):
            return self.value(name, next(part for part in parts if part is not type(None)))
        if origin is typing.Literal:
            return parts[0]
        if origin in (tuple, list, frozenset, set, Sequence) or hint in (tuple, list):
            content = [self.value(name.removesuffix("s"), part) for part in parts if part is not Ellipsis]
            return (tuple if origin is Sequence else origin)(content)
        if origin in (Mapping, dict):
            return {"note": self.text("draft")}
        if origin is Callable or hint is Callable:
            return lambda *_given, **_named: True
        return self.plain(name, hint)

    def plain(self, name: str, hint: Any) -> Any:
        """Return a value of an ordinary class."""
        if hint in (str, object):
            return CODES[name] if name in CODES else self.text(name)
        if hint is Path:
            return self.workbook()
        if isinstance(hint, type) and issubclass(hint, enum.Enum):
            return next(iter(hint))
        if hint in _PLAIN:
            return _PLAIN[hint]
        if is_dataclass(hint) and isinstance(hint, type):
            hints = typing.get_type_hints(hint)
            return hint(**{one.name: self.value(one.name, hints[one.name]) for one in fields(hint) if one.init})
        raise NobodyKnows(f"{name}: {hint}")

    def text(self, name: str) -> str:
        """Return the canary that belongs to ``name``."""
        if name in SPOKEN:
            return SPOKEN[name]
        self._next += 1
        return LEFT[self._next % len(LEFT)]

    def workbook(self) -> Path:
        """Return a workbook with canaries, in a folder of the user's own."""
        path = self.folder / "chosen by the user" / f"{CANARIES[16]}.xlsx"
        path.parent.mkdir(exist_ok=True)
        with xlsxwriter.Workbook(path) as book:
            sheet = book.add_worksheet()
            sheet.write_row(0, 0, ("Förnamn", "Efternamn", "Personnummer"))
            sheet.write_row(1, 0, (CANARIES[0], CANARIES[1], "19880314-2383"))
            sheet.write_row(2, 0, (CANARIES[19], CANARIES[18], ""))
        return path

    def call(self, name: str, **known: object) -> str:
        """Call one service; return "" or the code of its refusal. What it says of itself goes to the log."""
        self.given = {**self.lasting, **known}
        return self._called(name)

    def _called(self, name: str) -> str:
        area, function = name.rsplit(".", 1)
        service = getattr(importlib.import_module(f"caseworker.services.{area}"), function)
        arguments = self.arguments(service)
        try:
            answer = service(self.register, **arguments)
        except CaseworkerError as fault:
            told = describe(fault, ui_translator("sv").gettext).text
            say(f"{fault!r} {fault.code} {fault.params} {told}")
            say("".join(traceback.format_exception(fault)))
            return fault.code
        except Exception as bug:
            tell_unforeseen(type(bug), bug, bug.__traceback__)
            if type(bug).__module__.startswith(("sqlalchemy", "sqlcipher3")):
                say(str(bug))
            return type(bug).__name__
        self.remember(name, answer)
        return ""

    def remember(self, name: str, answer: object) -> None:
        """Later services are called about what the first ones made."""
        created = getattr(answer, "created", "")
        if name == "people.register_person":
            self.made["PersonId"] = created
        if name == "people.open_file":
            self.made["CaseId"] = getattr(answer, "case_id", "")
            self.lasting["version"] = getattr(answer, "version", 1)
        if name == "interventions.add_intervention":
            self.made["InterventionId"] = created
        if name == "attachments.add_attachment":
            self.lasting["attachment"] = created
        if name in ("notes.write_note", "notes.keep_note"):
            self.made["NoteId"] = created


_PLAIN: dict[Any, Any] = {
    date: TODAY,
    datetime: datetime(2026, 11, 21, 10, 0, tzinfo=UTC),
    int: 1,
    float: 1.0,
    bool: True,
    bytes: b"\0" * 32,
}


def say(text: str) -> None:
    """Say something aloud, as a terminal would; the log is on the other stream."""
    sys.stdout.write(f"{text}\n")


def main() -> None:
    """Do everything in the folder ``argv[1]`` and report in JSON on standard output."""
    folder = Path(sys.argv[1])
    for module in pkgutil.iter_modules(caseworker.services.__path__, "caseworker.services."):
        importlib.import_module(module.name)
    platform.quiet_process()
    logging.getLogger().setLevel(logging.DEBUG)
    logging.getLogger("sqlalchemy").setLevel(logging.DEBUG)
    application = Application(folder=folder / "register")
    session = application.create_demo()
    caller = Caller(application, session, folder)
    codes = {name: caller.call(name, **known) for name, known in FIRST.items()}
    out = {"purpose": CANARIES[15], "folder": folder / "chosen by the user" / "ut"}
    caller.made["StaffId"] = session.user.id
    codes |= {name: caller.call(name, **out) for name in HANDED_OUT}
    del caller.made["StaffId"]
    codes |= {name: caller.call(name) for name in sorted(set(SERVICES) - set(FIRST) - set(HANDED_OUT))}
    inside = _canaries_inside(session.register)
    diagnostics = application.diagnostics(session)
    say(diagnostics.text)
    session.close()
    say(json.dumps({"codes": codes, "inside": inside, "first": [*FIRST, *HANDED_OUT]}))


def _canaries_inside(register: Register) -> list[str]:
    """Return the canaries that the encrypted register holds: what was put in did arrive."""
    with register.raw_connection() as connection:
        tables = connection.exec_driver_sql("SELECT name FROM sqlite_schema WHERE type = 'table'").scalars().all()
        content = b""
        for table in tables:
            rows = connection.exec_driver_sql(f'SELECT * FROM "{table}"').all()  # noqa: S608 - names of our own tables
            content += "\n".join(str(value) for row in rows for value in row).encode()
    return found_in(content)


if __name__ == "__main__":
    main()
