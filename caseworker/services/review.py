"""Review of the log (loggkontroll): drawn by chance and by rule, decided item by item, signed with the reviewer's key.

Each review begins where the one before ended, so that no row of the log is passed over and none is reviewed twice.
"""

import secrets
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime

import uuid_utils

from caseworker import codes, logrules, roles
from caseworker.domain import review as rules
from caseworker.domain.access import User
from caseworker.domain.changes import Changes, Event
from caseworker.domain.ids import PersonId
from caseworker.domain.review import Flag, Outcome
from caseworker.errors import Refused
from caseworker.letters.compose import Letterhead
from caseworker.letters.receipt import ReceiptFacts, review_receipt_pdf
from caseworker.services._signing import canonical_body, comment_hash, fingerprint, signed_message
from caseworker.services.registry import service
from caseworker.store import reviews
from caseworker.store.register import Register
from caseworker.store.reviews import KeptItem, KeptReview
from caseworker.store.reviews import SeenRow as SeenRow  # the window shows it

MOST_ROWS = 12  # of one item that are shown; the rest is counted


@dataclass(frozen=True, slots=True)
class ReviewItem:
    """One thing to decide: why it was drawn, whose it is and what the log says. ``may_decide``: not one's own."""

    no: int
    flag: Flag
    who: str
    rows: tuple[SeenRow, ...]
    events: int
    people: int
    outcome: Outcome | None
    comment: str
    decided_by: str
    may_decide: bool
    erased: datetime | None = None  # when the comment was erased with the file it was about
    erasure_list: str = ""


@dataclass(frozen=True, slots=True)
class ReviewView:
    """A review as it stands. ``begins`` and ``ends`` are instants of its first and last row."""

    id: str
    drawn: datetime
    begins: datetime
    ends: datetime
    events: int
    items: tuple[ReviewItem, ...]
    signed: datetime | None
    signed_by: str

    @property
    def left(self) -> int:
        """How many items nobody has decided yet."""
        return sum(item.outcome is None for item in self.items)


@dataclass(frozen=True, slots=True)
class ReviewState:
    """Where the reviews stand: what is left of the begun one (None: none is begun), the last signed, the next due."""

    left: int | None
    last_signed: datetime | None
    due: date
    waiting: int  # rows of the log that no review covers yet


@service(needs="register.verify", record="none", retention="register", writes=False)
def review_state(register: Register, *, by: User) -> ReviewState:
    """Return where the reviews stand; it names nobody."""
    with register.read() as reader:
        connection = reader.connection
        latest, signed = reviews.latest(connection), reviews.latest_signed(connection)
        begun = latest is not None and latest.signed is None
        left = sum(one.outcome is None for one in reviews.items(connection, latest.id)) if latest and begun else None
        waiting = reviews.last_seq(connection) - (latest.last_seq if latest else 0)
    last = signed.signed if signed else None
    due = rules.due(register.today(), reviews.swedish_day(last) if last else None)
    return ReviewState(left, last, due, waiting)


@service(needs="log.review", record="register", retention="register")
def draw_review(register: Register, *, by: User) -> Changes:
    """Draw the next review: all of the log since the last one, some rows by chance and those the rules flag.

    Raises ``Refused("review.begun")`` while one is not signed and ``Refused("review.nothing")`` when there is no new
    row to review.
    """
    found = logrules.load().review
    with register.read() as reader:  # a million rows are read here: nobody's save waits for it
        first, last = _next_rows(reviews.latest(reader.connection)), reviews.last_seq(reader.connection)
        rows = reviews.log_rows(reader.connection, first, last)
        facts = reviews.facts_about(reader.connection, rows)
    if all(row.action.startswith(found.unsampled) for row in rows):
        raise Refused("review.nothing")
    seed = secrets.token_hex(16)
    drawn = rules.draw(rows, facts, found, seed)
    with register.change(by=by) as tx:
        if _next_rows(reviews.latest(tx.connection)) != first:
            raise Refused("review.begun")
        kept = KeptReview(str(uuid_utils.uuid7()), first, last, tx.at, by.id, seed, len(rows))
        reviews.keep(tx.connection, kept, drawn)
        tx.note(Event("review.drawn", kept.id, {"first": first, "last": last, "seed": seed}))
        return tx.commit(created=kept.id)


@service(needs="log.review", record="register", retention="register", writes=False)
def show_review(register: Register, *, by: User) -> ReviewView | None:
    """Return the newest review with its items, None when none was ever drawn."""
    with register.read() as reader:
        connection = reader.connection
        kept = reviews.latest(connection)
        if kept is None:
            return None
        items = reviews.items(connection, kept.id)
        seen = reviews.rows_seen(connection, [seq for item in items for seq in item.seqs[:MOST_ROWS]])
        people = {item.no: reviews.people_in(connection, item.seqs) for item in items}
        names = reviews.staff_names(connection)
        ends = reviews.moment_of(connection, kept.last_seq)
        begins = reviews.moment_of(connection, kept.first_seq)
        alone = _nobody_else_reviews(reader.staff(), by)
    return ReviewView(
        kept.id,
        kept.drawn,
        begins or kept.drawn,
        ends or kept.drawn,
        kept.events,
        tuple(_item(one, seen, names, people[one.no], may_decide=alone or one.actor != by.id) for one in items),
        kept.signed,
        names.get(kept.signed_by or "", ""),
    )


@service(needs="log.review", record="register", retention="register")
def decide_item(
    register: Register, *, review: str, item: int, outcome: Outcome, comment: str = "", by: User
) -> Changes:
    """Decide one item; deciding again replaces the outcome until the review is signed.

    Raises ``Refused`` with ``review.unknown``, ``review.signed``, ``review.own_look`` (unless nobody else may review),
    ``review.comment_missing`` (a report says what about) or ``review.comment_long``.
    """
    comment = " ".join(comment.split())
    if len(comment) > rules.LONGEST_COMMENT:
        raise Refused("review.comment_long", longest=rules.LONGEST_COMMENT)
    if outcome is Outcome.REPORT and not comment:
        raise Refused("review.comment_missing")
    with register.change(by=by) as tx:
        kept = _open_review(reviews.find(tx.connection, review))
        found = next((one for one in reviews.items(tx.connection, kept.id) if one.no == item), None)
        if found is None:
            raise Refused("review.unknown")
        if found.actor == by.id and not _nobody_else_reviews(tx.reader.staff(), by):
            raise Refused("review.own_look")
        decided = replace(found, outcome=outcome, comment=comment, decided=tx.at, decided_by=by.id)
        reviews.decide(tx.connection, kept.id, decided)
        tx.note(Event("review.decided", kept.id, {"item": item, "outcome": outcome, "comment": comment}))
        return tx.commit()


@service(needs="log.review", record="register", retention="register")
def sign_review(register: Register, *, review: str, by: User) -> Changes:
    """Sign a review whose items are all decided, with the caller's own key; from then on it is never changed.

    Raises ``Refused`` with ``review.unknown``, ``review.signed``, ``review.left`` (how many) or ``review.no_key``.
    """
    with register.change(by=by) as tx:
        kept = _open_review(reviews.find(tx.connection, review))
        items = reviews.items(tx.connection, kept.id)
        left = sum(item.outcome is None for item in items)
        if left:
            raise Refused("review.left", left=left)
        head = reviews.mac_of(tx.connection, kept.last_seq)
        comments = [comment_hash(one) for one in items]
        body = canonical_body(register.info.register_id, kept, items, comments, head=head, signer=by.id)
        signature = register.sign(signed_message(body), by=by)
        reviews.sign(tx.connection, kept.id, at=tx.at, by=by.id, body=body, signature=signature)
        tx.note(Event("review.signed", kept.id, {"fingerprint": fingerprint(signature)}))
        return tx.commit()


@service(needs="log.review", record="register", retention="register", writes=False)
def review_receipt(register: Register, *, by: User) -> bytes:
    """Return the receipt of the last signed review as PDF: period, rows, seed, outcomes, signature, head of the log.

    Raises ``Refused("review.none_signed")``.
    """
    with register.read() as reader:
        connection = reader.connection
        kept = reviews.latest_signed(connection)
        if kept is None or kept.signed is None or kept.signature is None:
            raise Refused("review.none_signed")
        items = reviews.items(connection, kept.id)
        names = reviews.staff_names(connection)
        begins = reviews.moment_of(connection, kept.first_seq) or kept.drawn
        ends = reviews.moment_of(connection, kept.last_seq) or kept.drawn
        head = reviews.mac_of(connection, kept.last_seq)
    own = sum(item.actor == item.decided_by for item in items)
    facts = ReceiptFacts(
        begins=reviews.swedish_day(begins),
        ends=reviews.swedish_day(ends),
        events=kept.events,
        first_row=kept.first_seq,
        last_row=kept.last_seq,
        seed=kept.seed,
        chance=_outcomes(item for item in items if item.flag is Flag.RANDOM),
        flagged=_outcomes(item for item in items if item.flag is not Flag.RANDOM),
        own_looks=own,
        signed_by=names.get(kept.signed_by or "", ""),
        signed_on=reviews.swedish_day(kept.signed),
        fingerprint=fingerprint(kept.signature),
        head=head[:32],
        kept_for=logrules.load().kept_for(register.today()).sv,
    )
    head_of_letter = Letterhead(codes.municipality(register.info.municipality_code).sv, register.info.office_name)
    return review_receipt_pdf(facts, head_of_letter, demo=register.info.demo)


@service(needs="person.read", record="person", retention="case")
def declare_close(register: Register, *, person: PersonId, by: User) -> Changes:
    """Declare that the caller is close to a person (jäv): from now on her looks at that file are always reviewed.

    Raises ``Refused("person.unknown")``.
    """
    with register.change(by=by) as tx:
        reviews.keep_tie(tx.connection, by.id, tx.people.get(person).id, tx.at)
        tx.note(Event("review.close_declared", person))
        tx.touched(person=person)
        return tx.commit()


@service(needs="person.read", record="person", retention="case")
def withdraw_close(register: Register, *, person: PersonId, by: User) -> Changes:
    """Take back one's own declaration of being close to a person; the log keeps both.

    Raises ``Refused("review.not_declared")``.
    """
    with register.change(by=by) as tx:
        if not reviews.drop_tie(tx.connection, by.id, tx.people.get(person).id):
            raise Refused("review.not_declared")
        tx.note(Event("review.close_withdrawn", person))
        tx.touched(person=person)
        return tx.commit()


def _next_rows(latest: KeptReview | None) -> int:
    """Return the first row that no review covers. Raises ``Refused("review.begun")`` while one is not signed."""
    if latest is not None and latest.signed is None:
        raise Refused("review.begun")
    return latest.last_seq + 1 if latest else 1


def _open_review(kept: KeptReview | None) -> KeptReview:
    if kept is None:
        raise Refused("review.unknown")
    if kept.signed is not None:
        raise Refused("review.signed")
    return kept


def _nobody_else_reviews(staff: Iterable[User], by: User) -> bool:
    """Tell whether the caller is the only one who may review: then her own looks have no other reviewer."""
    matrix = roles.load()
    return not any(matrix.reach(one, "log.review") for one in staff if one.id != by.id)


def _item(
    item: KeptItem, seen: Mapping[int, SeenRow], names: Mapping[str, str], people: int, *, may_decide: bool
) -> ReviewItem:
    return ReviewItem(
        item.no,
        item.flag,
        names.get(item.actor, ""),
        tuple(seen[seq] for seq in item.seqs[:MOST_ROWS] if seq in seen),
        len(item.seqs),
        people,
        item.outcome,
        item.comment,
        names.get(item.decided_by, ""),
        may_decide,
        item.erased,
        item.erasure_list,
    )


def _outcomes(items: Iterable[KeptItem]) -> dict[str, int]:
    return rules.counted(item.outcome for item in items if item.outcome is not None)
