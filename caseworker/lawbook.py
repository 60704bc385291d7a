"""The lawbook: legal statuses, settlement and accommodation as dated rows of law, from ``resources/lawbook``.

Evaluated at the date of the event, never "today" by accident. A row that is only proposed is never applied, and where a
newer rule is known but unread the row says ``unknown``: the older one is not taken for it. Amounts, rights and
deadlines come with their own issues.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from functools import cache, lru_cache
from typing import TypeVar

from caseworker.domain.intake import EnteredStatus, Intake
from caseworker.domain.law import Certainty, Cite, Rule, cite
from caseworker.domain.status import PermitType
from caseworker.errors import Refused
from caseworker.places import RESOURCES
from caseworker.rowfile import FileRow, Place, read

_REMEMBERED = 5000  # statuses and codes of one list
FAULT = "lawbook.broken"


@dataclass(frozen=True, slots=True)
class Ground:
    """What a permit rests on (tillståndsgrund) and which permits it gives."""

    code: str
    sv: str
    en: str
    permits: tuple[PermitType, ...]
    aliases: tuple[str, ...] = ()  # the paragraph of the permit, where the ground is another one


@dataclass(frozen=True, slots=True)
class StatusEntry:
    """A legal status (rättslig ställning) as it stands under one dated rule."""

    code: str
    aliases: tuple[str, ...]
    group: str
    sv: str
    en: str
    short_sv: str
    short_en: str
    unaccompanied: bool
    permits: tuple[PermitType, ...]
    grounds: tuple[Ground, ...]
    rule: Rule


@dataclass(frozen=True, slots=True)
class AxisEntry:
    """A way of settlement (bosättningssätt) or a form of accommodation (boendeform) under one dated rule."""

    code: str
    aliases: tuple[str, ...]
    sv: str
    en: str
    rule: Rule


Entry = TypeVar("Entry", bound=StatusEntry | AxisEntry)


@dataclass(frozen=True, slots=True)
class Lawbook:
    """All rows. A code may have several, one after the other in time."""

    statuses: tuple[StatusEntry, ...]
    settlements: tuple[AxisEntry, ...]
    accommodations: tuple[AxisEntry, ...]

    def status(self, code: str, day: date | None = None) -> StatusEntry:
        """Return a status by code, alias or Swedish name, as of ``day``, or its newest row for its words alone.

        Raises ``Refused("status.unknown_code", code=…)`` and ``Refused("status.not_in_force", code=…, day=…)``.
        """
        return _pick(self.statuses, code, day, "status")

    def statuses_on(self, day: date) -> tuple[StatusEntry, ...]:
        """Return the statuses that hold on ``day``, in the order of the file; proposed ones are left out."""
        return tuple(e for e in self.statuses if e.rule.holds_on(day) and e.rule.certainty is not Certainty.PROPOSED)

    def ground(self, status: str, code: str) -> str:
        """Return the code of a ground of a status; ``5:1`` is read as ``UtlL 5:1``.

        Raises ``Refused("status.ground", code=…, ground=…)``.
        """
        wanted = {code.strip().casefold(), f"utll {code.strip()}".casefold()}
        for entry in self.statuses:
            for ground in entry.grounds if entry.code == status else ():
                if wanted & _folded((ground.code, *ground.aliases)):
                    return ground.code
        raise Refused("status.ground", code=status, ground=code[:40])

    def settlement(self, code: str) -> AxisEntry:
        """Return a way of settlement by code or alias. Raises ``Refused("settlement.unknown_code", code=…)``."""
        return _pick(self.settlements, code, None, "settlement")

    def accommodation(self, code: str) -> AxisEntry:
        """Return a form of accommodation by code or alias. Raises ``Refused("accommodation.unknown_code", code=…)``."""
        return _pick(self.accommodations, code, None, "accommodation")

    def require_recordable(self, code: str, *, begins: date, permit: PermitType, ground: str = "") -> StatusEntry:
        """Return the status that may be recorded from ``begins``. Its certainty is the caller's to show.

        Raises ``Refused`` with ``status.unknown_code``, ``status.not_in_force``, ``status.proposed``,
        ``status.ground`` or ``status.permit``.
        """
        entry = self.status(code, begins)
        if entry.rule.certainty is Certainty.PROPOSED:
            raise Refused("status.proposed", code=entry.code)
        permits = entry.permits
        if ground:
            found = next((one for one in entry.grounds if one.code == ground), None)
            if found is None:
                raise Refused("status.ground", code=entry.code, ground=ground[:40])
            permits = found.permits
        if permit not in permits:
            raise Refused("status.permit", code=entry.code, permits="/".join(permits))
        return entry

    def settle_status(self, entered: EnteredStatus) -> EnteredStatus:
        """Return ``entered`` with its lawbook code, checked. A permit left out is filled in where only one is possible.

        Raises what ``require_recordable`` raises and ``Refused("period.backwards")``.
        """
        entry = self.status(entered.code, entered.begins)
        possible = next((one.permits for one in entry.grounds if one.code == entered.ground), entry.permits)
        permit = possible[0] if entered.permit is PermitType.NONE and len(possible) == 1 else entered.permit
        self.require_recordable(entry.code, begins=entered.begins, permit=permit, ground=entered.ground)
        if entered.permit_until is not None and entered.permit_until < entered.begins:
            raise Refused("period.backwards", begins=entered.begins, ends=entered.permit_until)
        unaccompanied = entered.unaccompanied or entry.unaccompanied
        return replace(entered, code=entry.code, permit=permit, unaccompanied=unaccompanied)

    def settle_intake(self, intake: Intake) -> Intake:
        """Return ``intake`` with lawbook codes for status, settlement and accommodation, each checked when given."""
        return self.settler()(intake)

    def settler(self) -> Callable[[Intake], Intake]:
        """Return ``settle_intake`` for a whole list: what it has looked up it remembers."""
        status = lru_cache(maxsize=_REMEMBERED)(self.settle_status)
        settlement = lru_cache(maxsize=_REMEMBERED)(lambda code: self.settlement(code).code)
        accommodation = lru_cache(maxsize=_REMEMBERED)(lambda code: self.accommodation(code).code)

        def settle(intake: Intake) -> Intake:
            if not (intake.status or intake.settlement or intake.accommodation):
                return intake
            return replace(
                intake,
                status=status(intake.status) if intake.status else None,
                settlement=settlement(intake.settlement) if intake.settlement else "",
                accommodation=accommodation(intake.accommodation) if intake.accommodation else "",
            )

        return settle


@cache
def load() -> Lawbook:
    """Return the shipped lawbook. Raises ``EnvironmentFault("lawbook.broken", file=…, row=…, field=…)``."""
    return read_folder(RESOURCES / "lawbook")


def read_folder(folder: Place) -> Lawbook:
    """Read and check the three files of ``folder``."""
    return Lawbook(
        statuses=_checked(_statuses(read(folder / "statuses.toml", fault=FAULT)), folder / "statuses.toml"),
        settlements=_checked(_axis(read(folder / "settlements.toml", fault=FAULT)), folder / "settlements.toml"),
        accommodations=_checked(
            _axis(read(folder / "accommodations.toml", fault=FAULT)), folder / "accommodations.toml"
        ),
    )


def _statuses(file: FileRow) -> Iterator[tuple[FileRow, StatusEntry]]:
    for status in file.rows("status"):
        for row in status.rows("rows"):
            permits = row.choices("permits", PermitType)
            yield (
                row,
                StatusEntry(
                    code=status.text("code"),
                    aliases=status.texts("aliases"),
                    group=status.text("group"),
                    sv=status.text("sv"),
                    en=status.text("en"),
                    short_sv=status.text("short_sv"),
                    short_en=status.text("short_en"),
                    unaccompanied=status.flag("unaccompanied"),
                    permits=permits,
                    grounds=tuple(_ground(one, permits) for one in row.rows("grounds")),
                    rule=read_rule(row, row.text("law"), read_cites(row, "cites")),
                ),
            )


def _ground(row: FileRow, allowed: tuple[PermitType, ...]) -> Ground:
    words = (row.text("code"), row.text("sv"), row.text("en"))
    ground = Ground(*words, row.choices("permits", PermitType), row.texts("aliases"))
    if not set(ground.permits) <= set(allowed):
        raise row.broken("permits")
    return ground


def _axis(file: FileRow) -> Iterator[tuple[FileRow, AxisEntry]]:
    for entry in file.rows("entry"):
        for row in entry.rows("rows"):
            words = (entry.text("code"), entry.texts("aliases"), entry.text("sv"), entry.text("en"))
            yield row, AxisEntry(*words, read_rule(row, row.text("law"), read_cites(row, "cites")))


def read_cites(row: FileRow, field: str) -> tuple[Cite, ...]:
    """Return the paragraphs under ``field``. Whether they exist is checked against the paragraph index elsewhere."""
    try:
        return tuple(cite(one) for one in row.texts(field))
    except ValueError:
        raise row.broken(field) from None


def read_rule(row: FileRow, law: str, cites: tuple[Cite, ...] = ()) -> Rule:
    """Return what every row of law carries; ``law`` is its citation in words."""
    rule = Rule(
        law=law,
        source=row.text("source"),
        valid_from=row.day("valid_from"),
        valid_to=row.optional_day("valid_to"),
        verified_on=row.day("verified_on"),
        certainty=row.choice("certainty", Certainty),
        notes=row.text("notes", default=""),
        cites=cites,
    )
    if rule.valid_to is not None and rule.valid_to < rule.valid_from:
        raise row.broken("valid_to")
    return rule


def _checked(rows: Iterable[tuple[FileRow, Entry]], path: Place) -> tuple[Entry, ...]:
    """Refuse rows of one code that overlap in time, an alias that is another's code, and an empty file."""
    entries: list[Entry] = []
    for row, entry in rows:
        for other in entries:
            if other.code == entry.code:
                if other.rule.valid_to is None or entry.rule.valid_from <= other.rule.valid_to:
                    raise row.broken("valid_from")
            elif {entry.code, *entry.aliases} & {other.code, *other.aliases}:
                raise row.broken("aliases")
        entries.append(entry)
    if not entries:
        raise FileRow({}, file=path.name, row="", fault=FAULT).broken("")
    return tuple(entries)


@cache
def _folded(names: tuple[str, ...]) -> frozenset[str]:
    return frozenset(name.casefold() for name in names)


def _pick(entries: Iterable[Entry], code: str, day: date | None, what: str) -> Entry:
    wanted = code.strip().casefold()
    named = [e for e in entries if wanted in _folded((e.code, *e.aliases, e.sv))]
    if not named:
        raise Refused(f"{what}.unknown_code", code=code[:40])
    if day is None:
        return named[-1]
    for entry in named:
        if entry.rule.holds_on(day):
            return entry
    raise Refused(f"{what}.not_in_force", code=named[-1].code, day=day)
