"""What a review of the log reads and keeps: rows of the log, facts about those in them, draws, outcomes, signatures.

Decides nothing: what is drawn, what is flagged and who may decide is said by the domain and by services.
"""

import json
import secrets
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from sqlalchemy import Connection, delete, insert, select, text, update
from sqlalchemy.dialects.sqlite import insert as upsert

from caseworker.domain.review import Drawn, Facts, Flag, LogRow, Outcome, surnames_in, surnames_of_staff
from caseworker.store import tables as t
from caseworker.store.engine import read_rows

_STOCKHOLM = ZoneInfo("Europe/Stockholm")
_SALT_BYTES = 16


@dataclass(frozen=True, slots=True)
class KeptReview:
    """A review as it is kept; ``body`` and ``signature`` once it is signed."""

    id: str
    first_seq: int
    last_seq: int
    drawn: datetime
    drawn_by: str
    seed: str
    events: int
    signed: datetime | None = None
    signed_by: str | None = None
    body: bytes | None = None
    signature: bytes | None = None


@dataclass(frozen=True, slots=True)
class KeptItem:
    """One item of a review; ``outcome`` None until somebody has decided."""

    no: int
    flag: Flag
    actor: str
    seqs: tuple[int, ...]
    outcome: Outcome | None
    comment: str
    decided: datetime | None
    decided_by: str
    salt: bytes = b""  # of the comment's hash in what is signed
    erased: datetime | None = None  # when its comment was erased with the file it was about
    erasure_list: str = ""


@dataclass(frozen=True, slots=True)
class SeenRow:
    """One row of the log as a reviewer sees it: ``case_number`` "" when it is about nobody."""

    seq: int
    at: datetime
    action: str
    case_number: str


def log_rows(connection: Connection, first: int, last: int) -> list[LogRow]:
    """Return the log from row ``first`` to ``last``, as a Swedish clock showed it."""
    query = "SELECT seq, at, actor, action, subject FROM audit WHERE seq BETWEEN ? AND ? ORDER BY seq"
    people = {id for (id,) in read_rows(connection, "SELECT id FROM people")}
    return [
        LogRow(seq, _local(at), actor, action, subject if subject in people else "")
        for seq, at, actor, action, subject in read_rows(connection, query, (first, last))
    ]


def swedish_day(moment: datetime) -> date:
    """Return the day it was in Sweden at ``moment``."""
    return moment.astimezone(_STOCKHOLM).date()


def _local(at: str) -> datetime:
    return datetime.fromisoformat(at).astimezone(_STOCKHOLM)


def facts_about(connection: Connection, rows: Sequence[LogRow]) -> Facts:
    """Return what the rules ask about those in ``rows``."""
    people = {row.person for row in rows if row.person}
    actors = {row.actor for row in rows}
    surnames: dict[str, set[str]] = defaultdict(set)
    for person, family in read_rows(connection, "SELECT person_id, family FROM person_names WHERE family <> ''"):
        if person in people:
            surnames[person] |= surnames_in(family)
    assigned: dict[tuple[str, str], list[tuple[date, date | None]]] = defaultdict(list)
    work = t.assignments
    held = select(work.c.staff_id, t.cases.c.person_id, work.c.begins, work.c.ends).join(t.cases)
    for who, person, begins, ends in connection.execute(held):
        assigned[who, person].append((begins, ends))
    staff = staff_names(connection)
    ties = read_rows(connection, "SELECT staff_id, person_id FROM close_ties")
    return Facts(
        staff_surnames={id: surnames_of_staff(name) for id, name in staff.items() if id in actors},
        surnames={person: frozenset(names) for person, names in surnames.items()},
        close=frozenset((who, person) for who, person in ties),
        assigned=assigned,
        protected=frozenset(id for (id,) in read_rows(connection, "SELECT person_id FROM protections")),
    )


def rows_seen(connection: Connection, seqs: Iterable[int]) -> dict[int, SeenRow]:
    """Return these rows of the log, each with the case number of the person it is about."""
    case = t.cases
    query = (
        select(t.audit.c.seq, t.audit.c.at, t.audit.c.action, case.c.number)
        .outerjoin(case, case.c.person_id == t.audit.c.subject)
        .where(t.audit.c.seq.in_(text("SELECT value FROM json_each(:seqs)")))
        .order_by(t.audit.c.seq, case.c.number)
    )
    found = connection.execute(query, {"seqs": json.dumps(list(seqs))})
    return {seq: SeenRow(seq, datetime.fromisoformat(at), action, number or "") for seq, at, action, number in found}


def people_in(connection: Connection, seqs: Sequence[int]) -> int:
    """Return how many people these rows of the log are about."""
    query = (
        "SELECT count(DISTINCT subject) FROM audit WHERE seq IN (SELECT value FROM json_each(?)) "
        "AND subject IN (SELECT id FROM people)"
    )
    return int(read_rows(connection, query, (json.dumps(seqs),))[0][0])


def staff_names(connection: Connection) -> dict[str, str]:
    """Return the names of all members of staff, also of those who no longer work here."""
    return {id: name for id, name in read_rows(connection, "SELECT id, name FROM staff")}


def moment_of(connection: Connection, seq: int) -> datetime | None:
    """Return when a row of the log was written, None when there is no such row."""
    at = connection.execute(select(t.audit.c.at).where(t.audit.c.seq == seq)).scalar()
    return None if at is None else datetime.fromisoformat(at)


def mac_of(connection: Connection, seq: int) -> str:
    """Return the log's own seal over everything up to ``seq``, in hexadecimal."""
    return bytes(connection.execute(select(t.audit.c.mac).where(t.audit.c.seq == seq)).scalar_one()).hex()


def last_seq(connection: Connection) -> int:
    """Return the number of the log's last row."""
    return int(read_rows(connection, "SELECT coalesce(max(seq), 0) FROM audit")[0][0])


def latest(connection: Connection) -> KeptReview | None:
    """Return the newest review, signed or not."""
    row = connection.execute(select(t.reviews).order_by(t.reviews.c.last_seq.desc()).limit(1)).first()
    return None if row is None else KeptReview(*row)


def latest_signed(connection: Connection) -> KeptReview | None:
    """Return the newest review that is signed."""
    signed = select(t.reviews).where(t.reviews.c.signed.is_not(None)).order_by(t.reviews.c.last_seq.desc()).limit(1)
    row = connection.execute(signed).first()
    return None if row is None else KeptReview(*row)


def all_signed(connection: Connection) -> list[KeptReview]:
    """Return every review that is signed, oldest first."""
    signed = select(t.reviews).where(t.reviews.c.signed.is_not(None)).order_by(t.reviews.c.last_seq)
    return [KeptReview(*row) for row in connection.execute(signed)]


def find(connection: Connection, review: str) -> KeptReview | None:
    """Return one review."""
    row = connection.execute(select(t.reviews).where(t.reviews.c.id == review)).first()
    return None if row is None else KeptReview(*row)


def items(connection: Connection, review: str) -> list[KeptItem]:
    """Return the items of a review in the order they were drawn."""
    of_it = select(t.review_items).where(t.review_items.c.review_id == review).order_by(t.review_items.c.no)
    return [
        KeptItem(
            row.no, row.flag, row.actor, tuple(json.loads(row.seqs)), row.outcome, row.comment, row.decided,
            row.decided_by, row.salt or b"", row.erased, row.erasure_list or "",
        )
        for row in connection.execute(of_it)
    ]  # fmt: skip


def keep(connection: Connection, review: KeptReview, drawn: Sequence[Drawn]) -> None:
    """Keep a review and everything that was drawn for it."""
    connection.execute(
        insert(t.reviews).values(
            id=review.id,
            first_seq=review.first_seq,
            last_seq=review.last_seq,
            drawn=review.drawn,
            drawn_by=review.drawn_by,
            seed=review.seed,
            events=review.events,
        )
    )
    rows = [
        {
            "review_id": review.id, "no": no, "flag": one.flag, "actor": one.actor, "seqs": json.dumps(one.seqs),
            "comment": "", "decided_by": "",
        }
        for no, one in enumerate(drawn, 1)
    ]  # fmt: skip
    if rows:
        connection.execute(insert(t.review_items), rows)


def decide(connection: Connection, review: str, item: KeptItem) -> None:
    """Keep what was decided about an item."""
    which = (t.review_items.c.review_id == review) & (t.review_items.c.no == item.no)
    values = {
        "outcome": item.outcome, "comment": item.comment, "decided": item.decided, "decided_by": item.decided_by,
        "salt": secrets.token_bytes(_SALT_BYTES) if item.comment else None, "erased": None, "erasure_list": None,
    }  # fmt: skip
    connection.execute(update(t.review_items).where(which).values(values))


def sign(connection: Connection, review: str, *, at: datetime, by: str, body: bytes, signature: bytes) -> None:
    """Keep the signed whole; from now on the review is never changed."""
    values = {"signed": at, "signed_by": by, "body": body, "signature": signature}
    connection.execute(update(t.reviews).where(t.reviews.c.id == review).values(values))


def keep_tie(connection: Connection, staff: str, person: str, declared: datetime) -> None:
    """Keep that a member of staff is close to a person; the first declaration stands."""
    row = {"staff_id": staff, "person_id": person, "declared": declared}
    connection.execute(upsert(t.close_ties).values(row).on_conflict_do_nothing())


def drop_tie(connection: Connection, staff: str, person: str) -> bool:
    """Forget a declaration; False when there was none."""
    gone = delete(t.close_ties).where(t.close_ties.c.staff_id == staff, t.close_ties.c.person_id == person)
    return bool(connection.execute(gone).rowcount)


def has_tie(connection: Connection, staff: str, person: str) -> bool:
    """Tell whether a member of staff has declared that she is close to a person."""
    held = select(t.close_ties.c.declared).where(t.close_ties.c.staff_id == staff, t.close_ties.c.person_id == person)
    return connection.execute(held).first() is not None


def acknowledged(connection: Connection, staff: str, version: int) -> datetime | None:
    """Return when a member of staff confirmed that version of the staff notice, or None."""
    kept = t.staff_notices.c
    query = select(kept.acknowledged).where(kept.staff_id == staff, kept.version == version)
    return connection.execute(query).scalar()


def keep_acknowledged(connection: Connection, staff: str, version: int, at: datetime) -> None:
    """Keep that a member of staff confirmed a version of the notice; the first time stands."""
    row = {"staff_id": staff, "version": version, "acknowledged": at}
    connection.execute(upsert(t.staff_notices).values(row).on_conflict_do_nothing())


def last_signed_heads(connection: Connection) -> dict[str, datetime]:
    """Return when each member of staff last signed the end of a session in which something was written."""
    rows = read_rows(connection, "SELECT staff_id, max(at) FROM audit_heads GROUP BY staff_id")
    return {staff: datetime.fromisoformat(at) for staff, at in rows}


def protected_by_key(connection: Connection) -> list[tuple[str, int]]:
    """Return the name of every key that protected persons lie under now, and how many do."""
    query = (
        "SELECT key_name, count(*) FROM protections JOIN compartments ON compartments.id = compartment_id "
        "WHERE ends IS NULL GROUP BY key_name ORDER BY key_name"
    )
    return [(name, people) for name, people in read_rows(connection, query)]


def protected_cases(connection: Connection) -> list[tuple[str, str]]:
    """Return the id and newest case number of everybody who is protected now."""
    query = (
        "SELECT person_id, max(number) FROM protections JOIN cases USING (person_id) "
        "WHERE protections.ends IS NULL GROUP BY person_id ORDER BY 2"
    )
    return [(person, number) for person, number in read_rows(connection, query)]
