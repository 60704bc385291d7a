"""SQLCipher's pages seen from outside: does one authenticate under a key.

Used when SQLCipher itself refuses a file, to tell damage from a wrong key. Format of SQLCipher 4 (raw key): pages of
4096 bytes, the last 80 of which are a 16-byte IV and a 64-byte HMAC-SHA512 over content, IV and the page number; the
first 16 bytes of page 1 are the salt. Decrypts nothing and never writes.
"""

import hashlib
import hmac
from collections.abc import Iterator
from pathlib import Path

PAGE_SIZE = 4096
SALT_BYTES = 16
_MAC_BYTES = 64
_SALT_MASK = 0x3A
_LOOKED_AT = 64
_WORD = 8
_TAG_BYTES = 32  # of 64: what is kept is hashed to 32 anyway


def authentication_key(key: bytes, salt: bytes) -> bytes:
    """Return the page authentication key that SQLCipher derives from the raw ``key`` and the file's ``salt``."""
    masked = bytes(byte ^ _SALT_MASK for byte in salt)
    return hashlib.pbkdf2_hmac("sha512", key, masked, 2, 32)


def page_is_authentic(page: bytes, number: int, mac_key: bytes) -> bool:
    """Tell whether ``page`` (4096 bytes; page 1 with its salt) is number ``number`` of a file under ``mac_key``."""
    content = page[SALT_BYTES if number == 1 else 0 : PAGE_SIZE - _MAC_BYTES]
    mac = hmac.new(mac_key, content + number.to_bytes(4, "little"), "sha512").digest()
    return hmac.compare_digest(mac, page[PAGE_SIZE - _MAC_BYTES :])


def tags_in(pages: memoryview) -> Iterator[bytes]:
    """Yield the first 32 bytes of the authentication of all ``pages``: the first eight of each, then the next eight…

    What follows the last whole page comes as it is.
    """
    whole = len(pages) - len(pages) % PAGE_SIZE
    words, in_page = pages[:whole].cast("Q"), PAGE_SIZE // _WORD
    for place in range(in_page - _MAC_BYTES // _WORD, in_page - _MAC_BYTES // _WORD + _TAG_BYTES // _WORD):
        yield words[place::in_page].tobytes()  # in C: a slice per page would cost more than reading it
    yield bytes(pages[whole:])


def any_page_is_ours(path: Path, key: bytes) -> bool:
    """Tell whether any of the first pages authenticates under ``key``: then the key is right and the file damaged."""
    with path.open("rb") as file:
        first = file.read(PAGE_SIZE)
        if len(first) < PAGE_SIZE:
            return False
        mac_key = authentication_key(key, first[:SALT_BYTES])
        if page_is_authentic(first, 1, mac_key):
            return True
        for number in range(2, _LOOKED_AT):
            page = file.read(PAGE_SIZE)
            if len(page) < PAGE_SIZE:
                return False
            if page_is_authentic(page, number, mac_key):
                return True
    return False
