"""The locks of the vault, each one call to ``cryptography``: sealed boxes, wrapped keys, signatures, key checks.

Nothing here is invented: HPKE (RFC 9180, X25519 / HKDF-SHA256 / ChaCha20-Poly1305), AES-256-GCM-SIV (RFC 8452),
Ed25519 (RFC 8032), HMAC-SHA256. Must not read or write files. Every sealed or wrapped value is bound to the format, the
register, its purpose and its recipient, so that none can be moved to another place and still open. The library is
imported where it is used: the unlock screen lists accounts without it.
"""

import functools
import hashlib
import hmac
import os
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from caseworker import wire

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.hpke import Suite

FORMAT = "caseworker.vault/1"
REGISTER = "register"  # the name of the key that opens the database; compartments get names of their own
_NONCE_BYTES = 12


@dataclass(frozen=True, slots=True)
class Context:
    """What a sealed value is bound to: ``purpose`` names the key within, ``recipient`` an account or "recovery"."""

    register_id: str
    purpose: str
    recipient: str

    def bound(self) -> bytes:
        """Return the canonical bytes that go into the seal."""
        return wire.canonical([FORMAT, self.register_id, self.purpose, self.recipient])


@dataclass(frozen=True, slots=True)
class PrivateKeys:
    """One user's private keys, 32 bytes each: X25519 opens what is sealed to her, Ed25519 signs. Never shown."""

    encryption: bytes = field(repr=False)
    signing: bytes = field(repr=False)

    @classmethod
    def generate(cls) -> "PrivateKeys":
        """Make two new keys."""
        from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
        from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey

        return cls(X25519PrivateKey.generate().private_bytes_raw(), Ed25519PrivateKey.generate().private_bytes_raw())

    def public(self) -> "PublicKeys":
        """Return the keys that belong to these and may be known to everybody."""
        return PublicKeys(encryption_public(self.encryption), signing_public(self.signing))


@dataclass(frozen=True, slots=True)
class PublicKeys:
    """One user's public keys, 32 bytes each."""

    encryption: bytes
    signing: bytes


def encryption_public(private: bytes) -> bytes:
    """Return the X25519 public key of a private one."""
    from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey

    return X25519PrivateKey.from_private_bytes(private).public_key().public_bytes_raw()


def signing_public(private: bytes) -> bytes:
    """Return the Ed25519 public key of a private one."""
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

    return Ed25519PrivateKey.from_private_bytes(private).public_key().public_bytes_raw()


def derived(secret: bytes, purpose: bytes) -> bytes:
    """Return 32 bytes that follow from ``secret`` for one purpose (HKDF-SHA256) and tell nothing about it."""
    from cryptography.hazmat.primitives.hashes import SHA256
    from cryptography.hazmat.primitives.kdf.hkdf import HKDF

    return HKDF(algorithm=SHA256(), length=32, salt=None, info=purpose).derive(secret)


@functools.cache
def _suite() -> "Suite":
    from cryptography.hazmat.primitives.hpke import AEAD, KDF, KEM, Suite

    return Suite(KEM.X25519, KDF.HKDF_SHA256, AEAD.CHACHA20_POLY1305)


def seal(public: bytes, secret: bytes, context: Context) -> bytes:
    """Seal ``secret`` so that only the holder of the private key can open it (32 bytes become 80)."""
    from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PublicKey

    return _suite().encrypt(secret, X25519PublicKey.from_public_bytes(public), info=context.bound())


def unseal(private: bytes, sealed: bytes, context: Context) -> bytes | None:
    """Return the secret, or None when it was sealed to another key or for another context, or is damaged."""
    from cryptography.exceptions import InvalidTag
    from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey

    try:
        return _suite().decrypt(sealed, X25519PrivateKey.from_private_bytes(private), info=context.bound())
    except (InvalidTag, ValueError):
        return None


def wrap(key: bytes, keys: PrivateKeys, context: Context) -> bytes:
    """Encrypt a user's private keys under the key made of her passphrase."""
    from cryptography.hazmat.primitives.ciphers.aead import AESGCMSIV

    nonce = os.urandom(_NONCE_BYTES)
    return nonce + AESGCMSIV(key).encrypt(nonce, keys.encryption + keys.signing, context.bound())


def unwrap(key: bytes, wrapped: bytes, context: Context) -> PrivateKeys | None:
    """Return the private keys, or None when the passphrase was another or the bytes are damaged."""
    from cryptography.exceptions import InvalidTag
    from cryptography.hazmat.primitives.ciphers.aead import AESGCMSIV

    try:
        plain = AESGCMSIV(key).decrypt(wrapped[:_NONCE_BYTES], wrapped[_NONCE_BYTES:], context.bound())
    except (InvalidTag, ValueError):
        return None
    return PrivateKeys(plain[:32], plain[32:]) if len(plain) == 64 else None


def key_check(key: bytes, name: str, register_id: str) -> bytes:
    """Return 32 bytes that tell a right key from a wrong one and nothing else about it."""
    return hmac.new(key, wire.canonical([FORMAT, register_id, name, "check"]), hashlib.sha256).digest()


def sign(private: bytes, data: bytes) -> bytes:
    """Return the 64 bytes of an Ed25519 signature."""
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

    return Ed25519PrivateKey.from_private_bytes(private).sign(data)


def verify(public: bytes, data: bytes, signature: bytes) -> bool:
    """Tell whether ``signature`` over exactly ``data`` was made with the private key of ``public``."""
    from cryptography.exceptions import InvalidSignature
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

    try:
        Ed25519PublicKey.from_public_bytes(public).verify(signature, data)
    except (InvalidSignature, ValueError):
        return False
    return True
