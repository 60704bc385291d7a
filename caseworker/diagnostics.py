"""The bundle for support: a short list of facts about program, computer and register, shown before it is saved.

Every fact has a form that it must match; anything else becomes "?". No path, host, user or account is among them.
"""

import json
import os
import platform as computer
import re
import shutil
import sys
import zipfile
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from importlib.metadata import PackageNotFoundError, version
from io import BytesIO
from pathlib import Path

from caseworker import __version__
from caseworker.platform import Policy, synced_or_network_folder
from caseworker.platform.security_log import last_lines
from caseworker.register_folder import REGISTER, VAULT
from caseworker.services.support import SupportFacts

LINES = 200
_LIBRARIES = ("PySide6-Essentials", "sqlcipher3", "sqlalchemy", "cryptography", "reportlab", "pyrage", "httpx")
_VERSION = re.compile(r"[\w.+~() -]{1,60}")
_NUMBER = re.compile(r"[0-9]{1,12}")
_CODES = re.compile(r"([a-z][a-z0-9_]*(\.[a-z0-9_]+)*( [a-z][a-z0-9_]*(\.[a-z0-9_]+)*)*)?")
_WORD = re.compile(r"[A-Za-z0-9_]{0,20}")
_FORMS = {"version": _VERSION, "size": _NUMBER, "rows": _NUMBER, "codes": _CODES, "word": _WORD}


@dataclass(frozen=True, slots=True)
class Diagnostics:
    """What would be saved: facts by name, and the last lines of the security log."""

    made: datetime
    facts: Mapping[str, str]
    log: tuple[str, ...]

    @property
    def text(self) -> str:
        """Return everything that would be saved, as one reads it."""
        return "\n".join((*(f"{name}: {value}" for name, value in self.facts.items()), "", *self.log))

    @property
    def archive(self) -> bytes:
        """Return the same as a ZIP file: facts as JSON, the log as JSON lines."""
        file = BytesIO()
        day = self.made.astimezone(UTC).timetuple()[:6]
        with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as bundle:
            for name, content in (
                ("facts.json", json.dumps(self.facts, indent=1)),
                ("security.jsonl", "\n".join(self.log)),
            ):
                bundle.writestr(zipfile.ZipInfo(name, day), content, zipfile.ZIP_DEFLATED)
        return file.getvalue()


def collect(folder: Path, register: SupportFacts, policy: Policy, *, made: datetime) -> Diagnostics:
    """Return what support may see of the register in ``folder`` and of this computer."""
    facts = {
        "program version": ("version", __version__),
        "python version": ("version", computer.python_version()),
        "built": ("word", getattr(sys, "frozen", False)),
        "system": ("version", f"{computer.system()} {computer.release()} {computer.machine()}"),
        "processors": ("size", os.cpu_count() or 0),
        **{f"library {name}": ("version", _version(name)) for name in _LIBRARIES},
        "cipher": ("version", register.cipher),
        "sqlite": ("version", register.sqlite),
        "schema": ("size", register.schema),
        "faults of the register": ("codes", " ".join(register.faults)),
        "folder": ("word", (synced_or_network_folder(folder) or "local").replace(" ", "")),
        "free bytes": ("size", _free(folder)),
        **{f"bytes of {name}": ("size", _size(folder / name)) for name in (REGISTER, f"{REGISTER}-wal", VAULT)},
        "policy decides": ("codes", " ".join(sorted(policy.decided))),
        "policy faults": ("codes", " ".join(fault.code for fault in policy.faults)),
        **{f"rows of {name}, to the next ten": ("rows", rows) for name, rows in register.rows.items()},
    }
    return Diagnostics(made, {name: _checked(*fact) for name, fact in facts.items()}, tuple(last_lines(folder, LINES)))


def _checked(form: str, value: object) -> str:
    text = str(value)
    return text if _FORMS[form].fullmatch(text) else "?"


def _version(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:  # the built program carries no metadata of some
        return "unknown"


def _free(folder: Path) -> int:
    with suppress(OSError):
        return shutil.disk_usage(folder).free
    return 0


def _size(path: Path) -> int:
    with suppress(OSError):
        return path.stat().st_size
    return 0
