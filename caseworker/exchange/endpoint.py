"""Where counts may go: the address of the centre, and one capped, unredirected HTTP exchange with it.

Plain http only to this very computer. Whatever the other side answers, it is read up to a limit and never followed.
"""

import socket
import ssl
import threading
import urllib.request
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from caseworker.domain.hosts import is_loopback
from caseworker.errors import Refused, UsageFault

if TYPE_CHECKING:
    import httpx

MAX_ANSWER = 64 * 1024
_CONNECT_SECONDS = 10.0
_SILENCE_SECONDS = 15.0
LONGEST_EXCHANGE = 60.0  # seconds, whatever the other side dribbles


@dataclass(frozen=True, slots=True)
class Endpoint:
    """A centre's address: scheme, host and port, without a trailing slash; ``loopback`` when it is this computer."""

    url: str
    loopback: bool

    @classmethod
    def parse(cls, text: str) -> "Endpoint":
        """Read what the user wrote.

        Raises ``UsageFault("endpoint.malformed")`` for anything but scheme, host, port and path, and
        ``Refused("endpoint.insecure")`` for http to another computer.
        """
        try:
            parts = urlsplit(text.strip())
            host, port = parts.hostname or "", parts.port
        except ValueError:
            raise UsageFault("endpoint.malformed") from None
        odd = parts.username or parts.password or parts.query or parts.fragment or not text.isascii()
        if parts.scheme not in ("http", "https") or not host or odd or port == 0:
            raise UsageFault("endpoint.malformed")
        loopback = is_loopback(host)
        if parts.scheme == "http" and not loopback:
            raise Refused("endpoint.insecure")
        return cls(f"{parts.scheme}://{parts.netloc}{parts.path.rstrip('/')}", loopback)


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back: status, the few headers we look at, and at most ``MAX_ANSWER`` bytes."""

    status: int
    content_type: str
    retry_after: str
    date: str
    body: bytes


class AnswerTooLarge(Exception):
    """The other side sent more than any centre does."""


ClientFactory = Callable[[Endpoint], "httpx.Client"]


def open_client(endpoint: Endpoint) -> "httpx.Client":
    """Return a client that trusts the operating system's certificates, follows nothing and takes no proxy to itself."""
    import httpx  # heavy: never before the first window

    # certificates are read only when there is something to verify; without TLS an empty context trusts nobody
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    if endpoint.url.startswith("https:"):
        context = ssl.create_default_context()
    proxy = None
    if not endpoint.loopback:
        host = urlsplit(endpoint.url).hostname or ""
        proxy = None if urllib.request.proxy_bypass(host) else urllib.request.getproxies().get("https")
    return httpx.Client(
        verify=context,
        timeout=httpx.Timeout(_SILENCE_SECONDS, connect=_CONNECT_SECONDS),
        follow_redirects=False,
        trust_env=False,  # no netrc, no certificates named by the environment
        proxy=proxy,
    )


def exchange(
    client: "httpx.Client",
    method: str,
    url: str,
    *,
    content: bytes | None = None,
    headers: Mapping[str, str] | None = None,
) -> Answer:
    """Send one request and read one answer.

    Raises ``httpx.TransportError`` for every fault of the network and ``AnswerTooLarge``.
    """
    asked = {"Accept": "application/json", "Accept-Encoding": "identity", **(headers or {})}
    with (
        _cut_off_after(LONGEST_EXCHANGE) as extensions,
        client.stream(method, url, content=content, headers=asked, extensions=extensions) as response,
    ):
        body = bytearray()
        for chunk in response.iter_raw():  # raw: nothing is unpacked, so nothing can swell
            body += chunk
            if len(body) > MAX_ANSWER:
                raise AnswerTooLarge
        return Answer(
            status=response.status_code,
            content_type=response.headers.get("content-type", "").partition(";")[0].strip().lower(),
            retry_after=response.headers.get("retry-after", ""),
            date=response.headers.get("date", ""),
            body=bytes(body),
        )


@contextmanager
def _cut_off_after(seconds: float) -> "Iterator[dict[str, Callable[[str, Mapping[str, Any]], None]]]":
    """Hang up after ``seconds``: a read time-out alone begins anew with every byte that dribbles in."""
    streams: list[Any] = []  # httpcore's network streams have no public type

    def remember(event: str, told: Mapping[str, Any]) -> None:
        if event.endswith(("connect_tcp.complete", "start_tls.complete")):
            streams.append(told["return_value"])

    def hang_up() -> None:
        for stream in streams:
            with suppress(OSError):
                stream.get_extra_info("socket").shutdown(socket.SHUT_RDWR)

    timer = threading.Timer(seconds, hang_up)
    timer.daemon = True
    timer.start()
    try:
        yield {"trace": remember}
    finally:
        timer.cancel()
