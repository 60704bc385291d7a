"""Classification codes (klassningskoder) as they are here: the shipped ones under the municipality's own dated rows."""

from dataclasses import dataclass
from datetime import date, datetime

import uuid_utils

from caseworker import codes
from caseworker.domain.access import User
from caseworker.domain.changes import Changes, Event
from caseworker.domain.classification import (
    LONGEST_CODE,
    LONGEST_WORDS,
    Classification,
    LocalClassification,
    on_day,
    written,
)
from caseworker.domain.enrolment import tidy
from caseworker.errors import Refused
from caseworker.services import _active_law
from caseworker.services.registry import service
from caseworker.store import classification_rows
from caseworker.store.register import Register


@dataclass(frozen=True, slots=True)
class EnteredClassification:
    """A row as typed. ``gone``: the code is used no more, and then nothing else is asked."""

    code: str
    sv: str = ""
    statuses: tuple[str, ...] = ()
    gone: bool = False


@dataclass(frozen=True, slots=True)
class LocalClassificationShown:
    """A row of the municipality for a list; ``by`` is a name."""

    code: str
    sv: str
    statuses: tuple[str, ...]
    gone: bool
    begins: date
    reason: str
    made: datetime
    by: str


@service(needs="codes.read", record="none", retention="session", writes=False)
def classification_codes(register: Register, *, day: date, by: User) -> tuple[Classification, ...]:
    """Return the codes that are used on ``day``, by code. One that is not among them may be recorded all the same."""
    with register.read() as reader:
        return on_day(codes.classifications(), classification_rows.local_rows(reader.connection), day)


@service(needs="catalogue.change", record="register", retention="register", writes=False)
def local_classifications(register: Register, *, by: User) -> tuple[LocalClassificationShown, ...]:
    """Return the municipality's own rows, newest first."""
    with register.read() as reader:
        names = {one.id: one.name for one in reader.staff()}
        rows = classification_rows.local_rows(reader.connection)
    return tuple(
        LocalClassificationShown(
            code=row.code,
            sv=row.sv,
            statuses=row.statuses,
            gone=row.gone,
            begins=row.begins,
            reason=row.reason,
            made=row.made,
            by=names.get(row.made_by, row.made_by),
        )
        for row in reversed(rows)
    )


@service(needs="catalogue.change", record="register", retention="register")
def change_classification(
    register: Register, *, entered: EnteredClassification, begins: date, reason: str, by: User
) -> Changes:
    """Write a row that holds from ``begins`` on: a new code, other words for one, or that it is used no more.

    What is recorded of people stays. Raises ``Refused`` with ``classification.code | words | status | reason``.
    """
    code, words, why = written(entered.code), tidy(entered.sv), tidy(reason)
    if not (code.isalnum() and len(code) <= LONGEST_CODE):
        raise Refused("classification.code", longest=LONGEST_CODE)
    if not entered.gone and not 0 < len(words) <= LONGEST_WORDS:
        raise Refused("classification.words", longest=LONGEST_WORDS)
    if not why:
        raise Refused("classification.reason")
    with register.change(by=by) as tx:
        known = {entry.code for entry in _active_law.statuses(tx.reader).statuses}
        for status in entered.statuses:
            if status not in known:
                raise Refused("classification.status")
        row = LocalClassification(
            id=str(uuid_utils.uuid7()),
            code=code,
            sv="" if entered.gone else words,
            statuses=() if entered.gone else tuple(dict.fromkeys(entered.statuses)),
            gone=entered.gone,
            begins=begins,
            reason=why,
            made=tx.at,
            made_by=by.id,
        )
        classification_rows.add(tx.connection, row)
        told = {"code": code, "gone": entered.gone, "begins": begins.isoformat(), "reason": why}
        tx.note(Event("classification.changed", "", told))
        return tx.commit(created=code)
