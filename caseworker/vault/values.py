"""Sealing one value of a protected person under the key of her compartment: AES-256-GCM-SIV, bound to its place.

What a value is bound to goes into the seal, so that one that is moved to another record, field, compartment or register
does not open. Must not know what the values say.
"""

import os
from collections.abc import Sequence

from caseworker import wire
from caseworker.vault.sealing import FORMAT

_NONCE_BYTES = 12


def seal_value(key: bytes, plain: bytes, place: Sequence[str]) -> bytes:
    """Return ``plain`` sealed for ``place``: register, compartment, record and field."""
    from cryptography.hazmat.primitives.ciphers.aead import AESGCMSIV

    nonce = os.urandom(_NONCE_BYTES)
    return nonce + AESGCMSIV(key).encrypt(nonce, plain, _bound(place))


def open_value(key: bytes, sealed: bytes, place: Sequence[str]) -> bytes | None:
    """Return the value, or None when it was sealed under another key or for another place, or is damaged."""
    from cryptography.exceptions import InvalidTag
    from cryptography.hazmat.primitives.ciphers.aead import AESGCMSIV

    try:
        return AESGCMSIV(key).decrypt(sealed[:_NONCE_BYTES], sealed[_NONCE_BYTES:], _bound(place))
    except (InvalidTag, ValueError):
        return None


def _bound(place: Sequence[str]) -> bytes:
    return wire.canonical([FORMAT, "value", *place])
