"""The municipality's own rows of the catalogue of interventions: own insats, another actor or payer, not offered here.

Rows are dated and stay: a later row of the same code replaces an earlier one from its day on. The shipped catalogue is
never changed.
"""

from dataclasses import dataclass
from datetime import date, datetime

import uuid_utils

from caseworker import codes
from caseworker.domain.access import User
from caseworker.domain.changes import Changes, Event
from caseworker.domain.enrolment import tidy
from caseworker.domain.intervention_types import (
    LONGEST_TITLE,
    OWN,
    LocalChange,
    LocalIntervention,
)
from caseworker.errors import Refused
from caseworker.services._catalogue import catalogue_on
from caseworker.services.registry import service
from caseworker.store import intervention_rows
from caseworker.store.register import Register


@dataclass(frozen=True, slots=True)
class EnteredLocal:
    """A local row as typed. ``code`` "" makes an own intervention; the texts and ``area`` are for that alone."""

    change: LocalChange
    code: str = ""
    area: str = ""
    actor: str = ""
    payer: str = ""
    sv: str = ""
    en: str = ""


@dataclass(frozen=True, slots=True)
class LocalRow:
    """A local row as it is shown; ``by`` is a name."""

    code: str
    change: str
    begins: date
    actor: str
    payer: str
    sv: str
    en: str
    reason: str
    recorded: datetime
    by: str


@service(needs="catalogue.change", record="register", retention="register", writes=False)
def local_interventions(register: Register, *, by: User) -> tuple[LocalRow, ...]:
    """Return the local rows, newest first."""
    with register.read() as reader:
        names = {one.id: one.name for one in reader.staff()}
        rows = intervention_rows.local_rows(reader.connection)
    return tuple(
        LocalRow(
            row.code,
            row.change.value,
            row.begins,
            row.actor,
            row.payer,
            row.sv,
            row.en,
            row.reason,
            row.recorded,
            names.get(row.recorded_by, row.recorded_by),
        )
        for row in reversed(rows)
    )


@service(needs="catalogue.change", record="register", retention="register")
def change_catalogue(register: Register, *, entered: EnteredLocal, begins: date, reason: str, by: User) -> Changes:
    """Write a local row that holds from ``begins`` on. Answers with the code it is about as ``created``.

    Raises ``Refused`` with ``intervention.unknown_type | unknown_actor | unknown_area | own_only | title_missing |
    text_long | local_reason``.
    """
    why, title = tidy(reason), tidy(entered.sv)
    if not why:
        raise Refused("intervention.local_reason")
    if max(len(title), len(tidy(entered.en))) > LONGEST_TITLE:
        raise Refused("intervention.text_long", longest=LONGEST_TITLE)
    for actor in filter(None, (entered.actor, entered.payer)):
        codes.actor(actor)
    row_id = str(uuid_utils.uuid7())
    with register.change(by=by) as tx:
        code = entered.code or OWN + row_id[-12:]
        of_own = entered.change is LocalChange.OWN
        if entered.change is not LocalChange.HIDDEN and code.startswith(OWN) is not of_own:
            raise Refused("intervention.own_only")
        if of_own:
            _require_own(entered, title)
        if entered.code or not of_own:
            catalogue_on(tx.reader, max(begins, register.today())).find(code)
        row = LocalIntervention(
            id=row_id,
            code=code,
            change=entered.change,
            begins=begins,
            recorded=tx.at,
            recorded_by=by.id,
            area=entered.area,
            actor=entered.actor,
            payer=entered.payer,
            sv=title,
            en=tidy(entered.en),
            reason=why,
        )
        tx.add(row)
        told = {"code": code, "change": entered.change.value, "begins": begins.isoformat(), "reason": why}
        tx.note(Event("catalogue.changed", "", told))
        return tx.commit(created=code)


def _require_own(entered: EnteredLocal, title: str) -> None:
    if not title:
        raise Refused("intervention.title_missing")
    if entered.area not in {row.code for row in codes.intervention_areas()}:
        raise Refused("intervention.unknown_area", code=entered.area[:40])
    codes.actor(entered.actor)
    codes.actor(entered.payer)
