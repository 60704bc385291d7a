"""A reviewer's comment about somebody goes with her file, says so, and the review's signature still holds."""

import pytest
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from sqlalchemy import insert, select, update

from caseworker.domain.ids import PersonId
from caseworker.domain.review import Outcome, mentions, traces_of
from caseworker.services import erasure, people, review, trust
from caseworker.store import review_comments, reviews
from caseworker.store import tables as t
from caseworker.store.register import Register
from caseworker.store.verify import Verification
from tests.services.conftest import MAJ, Open
from tests.services.erasing import EVA, NOW, OTHER, Clock, approved_list, office_with, old_file

KEY = Ed25519PrivateKey.from_private_bytes(b"e" * 32)
ABOUT_HER, ABOUT_BOTH = "Hon frågade själv", "Haddad och en till"


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def register(open_copy: Open, clock: Clock) -> Register:
    made = open_copy(clock=clock)
    made.set_signer(EVA.id, KEY.sign)
    return made


@pytest.fixture
def samira(register: Register, clock: Clock) -> PersonId:
    office_with(register)
    someone = old_file(register)
    clock.now = NOW
    return someone


def signed_by(staff: str, message: bytes, signature: bytes) -> bool:
    try:
        KEY.public_key().verify(signature, message)
    except InvalidSignature:
        return False
    return staff == EVA.id


def check(register: Register) -> Verification:
    return trust.verify_register(register, signed_by=signed_by, by=MAJ)


def reviewed(register: Register, *comments: str) -> str:
    """Draw a review, decide every item with the comments in turn, sign it; return its id."""
    review.draw_review(register, by=EVA)
    view = review.show_review(register, by=EVA)
    assert view is not None
    for place, item in enumerate(view.items):
        comment = comments[place % len(comments)]
        review.decide_item(register, review=view.id, item=item.no, outcome=Outcome.REPORT, comment=comment, by=EVA)
    review.sign_review(register, review=view.id, by=EVA)
    return view.id


def comments(register: Register) -> list[str]:
    with register.read() as reader:
        return list(reader.connection.execute(select(t.review_items.c.comment)).scalars())


def erase(register: Register, clock: Clock, person: PersonId) -> str:
    listed = approved_list(register, clock, person)
    erasure.carry_out_erasure(register, list_id=listed, by=EVA)
    return listed


def test_a_comment_that_names_her_goes_and_the_signature_holds(
    register: Register, clock: Clock, samira: PersonId
) -> None:
    stays = old_file(register, OTHER)
    clock.now = NOW
    people.open_file(register, person=stays, by=MAJ)
    reviewed(register, ABOUT_BOTH, "Dawit Tesfay var på besök")
    assert check(register).erased_comments == ()
    listed = erase(register, clock, samira)
    assert all("Haddad" not in comment for comment in comments(register))
    assert "Dawit Tesfay var på besök" in comments(register)
    found = check(register)
    assert (found.ok, found.reviews) == (True, 1)
    assert {list_id for _, list_id in found.erased_comments} == {listed}
    assert all(at == clock.now for at, _ in found.erased_comments)
    with register.read() as reader:
        told = reader.connection.execute(select(t.audit_payloads.c.body)).scalars()
        assert all("Haddad" not in body.decode() for body in told)
        view = review.show_review(register, by=EVA)
        assert view is not None
        assert {item.erasure_list for item in view.items if item.erased} == {listed}
        assert review_comments.count(reader.connection, listed) == len(found.erased_comments)


def test_a_comment_on_looks_at_her_file_alone_goes_without_a_name(
    register: Register, clock: Clock, samira: PersonId
) -> None:
    reviewed(register, ABOUT_HER)
    erase(register, clock, samira)
    with register.read() as reader:
        for item in reviews.items(reader.connection, reviews.all_signed(reader.connection)[0].id):
            subjects = reader.connection.execute(select(t.audit.c.subject).where(t.audit.c.seq.in_(item.seqs)))
            assert (samira in set(subjects.scalars())) == (item.comment == "")
    assert check(register).ok


def test_a_comment_that_is_decided_anew_is_no_longer_erased(register: Register, clock: Clock, samira: PersonId) -> None:
    review.draw_review(register, by=EVA)
    listed = approved_list(register, clock, samira)
    view = review.show_review(register, by=EVA)
    assert view is not None
    for item in view.items:
        review.decide_item(register, review=view.id, item=item.no, outcome=Outcome.ASK, comment="Haddad", by=EVA)
    erasure.carry_out_erasure(register, list_id=listed, by=EVA)
    assert set(comments(register)) == {""}
    for item in view.items:
        review.decide_item(register, review=view.id, item=item.no, outcome=Outcome.ASK, comment="Klart", by=EVA)
    review.sign_review(register, review=view.id, by=EVA)
    found = check(register)
    assert (found.ok, found.reviews, found.erased_comments) == (True, 1, ())


@pytest.mark.parametrize(
    "change",
    [
        {"comment": "Något annat"},
        {"outcome": Outcome.ACCEPTABLE},
        {"comment": "", "salt": None, "erased": NOW, "erasure_list": "en lista som inte finns"},
    ],
    ids=["comment", "outcome", "erased under no list"],
)
def test_a_changed_item_of_a_signed_review_is_found(
    register: Register, samira: PersonId, change: dict[str, object]
) -> None:
    reviewed(register, "Sagt")
    with register.change(by=MAJ) as tx:
        tx.connection.execute(update(t.review_items).where(t.review_items.c.no == 1).values(**change))
        tx.commit()
    found = check(register)
    assert [finding.code for finding in found.findings] == ["review.changed"]
    assert register.faults == found.findings


@pytest.mark.parametrize("body", [b"", b"{}", b"[]", b'{"items": [[]]}', b'{"items": []}', b'{"items": [["x"]]}'])
def test_a_forged_review_is_found(register: Register, samira: PersonId, body: bytes) -> None:
    assert samira
    forge(register, body=body, last_seq=1)
    assert [finding.code for finding in check(register).findings] == ["review.changed"]


def test_a_review_of_rows_that_do_not_exist_is_found(register: Register, samira: PersonId) -> None:
    assert samira
    forge(register, body=b'{"items": []}', last_seq=9999)
    assert [finding.code for finding in check(register).findings] == ["review.changed"]


def test_another_s_signature_is_found(register: Register, samira: PersonId) -> None:
    assert samira
    stranger = Ed25519PrivateKey.from_private_bytes(b"s" * 32)
    register.set_signer(EVA.id, stranger.sign)
    reviewed(register, "Sagt")
    register.set_signer(EVA.id, KEY.sign)
    assert check(register).findings[-1].code == "review.signature_wrong"


def forge(register: Register, *, body: bytes, last_seq: int) -> None:
    row = {
        "id": "r", "first_seq": 1, "last_seq": last_seq, "drawn": NOW, "drawn_by": EVA.id, "seed": "", "events": 1,
        "signed": NOW, "signed_by": EVA.id, "body": body, "signature": b"",
    }  # fmt: skip
    with register.change(by=MAJ) as tx:
        tx.connection.execute(insert(t.reviews).values(**row))
        tx.commit()


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("Fru Haddad ringde", True),
        ("HADDAD", True),
        ("Haddads kusin", False),
        ("سميرة حداد", True),
        ("nummer 19880314-2382", True),
        ("880314 2382", True),
        ("ärende 2026-0147", True),
        ("ring 070-174 06 11", True),
        ("samira@example.se", True),
        ("Samira", False),  # many bear a first name
        ("2026", False),
        ("", False),
    ],
)
def test_what_names_her(words: str, found: bool) -> None:
    traces = traces_of(
        ["Haddad", "Al"],
        ["Samira Haddad", "سميرة حداد", "samira@example.se", ""],
        ["19880314-2382", "2026-0147", "070-174 06 11", "12"],
    )
    assert mentions(words, traces) is found
