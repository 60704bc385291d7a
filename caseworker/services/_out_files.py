"""Files that a service writes into a folder the user picked: never over another, each whole or not at all."""

from collections.abc import Mapping
from itertools import count
from pathlib import Path

from caseworker.errors import EnvironmentFault
from caseworker.platform import replace_atomically


def write_all(folder: Path, name: str, contents: Mapping[str, bytes]) -> tuple[Path, ...]:
    """Write each content as ``name.ending``, or ``name-2.ending`` where that is taken; return the paths.

    Raises ``EnvironmentFault("record.not_written")``; what was written before it is taken away then.
    """
    written: list[Path] = []
    try:
        folder.mkdir(parents=True, exist_ok=True)
        free = _free(folder, name, contents)
        for ending, content in contents.items():
            path = folder / f"{free}.{ending}"
            replace_atomically(path, content)
            written.append(path)
    except (OSError, EnvironmentFault):
        for path in written:
            path.unlink(missing_ok=True)
        raise EnvironmentFault("record.not_written", path=folder) from None
    return tuple(written)


def _free(folder: Path, name: str, endings: Mapping[str, bytes]) -> str:
    for number in count(1):
        tried = name if number == 1 else f"{name}-{number}"
        if not any((folder / f"{tried}.{ending}").exists() for ending in endings):
            return tried
    raise AssertionError  # pragma: no cover - there is always another number
