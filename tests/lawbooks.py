"""Lawbooks and signed updates for tests: the shipped one with something changed, packed with a key of the test's."""

from functools import cache

from caseworker import lawbook_update, wire
from caseworker.lawbook_files import shipped

LATER = "2031-01-15"
PRIVATE = bytes(range(32))
PUBLIC = wire.public_key(PRIVATE)
SFI = "rights/sfi.toml"
NO_SFI = """
[[row]]
id = "prov-nej"
statuses = ["NY-FLY"]
answer = "no"
precedence = 999
law = ["2010:800 29:2"]
responsible = "vuxenutbildning"
sv = "Ett prov."
source = "A test."
valid_from = 2015-07-01
verified_on = 2026-04-02
certainty = "in_force"
"""


def texts(version: str = LATER, add: str = "", **changed: tuple[str, str]) -> dict[str, str]:
    """Return the shipped files under another version.

    ``add`` is written after the rows about SFI; ``changed`` replaces words in a file (``statuses`` = statuses.toml).
    """
    files = dict(shipped().texts)
    files["version.toml"] = f'version = "{version}"\n'
    files[SFI] += add
    for name, (old, new) in changed.items():
        path = next(path for path in files if path.endswith(f"{name}.toml"))
        assert old in files[path], path
        files[path] = files[path].replace(old, new, 1)
    return files


@cache
def update(
    version: str = LATER, add: str = "", *, private: bytes = PRIVATE, follows: str = "", **changed: tuple[str, str]
) -> bytes:
    """Return a signed update; nobody has read its rows through."""
    return signed(texts(version, add, **changed), version, private=private, follows=follows)


def signed(files: dict[str, str], version: str = LATER, *, private: bytes = PRIVATE, follows: str = "") -> bytes:
    """Return a signed update of these files, whatever they hold."""
    document = {"schema": lawbook_update.SCHEMA, "version": version, "follows": follows or shipped().version}
    return wire.sign(private, {**document, "key": wire.public_key(private).hex(), "files": files})


BROKEN = signed(texts("2031-02-01", NO_SFI.replace('"no"', '"perhaps"')), "2031-02-01")
