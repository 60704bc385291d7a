"""What a server may answer in place of a centre: each call of ``answer`` makes one up."""

import gzip
import json
import random
import socket
import struct
from collections.abc import Callable, Mapping
from types import MappingProxyType

from caseworker import wire
from caseworker.exchange.endpoint import MAX_ANSWER
from tests.exchange.hostile import Reply, http
from tests.services.centres import LIAR

STRANGER = bytes(range(5, 37))
PORTAL = b"<!DOCTYPE html><html><title>Logga in</title><form action='/login'><input name='password'></form></html>"
STATUSES = (
    *(100, 101, 103, 200, 200, 200, 201, 202, 204, 206, 304, 400, 401, 403, 404, 407, 408, 409, 413, 422, 425, 429),
    *(451, 499, 500, 502, 503, 504, 511, 599, 600, 999),
)
TYPES = ("application/json", "application/json; charset=utf-16", "text/html", "", "application/JSON", "x" * 3000)
HEADERS = (
    "Retry-After: 99999999999999999999999", "Retry-After: -1", "Retry-After: ٣", "Retry-After: Wed, 99 Foo 2026",
    "Retry-After: Wed, 18 Nov 0001 14:05:00 GMT\r\nDate: Fri, 31 Dec 9999 23:59:59 -2359", "Date: nu",
    "Content-Encoding: gzip", "Content-Length: 3", "Transfer-Encoding: chunked", "Location: /", "X: \x7f", "Ä: å",
    "Set-Cookie: a=" + "b" * 4000, "X-Long: " + "y" * 200_000, "Content-Type: text/plain", "Connection: upgrade",
    "Content-Length: -5", "Content-Length: 9999999999999999999999", " folded", "no colon here",
    "WWW-Authenticate: Basic",
)  # fmt: skip
WORDS = (
    "centre.signature",
    "centre.unknown_codes",
    "<b>Ring 08-123</b>",
    "",
    "\u202e",
    "../..",
    "acked",
    "code",
    "codes",
)


def genuine(release: wire.Envelope, key: bytes = LIAR, other: Mapping[str, str] = MappingProxyType({})) -> bytes:
    """Return a signed receipt, with fields of it exchanged for ``other``."""
    fields = {"release_id": release.head.release_id, "sha256": release.sha256, "received": "2026-11-21T10:00:00Z"}
    return wire.Receipt(**{**fields, **other}).seal(key)


def answer(release: wire.Envelope, chance: random.Random) -> Reply:
    """Return one answer to a release; none of them is a true receipt for it that its centre has signed."""
    return chance.choice(_KINDS)(release, chance)


def _json(_release: wire.Envelope, chance: random.Random) -> Reply:
    said = _value(chance, 0)
    if chance.random() < 0.5:
        said = {"code": chance.choice(WORDS), "codes": _value(chance, 0), "schema": wire.RECEIPT_SCHEMA}
    return _told(json.dumps(said, ensure_ascii=chance.random() < 0.5).encode("utf-8", "surrogatepass"), chance)


def _value(chance: random.Random, depth: int) -> object:
    match chance.randrange(9 if depth < 4 else 7):
        case 0:
            return None
        case 1:
            return chance.choice((True, False))
        case 2:
            return chance.choice((0, -1, 2**53, 10**300, float("nan"), float("inf"), 1e-300))
        case 3 | 4:
            return chance.choice(WORDS)
        case 5:
            return "".join(chr(chance.randrange(0x3000)) for _ in range(chance.randrange(40)))
        case 6:
            return "9" * chance.randrange(6000)
        case 7:
            return [_value(chance, depth + 1) for _ in range(chance.randrange(6))]
        case _:
            return {chance.choice(WORDS): _value(chance, depth + 1) for _ in range(chance.randrange(6))}


def _forged(release: wire.Envelope, chance: random.Random) -> Reply:
    """A receipt that looks right: another's key, another release, other bytes, something changed after signing."""
    other = {
        "release_id": chance.choice((release.head.release_id[::-1], "x" * 36, release.head.release_id.upper() + "-")),
        "sha256": chance.choice((release.sha256[::-1], "0" * 64)),
        "received": chance.choice(("2026-99-99T99:99:99Z", "0000-01-01T00:00:00Z", "2026-02-30T10:00:00Z", "nyss")),
    }
    match chance.randrange(4):
        case 0:
            said = genuine(release, key=STRANGER)
        case 1:
            field = chance.choice(tuple(other))
            said = genuine(release, other={field: other[field]})
        case 2:
            said = _spoilt(genuine(release), chance)
        case _:  # the same words in other bytes are not the signed ones
            said = json.dumps(json.loads(genuine(release)), indent=chance.choice((None, 1))).encode()
    return _told(said, chance) if chance.random() < 0.3 else http(said, status=chance.choice(("200 OK", "201 Created")))


def _spoilt(content: bytes, chance: random.Random) -> bytes:
    at = chance.randrange(len(content))
    return chance.choice((
        content[:at], content + content, content[:at] + bytes([content[at] ^ 1]) + content[at + 1 :], content + b"\n",
        b"\xef\xbb\xbf" + content, content.replace(b"received", b"Received"), content[:-1] + b',"more":1}',
    ))  # fmt: skip


def _told(body: bytes, chance: random.Random) -> bytes:
    """Say ``body`` with any status and any headers."""
    headers = [f"Content-Type: {chance.choice(TYPES)}", *chance.sample(HEADERS, chance.choice((0, 0, 0, 1, 3)))]
    if chance.random() < 0.7:
        headers.append(f"Content-Length: {len(body)}")
    first = f"HTTP/1.{chance.choice('110')} {chance.choice(STATUSES)} X"
    head = "\r\n".join((first, *headers, "Connection: close"))
    return head.encode("utf-8") + b"\r\n\r\n" + body


def _sizes(_release: wire.Envelope, chance: random.Random) -> Reply:
    size = chance.choice((0, 1, MAX_ANSWER - 1, MAX_ANSWER, MAX_ANSWER + 1, 3_000_000))
    return http(
        chance.choice((b" ", b"[", b"{", b"9", b"\0", b'"')) * size, status=f"{chance.choice((200, 403, 503))} X"
    )


def _redirected(_release: wire.Envelope, chance: random.Random) -> Reply:
    target = chance.choice(
        ("http://192.0.2.1/login", "/v1/elsewhere", "file:///etc/passwd", "//192.0.2.1", "", "\\\\a\\b")
    )
    status = chance.choice(("300 X", "301 Moved", "302 Found", "303 Other", "307 Again", "308 Always"))
    return http(PORTAL, status=status, headers=f"Location: {target}\r\nContent-Type: text/html")


def _portal(release: wire.Envelope, chance: random.Random) -> Reply:
    body = chance.choice((PORTAL, PORTAL + genuine(release), PORTAL.decode().encode("utf-16")))
    return http(body, status=chance.choice(("200 OK", "511 Login")), headers="Content-Type: text/html")


def _cut(release: wire.Envelope, chance: random.Random) -> Reply:
    whole = http(genuine(release))
    return whole[: chance.randrange(len(whole))]


def _garbage(_release: wire.Envelope, chance: random.Random) -> Reply:
    noise = chance.randbytes(chance.randrange(400))
    return chance.choice(
        (noise, http(noise), b"SSH-2.0-OpenSSH_9.2\r\n", b"HTTP/1.1 200", b"\r\n" * 400, b"ICY 200 OK\r\n")
    )


def _packed(release: wire.Envelope, chance: random.Random) -> Reply:
    body = chance.choice((gzip.compress(genuine(release)), gzip.compress(b" " * 10_000_000)))
    return http(body, headers="Content-Type: application/json\r\nContent-Encoding: gzip")


def _in_pieces(release: wire.Envelope, chance: random.Random) -> Reply:
    said = genuine(release)[: -chance.randrange(1, 40)]
    size = chance.choice((f"{len(said):x}", "ffffffffffffffffff", "-1", "zz", "0"))
    head = b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n"
    return head + size.encode() + b"\r\n" + said + b"\r\n" + chance.choice((b"0\r\n\r\n", b"", b"0\r\nX: y"))


def _meanwhile(_release: wire.Envelope, chance: random.Random) -> Reply:
    """Preliminary answers without an end, or a line that is broken off by force."""
    if chance.random() < 0.5:
        return b"HTTP/1.1 103 Early Hints\r\nLink: x\r\n\r\n" * chance.choice((1, 2000))

    def hang_up(connection: socket.socket) -> None:
        connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        connection.send(b"HTTP/1.1 200 OK\r\n")

    return hang_up


_KINDS: tuple[Callable[[wire.Envelope, random.Random], Reply], ...] = (
    _json, _json, _forged, _forged, _sizes, _redirected, _portal, _cut, _garbage, _packed, _in_pieces, _meanwhile,
)  # fmt: skip


def face(release: wire.Envelope, chance: random.Random, *, strangers: bool) -> Reply:
    """Return how the server presents itself: mostly as the centre, or as another (``strangers``), or as anything."""
    kind = chance.random()
    if kind < 0.75:
        return http(wire.Centre("Centralen", wire.public_key(LIAR), demo=True).seal(LIAR))
    if kind < 0.8 and strangers:
        return http(wire.Centre("Annan", wire.public_key(STRANGER), demo=True).seal(STRANGER))
    if kind < 0.85:
        return http(wire.Centre("Centralen", wire.public_key(LIAR), demo=False).seal(LIAR))
    return answer(release, chance)
