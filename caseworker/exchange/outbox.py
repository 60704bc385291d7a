"""Deliver a release to the centre and read its receipt. The outbox's rows and their transactions are not here.

Nothing the centre answers is executed, shown as it stands, or widens what is sent. Only a receipt signed with the
centre's known key, for this very release and these very bytes, counts as delivered.
"""

import json
import re
from dataclasses import dataclass
from datetime import datetime, timedelta
from email.utils import parsedate_to_datetime
from enum import StrEnum

from caseworker.errors import EnvironmentFault, Refused, UsageFault
from caseworker.exchange.endpoint import Answer, AnswerTooLarge, ClientFactory, Endpoint, exchange, open_client
from caseworker.wire import Centre, Enrolment, Receipt, open_release

BACK_OFF = (60, 300, 1800, 7200, 43200)  # seconds: 1 m, 5 m, 30 m, 2 h, 12 h
MAX_ATTEMPTS = 60  # about two weeks of trying; then somebody should look
LONGEST_WAIT = 24 * 3600
_TAKEN = (200, 201)
_TRY_AGAIN = (408, 425, 429)
_MAX_CODES = 50
_CODE = re.compile(r"[A-Za-z0-9_.:+-]{1,64}", re.ASCII)
# what a centre may give as a reason; anything else becomes delivery.rejected
CENTRE_REASONS = frozenset(
    {
        "centre.unknown_office",
        "centre.unknown_key",
        "centre.signature",
        "centre.tampered",
        "centre.other_bytes",
        "centre.revision",
        "centre.unknown_codes",
        "centre.unprotected",
        "centre.malformed",
        "centre.too_large",
        "centre.demo_only",
        "centre.no_demo",
        "centre.schema",
        "centre.office_taken",
    }
)


class DeliveryState(StrEnum):
    """What became of one attempt."""

    ACKED = "acked"  # receipt verified
    RETRY = "retry"  # try again later, the same bytes
    REJECTED = "rejected"  # show it; never tried again by itself


@dataclass(frozen=True, slots=True)
class Delivery:
    """One attempt's outcome. ``receipt`` is the centre's signed bytes, to be stored as they are.

    ``retry_after`` is what the centre asked for, in seconds. ``reason`` is an error code for ``caseworker.messages``,
    ``codes`` the codes a centre did not know, ``http_status`` is for the log.
    """

    state: DeliveryState
    receipt: bytes | None = None
    retry_after: int | None = None
    reason: str | None = None
    codes: tuple[str, ...] = ()
    http_status: int | None = None


def deliver(
    endpoint: str,
    envelope: bytes,
    *,
    release_id: str,
    sha256: str,
    centre_key: bytes,
    client_factory: ClientFactory = open_client,
) -> Delivery:
    """Put one release at the centre, once. Sending the same bytes again is always safe.

    Raises ``UsageFault("endpoint.malformed")``, ``Refused("endpoint.insecure")``, ``Refused("endpoint.demo")`` when a
    demo release would leave this computer, and ``Refused("delivery.changed")`` when the bytes are not the release
    named. Faults of the network and of the centre are outcomes, not exceptions.
    """
    where = Endpoint.parse(endpoint)
    release = open_release(envelope)
    if (release.head.release_id, release.sha256) != (release_id, sha256):
        raise Refused("delivery.changed")
    if release.head.demo and not where.loopback:
        raise Refused("endpoint.demo")
    answer = _ask(
        where,
        client_factory,
        "PUT",
        f"/v1/releases/{release_id}",
        envelope,
        {"Content-Type": "application/json", "Idempotency-Key": sha256},
    )
    if isinstance(answer, Delivery):
        return answer
    if answer.status not in _TAKEN:
        return _not_taken(answer)
    return _judge_receipt(answer, release_id=release_id, sha256=sha256, centre_key=centre_key)


def fetch_centre(endpoint: str, *, client_factory: ClientFactory = open_client) -> Centre:
    """Ask a centre who it is. The key is to be compared with what the county gave out, then stored in the register.

    Raises as ``deliver`` does for the address, ``EnvironmentFault("delivery.unreachable")`` and
    ``Refused("delivery.not_a_centre")``.
    """
    where = Endpoint.parse(endpoint)
    answer = _ask(where, client_factory, "GET", "/v1/centre", None, {})
    if isinstance(answer, Delivery):
        raise EnvironmentFault(answer.reason or "delivery.unreachable")
    try:
        centre = Centre.open(answer.body)
    except Refused:
        raise Refused("delivery.not_a_centre") from None
    if answer.status != 200:
        raise Refused("delivery.not_a_centre")
    if centre.demo and not where.loopback:
        raise Refused("endpoint.demo")
    return centre


def introduce(endpoint: str, enrolment: bytes, *, client_factory: ClientFactory = open_client) -> Delivery:
    """Enrol a demo office at a demo centre on this computer. Real offices are enrolled out of band, with a file.

    Raises as ``deliver`` does for the address, and ``Refused("endpoint.demo")`` for any other centre or office.
    """
    where = Endpoint.parse(endpoint)
    if not (where.loopback and Enrolment.open(enrolment).demo):
        raise Refused("endpoint.demo")
    answer = _ask(where, client_factory, "POST", "/v1/offices", enrolment, {"Content-Type": "application/json"})
    if isinstance(answer, Delivery):
        return answer
    if answer.status in _TAKEN:
        return Delivery(DeliveryState.ACKED, http_status=answer.status)
    return _not_taken(answer)


def require_pairing(*, demo_register: bool, centre: Centre) -> None:
    """Refuse a demo register and a real centre together, and the reverse: ``Refused("delivery.pairing")``."""
    if demo_register != centre.demo:
        raise Refused("delivery.pairing")


def next_attempt(attempts: int, now: datetime, *, retry_after: int | None, jitter: float) -> datetime | None:
    """Return when to try again after ``attempts`` tries (1 or more), or nothing when it should stop (dead).

    Full jitter: the wait is ``jitter`` (0 … 1, drawn by the caller) of 1 m, 5 m, 30 m, 2 h, 12 h, so that offices which
    lost the net together do not come back together. What the centre asks for is honoured, up to a day.
    """
    if attempts >= MAX_ATTEMPTS:
        return None
    longest = BACK_OFF[min(max(attempts, 1), len(BACK_OFF)) - 1]
    asked = min(max(retry_after or 0, 0), LONGEST_WAIT)
    return now + timedelta(seconds=max(longest * jitter, asked))


def _ask(
    where: Endpoint,
    client_factory: ClientFactory,
    method: str,
    path: str,
    content: bytes | None,
    headers: dict[str, str],
) -> Answer | Delivery:
    """Return the answer, or the outcome when there is none worth reading."""
    import httpx  # heavy: never before the first window

    try:
        with client_factory(where) as client:
            answer = exchange(client, method, where.url + path, content=content, headers=headers)
    except (httpx.InvalidURL, UnicodeError):
        raise UsageFault("endpoint.malformed") from None
    except httpx.TimeoutException:
        return Delivery(DeliveryState.RETRY, reason="delivery.timeout")
    except httpx.HTTPError:
        return Delivery(DeliveryState.RETRY, reason="delivery.unreachable")
    except AnswerTooLarge:
        return Delivery(DeliveryState.RETRY, reason="delivery.not_a_centre")
    if 300 <= answer.status < 400:
        return Delivery(DeliveryState.RETRY, reason="delivery.redirected", http_status=answer.status)
    if answer.status < 300 and (answer.content_type != "application/json" or answer.status not in _TAKEN):
        return Delivery(DeliveryState.RETRY, reason="delivery.not_a_centre", http_status=answer.status)
    return answer


def _not_taken(answer: Answer) -> Delivery:
    """Read a refusal: a client fault is shown and never retried blindly, anything else is tried again."""
    if answer.status in _TRY_AGAIN or not 400 <= answer.status < 500:
        return Delivery(
            DeliveryState.RETRY,
            retry_after=_seconds(answer),
            reason="delivery.centre_busy",
            http_status=answer.status,
        )
    code, codes = _reason(answer.body)
    return Delivery(DeliveryState.REJECTED, reason=code, codes=codes, http_status=answer.status)


def _judge_receipt(answer: Answer, *, release_id: str, sha256: str, centre_key: bytes) -> Delivery:
    try:
        receipt = Receipt.open(answer.body, centre_key)
    except Refused as refused:
        forged = refused.code == "wire.signature"
        return Delivery(
            DeliveryState.REJECTED if forged else DeliveryState.RETRY,
            reason="receipt.signature" if forged else "delivery.not_a_centre",
            http_status=answer.status,
        )
    if receipt.release_id != release_id:
        return Delivery(DeliveryState.REJECTED, reason="receipt.other_release", http_status=answer.status)
    if receipt.sha256 != sha256:
        return Delivery(DeliveryState.REJECTED, reason="receipt.other_bytes", http_status=answer.status)
    return Delivery(DeliveryState.ACKED, receipt=answer.body, http_status=answer.status)


def _reason(body: bytes) -> tuple[str, tuple[str, ...]]:
    """Take a known code and well-formed codes out of a refusal; a stranger's words never reach the screen."""
    try:
        said = json.loads(body)
    except (ValueError, RecursionError):
        return "delivery.rejected", ()
    code = said.get("code") if isinstance(said, dict) else None
    if not isinstance(code, str) or code not in CENTRE_REASONS:
        return "delivery.rejected", ()
    listed = said.get("codes")
    codes = listed[:_MAX_CODES] if isinstance(listed, list) else []
    return code, tuple(one for one in codes if isinstance(one, str) and _CODE.fullmatch(one))


def _seconds(answer: Answer) -> int | None:
    """Read Retry-After: seconds, or an instant against the answer's own Date so that no clocks are compared."""
    if answer.retry_after.isascii() and answer.retry_after.isdigit():
        return min(int(answer.retry_after[:9]), LONGEST_WAIT)
    try:
        until, then = parsedate_to_datetime(answer.retry_after), parsedate_to_datetime(answer.date)
        return min(max(int((until - then).total_seconds()), 0), LONGEST_WAIT)
    except (ValueError, TypeError, OverflowError):
        return None
