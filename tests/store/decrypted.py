"""What every page of a register holds, decrypted: for looking whether an erased word is really gone.

Pages of the file, those that are free among them, and every frame of its WAL; no program of ours reads them.
"""

from collections.abc import Iterator
from pathlib import Path

from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes

from caseworker.store.pages import PAGE_SIZE, SALT_BYTES, authentication_key, page_is_authentic

IV_BYTES = 16
RESERVED = 80  # IV and HMAC-SHA512 at the end of each page
WAL_HEADER, FRAME_HEADER = 32, 24


def decrypted_pages(path: Path, key: bytes) -> Iterator[bytes]:
    """Yield the pages of the file at ``path``. Raises ``ValueError`` at a page that is not ours."""
    whole = path.read_bytes()
    mac_key = authentication_key(key, whole[:SALT_BYTES])
    for number in range(1, len(whole) // PAGE_SIZE + 1):
        page = whole[(number - 1) * PAGE_SIZE : number * PAGE_SIZE]
        yield _decrypted(page, number, key, mac_key)


def decrypted_frames(path: Path, key: bytes) -> Iterator[bytes]:
    """Yield every page that lies in the WAL of the register at ``path``, valid or passed over."""
    salt = path.read_bytes()[:SALT_BYTES]
    mac_key = authentication_key(key, salt)
    wal = path.with_name(f"{path.name}-wal")
    whole = wal.read_bytes() if wal.exists() else b""
    for start in range(WAL_HEADER, len(whole) - FRAME_HEADER - PAGE_SIZE + 1, FRAME_HEADER + PAGE_SIZE):
        number = int.from_bytes(whole[start : start + 4], "big")
        page = whole[start + FRAME_HEADER : start + FRAME_HEADER + PAGE_SIZE]
        yield _decrypted(page, number, key, mac_key)


def _decrypted(page: bytes, number: int, key: bytes, mac_key: bytes) -> bytes:
    if not page_is_authentic(page, number, mac_key):
        raise ValueError(f"page {number} does not authenticate")
    start = SALT_BYTES if number == 1 else 0
    end = PAGE_SIZE - RESERVED
    decryptor = Cipher(algorithms.AES(key), modes.CBC(page[end : end + IV_BYTES])).decryptor()
    return decryptor.update(page[start:end]) + decryptor.finalize()
