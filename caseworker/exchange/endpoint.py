"""Where counts may go: the address of the centre, and one capped, unredirected HTTP exchange with it.

Plain http only to this very computer. Whatever the other side answers, it is read up to a limit and never followed.
"""

import ipaddress
import ssl
import time
import urllib.request
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from caseworker.errors import Refused, UsageFault

if TYPE_CHECKING:
    import httpx

MAX_ANSWER = 64 * 1024
_CONNECT_SECONDS = 10.0
_SILENCE_SECONDS = 15.0
_TOTAL_SECONDS = 60.0


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
        loopback = _is_loopback(host)
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
    """The other side sent more, or for longer, than any centre does."""


ClientFactory = Callable[[Endpoint], "httpx.Client"]


def open_client(endpoint: Endpoint) -> "httpx.Client":
    """Return a client that trusts the operating system's certificates, follows nothing and takes no proxy to itself."""
    import httpx  # heavy: never before the first window

    proxy = None
    if not endpoint.loopback:
        host = urlsplit(endpoint.url).hostname or ""
        proxy = None if urllib.request.proxy_bypass(host) else urllib.request.getproxies().get("https")
    return httpx.Client(
        verify=ssl.create_default_context(),
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
    ends = time.monotonic() + _TOTAL_SECONDS
    asked = {"Accept": "application/json", "Accept-Encoding": "identity", **(headers or {})}
    with client.stream(method, url, content=content, headers=asked) as response:
        body = bytearray()
        for chunk in response.iter_raw():  # raw: nothing is unpacked, so nothing can swell
            body += chunk
            if len(body) > MAX_ANSWER or time.monotonic() > ends:
                raise AnswerTooLarge
        return Answer(
            status=response.status_code,
            content_type=response.headers.get("content-type", "").partition(";")[0].strip().lower(),
            retry_after=response.headers.get("retry-after", ""),
            date=response.headers.get("date", ""),
            body=bytes(body),
        )


def _is_loopback(host: str) -> bool:
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False
