"""Delivering to an endpoint that may be anything: a centre, a hotel's login page, a liar, or nobody."""

import json
import random
import socket
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

import httpx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from caseworker import wire
from caseworker.errors import EnvironmentFault, Refused, UsageFault
from caseworker.exchange import endpoint, outbox
from caseworker.exchange.endpoint import MAX_ANSWER, Endpoint, open_client
from caseworker.exchange.outbox import Delivery, DeliveryState, deliver, fetch_centre, introduce, next_attempt
from caseworker.wire import Centre, Receipt, ReleaseHead, seal_release
from tests.exchange.hostile import Reply, answering, http

OFFICE, CENTRE, LIAR = bytes(range(32)), bytes(range(1, 33)), bytes(range(2, 34))
ID = "5f0c2d1e-77b4-5a10-9c3e-d2b04e61a917"
NOW = datetime(2026, 11, 18, 14, tzinfo=UTC)
SENT_AT = "2026-11-18T14:00:00Z"


def release(*, demo: bool = False, revision: int = 1) -> bytes:
    head = ReleaseHead(ID, "U01", "T1@1", "2026-10", revision, None, "2026-11-18", demo, "caseworker 0.1.0")
    return seal_release(head, {"value": [12, 0, 3]}, OFFICE)


SHA256 = wire.open_release(release()).sha256


def receipt(*, release_id: str = ID, sha256: str = SHA256, key: bytes = CENTRE, received: str = SENT_AT) -> bytes:
    return Receipt(release_id, sha256, received).seal(key)


def impatient(where: Endpoint) -> httpx.Client:
    client = open_client(where)
    client.timeout = httpx.Timeout(0.3)
    return client


def send(url: str, *, raw: bytes | None = None, factory: Callable[[Endpoint], httpx.Client] = open_client) -> Delivery:
    envelope = release() if raw is None else raw
    return deliver(
        url,
        envelope,
        release_id=ID,
        sha256=wire.open_release(envelope).sha256,
        centre_key=wire.public_key(CENTRE),
        client_factory=factory,
    )


def outcome(reply: Reply, factory: Callable[[Endpoint], httpx.Client] = open_client) -> tuple[str, str | None]:
    with answering(reply) as hostile:
        delivery = send(hostile.url, factory=factory)
    assert delivery.state is DeliveryState.ACKED or delivery.receipt is None
    return delivery.state, delivery.reason


# the good case


@pytest.mark.parametrize("status", ["200 OK", "201 Created"])
def test_a_true_receipt_is_kept_as_the_centre_signed_it(status: str) -> None:
    with answering(http(receipt(), status=status)) as hostile:
        delivery = send(hostile.url)
    assert (delivery.state, delivery.receipt, delivery.reason) == (DeliveryState.ACKED, receipt(), None)


def test_only_the_envelope_and_its_hash_are_sent() -> None:
    with answering(http(receipt())) as hostile:
        send(hostile.url)
    head, _, body = hostile.requests[0].partition(b"\r\n\r\n")
    names = {line.split(b":")[0].lower() for line in head.split(b"\r\n")[1:]}
    assert body == release()
    assert head.startswith(f"PUT /v1/releases/{ID} HTTP/1.1".encode())
    assert f"idempotency-key: {SHA256}".encode() in head.lower()
    assert names == {
        *(b"host", b"accept", b"accept-encoding", b"connection", b"user-agent"),
        *(b"content-type", b"idempotency-key", b"content-length"),
    }


# hostile and broken answers


@pytest.mark.parametrize(
    ("reply", "expected"),
    [
        (http(receipt(key=LIAR)), ("rejected", "receipt.signature")),
        (http(receipt(sha256="0" * 64)), ("rejected", "receipt.other_bytes")),
        (http(receipt(release_id=ID.replace("5", "6"))), ("rejected", "receipt.other_release")),
        (http(receipt(received="2026-02-30T14:00:00Z")), ("retry", "delivery.not_a_centre")),
        (http(b"{}"), ("retry", "delivery.not_a_centre")),
        (http(b"\xff\x00" * 50), ("retry", "delivery.not_a_centre")),
        (http(b"[" * 30_000), ("retry", "delivery.not_a_centre")),
        (http(b""), ("retry", "delivery.not_a_centre")),
        (http(release()), ("retry", "delivery.not_a_centre")),
        (http(b"<html>Logga in</html>", headers="Content-Type: text/html"), ("retry", "delivery.not_a_centre")),
        (http(b" " * (MAX_ANSWER + 1)), ("retry", "delivery.not_a_centre")),
        (http(b"", status="204 No Content"), ("retry", "delivery.not_a_centre")),
        (b"HTTP/1.1 200 OK\r\nContent-Length: 9999\r\n\r\n{", ("retry", "delivery.unreachable")),
        (b"SSH-2.0-OpenSSH_9.2\r\n", ("retry", "delivery.unreachable")),
        (b"", ("retry", "delivery.unreachable")),
        (http(b"", status="302 Found", headers="Location: http://192.0.2.1/login"), ("retry", "delivery.redirected")),
        (http(b"", status="307 Again", headers="Location: https://192.0.2.1/"), ("retry", "delivery.redirected")),
        (http(b"<html>", status="511 Login", headers="Content-Type: text/html"), ("retry", "delivery.centre_busy")),
        (http(b"", status="503 Busy"), ("retry", "delivery.centre_busy")),
        (http(b"", status="408 Slow"), ("retry", "delivery.centre_busy")),
        (http(b"", status="425 Early"), ("retry", "delivery.centre_busy")),
        (http(b"", status="429 Many"), ("retry", "delivery.centre_busy")),
        (http(b"", status="404 Not Found"), ("rejected", "delivery.rejected")),
        (http(b'{"code":"centre.signature"}', status="403 No"), ("rejected", "centre.signature")),
        (http(b'{"code":"<b>Ring 08-123</b>"}', status="403 No"), ("rejected", "delivery.rejected")),
        (http(b'{"code":["centre.signature"]}', status="403 No"), ("rejected", "delivery.rejected")),
        (http(b"[" * 30_000, status="409 No"), ("rejected", "delivery.rejected")),
    ],
)
def test_nothing_but_a_true_receipt_counts_as_delivered(reply: bytes, expected: tuple[str, str]) -> None:
    assert outcome(reply) == expected


def test_a_replayed_receipt_of_an_earlier_revision_is_refused() -> None:
    with answering(http(receipt())) as hostile:
        delivery = send(hostile.url, raw=release(revision=2))
    assert (delivery.state, delivery.reason) == (DeliveryState.REJECTED, "receipt.other_bytes")


def test_a_packed_answer_is_not_unpacked() -> None:
    import gzip

    packed = http(gzip.compress(receipt()), headers="Content-Type: application/json\r\nContent-Encoding: gzip")
    assert outcome(packed) == ("retry", "delivery.not_a_centre")


def test_an_answer_without_end_is_cut_off() -> None:
    def endless(connection: socket.socket) -> None:
        connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n\r\n")
        for _ in range(10_000):
            connection.sendall(b" " * 4096)

    assert outcome(endless) == ("retry", "delivery.not_a_centre")


@pytest.mark.parametrize("head", [b"HTTP/1.1 200 OK\r\nX: ", b"HTTP/1.1 200 OK\r\nContent-Length: 60000\r\n\r\n"])
def test_an_answer_that_dribbles_is_cut_off_in_time(head: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(endpoint, "LONGEST_EXCHANGE", 0.3)

    hung_up = threading.Event()

    def dribbling(connection: socket.socket) -> None:
        connection.settimeout(0.05)
        try:
            connection.sendall(head)
            for _ in range(600):  # half a minute of drops
                try:
                    if not connection.recv(1):
                        raise ConnectionResetError
                except TimeoutError:
                    connection.sendall(b"x")
        except OSError:
            hung_up.set()

    assert outcome(dribbling) == ("retry", "delivery.unreachable")
    assert hung_up.is_set()


def test_silence_after_sending_is_a_time_out_and_the_same_bytes_go_again() -> None:
    def silent(connection: socket.socket) -> None:
        connection.settimeout(5)
        connection.recv(1)  # until the client gives up

    with answering(silent) as hostile:
        deliveries = [send(hostile.url, factory=impatient) for _ in range(2)]
    assert [delivery.reason for delivery in deliveries] == ["delivery.timeout"] * 2
    bodies = {request.partition(b"\r\n\r\n")[2] for request in hostile.requests}
    assert bodies == {release()}


def test_nobody_there_is_the_normal_case_and_loses_nothing() -> None:
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    delivery = send(f"http://127.0.0.1:{port}")
    assert (delivery.state, delivery.reason) == (DeliveryState.RETRY, "delivery.unreachable")


def test_unknown_codes_are_passed_on_but_never_a_strangers_words() -> None:
    listed = ["age:0-3", "<script>", 7, "x" * 65, "table:T7@1", *["age:9"] * 100]
    body = json.dumps({"code": "centre.unknown_codes", "codes": listed}).encode()
    with answering(http(body, status="409 Conflict")) as hostile:
        delivery = send(hostile.url)
    assert delivery.reason == "centre.unknown_codes"
    assert delivery.codes[0] == "age:0-3"
    assert not any("<" in code or len(code) > 64 for code in delivery.codes)
    assert len(delivery.codes) <= 50


@pytest.mark.parametrize(
    ("headers", "seconds"),
    [
        ("Retry-After: 120", 120),
        ("Retry-After: 99999999999999999999", 86_400),
        ("Retry-After: -5", None),
        ("Retry-After: ٣", None),
        ("Retry-After: soon", None),
        ("Retry-After: Wed, 18 Nov 2026 14:05:00 GMT\r\nDate: Wed, 18 Nov 2026 14:00:00 GMT", 300),
        ("Retry-After: Wed, 18 Nov 2026 14:05:00 GMT", None),
        ("X: y", None),
    ],
)
def test_what_the_centre_asks_for_is_read_and_capped(headers: str, seconds: int | None) -> None:
    body = http(b"", status="503 Busy", headers="Content-Type: text/plain").decode()
    with answering(body.replace("Content-Type: text/plain", headers).encode("utf-8")) as hostile:
        assert send(hostile.url).retry_after == seconds


def test_random_answers_never_break_the_client_and_never_count_as_delivered() -> None:
    rng = random.Random(5)
    for _ in range(40):
        noise = bytes(rng.randrange(256) for _ in range(rng.randrange(200)))
        reply = noise if rng.random() < 0.3 else http(noise, status=f"{rng.choice([200, 201, 400, 409, 500])} X")
        assert outcome(reply)[0] in ("retry", "rejected")


# where it may go


@pytest.mark.parametrize(
    ("address", "code"),
    [
        ("http://stat.lansnod.example", "endpoint.insecure"),
        ("http://192.0.2.7:8000", "endpoint.insecure"),
        ("http://127.0.0.1.example", "endpoint.insecure"),
        ("http://localhost.example", "endpoint.insecure"),
        ("http://[::ffff:192.0.2.7]/", "endpoint.insecure"),
        ("ftp://127.0.0.1", "endpoint.malformed"),
        ("stat.lansnod.example", "endpoint.malformed"),
        ("", "endpoint.malformed"),
        ("https://", "endpoint.malformed"),
        ("https://user:secret@stat.lansnod.example", "endpoint.malformed"),
        ("http://127.0.0.1@stat.lansnod.example", "endpoint.malformed"),
        ("https://stat.lansnod.example/?q=1", "endpoint.malformed"),
        ("https://stat.lansnod.example/#a", "endpoint.malformed"),
        ("https://stat.lansnod.example:99999", "endpoint.malformed"),
        ("https://[::1", "endpoint.malformed"),
        ("https://länets.example", "endpoint.malformed"),
    ],
)
def test_an_address_that_is_not_safe_and_plain_is_refused_before_anything_is_sent(address: str, code: str) -> None:
    with pytest.raises((Refused, UsageFault)) as fault:
        send(address)
    assert fault.value.code == code


@pytest.mark.parametrize("address", ["http://127.0.0.1:8000", "http://[::1]:8000/", "http://localhost:8000"])
def test_plain_http_is_for_this_computer_alone(address: str) -> None:
    assert Endpoint.parse(address).loopback


def test_https_may_go_elsewhere() -> None:
    assert Endpoint.parse(" https://stat.lansnod.example/counts/ ") == Endpoint(
        "https://stat.lansnod.example/counts", loopback=False
    )


def test_a_host_name_no_resolver_could_take_is_malformed() -> None:
    with pytest.raises(UsageFault) as fault:
        send(f"https://{'a' * 70}.example")
    assert fault.value.code == "endpoint.malformed"


def test_a_demo_release_never_leaves_this_computer() -> None:
    with pytest.raises(Refused) as refused:
        send("https://stat.lansnod.example", raw=release(demo=True))
    assert refused.value.code == "endpoint.demo"


def test_bytes_that_are_not_the_release_named_are_not_sent() -> None:
    with pytest.raises(Refused) as refused:
        deliver("http://127.0.0.1:9", release(), release_id=ID, sha256="0" * 64, centre_key=bytes(32))
    assert refused.value.code == "delivery.changed"


def test_no_proxy_stands_between_this_computer_and_itself(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:9")
    monkeypatch.setenv("ALL_PROXY", "http://127.0.0.1:9")
    assert outcome(http(receipt())) == ("acked", None)


def test_a_proxy_of_the_municipality_is_used_for_the_centre(monkeypatch: pytest.MonkeyPatch) -> None:
    """The proxy sees where we go and nothing of what we say: it is asked for a tunnel."""
    with answering(http(b"", status="403 Forbidden")) as proxy:
        monkeypatch.setenv("https_proxy", proxy.url)
        delivery = send("https://stat.lansnod.example")
    assert delivery.reason == "delivery.unreachable"
    assert proxy.requests[0].startswith(b"CONNECT stat.lansnod.example:443 ")
    assert release() not in proxy.requests[0]


def test_a_certificate_nobody_vouches_for_is_refused(tmp_path: Path) -> None:
    with _tls(tmp_path) as url:
        delivery = send(url)
    assert (delivery.state, delivery.reason) == (DeliveryState.RETRY, "delivery.unreachable")


# who the centre is


def test_a_centre_presents_itself_with_a_signed_key() -> None:
    centre = Centre("Länets siffror", wire.public_key(CENTRE), demo=True)
    with answering(http(centre.seal(CENTRE))) as hostile:
        assert fetch_centre(hostile.url) == centre


@pytest.mark.parametrize(
    "reply",
    [
        http(b"{}"),
        http(Centre("C", wire.public_key(CENTRE), demo=True).seal(LIAR)),
        http(Centre("C", wire.public_key(CENTRE), demo=True).seal(CENTRE), status="500 No"),
        http(receipt()),
    ],
)
def test_a_presentation_that_does_not_prove_its_key_is_refused(reply: bytes) -> None:
    with answering(reply) as hostile, pytest.raises(Refused) as refused:
        fetch_centre(hostile.url)
    assert refused.value.code == "delivery.not_a_centre"


def test_a_centre_that_cannot_be_reached_is_an_environment_fault() -> None:
    with answering(b"") as hostile, pytest.raises(EnvironmentFault) as fault:
        fetch_centre(hostile.url)
    assert fault.value.code == "delivery.unreachable"


def test_a_demo_centre_elsewhere_is_no_centre_for_us() -> None:
    sealed = Centre("C", wire.public_key(CENTRE), demo=True).seal(CENTRE)
    reply = httpx.Response(200, stream=httpx.ByteStream(sealed), headers={"Content-Type": "application/json"})
    with pytest.raises(Refused) as refused:
        fetch_centre(
            "https://stat.lansnod.example",
            client_factory=lambda _: httpx.Client(transport=httpx.MockTransport(lambda _: reply)),
        )
    assert refused.value.code == "endpoint.demo"


@pytest.mark.parametrize("demo", [True, False])
def test_demo_and_real_are_never_paired(demo: bool) -> None:
    outbox.require_pairing(demo_register=demo, centre=Centre("C", bytes(32), demo))
    with pytest.raises(Refused) as refused:
        outbox.require_pairing(demo_register=demo, centre=Centre("C", bytes(32), not demo))
    assert refused.value.code == "delivery.pairing"


def test_only_a_demo_office_presents_itself_and_only_on_this_computer() -> None:
    def enrolment(*, demo: bool) -> bytes:
        return wire.Enrolment("U01", "0380", wire.public_key(OFFICE), demo, "2026-11-18").seal(OFFICE)

    for address, demo in (("https://stat.lansnod.example", True), ("http://127.0.0.1:9", False)):
        with pytest.raises(Refused) as refused:
            introduce(address, enrolment(demo=demo))
        assert refused.value.code == "endpoint.demo"
    with answering(http(b'{"office":"U01"}', status="201 Created")) as hostile:
        assert introduce(hostile.url, enrolment(demo=True)).state is DeliveryState.ACKED
    with answering(http(b'{"code":"centre.office_taken"}', status="409 No")) as hostile:
        assert introduce(hostile.url, enrolment(demo=True)).reason == "centre.office_taken"
    with answering(b"") as hostile:
        assert introduce(hostile.url, enrolment(demo=True)).state is DeliveryState.RETRY


# when to try again


@given(attempts=st.integers(1, 59), asked=st.none() | st.integers(0, 10**7), jitter=st.floats(0, 1, allow_nan=False))
@settings(max_examples=100, deadline=None)
def test_the_wait_is_within_its_step_and_never_shorter_than_asked(
    attempts: int, asked: int | None, jitter: float
) -> None:
    again = next_attempt(attempts, NOW, retry_after=asked, jitter=jitter)
    assert again is not None
    step = outbox.BACK_OFF[min(attempts, 5) - 1]
    wanted = min(asked or 0, outbox.LONGEST_WAIT)
    assert timedelta(seconds=wanted) <= again - NOW <= timedelta(seconds=max(step, wanted))


def test_the_steps_are_a_minute_to_half_a_day() -> None:
    waits = [next_attempt(n, NOW, retry_after=None, jitter=1.0) for n in range(1, 7)]
    assert [(wait - NOW).total_seconds() for wait in waits if wait] == [60, 300, 1800, 7200, 43200, 43200]


def test_after_two_weeks_somebody_should_look() -> None:
    assert next_attempt(outbox.MAX_ATTEMPTS, NOW, retry_after=None, jitter=0.5) is None


def test_the_client_costs_nothing_until_it_is_used() -> None:
    code = "import sys, caseworker.exchange.outbox; print('httpx' in sys.modules)"
    answer = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=60)
    assert answer.stdout.strip() == "False"


@contextmanager
def _tls(folder: Path) -> Iterator[str]:
    """Serve TLS with a certificate that nobody has signed but itself."""
    import ssl
    import threading

    key, certificate = folder / "key.pem", folder / "certificate.pem"
    subprocess.run(
        ["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-days", "2",
         "-subj", "/CN=127.0.0.1", "-addext", "subjectAltName=IP:127.0.0.1", "-keyout", key, "-out", certificate],
        capture_output=True, check=True, timeout=60,
    )  # fmt: skip
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate, key)
    listener = socket.create_server(("127.0.0.1", 0))

    def serve() -> None:
        connection, _ = listener.accept()
        with connection:
            try:
                context.wrap_socket(connection, server_side=True)
            except OSError:
                return  # the client refused the handshake: that is the point

    thread = threading.Thread(target=serve)
    thread.start()
    try:
        yield f"https://127.0.0.1:{listener.getsockname()[1]}"
    finally:
        thread.join(10)
        listener.close()
