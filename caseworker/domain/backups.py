"""When a backup is made and which ones are kept: 48 half-hours, 30 days, 12 months. Pure rules; no file, no clock."""

import re
from collections.abc import Callable, Hashable, Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

EVERY = timedelta(minutes=30)
FRESH = timedelta(hours=1)  # what was made before an import or a restore is not thinned away by what is made after it
HALF_HOURS, DAYS, MONTHS = 48, 30, 12
OLDEST = timedelta(
    days=366
)  # nothing older is kept: what was erased from the register leaves its backups within a year
MOST_PLACES = 2
_NAME = re.compile(r"register-([0-9a-z]{8})-(\d{8}T\d{6})Z-(\d{1,12})-([0-9a-f]{8})\.age")
_EXPORT = re.compile(r"readable-([0-9a-z]{8})-(\d{8}T\d{6})Z(?:-protected-([0-9a-z]{8}))?\.age")
_INSTANT = "%Y%m%dT%H%M%S"


@dataclass(frozen=True, slots=True)
class BackupFile:
    """One backup by its name: when it was made (UTC), how far the log reached and how its end begins (``head``)."""

    path: Path
    made: datetime
    seq: int
    head: str

    @property
    def name(self) -> str:
        """Return the file's name, by which it is chosen."""
        return self.path.name


@dataclass(frozen=True, slots=True)
class ExportFile:
    """One readable export by its name; ``group`` is "" for everybody who is not protected."""

    path: Path
    made: datetime
    group: str


@dataclass(frozen=True, slots=True)
class Contents:
    """What a backup says of itself: counts, never a person. ``head`` is the end of its log."""

    register_id: str
    made: datetime
    schema: int
    seq: int
    head: bytes
    counts: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class PlaceResult:
    """How it went in one place; ``code`` is "" when the backup lies there, opened and checked."""

    place: Path
    code: str = ""


@dataclass(frozen=True, slots=True)
class Rehearsal:
    """A restore that was tried beside the register. ``missing`` rows of the register came after the backup."""

    on: datetime
    made: datetime
    ok: bool
    people: int
    missing: int
    damaged: tuple[str, ...] = ()


def short_id(register_id: str) -> str:
    """Return the eight signs by which a register's backups are told from another's."""
    return "".join(sign for sign in register_id.lower() if sign.isalnum()).rjust(8, "0")[-8:]


def file_name(register_id: str, made: datetime, seq: int, head: bytes) -> str:
    """Return a backup's name: which register, when, where its log ended."""
    return f"register-{short_id(register_id)}-{made.astimezone(UTC):{_INSTANT}}Z-{seq}-{head.hex()[:8]}.age"


def read_name(path: Path, register_id: str = "") -> BackupFile | None:
    """Return what ``path`` says by its name, None when it is not a backup (of that register)."""
    found = _NAME.fullmatch(path.name)
    if found is None or (register_id and found[1] != short_id(register_id)):
        return None
    made = _instant(found[2])
    return None if made is None else BackupFile(path, made, int(found[3]), found[4])


def export_name(register_id: str, made: datetime, group: str = "") -> str:
    """Return the name of a readable export; ``group`` is the group of protected people in it."""
    part = f"-protected-{short_id(group)}" if group else ""
    return f"readable-{short_id(register_id)}-{made.astimezone(UTC):{_INSTANT}}Z{part}.age"


def read_export_name(path: Path, register_id: str) -> ExportFile | None:
    """Return what ``path`` says by its name, None when it is not a readable export of that register."""
    found = _EXPORT.fullmatch(path.name)
    if found is None or found[1] != short_id(register_id):
        return None
    made = _instant(found[2])
    return None if made is None else ExportFile(path, made, found[3] or "")


def _instant(text: str) -> datetime | None:
    try:
        return datetime.strptime(text, _INSTANT).replace(tzinfo=UTC)
    except ValueError:
        return None


def kept(moments: Iterable[datetime], *, now: datetime) -> frozenset[datetime]:
    """Return which backups stay: the newest of each of the last 48 half-hours, 30 days and 12 months that have any.

    Those of the last hour all stay, and so does the newest of all, however old it is.
    """
    newest_first = sorted(set(moments), reverse=True)
    fresh = [made for made in newest_first if made > now - OLDEST]
    stay = set(newest_first[:1]) | {made for made in fresh if made > now - FRESH}
    for slot_of, most in ((_half_hour, HALF_HOURS), (_day, DAYS), (_month, MONTHS)):
        stay |= _newest_of_each(fresh, slot_of, most)
    return frozenset(stay)


def due(newest: datetime | None, *, now: datetime) -> bool:
    """Tell whether half an hour has passed since the newest backup; one from the future is no backup of today."""
    return newest is None or now - newest >= EVERY or newest > now + EVERY


def _newest_of_each(
    newest_first: Iterable[datetime], slot_of: Callable[[datetime], Hashable], most: int
) -> set[datetime]:
    chosen: dict[Hashable, datetime] = {}
    for made in newest_first:
        if len(chosen) == most and slot_of(made) not in chosen:
            break
        chosen.setdefault(slot_of(made), made)
    return set(chosen.values())


def _half_hour(made: datetime) -> Hashable:
    return int(made.timestamp() // EVERY.total_seconds())


def _day(made: datetime) -> Hashable:
    return made.astimezone(UTC).date()


def _month(made: datetime) -> Hashable:
    return made.astimezone(UTC).year, made.astimezone(UTC).month
