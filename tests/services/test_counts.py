"""A month's counts from the office's register to a real centre and back: made once, sent safely, receipt kept."""

import json
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from fastapi import FastAPI

from caseworker import wire
from caseworker.errors import CaseworkerError, EnvironmentFault, Refused, UsageFault
from caseworker.services import counts
from caseworker.store import outbox as queue
from caseworker.store.register import Register
from caseworker.store.verify import verify
from tests.services.centres import lying_centre, port_of, receipt, refusal, running_centre
from tests.services.conftest import MAJ, NOW, Open, found

PERIOD = "2026-10"
Centre = tuple[str, FastAPI]


@pytest.fixture
def centre(tmp_path: Path) -> Iterator[Centre]:
    with running_centre(tmp_path / "central.db") as running:
        yield running


@pytest.fixture
def prepared(office: Register) -> Register:
    counts.prepare_release(office, period=PERIOD, by=MAJ)
    return office


def send(register: Register, endpoint: str) -> counts.Sent:
    return counts.send_release(register, period=PERIOD, endpoint=endpoint, by=MAJ)


def state_of(register: Register) -> tuple[str, str]:
    (row,) = counts.list_releases(register, by=MAJ)
    return row.state, row.reason


def put_in_state(register: Register, state: str, attempts: int) -> None:
    """Leave the outbox as an earlier attempt would have."""
    (row,) = counts.list_releases(register, by=MAJ)
    with register.change(by=MAJ) as tx:
        queue.move(tx.connection, row.release_id, state=state, attempts=attempts)
        tx.commit()


def remember(register: Register, endpoint: str, key: bytes) -> None:
    """Know a demo centre since an earlier month."""
    with register.change(by=MAJ) as tx:
        queue.keep_centre(tx.connection, queue.Centre(endpoint, "Centralen", key, demo=True))
        tx.commit()


def test_a_month_is_shown_prepared_sent_and_its_receipt_kept(office: Register, centre: Centre) -> None:
    endpoint, app = centre
    before = counts.show_counts(office, period=PERIOD, by=MAJ)
    assert (before.release, before.envelope) == (None, b"")
    made = counts.prepare_release(office, period=PERIOD, by=MAJ).created
    shown = counts.show_counts(office, period=PERIOD, by=MAJ)
    assert shown.release is not None
    assert (shown.release.release_id, shown.release.state) == (made, "queued")
    counts.introduce_to_demo_centre(office, endpoint=endpoint, by=MAJ)
    sent = send(office, endpoint)
    assert (sent.release_id, sent.state, sent.reason, sent.next_attempt) == (made, "acked", "", None)
    assert app.state.archive.release(made) == shown.envelope
    assert wire.Receipt.open(sent.receipt.encode(), wire.Centre.open(app.state.archive.presentation()).key)
    assert verify(office).ok


def test_what_leaves_is_exactly_what_is_shown(prepared: Register) -> None:
    view = counts.show_counts(prepared, period=PERIOD, by=MAJ)
    figures = wire.open_release(view.envelope).dataset["value"]
    assert not view.table.too_few
    assert [cell.sent for cell in view.table.cells] == figures
    assert sorted(view.leaving.values()) == sorted(figure for figure in figures if figure is not None)
    assert view.age_steps[0] >= view.age_steps[-1]
    assert view.status_steps[0] >= view.status_steps[-1]


def test_a_release_with_its_receipt_is_not_sent_again(prepared: Register, tmp_path: Path) -> None:
    with running_centre(tmp_path / "central.db") as (endpoint, _app):
        counts.introduce_to_demo_centre(prepared, endpoint=endpoint, by=MAJ)
        first = send(prepared, endpoint)
    assert send(prepared, endpoint) == first  # nobody listens there any more


def test_a_month_is_made_once_and_only_when_it_is_over(prepared: Register) -> None:
    for period, code in (
        (PERIOD, "release.already_made"),
        ("2026-11", "counts.period_not_over"),
        ("oktober", "counts.period"),
    ):
        with pytest.raises(CaseworkerError) as refused:
            counts.prepare_release(prepared, period=period, by=MAJ)
        assert refused.value.code == code
    with pytest.raises(Refused) as refused:
        counts.send_release(prepared, period="2026-09", endpoint="http://127.0.0.1:9", by=MAJ)
    assert refused.value.code == "release.not_made"


def test_the_years_lock_is_kept_from_month_to_month(office: Register) -> None:
    locks = []
    for period in ("2026-08", "2026-09", "2026-10"):
        counts.prepare_release(office, period=period, by=MAJ)
        locks.append(counts.show_counts(office, period=period, by=MAJ).table.lock)
    assert locks[0] == locks[1] == locks[2]
    with office.read() as reader:
        kept = reader.connection.exec_driver_sql("SELECT year, body FROM ladder_locks").all()
    assert [(year, json.loads(body)["ages"]) for year, body in kept] == [(2026, locks[0].ages)]


def test_an_unreachable_centre_loses_nothing_and_is_tried_again(prepared: Register, tmp_path: Path) -> None:
    with pytest.raises(EnvironmentFault) as fault:
        send(prepared, "http://127.0.0.1:9")
    assert fault.value.code == "delivery.unreachable"
    assert state_of(prepared) == ("queued", "")
    with running_centre(tmp_path / "central.db") as (endpoint, app):
        counts.introduce_to_demo_centre(prepared, endpoint=endpoint, by=MAJ)
        key = wire.Centre.open(app.state.archive.presentation()).key
    remember(prepared, endpoint, key)
    later = send(prepared, endpoint)
    assert (later.state, later.reason) == ("queued", "delivery.unreachable")
    assert later.next_attempt is not None
    assert NOW <= later.next_attempt <= NOW + timedelta(minutes=1)
    with running_centre(tmp_path / "central.db", port=port_of(endpoint)):
        assert send(prepared, endpoint).state == "acked"
    (row,) = counts.list_releases(prepared, by=MAJ)
    assert row.attempts == 2


def test_after_sixty_attempts_somebody_should_look_and_may_still_send(prepared: Register, tmp_path: Path) -> None:
    with running_centre(tmp_path / "central.db") as (endpoint, app):
        counts.introduce_to_demo_centre(prepared, endpoint=endpoint, by=MAJ)
        key = wire.Centre.open(app.state.archive.presentation()).key
    remember(prepared, endpoint, key)
    put_in_state(prepared, "queued", attempts=59)
    assert send(prepared, endpoint).state == "dead"
    with running_centre(tmp_path / "central.db", port=port_of(endpoint)):
        assert send(prepared, endpoint).state == "acked"


def test_an_office_the_centre_does_not_know_is_told_so_and_sends_again_later(
    prepared: Register, centre: Centre
) -> None:
    endpoint, _app = centre
    assert (send(prepared, endpoint).state, state_of(prepared)[1]) == ("rejected", "centre.unknown_key")
    counts.introduce_to_demo_centre(prepared, endpoint=endpoint, by=MAJ)
    assert send(prepared, endpoint).state == "acked"


def test_what_a_crash_left_in_sending_is_sent_again_as_the_same_release(prepared: Register, centre: Centre) -> None:
    endpoint, app = centre
    counts.introduce_to_demo_centre(prepared, endpoint=endpoint, by=MAJ)
    envelope = wire.open_release(counts.show_counts(prepared, period=PERIOD, by=MAJ).envelope)
    arrived = app.state.archive.store(envelope, NOW)  # it got there, and then the light went out here
    put_in_state(prepared, "sending", attempts=0)
    sent = send(prepared, endpoint)
    assert sent.state == "acked"
    assert sent.receipt.encode() == arrived.receipt


def test_a_centre_with_another_key_gets_nothing(prepared: Register, tmp_path: Path) -> None:
    with running_centre(tmp_path / "central.db") as (endpoint, _app):
        assert send(prepared, endpoint).state == "rejected"  # it is known now, and does not know us
    with running_centre(tmp_path / "other.db", port=port_of(endpoint)) as (_endpoint, other):
        counts.introduce_to_demo_centre(prepared, endpoint=endpoint, by=MAJ)
        for written in (endpoint, f"{endpoint}/"):  # the same address, however it is written
            with pytest.raises(Refused) as refused:
                send(prepared, written)
            assert refused.value.code == "centre.key_changed"
        (row,) = counts.list_releases(prepared, by=MAJ)
        assert other.state.archive.release(row.release_id) is None
    assert verify(prepared).ok


def test_demo_and_real_never_meet(prepared: Register, open_path: Open, tmp_path: Path) -> None:
    real = open_path(found(tmp_path / "real.db", demo=False))
    counts.prepare_release(real, period=PERIOD, by=MAJ)
    with running_centre(tmp_path / "real-centre.db", demo=False) as (endpoint, _app):
        with pytest.raises(Refused) as refused:
            send(prepared, endpoint)
        assert refused.value.code == "delivery.pairing"
    with running_centre(tmp_path / "demo-centre.db") as (endpoint, _app):
        with pytest.raises(Refused) as refused:
            send(real, endpoint)
        assert refused.value.code == "delivery.pairing"
        with pytest.raises(Refused) as refused:
            counts.introduce_to_demo_centre(real, endpoint=endpoint, by=MAJ)
        assert refused.value.code == "counts.introduce_by_hand"


def test_a_demo_register_is_not_introduced_where_demo_is_not_wanted(office: Register, tmp_path: Path) -> None:
    with running_centre(tmp_path / "central.db", demo=False) as (endpoint, _app), pytest.raises(Refused) as refused:
        counts.introduce_to_demo_centre(office, endpoint=endpoint, by=MAJ)
    assert refused.value.code == "delivery.rejected"


def test_the_office_introduces_itself_with_its_own_signature(office: Register) -> None:
    enrolment = wire.Enrolment.open(counts.enrolment_document(office, by=MAJ))
    assert (enrolment.office, enrolment.municipality, enrolment.demo) == ("U01", "0380", True)
    assert enrolment.key == wire.public_key(office.secret("signing_seed"))


@pytest.mark.parametrize(
    ("answer", "state", "reason"),
    [
        (lambda release: receipt(release, key=bytes(32)), "rejected", "receipt.signature"),
        (lambda release: receipt(release, sha256="0" * 64), "rejected", "receipt.other_bytes"),
        (lambda release: receipt(release, release_id="T1-2026-09"), "rejected", "receipt.other_release"),
        (lambda _release: refusal("centre.unprotected"), "rejected", "centre.unprotected"),
        (lambda _release: refusal("Traceback: Samira"), "rejected", "delivery.rejected"),
        (lambda _release: b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\nhej", "queued", "delivery.not_a_centre"),
        (lambda _release: b"not even http", "queued", "delivery.unreachable"),
    ],
    ids=["forged", "other bytes", "replayed", "refused", "strange words", "login page", "noise"],
)
def test_a_lying_centre_is_never_believed_and_the_release_stays(
    prepared: Register, centre: Centre, answer: object, state: str, reason: str
) -> None:
    before = counts.show_counts(prepared, period=PERIOD, by=MAJ).envelope
    with lying_centre(answer) as hostile:  # type: ignore[arg-type]  # one of the lambdas above
        sent = send(prepared, hostile.url)
    assert (sent.state, sent.reason, sent.receipt) == (state, reason, "")
    assert counts.show_counts(prepared, period=PERIOD, by=MAJ).envelope == before
    counts.introduce_to_demo_centre(prepared, endpoint=centre[0], by=MAJ)
    assert send(prepared, centre[0]).state == "acked"
    assert verify(prepared).ok


@pytest.mark.parametrize(
    ("endpoint", "code"),
    [
        ("", "endpoint.malformed"),
        ("ftp://127.0.0.1", "endpoint.malformed"),
        ("http://example.org", "endpoint.insecure"),
    ],
)
def test_an_unsafe_address_is_refused_before_anything_is_sent(prepared: Register, endpoint: str, code: str) -> None:
    with pytest.raises((Refused, UsageFault)) as refused:
        send(prepared, endpoint)
    assert refused.value.code == code
    assert state_of(prepared) == ("queued", "")


def test_a_demo_release_that_may_not_leave_goes_back_to_the_queue(prepared: Register) -> None:
    elsewhere = "https://centralen.invalid"
    remember(prepared, elsewhere, bytes(32))
    with pytest.raises(Refused) as refused:
        send(prepared, elsewhere)
    assert refused.value.code == "endpoint.demo"
    assert state_of(prepared) == ("queued", "")
