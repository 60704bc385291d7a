"""The lawbook that applies here, and reading in another as a signed file: what changes, whom it concerns, then it.

An update is refused, and the lawbook stays as it is, by the first of: too large, not an update, not whole, the demo key
in a register in use, a key that is not trusted, a version that is not later, a broken row. Everything is looked at once
more inside the transaction that takes it in: another user may have been first.
"""

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime

import uuid_utils

from caseworker import lawbook_update, roles, wire
from caseworker.domain.access import User
from caseworker.domain.changes import Changes, Event
from caseworker.domain.duties import DutyRow
from caseworker.domain.enrolment import tidy
from caseworker.domain.evaluation import Rules
from caseworker.domain.local_law import applied
from caseworker.domain.rights import RightRow
from caseworker.errors import EnvironmentFault, Refused
from caseworker.lawbook_diff import RowDiff as RowDiff
from caseworker.lawbook_diff import compare
from caseworker.lawbook_files import LawBook, read_texts, shipped
from caseworker.lawbook_update import Update
from caseworker.services import _active_law
from caseworker.services._law_affected import AffectedCase as AffectedCase
from caseworker.services._law_affected import affected_cases
from caseworker.services.registry import service
from caseworker.store import law_rows
from caseworker.store.law_rows import KeyRow, VersionRow
from caseworker.store.reading import Reader
from caseworker.store.register import Register

GoesOn = Callable[[int, int], bool]


@dataclass(frozen=True, slots=True)
class LawRowShown:
    """One row of the lawbook for a list. ``applied`` False: it is only proposed, shown and never used."""

    id: str
    kind: str  # right, duty
    target: str
    answer: str  # of a right
    statuses: tuple[str, ...]
    sv: str
    law: str
    source: str
    certainty: str
    valid_from: date
    valid_to: date | None
    verified_on: date
    responsible: str
    notes: str
    applied: bool
    short: str = ""  # of a duty: what it is called in a list
    short_en: str = ""


@dataclass(frozen=True, slots=True)
class VersionShown:
    """A version that is or was used here: ``key`` names whose key signed it, "" when it came with the program."""

    version: str
    follows: str
    key: str
    at: datetime | None
    by: str
    applies: bool


@dataclass(frozen=True, slots=True)
class KeyShown:
    """A key that is or was trusted; ``spoken`` is compared over the telephone."""

    kid: str
    spoken: str
    name: str
    pinned: datetime
    by: str
    ended: datetime | None


@dataclass(frozen=True, slots=True)
class LawbookShown:
    """The lawbook that applies, how sure its rows are (by certainty), its rows, versions and trusted keys."""

    version: str
    certainty: Mapping[str, int]
    rows: tuple[LawRowShown, ...]
    versions: tuple[VersionShown, ...]
    keys: tuple[KeyShown, ...]
    may_change: bool


@dataclass(frozen=True, slots=True)
class UpdateTrial:
    """What an update would do. ``follows_on`` False: it was not made from the version that applies here.

    ``cases`` is None when the question was cut off.
    """

    version: str
    follows: str
    now: str
    follows_on: bool
    key: str
    rows: tuple[RowDiff, ...]
    cases: tuple[AffectedCase, ...] | None


@service(needs="law.read", record="register", retention="register", writes=False)
def show_lawbook(register: Register, *, by: User) -> LawbookShown:
    """Return the lawbook that applies in this register."""
    with register.read() as reader:
        book = _active_law.book(reader)
        kept, keys = law_rows.kept_versions(reader.connection), law_rows.keys(reader.connection)
    rows = tuple(_rows(book))
    return LawbookShown(
        version=book.version,
        certainty=Counter(row.certainty for row in rows),
        rows=rows,
        versions=_versions(book.version, kept, {key.kid: key.name for key in reversed(keys)}),
        keys=tuple(KeyShown(k.kid, lawbook_update.spoken(k.kid), k.name, k.pinned, k.by, k.ended) for k in keys),
        may_change=roles.load().reach(by, "law.change") is not None,
    )


@service(needs="law.change", record="register", retention="register", fresh=True)
def trust_key(register: Register, *, key: str, name: str, by: User) -> Changes:
    """Trust updates that are signed with ``key`` (64 hexadecimal digits); ``name`` says whose it is.

    Raises ``UsageFault("lawbook.key_form")`` and ``Refused`` with ``lawbook.key_name``, ``lawbook.demo_key`` (in a
    register in use) or ``lawbook.key_known``.
    """
    public, whose = lawbook_update.read_key(key), tidy(name)
    kid = wire.key_id(public)
    if not whose:
        raise Refused("lawbook.key_name")
    _require_no_demo_key(register, kid)
    with register.change(by=by) as tx:
        if _trusts(register, tx.reader, kid) is not None:
            raise Refused("lawbook.key_known")
        row = KeyRow(kid, public.hex(), whose, tx.at, by.id, None)
        law_rows.keep_key(tx.connection, str(uuid_utils.uuid7()), row)
        tx.note(Event("law.key_trusted", kid, {"name": whose}))
        return tx.commit(created=kid)


@service(needs="law.change", record="register", retention="register", fresh=True)
def end_key(register: Register, *, kid: str, by: User) -> Changes:
    """Trust a key no longer; what was read in with it stays. Raises ``Refused("lawbook.key_not_trusted")``."""
    with register.change(by=by) as tx:
        law_rows.end_key(tx.connection, kid, tx.at, by.id)
        tx.note(Event("law.key_ended", kid, {}))
        return tx.commit()


@service(needs="law.change", record="register", retention="session", writes=False)
def try_update(register: Register, *, update: bytes, goes_on: GoesOn, by: User) -> UpdateTrial:
    """Return what an update would change, and which active cases get other answers today. Nothing is changed.

    ``goes_on(done, of)`` is asked now and then and may end it. Raises what ``apply_update`` raises.
    """
    with register.read() as reader:
        found, book, key = _accepted(register, reader, update)
        return _tried(reader, book, found.follows, key, goes_on)


@service(needs="law.change", record="register", retention="session", writes=False)
def try_files(register: Register, *, files: Mapping[str, str], goes_on: GoesOn, by: User) -> UpdateTrial:
    """Return what a lawbook that nobody has signed yet would change here; it cannot be applied as it is.

    Raises ``Refused("lawbook.update_broken", file=…, row=…, field=…)``.
    """
    with register.read() as reader:
        try:
            book = read_texts(files)
        except EnvironmentFault as fault:
            raise Refused("lawbook.update_broken", **fault.params) from None
        return _tried(reader, book, "", "", goes_on)


@service(needs="law.change", record="register", retention="register")
def apply_update(register: Register, *, update: bytes, by: User) -> Changes:
    """Let the lawbook of an update apply from now on; the one before is kept, so that old answers can be made again.

    Raises ``Refused`` with ``lawbook.too_large | not_an_update | signature | demo_key | unknown_key | older |
    update_broken``; the lawbook is as it was then.
    """
    with register.change(by=by) as tx:
        found, _book, key = _accepted(register, tx.reader, update)
        before = _active_law.book(tx.reader)
        _active_law.keep(tx, before)
        row = VersionRow(found.version, found.follows, found.kid, wire.sha256_hex(found.raw), tx.at, by.id)
        law_rows.keep_version(tx.connection, row, found.raw)
        said = {"version": found.version, "before": before.version, "key": found.kid, "name": key}
        tx.note(Event("law.updated", found.version, said))
        return tx.commit(created=found.version)


def _accepted(register: Register, reader: Reader, raw: bytes) -> tuple[Update, LawBook, str]:
    """Return an update that may be used here, its lawbook, and whose key it is signed with."""
    found = lawbook_update.read(raw)
    _require_no_demo_key(register, found.kid)
    trusted = _trusts(register, reader, found.kid)
    if trusted is None:
        raise Refused("lawbook.unknown_key", key=lawbook_update.spoken(found.kid))
    now = _active_law.book(reader).version
    if found.version <= now:
        raise Refused("lawbook.older", version=found.version, now=now)
    try:
        book = _active_law.read_once(wire.sha256_hex(found.raw), lambda: found.files)
    except EnvironmentFault as fault:
        raise Refused("lawbook.update_broken", **fault.params) from None
    if book.version != found.version:
        raise Refused("lawbook.update_broken", file="version.toml", row="", field="version")
    return found, book, trusted


def _tried(reader: Reader, book: LawBook, follows: str, key: str, goes_on: GoesOn) -> UpdateTrial:
    now = _active_law.book(reader)
    cases = affected_cases(reader, _active_law.rules(reader), _with_local(reader, book), goes_on=goes_on)
    rows = compare(now.texts, book.texts)
    return UpdateTrial(book.version, follows, now.version, follows in ("", now.version), key, rows, cases)


def _require_no_demo_key(register: Register, kid: str) -> None:
    if kid == lawbook_update.demo_kid() and not register.info.demo:
        raise Refused("lawbook.demo_key")


def _trusts(register: Register, reader: Reader, kid: str) -> str | None:
    """Return whose key it is, None for one that is not trusted. A demo register trusts the demo key by itself."""
    known = next((key.name for key in law_rows.trusted(reader.connection) if key.kid == kid), None)
    if known is None and register.info.demo and kid == lawbook_update.demo_kid():
        return "demo"
    return known


def _with_local(reader: Reader, book: LawBook) -> Rules:
    """Return a lawbook's rules with the municipality's own rows as they are now."""
    titles = {act.number: act.title for act in book.rules.acts.values()}
    number = law_rows.change_number(reader.connection)
    return applied(book.rules.rules, law_rows.local_rules(reader.connection), titles, number)


def _versions(now: str, kept: tuple[VersionRow, ...], names: Mapping[str, str]) -> tuple[VersionShown, ...]:
    brought = shipped().version
    rows = [
        VersionShown(one.version, one.follows, names.get(one.kid, one.kid), one.at, one.by, one.version == now)
        for one in kept
    ]
    if brought not in {one.version for one in kept}:
        rows.append(VersionShown(brought, "", "", None, "", brought == now))
    return tuple(sorted(rows, key=lambda one: one.version, reverse=True))


def _rows(book: LawBook) -> "list[LawRowShown]":
    files = book.rules
    rights = [(row, True) for row in files.rules.rights] + [(row, False) for row in files.proposed_rights]
    duties = [(row, True) for row in files.rules.duties] + [(row, False) for row in files.proposed_duties]
    return [
        *(_shown(row, "right", row.right.value, row.answer.value, used) for row, used in rights),
        *(_shown(row, "duty", row.duty, "", used) for row, used in duties),
    ]


def _shown(row: RightRow | DutyRow, kind: str, target: str, answer: str, used: bool) -> LawRowShown:
    rule = row.rule
    return LawRowShown(
        id=row.id,
        kind=kind,
        target=target,
        answer=answer,
        statuses=tuple(sorted(row.statuses)),
        sv=row.sv,
        law=rule.law,
        source=rule.source,
        certainty=rule.certainty.value,
        valid_from=rule.valid_from,
        valid_to=rule.valid_to,
        verified_on=rule.verified_on,
        responsible=row.responsible,
        notes=rule.notes,
        applied=used,
        short=row.short if isinstance(row, DutyRow) else "",
        short_en=row.short_en if isinstance(row, DutyRow) else "",
    )
