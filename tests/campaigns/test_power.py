"""The disk that loses power loses what was not synced, and only that; otherwise the campaign would prove nothing."""

import random
from pathlib import Path

from tests.campaigns.power import Disk, lay_out, lies, recorded

REPLACE = """
import os, sys
folder, synced = sys.argv[1], sys.argv[2]
with open(f"{folder}/new", "wb") as file:
    file.write(b"n" * 9000)
    file.flush()
    if "file" in synced:
        os.fsync(file.fileno())
os.replace(f"{folder}/new", f"{folder}/kept")
if "folder" in synced:
    above = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    os.fsync(above)
os.mkdir(f"{folder}/sub")
os.link(f"{folder}/kept", f"{folder}/sub/second")
"""


def outcomes(tmp_path: Path, synced: str) -> set[bytes]:
    """Return what ``kept`` may hold after the power has gone at the end, and lay the last of it out."""
    root = tmp_path / synced.replace(" ", "-")
    root.mkdir()
    (root / "kept").write_bytes(b"o" * 100)
    disk, chance = Disk(root), random.Random(1)
    for call in recorded(["-c", REPLACE, str(root), synced], tmp_path / f"trace-{root.name}", {}):
        disk.follow(call)
    assert disk.files() == lies(root)
    assert disk.files()[str(root / "sub" / "second")] == b"n" * 9000
    found = set()
    for _ in range(200):
        lay_out(root, disk.left(chance))
        found.add((root / "kept").read_bytes())
    return found


def test_only_what_was_synced_is_sure(tmp_path: Path) -> None:
    old, new = b"o" * 100, b"n" * 9000
    assert outcomes(tmp_path, "file folder") == {new}
    assert outcomes(tmp_path, "file") == {old, new}
    torn = outcomes(tmp_path, "folder")
    assert {b"", new} < torn
    assert old not in torn
    assert {old, b"", new} < outcomes(tmp_path, "nothing")
