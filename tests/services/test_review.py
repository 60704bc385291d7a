"""Loggkontroll with a real register: drawn once, decided by somebody else, signed with one's own key, never changed."""

from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from caseworker import logrules
from caseworker.domain.access import Role, User
from caseworker.domain.changes import Event
from caseworker.domain.ids import PersonId, StaffId
from caseworker.domain.review import Flag, Outcome, draw
from caseworker.errors import EnvironmentFault, Refused
from caseworker.places import RESOURCES
from caseworker.services import notice, people, review
from caseworker.services._signing import fingerprint, signed_message
from caseworker.store import reviews
from caseworker.store.register import Register
from caseworker.store.verify import verify
from tests.letters.letterkit import read_with_pypdf
from tests.services.conftest import MAJ, NOW, SAMIRA, Open

INGER = User(StaffId("0192f0c0-0000-7000-8000-000000000002"), "Inger Dahlgren", frozenset({Role.UNIT_MANAGER}))
PETRA = User(StaffId("0192f0c0-0000-7000-8000-000000000003"), "Petra Haddad", frozenset({Role.CASEWORKER}))
KEY = Ed25519PrivateKey.from_private_bytes(b"i" * 32)


@pytest.fixture
def office(open_copy: Open) -> Register:
    """A register with three colleagues; Inger has unlocked it."""
    register = open_copy()
    maj = User(MAJ.id, MAJ.name, frozenset({Role.CASEWORKER}))
    with register.change(by=MAJ) as tx:
        for one in (maj, INGER, PETRA):
            tx.put_staff(one)
        tx.commit()
    register.set_signer(INGER.id, KEY.sign)
    return register


def samira(register: Register) -> PersonId:
    return PersonId(people.register_person(register, intake=SAMIRA, by=MAJ).created)


def shown(register: Register) -> review.ReviewView:
    view = review.show_review(register, by=INGER)
    assert view is not None
    return view


def decide_all(register: Register, outcome: Outcome = Outcome.ACCEPTABLE) -> review.ReviewView:
    view = shown(register)
    for item in view.items:
        review.decide_item(register, review=view.id, item=item.no, outcome=outcome, comment="Sagt", by=INGER)
    return view


def refusal(call: object, *arguments: object, **named: object) -> str:
    with pytest.raises(Refused) as refused:
        call(*arguments, **named)  # type: ignore[operator]  # a service
    return refused.value.code


def test_a_review_shows_what_was_drawn_and_why(office: Register) -> None:
    person = samira(office)
    people.open_file(office, person=person, by=PETRA)
    people.open_file(office, person=person, by=MAJ)
    review.draw_review(office, by=INGER)
    view = shown(office)
    assert [(item.flag, item.who) for item in view.items if item.flag is not Flag.RANDOM] == [
        (Flag.SURNAME, "Petra Haddad"),
        (Flag.HOURS, "Petra Haddad"),  # 21 November 2026 is a Saturday
        (Flag.HOURS, "Maj Ekholm"),
    ]
    flagged = next(item for item in view.items if item.flag is Flag.SURNAME)
    assert (flagged.events, flagged.people, flagged.outcome, flagged.may_decide) == (1, 1, None, True)
    assert [(row.action, row.case_number[:5]) for row in flagged.rows] == [("case.opened", "2025-")]
    assert view.events == 4
    assert (view.signed, view.signed_by, view.left) == (None, "", len(view.items))
    assert "Samira" not in repr(view)


def test_the_state_says_what_is_left_and_when_the_next_is_due(office: Register) -> None:
    fresh = review.review_state(office, by=PETRA)
    assert (fresh.left, fresh.last_signed, fresh.due) == (None, None, date(2026, 11, 30))
    assert fresh.waiting == 1
    assert review.show_review(office, by=INGER) is None
    samira(office)
    review.draw_review(office, by=INGER)
    view = decide_all(office)
    assert review.review_state(office, by=PETRA).left == 0
    review.sign_review(office, review=view.id, by=INGER)
    state = review.review_state(office, by=PETRA)
    assert (state.left, state.last_signed, state.due) == (None, NOW, date(2026, 12, 31))


def test_each_review_begins_where_the_last_ended(office: Register) -> None:
    person = samira(office)
    review.draw_review(office, by=INGER)
    assert refusal(review.draw_review, office, by=INGER) == "review.begun"
    view = decide_all(office)
    review.sign_review(office, review=view.id, by=INGER)
    assert refusal(review.draw_review, office, by=INGER) == "review.nothing"
    people.open_file(office, person=person, by=PETRA)
    review.draw_review(office, by=INGER)
    with office.read() as reader:
        rows = reader.connection.exec_driver_sql("SELECT first_seq, last_seq FROM reviews ORDER BY first_seq").all()
    assert rows[1][0] == rows[0][1] + 1


@pytest.mark.parametrize("signed", [False, True])
def test_two_who_draw_at_once_draw_one_review(office: Register, monkeypatch: pytest.MonkeyPatch, signed: bool) -> None:
    samira(office)

    def meanwhile(*arguments: Any) -> object:
        monkeypatch.undo()
        review.draw_review(office, by=INGER)
        if signed:
            review.sign_review(office, review=decide_all(office).id, by=INGER)
        return draw(*arguments)

    monkeypatch.setattr("caseworker.domain.review.draw", meanwhile)
    assert refusal(review.draw_review, office, by=INGER) == "review.begun"


def test_a_report_needs_words_and_a_signed_review_stands(office: Register) -> None:
    samira(office)
    review.draw_review(office, by=INGER)
    view = shown(office)
    first = view.items[0]

    def decide(item: int, outcome: Outcome, comment: str = "", which: str = view.id) -> str:
        return refusal(review.decide_item, office, review=which, item=item, outcome=outcome, comment=comment, by=INGER)

    assert decide(first.no, Outcome.REPORT, "  ") == "review.comment_missing"
    assert decide(first.no, Outcome.ASK, "x" * 1001) == "review.comment_long"
    assert decide(999, Outcome.ACCEPTABLE) == "review.unknown"
    assert decide(first.no, Outcome.ACCEPTABLE, which="nothing") == "review.unknown"
    assert refusal(review.sign_review, office, review=view.id, by=INGER) == "review.left"
    review.decide_item(office, review=view.id, item=first.no, outcome=Outcome.ASK, comment="Varför?", by=INGER)
    assert (shown(office).items[0].outcome, shown(office).items[0].decided_by) == (Outcome.ASK, "Inger Dahlgren")
    assert shown(office).items[0].comment == "Varför?"
    decide_all(office)
    review.sign_review(office, review=view.id, by=INGER)
    assert decide(first.no, Outcome.ACCEPTABLE) == "review.signed"
    assert refusal(review.sign_review, office, review=view.id, by=INGER) == "review.signed"
    for statement in ("UPDATE reviews SET seed = 'x'", "DELETE FROM reviews"):
        with pytest.raises(Refused, match=r"register\.append_only"), office.change(by=MAJ) as tx:
            tx.connection.exec_driver_sql(statement)
    assert verify(office).ok


def test_the_signature_is_over_everything_that_was_decided(office: Register) -> None:
    samira(office)
    review.draw_review(office, by=INGER)
    view = decide_all(office, Outcome.REPORT)
    stranger = User(StaffId("somebody"), "Somebody", frozenset({Role.REVIEWER}))
    assert refusal(review.sign_review, office, review=view.id, by=stranger) == "review.no_key"
    review.sign_review(office, review=view.id, by=INGER)
    with office.read() as reader:
        kept = reviews.latest_signed(reader.connection)
    assert kept is not None
    assert kept.body is not None
    assert kept.signature is not None
    KEY.public_key().verify(kept.signature, signed_message(kept.body))  # raises when it is another's
    assert kept.body.count(b'"report"') == len(view.items)
    assert b"Sagt" not in kept.body  # a comment can be erased without breaking the signature


def test_nobody_reviews_her_own_looks_unless_nobody_else_may(office: Register) -> None:
    person = samira(office)
    people.open_file(office, person=person, by=INGER)
    manager = User(StaffId("0192f0c0-0000-7000-8000-000000000004"), "Rut Ask", frozenset({Role.REVIEWER}))
    with office.change(by=MAJ) as tx:
        tx.put_staff(manager)
        tx.commit()
    review.draw_review(office, by=INGER)
    view = shown(office)
    own = next(item for item in view.items if item.who == INGER.name)
    assert not own.may_decide
    asked = {"review": view.id, "item": own.no, "outcome": Outcome.ACCEPTABLE}
    assert refusal(review.decide_item, office, **asked, by=INGER) == "review.own_look"
    review.decide_item(office, **asked, by=manager)  # type: ignore[arg-type]  # as above
    with office.change(by=MAJ) as tx:
        tx.put_staff(manager, active=False)
        tx.commit()
    assert all(item.may_decide for item in shown(office).items)
    decide_all(office)
    review.sign_review(office, review=view.id, by=INGER)
    assert "granskarens egna" in read_with_pypdf(review.review_receipt(office, by=INGER))


def test_the_receipt_says_what_was_reviewed_and_names_no_person(office: Register) -> None:
    assert refusal(review.review_receipt, office, by=INGER) == "review.none_signed"
    person = samira(office)
    people.open_file(office, person=person, by=PETRA)
    review.draw_review(office, by=INGER)
    view = decide_all(office)
    review.sign_review(office, review=view.id, by=INGER)
    pdf = review.review_receipt(office, by=INGER)
    said = read_with_pypdf(pdf)
    with office.read() as reader:
        kept = reviews.latest_signed(reader.connection)
    assert kept is not None
    assert kept.signature is not None
    assert kept.seed in said
    assert fingerprint(kept.signature) in said
    assert "2026-11-21 till 2026-11-21" in said
    assert "Inger Dahlgren" in said
    assert "granskarens egna" not in said
    assert "Samira" not in said
    assert "minst fem år" in said
    assert pdf == review.review_receipt(office, by=INGER)


def test_close_ties_are_declared_and_taken_back(office: Register) -> None:
    person = samira(office)
    review.declare_close(office, person=person, by=MAJ)
    review.declare_close(office, person=person, by=MAJ)
    people.open_file(office, person=person, by=MAJ)
    review.draw_review(office, by=INGER)
    assert Flag.CLOSE in {item.flag for item in shown(office).items}
    review.withdraw_close(office, person=person, by=MAJ)
    assert refusal(review.withdraw_close, office, person=person, by=MAJ) == "review.not_declared"
    assert refusal(review.declare_close, office, person=PersonId("nobody"), by=MAJ) == "person.unknown"
    with office.read() as reader:
        assert not reviews.has_tie(reader.connection, MAJ.id, person)


def test_many_people_in_a_short_time_are_one_item_whose_rows_are_counted(office: Register) -> None:
    with office.change(by=PETRA) as tx:
        for number in range(40):
            tx.connection.exec_driver_sql(
                "INSERT INTO people VALUES (?, 'woman', NULL, 'day', 'x', '', '', '', 'x', '', 1)", (f"p{number}",)
            )
            tx.note(Event("case.opened", f"p{number}"))
        tx.commit()
    review.draw_review(office, by=INGER)
    bulk = next(item for item in shown(office).items if item.flag is Flag.BULK)
    assert (bulk.who, bulk.events, bulk.people, len(bulk.rows)) == ("Petra Haddad", 40, 40, review.MOST_ROWS)
    assert len([item for item in shown(office).items if item.flag is Flag.RANDOM]) == logrules.load().review.sample


def test_the_notice_is_confirmed_once_for_each_version(office: Register) -> None:
    before = notice.read_notice(office, by=PETRA)
    assert before.acknowledged is None
    assert len(before.sv) == len(before.en) > 3
    assert refusal(notice.acknowledge_notice, office, version=before.version + 1, by=PETRA) == "notice.other_version"
    notice.acknowledge_notice(office, version=before.version, by=PETRA)
    assert notice.read_notice(office, by=PETRA).acknowledged == NOW
    assert notice.read_notice(office, by=MAJ).acknowledged is None


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        (("sample = 20", "sample = 0"), "sample"),
        (("opens = 6", "opens = 22"), "closes"),
        (("years = 5", "years = 0"), "years"),
        (("[[retention]]", "[[other]]"), "retention"),
        (("[[notice]]", "[[other]]"), "notice"),
        (("looks = [", "other = ["), "looks"),
        (("en = [\n", "other = [\n"), "en"),
    ],
)
def test_broken_rules_are_named(tmp_path: Path, changed: tuple[str, str], field: str) -> None:
    text = (RESOURCES / "rules" / "log.toml").read_text(encoding="utf-8").replace(*changed)
    path = tmp_path / "log.toml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(EnvironmentFault) as broken:
        logrules.read_rules(path)
    assert (broken.value.code, broken.value.params["field"]) == ("review.rules_broken", field)


def test_the_time_to_keep_the_log_is_the_newest_rule_that_holds() -> None:
    rules = logrules.load()
    (since, kept), *_more = rules.retention
    assert rules.kept_for(since - timedelta(days=1)) == rules.kept_for(since) == kept
