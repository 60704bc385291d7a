"""A lawbook update (lagboksuppdatering): one signed file with a whole lawbook, made and read without any network.

    schema    "caseworker.lawbook/1.0"
    version   of the lawbook in it
    follows   the version its maker went on from
    key       the public key it is signed with; whether that key is trusted is for the register to say
    files     the lawbook's files, as texts by name

Canonical bytes and the signature are those of ``caseworker.wire``. Reading refuses in this order: too large, not such a
file, not signed with the key it names. Who may sign, which version may follow and whether its rows are whole is asked
by whoever wants to use it.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache

from caseworker import wire
from caseworker.errors import Refused, UsageFault
from caseworker.lawbook_files import is_file_name, is_version, read_texts
from caseworker.places import RESOURCES

SCHEMA = "caseworker.lawbook/1.0"
MAX_UPDATE = 8 * 1024 * 1024
_MOST_FILES = 200
_KEY_DIGITS = 64
_FIELDS = frozenset({"schema", "version", "follows", "key", "files", "sig"})


@dataclass(frozen=True, slots=True)
class Update:
    """An update as read: its version, the one it follows, its key and its files. ``raw`` are its own bytes."""

    version: str
    follows: str
    key: bytes
    files: Mapping[str, str] = field(repr=False)
    raw: bytes = field(repr=False)

    @property
    def kid(self) -> str:
        """Return the short name of the key it is signed with."""
        return wire.key_id(self.key)


def pack(files: Mapping[str, str], *, follows: str, private: bytes) -> bytes:
    """Return the signed bytes of an update; the files are read through first.

    Raises ``EnvironmentFault("lawbook.broken", …)``, ``UsageFault("lawbook.key_form")`` and
    ``UsageFault("lawbook.follows")`` where ``follows`` is no earlier version.
    """
    version = read_texts(files).version
    if len(private) * 2 != _KEY_DIGITS:
        raise UsageFault("lawbook.key_form")
    if not is_version(follows) or follows >= version:
        raise UsageFault("lawbook.follows", version=version, follows=follows[:20])
    key = wire.public_key(private).hex()
    return wire.sign(
        private, {"schema": SCHEMA, "version": version, "follows": follows, "key": key, "files": dict(files)}
    )


def read(raw: bytes) -> Update:
    """Read an update.

    Raises ``Refused`` with ``lawbook.too_large``, ``lawbook.not_an_update`` or ``lawbook.signature``.
    """
    if len(raw) > MAX_UPDATE:
        raise Refused("lawbook.too_large", megabytes=MAX_UPDATE // 1024 // 1024)
    try:
        document = wire.parse(raw, limit=MAX_UPDATE)
        update = _update(document, raw)
    except Refused:
        raise Refused("lawbook.not_an_update") from None
    try:
        wire.verify(update.key, document)
    except Refused:
        raise Refused("lawbook.signature") from None
    return update


def read_key(text: str) -> bytes:
    """Return a key from its 64 hexadecimal digits, spaces left out. Raises ``UsageFault("lawbook.key_form")``."""
    digits = "".join(text.split())
    try:
        key = bytes.fromhex(digits)
    except ValueError:
        key = b""
    if len(digits) != _KEY_DIGITS or len(key) * 2 != _KEY_DIGITS:
        raise UsageFault("lawbook.key_form")
    return key


def spoken(kid: str) -> str:
    """Return a key's short name as it is compared over the telephone: four groups of four signs."""
    return " ".join(kid[at : at + 4] for at in range(0, len(kid), 4)).upper()


@cache
def demo_private_key() -> bytes:
    """Return the private key that lies open in the repository: good for demo registers and nothing else."""
    return read_key((RESOURCES / "keys" / "lawbook-demo.txt").read_text(encoding="utf-8"))


@cache
def demo_kid() -> str:
    """Return the short name of the demo key."""
    return wire.key_id(wire.public_key(demo_private_key()))


def _update(document: Mapping[str, object], raw: bytes) -> Update:
    """Return the update of a document, or raise ``Refused`` where its form is another."""
    files, key = document.get("files"), document.get("key")
    if set(document) != _FIELDS or document["schema"] != SCHEMA or not isinstance(key, str):
        raise Refused("lawbook.not_an_update")
    if not isinstance(files, dict) or not 0 < len(files) <= _MOST_FILES:
        raise Refused("lawbook.not_an_update")
    if not all(is_file_name(name) and isinstance(text, str) for name, text in files.items()):
        raise Refused("lawbook.not_an_update")
    version, follows = document["version"], document["follows"]
    if not isinstance(version, str) or not isinstance(follows, str) or not is_version(version):
        raise Refused("lawbook.not_an_update")
    if not is_version(follows):
        raise Refused("lawbook.not_an_update")
    try:
        return Update(version, follows, read_key(key), files, raw)
    except UsageFault:
        raise Refused("lawbook.not_an_update") from None
