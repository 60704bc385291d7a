"""What the log tells of one person: who looked at her file and what of it left the register. Writes nothing."""

import json
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date, datetime
from zoneinfo import ZoneInfo

from sqlalchemy import Connection

from caseworker.domain.handing_out import HandedOut, LookedAt
from caseworker.store.compartments import Opened
from caseworker.store.engine import read_rows
from caseworker.store.sealable import PAYLOAD

LISTED = "people.listed"
_STOCKHOLM = ZoneInfo("Europe/Stockholm")
_SUBJECTS = """
    SELECT value FROM json_each(:people)
    UNION SELECT id FROM cases WHERE person_id IN (SELECT value FROM json_each(:people))"""
_ROWS = f"""
    SELECT a.seq, a.at, a.actor, a.action, p.body FROM audit AS a LEFT JOIN audit_payloads AS p ON p.seq = a.seq
    WHERE a.subject IN ({_SUBJECTS}) AND a.action IN (SELECT value FROM json_each(:actions)) ORDER BY a.seq"""  # noqa: S608 - words of ours
_LISTS = """
    SELECT a.seq, a.at, a.actor, a.action, p.body FROM audit AS a JOIN audit_payloads AS p ON p.seq = a.seq
    WHERE a.action = :action AND EXISTS (SELECT 1 FROM json_each(:people) AS one WHERE instr(p.body, one.value))
    ORDER BY a.seq"""
_SEALED = "SELECT record, body FROM sealed_fields WHERE person_id = ? AND field = ?"
_STAFF = "SELECT id, name, roles FROM staff"
_WORKED = "SELECT staff_id, unit, begins, ends FROM employments ORDER BY begins, id"
_HIDING = """
    SELECT person_id FROM no_contacts WHERE other_id IN (SELECT value FROM json_each(:people))
    UNION SELECT person_id FROM protections WHERE ends IS NULL
        AND person_id NOT IN (SELECT value FROM json_each(:people))"""


def looks(connection: Connection, people: Sequence[str], actions: Collection[str], *, unit: str) -> list[LookedAt]:
    """Return every look at the files ``people``, oldest first; ``unit`` is the register's own."""
    staff = {id: (name, tuple(roles.split())) for id, name, roles in read_rows(connection, _STAFF)}
    worked = _worked(connection)
    found = []
    for _seq, at, actor, action, _body in _rows(connection, people, actions):
        when = datetime.fromisoformat(at)
        name, roles = staff.get(actor, (actor, ()))
        day = when.astimezone(_STOCKHOLM).date()
        found.append(LookedAt(when, name, roles, worked.get(actor, day) or unit, action))
    return found


def handed_out(
    connection: Connection, people: Sequence[str], actions: Collection[str], opened: Mapping[str, Opened]
) -> list[HandedOut]:
    """Return what of these files left the register, oldest first; ``opened`` are compartments by person."""
    names = {id: name for id, name, _roles in read_rows(connection, _STAFF)}
    sealed = dict(_sealed(connection, opened))
    rows = [*_rows(connection, people, actions), *_lists(connection, people)]
    found = []
    for seq, at, actor, action, body in sorted(rows, key=lambda row: int(row[0])):
        told = json.loads(sealed.get(int(seq)) or body or "{}")
        name = names.get(actor, actor)
        found.append(HandedOut(datetime.fromisoformat(at), name, action, str(told.get("purpose", ""))))
    return found


def hidden_from(connection: Connection, people: Sequence[str]) -> frozenset[str]:
    """Return who must not be told of to these people: they are not to be reached by them, or are protected."""
    return frozenset(person for (person,) in read_rows(connection, _HIDING, {"people": json.dumps(people)}))


class _Units:
    """Where each member of staff worked on a day."""

    def __init__(self, rows: Iterable[Sequence[str | None]]) -> None:
        self._rows = list(rows)

    def get(self, staff: str, day: date) -> str:
        """Return her unit on ``day``, "" when she had none of her own."""
        held = [
            str(unit)
            for who, unit, begins, ends in self._rows
            if who == staff and str(begins) <= day.isoformat() <= (ends or "9999")
        ]
        return held[-1] if held else ""


def _worked(connection: Connection) -> _Units:
    return _Units(read_rows(connection, _WORKED))


def _rows(connection: Connection, people: Sequence[str], actions: Collection[str]) -> Sequence[Sequence[str]]:
    values = {"people": json.dumps(people), "actions": json.dumps(sorted(actions))}
    return read_rows(connection, _ROWS, values)


def _lists(connection: Connection, people: Sequence[str]) -> Sequence[Sequence[str]]:
    return read_rows(connection, _LISTS, {"people": json.dumps(people), "action": LISTED})


def _sealed(connection: Connection, opened: Mapping[str, Opened]) -> Iterable[tuple[int, str]]:
    for person, key in opened.items():
        for record, body in read_rows(connection, _SEALED, (person, PAYLOAD)):
            yield int(record), key.unseal(record, PAYLOAD, body)["body"]
