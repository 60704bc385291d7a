"""What travels: canonical bytes, Ed25519 signatures, and the four signed documents of the counts.

One value has one byte form (sorted keys, no spaces, NFC, integers only), so a hash or a signature means the same
everywhere. Reading is strict: bytes that are not their own canonical form are refused. Nothing here sends, stores or
knows what a count means.
"""

import hashlib
import hmac
import json
import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import NoReturn, Self

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from caseworker.errors import Refused

RELEASE_SCHEMA = "caseworker.counts/1.0"
RELEASE_SCHEMAS = (RELEASE_SCHEMA,)  # this one and, when there is one, the one before it
ENROLMENT_SCHEMA = "caseworker.enrolment/1.0"
RECEIPT_SCHEMA = "caseworker.receipt/1.0"
CENTRE_SCHEMA = "caseworker.centre/1.0"
MAX_DOCUMENT = 256 * 1024
_MAX_DEPTH = 16
_MAX_INTEGER = 2**53 - 1  # the largest every JSON reader keeps exact
_HEX = re.compile(r"[0-9a-f]+", re.ASCII)
_DAY = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)
_INSTANT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", re.ASCII)
_CODE = re.compile(r"[A-Za-z0-9@.-]{1,36}", re.ASCII)
_APP = re.compile(r"[A-Za-z0-9 ._+-]{1,60}", re.ASCII)


# canonical bytes


def canonical(value: object) -> bytes:
    """Return the one byte form of a value: objects sorted by key, no spaces, UTF-8 in NFC, integers within +-2^53.

    Raises ``Refused("wire.not_canonical")`` for floats, other types, keys that are not text, and keys that become one.
    """
    clean = _clean(value, 0)
    try:
        return json.dumps(clean, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode("utf-8")
    except UnicodeEncodeError:  # half a surrogate pair
        raise Refused("wire.not_canonical") from None


def parse(raw: bytes, *, limit: int = MAX_DOCUMENT) -> dict[str, object]:
    """Read one object from its canonical bytes. ``limit`` is in bytes.

    Raises ``Refused`` with ``wire.too_large`` or ``wire.not_canonical``; never any other error, whatever the bytes are.
    """
    if len(raw) > limit:
        raise Refused("wire.too_large", limit=limit)
    try:
        value = json.loads(raw.decode("utf-8"), parse_float=_refuse, parse_constant=_refuse)
    except (ValueError, RecursionError):
        raise Refused("wire.not_canonical") from None
    # equality with its own canonical form also catches repeated keys, spaces, escapes and another order
    if not isinstance(value, dict) or canonical(value) != raw:
        raise Refused("wire.not_canonical")
    return value


def sha256_hex(raw: bytes) -> str:
    """Return the SHA-256 of the bytes as 64 lower-case hexadecimal digits."""
    return hashlib.sha256(raw).hexdigest()


def _refuse(_text: str) -> NoReturn:
    raise ValueError("integers only")


def _clean(value: object, depth: int) -> object:
    if isinstance(value, str):
        return unicodedata.normalize("NFC", value)
    if value is None or isinstance(value, bool):
        return value
    if isinstance(value, int) and abs(value) <= _MAX_INTEGER:
        return int(value)
    if depth < _MAX_DEPTH and isinstance(value, list | tuple):
        return [_clean(one, depth + 1) for one in value]
    if depth < _MAX_DEPTH and isinstance(value, Mapping) and all(isinstance(key, str) for key in value):
        clean = {unicodedata.normalize("NFC", key): _clean(one, depth + 1) for key, one in value.items()}
        if len(clean) == len(value):
            return clean
    raise Refused("wire.not_canonical")


# keys and signatures


def new_private_key() -> bytes:
    """Return a new Ed25519 private key, 32 bytes."""
    return Ed25519PrivateKey.generate().private_bytes_raw()


def public_key(private: bytes) -> bytes:
    """Return the public key, 32 bytes, that belongs to a private one."""
    return Ed25519PrivateKey.from_private_bytes(private).public_key().public_bytes_raw()


def key_id(public: bytes) -> str:
    """Return the key's short name (``kid``): the first 16 hexadecimal digits of its SHA-256."""
    return sha256_hex(public)[:16]


def sign(private: bytes, document: Mapping[str, object]) -> bytes:
    """Return the canonical bytes of ``document`` with ``sig`` added; the signature covers everything but itself."""
    value = Ed25519PrivateKey.from_private_bytes(private).sign(canonical(document)).hex()
    return canonical({**document, "sig": {"alg": "ed25519", "kid": key_id(public_key(private)), "value": value}})


def verify(public: bytes, document: Mapping[str, object]) -> None:
    """Return when ``document`` was signed with this very key; raises ``Refused("wire.signature")`` otherwise."""
    body = {name: value for name, value in document.items() if name != "sig"}
    try:
        kid, value = _signature(document)
        if not hmac.compare_digest(kid, key_id(public)):
            raise Refused("wire.signature")
        Ed25519PublicKey.from_public_bytes(public).verify(bytes.fromhex(value), canonical(body))
    except (InvalidSignature, ValueError):
        raise Refused("wire.signature") from None


def _signature(document: Mapping[str, object]) -> tuple[str, str]:
    """Return key id and value of a well-formed signature."""
    sig = document.get("sig")
    if isinstance(sig, dict) and set(sig) == {"alg", "kid", "value"} and sig["alg"] == "ed25519":
        return _hex(sig, "kid", 16), _hex(sig, "value", 128)
    raise Refused("wire.signature")


# the documents


@dataclass(frozen=True, slots=True)
class ReleaseHead:
    """Everything in a release's envelope that is not its figures. ``created`` is a day; ``app`` names the program."""

    release_id: str
    office: str
    table: str
    period: str
    revision: int
    supersedes: str | None
    created: str
    demo: bool
    app: str


@dataclass(frozen=True, slots=True)
class Envelope:
    """A release as received: its own bytes, its head, its dataset, its hash and the key it claims to be signed with."""

    raw: bytes
    head: ReleaseHead
    dataset: Mapping[str, object]
    sha256: str
    kid: str

    def verify(self, public: bytes) -> None:
        """Return when the office with this key signed it; raises ``Refused("wire.signature")`` otherwise."""
        verify(public, parse(self.raw))


def seal_release(head: ReleaseHead, dataset: Mapping[str, object], private: bytes) -> bytes:
    """Return the bytes of one release: the same head, dataset and key always give the same bytes.

    ``sha256`` is taken over the canonical bytes without ``sha256`` and ``sig``; the signature covers both it and them.
    """
    body: dict[str, object] = {"schema": RELEASE_SCHEMA, "dataset": dataset}
    body |= {name: getattr(head, name) for name in ReleaseHead.__dataclass_fields__}
    return sign(private, {**body, "sha256": sha256_hex(canonical(body))})


def open_release(raw: bytes, *, limit: int = MAX_DOCUMENT) -> Envelope:
    """Read an envelope and check its form and its hash, not yet its signature.

    Raises ``Refused`` with ``wire.too_large``, ``wire.not_canonical``, ``wire.schema``, ``wire.field`` or
    ``wire.tampered``.
    """
    document = parse(raw, limit=limit)
    _require_fields(document, RELEASE_SCHEMAS, {"dataset", "sha256", *ReleaseHead.__dataclass_fields__})
    head = ReleaseHead(
        release_id=_text(document, "release_id", _CODE),
        office=_text(document, "office", _CODE),
        table=_text(document, "table", _CODE),
        period=_text(document, "period", _CODE),
        revision=_revision(document),
        supersedes=None if document["supersedes"] is None else _text(document, "supersedes", _CODE),
        created=_text(document, "created", _DAY),
        demo=_flag(document, "demo"),
        app=_text(document, "app", _APP),
    )
    dataset = document["dataset"]
    if not isinstance(dataset, dict):
        raise Refused("wire.field", field="dataset")
    stated = _hex(document, "sha256", 64)
    if stated != sha256_hex(canonical({k: v for k, v in document.items() if k not in ("sha256", "sig")})):
        raise Refused("wire.tampered")
    return Envelope(raw, head, dataset, stated, _signature(document)[0])


@dataclass(frozen=True, slots=True)
class Enrolment:
    """An office introduces its public key to the centre. Signed with that key, handed over out of band."""

    office: str
    municipality: str
    key: bytes
    demo: bool
    created: str

    def seal(self, private: bytes) -> bytes:
        """Return the signed bytes; ``private`` must belong to ``key``."""
        if public_key(private) != self.key:
            raise ValueError("an enrolment is signed with the key it introduces")
        return sign(
            private,
            {
                "schema": ENROLMENT_SCHEMA,
                "office": self.office,
                "municipality": self.municipality,
                "key": self.key.hex(),
                "demo": self.demo,
                "created": self.created,
            },
        )

    @classmethod
    def open(cls, raw: bytes) -> Self:
        """Read and verify an enrolment. Raises ``Refused`` with one of the ``wire.`` codes."""
        document = parse(raw)
        _require_fields(document, (ENROLMENT_SCHEMA,), {"office", "municipality", "key", "demo", "created"})
        key = bytes.fromhex(_hex(document, "key", 64))
        verify(key, document)
        municipality = _text(document, "municipality", re.compile(r"[0-9]{4}", re.ASCII))
        day = _text(document, "created", _DAY)
        return cls(_text(document, "office", _CODE), municipality, key, _flag(document, "demo"), day)


@dataclass(frozen=True, slots=True)
class Receipt:
    """The centre's signed word (kvitto) that it stores these very bytes. ``received`` is a UTC instant in text."""

    release_id: str
    sha256: str
    received: str

    def seal(self, private: bytes) -> bytes:
        """Return the bytes signed with the centre's key."""
        stated = {"release_id": self.release_id, "sha256": self.sha256, "received": self.received}
        return sign(private, {"schema": RECEIPT_SCHEMA, **stated})

    @classmethod
    def open(cls, raw: bytes, centre: bytes) -> Self:
        """Read a receipt and verify that this centre signed it. Raises ``Refused`` with one of the ``wire.`` codes."""
        document = parse(raw)
        _require_fields(document, (RECEIPT_SCHEMA,), {"release_id", "sha256", "received"})
        verify(centre, document)
        sha256, received = _hex(document, "sha256", 64), _instant(document, "received")
        return cls(_text(document, "release_id", _CODE), sha256, received)


@dataclass(frozen=True, slots=True)
class Centre:
    """The centre presents itself: its name, its public key, and whether it takes demo releases or real ones."""

    name: str
    key: bytes
    demo: bool

    def seal(self, private: bytes) -> bytes:
        """Return the bytes signed with the centre's own key."""
        return sign(private, {"schema": CENTRE_SCHEMA, "name": self.name, "key": self.key.hex(), "demo": self.demo})

    @classmethod
    def open(cls, raw: bytes) -> Self:
        """Read and verify a presentation. It proves that the key is held, not whose it is: the user compares that."""
        document = parse(raw)
        _require_fields(document, (CENTRE_SCHEMA,), {"name", "key", "demo"})
        key = bytes.fromhex(_hex(document, "key", 64))
        verify(key, document)
        name = document["name"]
        if not isinstance(name, str) or not 1 <= len(name) <= 80 or not name.isprintable():
            raise Refused("wire.field", field="name")
        return cls(name, key, _flag(document, "demo"))


def _require_fields(document: Mapping[str, object], schemas: tuple[str, ...], fields: set[str]) -> None:
    if document.get("schema") not in schemas:
        raise Refused("wire.schema", known=", ".join(schemas))
    odd = set(document) ^ (fields | {"schema", "sig"})
    if odd:
        # a field we know may be named; what a stranger calls a field is not repeated
        raise Refused("wire.field", field=min(odd & (fields | {"sig"}), default="?"))


def _text(document: Mapping[str, object], field: str, pattern: re.Pattern[str]) -> str:
    value = document.get(field)
    if isinstance(value, str) and pattern.fullmatch(value):
        return value
    raise Refused("wire.field", field=field)


def _instant(document: Mapping[str, object], field: str) -> str:
    value = _text(document, field, _INSTANT)
    try:
        datetime.fromisoformat(value)
    except ValueError:  # the shape of an instant and no day of the calendar
        raise Refused("wire.field", field=field) from None
    return value


def _hex(document: Mapping[str, object], field: str, length: int) -> str:
    value = _text(document, field, _HEX)
    if len(value) != length:
        raise Refused("wire.field", field=field)
    return value


def _flag(document: Mapping[str, object], field: str) -> bool:
    value = document.get(field)
    if isinstance(value, bool):
        return value
    raise Refused("wire.field", field=field)


def _revision(document: Mapping[str, object]) -> int:
    value = document.get("revision")
    if type(value) is int and 1 <= value <= 999:
        return value
    raise Refused("wire.field", field="revision")
