"""Files sealed with age (age-encryption.org/v1): a tar of named parts that any age program and any tar can open.

Parts stream through: none is ever written in clear unless a caller names a file for it, and no thread is blocked for
long. Knows nothing of what the parts hold. The age library is imported where it is used: no start pays for it.
"""

import errno
import io
import os
import tarfile
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import BinaryIO

from caseworker.errors import EnvironmentFault
from caseworker.platform import rename_durably

KEY_BYTES = 32
_BLOCK = tarfile.BLOCKSIZE
_PIECE = 8192  # what the age library asks for at a time: nothing is copied twice
_LARGEST_IN_MEMORY = 16 * 1024 * 1024
_ALPHABET = "qpzry9x8gf2tvdw0s3jn54khce6mua7l"  # bech32 (BIP 173), the spelling of age's keys
_GENERATOR = (0x3B6A57B2, 0x26508E6D, 0x1EA119FA, 0x3D4233DD, 0x2A1462B3)

Part = bytes | Path


def recipient_of(public: bytes) -> str:
    """Return an X25519 public key as age spells it: ``age1…``."""
    return _bech32("age", public)


def identity_of(private: bytes) -> str:
    """Return an X25519 private key as age spells it: ``AGE-SECRET-KEY-1…``. Never shown, logged or kept in clear."""
    return _bech32("age-secret-key-", private).upper()


def recipient_for(identity: str) -> str:
    """Return whom to seal to so that ``identity`` opens it."""
    from pyrage import x25519

    return str(x25519.Identity.from_str(identity).to_public())


def seal(target: Path, parts: Mapping[str, Part], recipients: Sequence[str]) -> None:
    """Write ``parts`` in their order to ``target``, sealed to every recipient, whole or not at all.

    Raises ``EnvironmentFault("backup.not_written")``; what ``target`` held before is untouched then.
    """
    from pyrage import encrypt_io, x25519

    fresh = target.with_name(f".{target.name}.{os.urandom(6).hex()}.new")
    try:
        with open(fresh, "xb", opener=_private) as file:
            encrypt_io(_Tar(parts), file, [x25519.Recipient.from_str(one) for one in recipients])
            file.flush()
            os.fsync(file.fileno())
        rename_durably(fresh, target)
    except OSError as fault:
        raise EnvironmentFault("backup.not_written", path=target.parent, reason=fault.strerror or "") from None
    finally:
        fresh.unlink(missing_ok=True)


def unseal(
    source: Path, identities: Sequence[str], *, to_files: Mapping[str, Path] | None = None, until: str = ""
) -> dict[str, bytes]:
    """Return the parts of ``source``; those named in ``to_files`` are written there for this user alone instead.

    ``until`` stops after that part: what stands first is read quickly. Raises ``EnvironmentFault``:
    ``backup.damaged``, ``backup.other_key``, ``backup.unreadable``, ``file.disk_full``.
    """
    from pyrage import DecryptError, decrypt_io, x25519

    wanted = _Untar(to_files or {}, until)
    known = [x25519.Identity.from_str(one) for one in identities]
    try:
        with source.open("rb") as file:
            try:
                decrypt_io(file, wanted, known)
            finally:
                wanted.finish()
    except _Enough:
        return wanted.kept
    except DecryptError as fault:
        code = "backup.other_key" if "matching" in str(fault).lower() else "backup.damaged"
        raise EnvironmentFault(code, file=source.name) from None
    except OSError as fault:
        if fault.errno in (errno.ENOSPC, errno.EDQUOT):
            raise EnvironmentFault(
                "file.disk_full", path=next(iter((to_files or {}).values()), source).parent
            ) from None
        code = "backup.unreadable" if fault.errno is not None else "backup.damaged"
        raise EnvironmentFault(code, file=source.name) from None
    except (tarfile.HeaderError, ValueError):
        raise EnvironmentFault("backup.damaged", file=source.name) from None
    if not wanted.whole:
        raise EnvironmentFault("backup.damaged", file=source.name)
    return wanted.kept


class _Tar(io.RawIOBase):
    """A tar that is made while it is read."""

    def __init__(self, parts: Mapping[str, Part]) -> None:
        super().__init__()
        self._pieces = self._pieces_of(parts)
        self._left = b""

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: bytearray | memoryview) -> int:  # type: ignore[override]  # what the reader gives it
        while not self._left:
            piece = next(self._pieces, None)
            if piece is None:
                return 0
            self._left = piece
        taken, self._left = self._left[: len(buffer)], self._left[len(buffer) :]
        buffer[: len(taken)] = taken
        return len(taken)

    @staticmethod
    def _pieces_of(parts: Mapping[str, Part]) -> Iterator[bytes]:
        for name, part in parts.items():
            info = tarfile.TarInfo(name)
            info.size = len(part) if isinstance(part, bytes) else part.stat().st_size
            info.mode = 0o600
            yield info.tobuf(tarfile.USTAR_FORMAT)
            with io.BytesIO(part) if isinstance(part, bytes) else part.open("rb") as file:
                while piece := file.read(_PIECE):
                    yield piece
            yield bytes(-info.size % _BLOCK)
        yield bytes(2 * _BLOCK)


class _Enough(Exception):
    """Everything that was asked for has been read."""


class _Untar(io.RawIOBase):
    """Takes a tar apart while it is written to."""

    def __init__(self, to_files: Mapping[str, Path], until: str) -> None:
        super().__init__()
        self.kept: dict[str, bytes] = {}
        self.whole = False
        self._to_files = to_files
        self._until = until
        self._waiting = b""
        self._info: tarfile.TarInfo | None = None
        self._missing = self._padding = 0
        self._into: BinaryIO | None = None

    def writable(self) -> bool:
        return True

    def write(self, data: bytes | memoryview) -> int:  # type: ignore[override]  # what the writer gives it
        self._waiting += bytes(data)
        while not self.whole and self._step():
            pass
        return len(data)

    def finish(self) -> None:
        if self._into is not None:
            self._into.close()
            self._into = None

    def _step(self) -> bool:
        """Take one piece of what waits; False when more must come first."""
        if self._info is None:
            return self._begin()
        if self._missing:
            piece, self._waiting = self._waiting[: self._missing], self._waiting[self._missing :]
            self._missing -= len(piece)
            if self._into is not None:
                self._into.write(piece)
            if self._missing:
                return False
        if len(self._waiting) < self._padding:
            return False
        self._waiting = self._waiting[self._padding :]
        self._end(self._info)
        return True

    def _begin(self) -> bool:
        if len(self._waiting) < _BLOCK:
            return False
        block, self._waiting = self._waiting[:_BLOCK], self._waiting[_BLOCK:]
        if not any(block):
            self.whole = True
            return False
        info = self._info = tarfile.TarInfo.frombuf(block, "utf-8", "strict")
        self._missing, self._padding = info.size, -info.size % _BLOCK
        target = self._to_files.get(info.name)
        if target is None and info.size > _LARGEST_IN_MEMORY:
            raise ValueError("a part is larger than any of ours")
        self._into = io.BytesIO() if target is None else open(target, "wb", opener=_private)  # noqa: SIM115 - closed by finish
        return True

    def _end(self, info: tarfile.TarInfo) -> None:
        if isinstance(self._into, io.BytesIO):
            self.kept[info.name] = self._into.getvalue()
        self.finish()
        self._info = None
        if info.name == self._until:
            raise _Enough


def _private(path: str, flags: int) -> int:
    return os.open(path, flags | getattr(os, "O_BINARY", 0), 0o600)


def _bech32(prefix: str, key: bytes) -> str:
    if len(key) != KEY_BYTES:
        raise ValueError("an age key is 32 bytes")
    bits = int.from_bytes(key, "big") << 4  # 256 bits fill 52 groups of five with four to spare
    groups = [bits >> shift & 31 for shift in range(255, -1, -5)]
    framed = [ord(letter) >> 5 for letter in prefix] + [0] + [ord(letter) & 31 for letter in prefix]
    check = _polymod([*framed, *groups, 0, 0, 0, 0, 0, 0]) ^ 1
    groups += [check >> shift & 31 for shift in range(25, -1, -5)]
    return f"{prefix}1{''.join(_ALPHABET[group] for group in groups)}"


def _polymod(values: Sequence[int]) -> int:
    check = 1
    for value in values:
        top = check >> 25
        check = (check & 0x1FFFFFF) << 5 ^ value
        for place, generator in enumerate(_GENERATOR):
            check ^= generator if top >> place & 1 else 0
    return check
