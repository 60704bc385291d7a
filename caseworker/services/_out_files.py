"""Files that a service writes into a folder the user picked: never over another, each whole or not at all."""

from collections.abc import Iterable, Mapping
from itertools import count
from pathlib import Path

from caseworker.errors import EnvironmentFault
from caseworker.platform import replace_atomically


def free_name(folder: Path, name: str, endings: Iterable[str], *, fault: str = "record.not_written") -> str:
    """Make the folder and return ``name``, or ``name-2`` and so on where a file is called so already.

    Raises ``EnvironmentFault(fault)``. Nothing has left the register then.
    """
    wanted = tuple(endings)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        tried = (name if number == 1 else f"{name}-{number}" for number in count(1))
        return next(one for one in tried if not any((folder / f"{one}.{ending}").exists() for ending in wanted))
    except (OSError, ValueError):
        raise EnvironmentFault(fault, path=folder) from None


def write_all(
    folder: Path, name: str, contents: Mapping[str, bytes], *, fault: str = "record.not_written"
) -> tuple[Path, ...]:
    """Write each content as ``name.ending`` and return the paths.

    Raises ``EnvironmentFault(fault)``; what was written before it is taken away then.
    """
    written: list[Path] = []
    try:
        for ending, content in contents.items():
            path = folder / f"{name}.{ending}"
            replace_atomically(path, content)
            written.append(path)
    except EnvironmentFault:
        for path in written:
            path.unlink(missing_ok=True)
        raise EnvironmentFault(fault, path=folder) from None
    return tuple(written)
