"""What every page of a closed register holds, decrypted: for looking whether an erased word is really gone."""

from collections.abc import Iterator
from pathlib import Path

from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes

from caseworker.store.pages import PAGE_SIZE, SALT_BYTES, authentication_key, page_is_authentic

IV_BYTES = 16
RESERVED = 80  # IV and HMAC-SHA512 at the end of each page


def decrypted_pages(path: Path, key: bytes) -> Iterator[bytes]:
    """Yield the pages of the closed file at ``path``. Raises ``ValueError`` at a page that is not ours."""
    whole = path.read_bytes()
    mac_key = authentication_key(key, whole[:SALT_BYTES])
    for number in range(1, len(whole) // PAGE_SIZE + 1):
        page = whole[(number - 1) * PAGE_SIZE : number * PAGE_SIZE]
        if not page_is_authentic(page, number, mac_key):
            raise ValueError(f"page {number} does not authenticate")
        start = SALT_BYTES if number == 1 else 0
        end = PAGE_SIZE - RESERVED
        decryptor = Cipher(algorithms.AES(key), modes.CBC(page[end : end + IV_BYTES])).decryptor()
        yield decryptor.update(page[start:end]) + decryptor.finalize()
