"""What the municipality has decided for this computer: a file or registry key that only an administrator can write.

Reading is strict and never opens the gate wider: a value of the wrong kind becomes the strictest one, and a key that
nobody knows may be a misspelt one, so that everything the file leaves open is closed. Each such fault has a code.
"""

import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, NamedTuple

POLICY_FILE = Path("/etc/caseworker/policy.toml")
WINDOWS_KEY = r"Software\Policies\Handlaggarstod"
LONGEST_IDLE = 5
LONGEST_SESSION = 10
_OTHERS_MAY_WRITE = 0o022


class PolicyFault(NamedTuple):
    """What is wrong with the policy: a code that has a sentence, and the key it is about ("" = the whole policy)."""

    code: str
    key: str = ""


class Policy(NamedTuple):  # read before the first window, where a dataclass takes seven times as long
    """What this computer allows. ``None`` means that nothing is decided about it.

    No endpoint in the list: counts go nowhere. No backup place: copies lie in the register's own folder alone.
    """

    idle_minutes: int = LONGEST_IDLE
    session_hours: int = LONGEST_SESSION
    backup_places: tuple[str, ...] | None = None
    endpoints: tuple[str, ...] | None = None
    printing: bool = True
    pin: bool = False
    decided: frozenset[str] = frozenset()  # what the computer decides and the user therefore cannot
    faults: tuple[PolicyFault, ...] = ()

    def allows_endpoint(self, url: str) -> bool:
        """Tell whether counts may go to ``url``: its scheme, host and port stand in the list."""
        return self.endpoints is None or _origin(url) in {_origin(one) for one in self.endpoints}


STRICTEST: Mapping[str, Any] = {
    "idle_minutes": 1,
    "session_hours": 1,
    "backup_places": (),
    "endpoints": (),
    "printing": False,
    "pin": False,
}


def machine_policy() -> Policy:
    """Return what is decided for this computer now; without a policy everything but the PIN is allowed."""
    if sys.platform == "win32":
        return parsed(_registry_values())
    else:
        return read_policy(POLICY_FILE)


def read_policy(path: Path, *, owner: int = 0) -> Policy:
    """Return the policy in ``path``, which ``owner`` alone must be able to write; a broken one allows the least."""
    try:
        with path.open("rb") as file:
            trusted = _only_its_owner_writes(path, owner)
            content = file.read()
    except FileNotFoundError:
        return Policy()
    except OSError:
        return _closed("policy.unreadable")
    if not trusted:
        return _closed("policy.not_the_administrators")
    import tomllib  # only where there is a policy

    try:
        return parsed(tomllib.loads(content.decode("utf-8")))
    except ValueError:  # not TOML, not UTF-8
        return _closed("policy.malformed")


def parsed(values: Mapping[str, object]) -> Policy:
    """Return ``values`` as a policy, each checked on its own."""
    faults = [PolicyFault("policy.unknown_key", key[:40]) for key in sorted(values) if key not in _READERS]
    # an unknown key may be a misspelt restriction
    found: dict[str, Any] = dict(STRICTEST) if faults else {}
    for key, read in _READERS.items():
        if key not in values:
            continue
        known = read(values[key])
        if known is None:
            faults.append(PolicyFault("policy.bad_value", key))
        found[key] = STRICTEST[key] if known is None else known
    return Policy(**found, decided=frozenset(found), faults=tuple(faults))


def _closed(code: str) -> Policy:
    return Policy(**STRICTEST, decided=frozenset(STRICTEST), faults=(PolicyFault(code),))


def _minutes(value: object) -> int | None:
    return value if type(value) is int and 1 <= value <= LONGEST_IDLE else None


def _hours(value: object) -> int | None:
    return value if type(value) is int and 1 <= value <= LONGEST_SESSION else None


def _switch(value: object) -> bool | None:
    return value if isinstance(value, bool) else None


def _places(value: object) -> tuple[str, ...] | None:
    listed = _texts(value)
    return listed if listed is not None and all(Path(one).is_absolute() for one in listed) else None


def _addresses(value: object) -> tuple[str, ...] | None:
    listed = _texts(value)
    return listed if listed is not None and all(_origin(one) is not None for one in listed) else None


def _texts(value: object) -> tuple[str, ...] | None:
    if not isinstance(value, list) or not all(isinstance(one, str) and one.strip() for one in value):
        return None
    return tuple(value)


_READERS: Mapping[str, Callable[[object], Any]] = {
    "idle_minutes": _minutes,
    "session_hours": _hours,
    "backup_places": _places,
    "endpoints": _addresses,
    "printing": _switch,
    "pin": _switch,
}


def _origin(url: str) -> tuple[str, str, int] | None:
    from urllib.parse import urlsplit

    try:
        parts = urlsplit(url.strip())
        port = parts.port
    except ValueError:
        return None
    usual = {"https": 443, "http": 80}.get(parts.scheme)
    return None if usual is None or not parts.hostname else (parts.scheme, parts.hostname, port or usual)


def _only_its_owner_writes(path: Path, owner: int) -> bool:
    """Tell whether ``owner`` owns the file and its folder and nobody else may write either."""
    found = (path.stat(), path.parent.stat())
    return all(one.st_uid == owner and not one.st_mode & _OTHERS_MAY_WRITE for one in found)


if sys.platform == "win32":
    import winreg

    def _registry_values() -> dict[str, object]:
        """Return the values under our key, numbers of a switch as true and false; only administrators write HKLM."""
        values: dict[str, object] = {}
        try:
            with winreg.OpenKey(winreg.HKEY_LOCAL_MACHINE, WINDOWS_KEY) as key:
                for place in range(winreg.QueryInfoKey(key)[1]):
                    name, value, _kind = winreg.EnumValue(key, place)
                    switch = name in ("printing", "pin") and value in (0, 1)
                    values[name] = bool(value) if switch else value
        except FileNotFoundError:
            return {}
        except OSError:
            return {"unreadable": True}  # an unknown key: everything is closed, and it is told
        return values
