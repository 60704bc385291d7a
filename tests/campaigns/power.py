"""A disk that loses power: what a program told the system to write, in order, and what of it may be left.

``recorded`` runs a program under strace and keeps every call that changes a file. ``Disk`` follows these calls and
knows what is safe: the content of a file at its last fsync, and names up to the last change in a folder that was
synced. ``left`` draws one state the disk may be in when the power goes now: of what was written since, any subset of
sectors, in any order of arrival; of the names, any beginning of what was changed since.
"""

import os
import random
import re
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path, PurePath

# every call by which a file can change; those that the program never uses are refused, not overlooked
CALLS = (
    "openat,lseek,write,pwrite64,ftruncate,fallocate,sendfile,fsync,fdatasync,rename,unlink,unlinkat,mkdir,rmdir,link,"
    "writev,pwritev,pwritev2,copy_file_range,renameat,renameat2,linkat,symlinkat,symlink,mkdirat,truncate,creat,open"
)
ACKS = "acks"  # the file in which a recorded program says what it has finished
SECTORS = (512, 4096)
_WHOLE = 1 << 24  # more than any one write
_CALL = re.compile(r"^(?P<name>\w+)\((?P<given>.*)\)\s+= (?P<answer>-?\d+)", re.DOTALL)
_TEXT = re.compile(r'"((?:\\x[0-9a-f]{2})*)"')
_NUMBER = re.compile(r", (\d+)(?=[,)]|$)")
_PLACE = re.compile(r"(?P<number>AT_FDCWD|\d+)<(?P<path>(?:\\x[0-9a-f]{2})*)>")


@dataclass(frozen=True, slots=True)
class Call:
    """One call that changed something: its name, the texts and numbers it was given and what it answered."""

    name: str
    given: str
    texts: tuple[bytes, ...]
    answer: int


def recorded(arguments: Sequence[str], trace: Path, environment: Mapping[str, str]) -> Iterator[Call]:
    """Run a Python program (``arguments`` after the interpreter) to its end and give its calls in order."""
    # a file for each process and thread, so that no line is cut in two by another's; stops at these calls only
    strace = ["strace", "-ff", "--seccomp-bpf", "-qq", "-y", "-xx", "-s", str(_WHOLE)]
    strace += ["-e", f"trace={CALLS}", "-e", "signal=none", "-o", str(trace)]
    root = Path(__file__).resolve().parents[2]
    subprocess.run([*strace, sys.executable, *arguments], check=True, cwd=root, env={**os.environ, **environment})
    # the program itself began first; that nothing else of it wrote is seen when all has been followed
    first = min(trace.parent.glob(f"{trace.name}.*"), key=lambda path: int(path.suffix[1:]))
    with first.open(encoding="ascii") as lines:
        for line in lines:
            found = _CALL.match(line)
            if found is not None and int(found["answer"]) >= 0:
                texts = tuple(_plain(text) for text in _TEXT.findall(found["given"]))
                yield Call(found["name"], _TEXT.sub('""', found["given"]), texts, int(found["answer"]))


def _plain(text: str) -> bytes:
    return bytes.fromhex(text.replace("\\x", ""))


@dataclass(slots=True)
class File:
    """A file as programs see it, as it was when it was last synced, and what was done to it since."""

    seen: bytearray
    safe: bytes = b""
    since: list[tuple[int, bytes] | int] = field(default_factory=list)  # bytes at a place, or a new length


@dataclass(slots=True)
class _Open:
    file: File | None  # None: a folder, or nothing of this disk
    path: PurePath
    at: int = 0


Change = tuple[PurePath | None, PurePath | None, File | None]  # a name goes, a name comes, and what it names


class Disk:
    """The files below ``root``, all of them safe to begin with."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.acks: list[str] = []
        self._safe_names: dict[PurePath, File | None] = {}  # None: a folder
        self._changes: list[Change] = []
        for path in sorted(root.rglob("*")):
            content = path.read_bytes() if path.is_file() else None
            file = None if content is None else File(bytearray(content), content)
            self._safe_names[PurePath(path)] = file
        self._names = dict(self._safe_names)
        self._open: dict[int, _Open] = {}

    def follow(self, call: Call) -> None:
        """Take in one call."""
        getattr(self, f"_{call.name}", self._unknown)(call)

    def files(self) -> dict[str, bytes]:
        """Return every file as a program sees it."""
        return _contents({path: None if file is None else bytes(file.seen) for path, file in self._names.items()})

    def left(self, chance: random.Random) -> dict[PurePath, bytes | None]:
        """Return one state in which the power may leave the disk now: content by name, None for a folder."""
        names = dict(self._safe_names)
        for change in self._changes[: chance.randint(0, len(self._changes))]:
            _rename(names, change)
        sector, share = chance.choice(SECTORS), chance.choice((0.0, 0.1, 0.5, 0.9, 1.0))
        contents: dict[int, bytes] = {}
        for file in names.values():
            if file is not None:
                contents.setdefault(id(file), _torn(file, sector, share, chance))
        return {path: None if file is None else contents[id(file)] for path, file in names.items()}

    # the calls

    def _openat(self, call: Call) -> None:
        path = self._below(call)
        if not path.is_relative_to(self.root):
            if path.name == ACKS:
                self._open[call.answer] = _Open(None, path)
            else:
                self._open.pop(call.answer, None)
            return
        if path not in self._names and "O_CREAT" in call.given:
            self._change((None, path, File(bytearray())))
        file = self._names.get(path)
        if file is not None and "O_TRUNC" in call.given:
            self._resize(file, 0)
        self._open[call.answer] = _Open(file, path, len(file.seen) if file and "O_APPEND" in call.given else 0)

    def _lseek(self, call: Call) -> None:
        opened = self._opened(call)
        if opened is not None:
            opened.at = call.answer

    def _write(self, call: Call) -> None:
        opened = self._opened(call)
        if opened is None:
            return
        if opened.path.name == ACKS:
            self.acks.append(call.texts[0].decode())
        elif opened.file is not None:
            self._put(opened.file, opened.at, call.texts[0][: call.answer])
            opened.at += call.answer

    def _pwrite64(self, call: Call) -> None:
        opened = self._opened(call)
        if opened is not None and opened.file is not None:
            self._put(opened.file, _last_number(call), call.texts[0][: call.answer])

    def _sendfile(self, call: Call) -> None:
        target, source = self._opened(call), self._opened(call, 1)
        if target is not None and target.file is not None:
            if source is None or source.file is None:
                raise ValueError(f"a copy from elsewhere: {call.given}")
            self._put(target.file, target.at, bytes(source.file.seen[source.at : source.at + call.answer]))
            target.at += call.answer
            source.at += call.answer

    def _ftruncate(self, call: Call) -> None:
        opened = self._opened(call)
        if opened is not None and opened.file is not None:
            self._resize(opened.file, _last_number(call))

    def _fallocate(self, call: Call) -> None:
        opened = self._opened(call)
        if opened is not None and opened.file is not None:
            self._resize(opened.file, max(len(opened.file.seen), _last_number(call)))

    def _fsync(self, call: Call) -> None:
        opened = self._opened(call)
        if opened is None:
            return
        if opened.file is not None:
            opened.file.safe, opened.file.since = bytes(opened.file.seen), []
        else:
            here = [at for at, change in enumerate(self._changes) if _in_folder(change, opened.path)]
            for change in self._changes[: here[-1] + 1 if here else 0]:
                _rename(self._safe_names, change)
            del self._changes[: here[-1] + 1 if here else 0]

    _fdatasync = _fsync

    def _rename(self, call: Call) -> None:
        old, new = self._ours(call)
        if old is not None and new is not None:
            self._change((old, new, self._names[old]))
        elif old is not new:
            raise ValueError("a file comes from elsewhere or goes there")

    def _link(self, call: Call) -> None:
        old, new = self._ours(call)
        if old is not None and new is not None:
            self._change((None, new, self._names[old]))

    def _unlink(self, call: Call) -> None:
        for path in self._ours(call):
            if path is not None:
                self._change((path, None, None))

    def _unlinkat(self, call: Call) -> None:
        path = self._below(call)
        if path in self._names:
            self._change((path, None, None))

    _rmdir = _unlink

    def _mkdir(self, call: Call) -> None:
        for path in self._ours(call):
            if path is not None:
                self._change((None, path, None))

    def _unknown(self, call: Call) -> None:
        opened = self._opened(call)
        if (opened is not None and opened.path.is_relative_to(self.root)) or any(self._ours(call)):
            raise ValueError(f"a call that is not understood: {call.name}")

    # inside

    def _ours(self, call: Call) -> list[PurePath | None]:
        paths = [PurePath(os.fsdecode(text)) for text in call.texts]
        return [path if path.is_relative_to(self.root) else None for path in paths]

    def _below(self, call: Call) -> PurePath:
        """Return the path that is given below an open folder."""
        folder = _PLACE.match(call.given)
        here = os.fsdecode(_plain(folder["path"])) if folder else "/"
        return PurePath(here) / os.fsdecode(call.texts[0])

    def _opened(self, call: Call, which: int = 0) -> _Open | None:
        """Return which of our files an open one is."""
        places = [*_PLACE.finditer(call.given)]
        if len(places) <= which or places[which]["number"] == "AT_FDCWD":
            return None
        path = PurePath(os.fsdecode(_plain(places[which]["path"])))
        if path.name != ACKS and not path.is_relative_to(self.root):
            return None  # the number was given to something else since
        return self._open.get(int(places[which]["number"]))

    def _change(self, change: Change) -> None:
        self._changes.append(change)
        _rename(self._names, change)

    @staticmethod
    def _put(file: File, at: int, content: bytes) -> None:
        file.since.append((at, content))
        _lay(file.seen, at, content)

    @staticmethod
    def _resize(file: File, length: int) -> None:
        file.since.append(length)
        _cut(file.seen, length)


def _last_number(call: Call) -> int:
    return int(_NUMBER.findall(call.given)[-1])


def _in_folder(change: Change, folder: PurePath) -> bool:
    return any(path is not None and path.parent == folder for path in change[:2])


def _rename(names: dict[PurePath, File | None], change: Change) -> None:
    old, new, file = change
    if old is not None and new is not None:  # a folder takes along what is in it
        moved = {path: names.pop(path) for path in list(names) if path.is_relative_to(old)}
        names.update({new / path.relative_to(old): what for path, what in moved.items()})
    elif old is not None:
        names.pop(old, None)
    elif new is not None:
        names[new] = file


def _lay(content: bytearray, at: int, piece: bytes) -> None:
    if at > len(content):
        content.extend(bytes(at - len(content)))
    content[at : at + len(piece)] = piece


def _cut(content: bytearray, length: int) -> None:
    del content[length:]
    content.extend(bytes(length - len(content)))


def _torn(file: File, sector: int, share: float, chance: random.Random) -> bytes:
    """Return the file as it was synced, with each sector written since there or not."""
    content = bytearray(file.safe)
    for done in file.since:
        if isinstance(done, int):
            if chance.random() < share:
                _cut(content, done)
            continue
        at, piece = done
        start = at
        while start < at + len(piece):
            end = min((start // sector + 1) * sector, at + len(piece))
            if chance.random() < share:
                _lay(content, start, piece[start - at : end - at])
            start = end
    return bytes(content)


def _contents(names: Mapping[PurePath, bytes | None]) -> dict[str, bytes]:
    """Return what is in each file, but for the memory that connections share: it is made anew."""
    return {
        str(path): content for path, content in names.items() if content is not None and not path.name.endswith("-shm")
    }


def lay_out(root: Path, names: Mapping[PurePath, bytes | None]) -> None:
    """Let exactly these files lie below ``root``."""
    for path in sorted(root.rglob("*"), reverse=True):
        if path.is_dir():
            path.rmdir()
        else:
            path.unlink()
    for folder in sorted(path for path, content in names.items() if content is None):
        Path(folder).mkdir(mode=0o700)
    for name, content in _contents(names).items():
        Path(name).write_bytes(content)


def lies(root: Path) -> dict[str, bytes]:
    """Return what lies below ``root``."""
    return _contents({PurePath(path): path.read_bytes() for path in root.rglob("*") if path.is_file()})
