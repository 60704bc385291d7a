"""What the window remembers between starts: language, look, size. Never a name, a search or a person."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any, NamedTuple

FILE_NAME = "window.json"
LANGUAGES = ("sv", "en")
SCHEMES = ("system", "light", "dark")
SCALES = (90, 100, 115, 130, 150)
IDLE_MINUTES = (1, 2, 3, 4, 5)


class Settings(NamedTuple):  # made before the first window, where a dataclass takes seven times as long
    """The choices of this computer's user account. Sizes in px, idle time in minutes (5 at most)."""

    language: str = "sv"
    scheme: str = "system"
    text_scale: int = 100
    idle_minutes: int = 5
    letter_keys: bool = True
    width: int = 1440
    height: int = 900
    maximised: bool = False


def read(folder: Path) -> Settings:
    """The saved settings; a missing, broken or foreign value falls back to its default, one by one."""
    try:
        raw: Any = json.loads((folder / FILE_NAME).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return Settings()
    return _sane(raw) if isinstance(raw, Mapping) else Settings()


def write(folder: Path, settings: Settings) -> bool:
    """Save; a full or read-only disk only costs the window its size, so it answers False instead of raising."""
    temporary = folder / (FILE_NAME + ".new")
    try:
        folder.mkdir(parents=True, exist_ok=True)
        temporary.write_text(json.dumps(settings._asdict(), indent=1) + "\n", encoding="utf-8")
        temporary.replace(folder / FILE_NAME)
    except OSError:
        return False
    return True


_ALLOWED: Mapping[str, tuple[object, ...] | range] = {
    "language": LANGUAGES,
    "scheme": SCHEMES,
    "text_scale": SCALES,
    "idle_minutes": IDLE_MINUTES,
    "letter_keys": (True, False),
    "width": range(400, 16000),
    "height": range(300, 16000),
    "maximised": (True, False),
}


def _sane(raw: Mapping[str, Any]) -> Settings:
    usual = Settings()._asdict()
    good: dict[str, Any] = {
        name: raw[name]
        for name, allowed in _ALLOWED.items()
        if type(raw.get(name)) is type(usual[name]) and raw[name] in allowed
    }
    return Settings(**good)
