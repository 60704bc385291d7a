"""The anchor: the head of the audit chain written to a second folder, so that an older copy of the register shows.

SQLCipher cannot see that a whole file was exchanged for yesterday's. The anchor can, as long as the one who exchanged
the file did not also exchange the anchor. It holds no personal data: a number, a hash and their authentication.
"""

import hashlib
import hmac
import json
from collections.abc import Sequence
from pathlib import Path

from caseworker.errors import EnvironmentFault
from caseworker.platform import replace_atomically
from caseworker.store.audit import Head

_FORMAT = "caseworker anchor 1"


def write_anchor(path: Path, key: bytes, register_id: str, head: Head) -> None:
    """Write ``head`` to ``path`` in one step. ``key`` is ``audit.anchor_key``."""
    fields = {"format": _FORMAT, "register": register_id, "seq": head.seq, "mac": head.mac.hex()}
    fields["proof"] = _proof(key, register_id, head)
    replace_atomically(path, json.dumps(fields, sort_keys=True, indent=1).encode())


def write_anchors(paths: Sequence[Path], key: bytes, register_id: str, head: Head) -> None:
    """Write ``head`` to every path. The first must take it; the others lie on disks that come and go."""
    for place, path in enumerate(paths):
        try:
            write_anchor(path, key, register_id, head)
        except EnvironmentFault:
            if place == 0:
                raise


def read_anchor(path: Path, key: bytes, register_id: str) -> Head | None:
    """Return the anchored head, None when there is no anchor yet. Raises ``ValueError`` when it is not ours."""
    try:
        fields = json.loads(path.read_bytes())
    except FileNotFoundError:
        return None
    if not isinstance(fields, dict) or fields.get("format") != _FORMAT:
        raise ValueError("not an anchor")
    try:
        head = Head(int(fields["seq"]), bytes.fromhex(fields["mac"]))
        proof = str(fields["proof"])
    except (KeyError, TypeError, ValueError):
        raise ValueError("not an anchor") from None
    if fields["mac"] != head.mac.hex():
        raise ValueError("not written by this program")
    if fields.get("register") != register_id or not hmac.compare_digest(proof, _proof(key, register_id, head)):
        raise ValueError("the anchor was not written by this register")
    return head


def _proof(key: bytes, register_id: str, head: Head) -> str:
    return hmac.new(key, f"{_FORMAT}\n{register_id}\n{head.seq}\n".encode() + head.mac, hashlib.sha256).hexdigest()
