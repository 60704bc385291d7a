"""Column types of the register: days, instants, flags and codes as SQLite's STRICT tables keep them.

Days are ISO dates in TEXT, instants UTC with microseconds in TEXT (so that text order is time order), flags 0 or 1.
"""

import json
from datetime import UTC, date, datetime
from enum import StrEnum
from typing import Any, TypeVar

from sqlalchemy import Integer, Text
from sqlalchemy.engine import Dialect
from sqlalchemy.types import TypeDecorator

from caseworker.domain.person import NameToken, TokenRole
from caseworker.domain.plan import HeldIntervention

E = TypeVar("E", bound=StrEnum)


class Day(TypeDecorator[date]):
    """A ``date`` as ``2026-11-21``."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: date | None, dialect: Dialect) -> str | None:
        """Write the day."""
        return None if value is None else value.isoformat()

    def process_result_value(self, value: Any, dialect: Dialect) -> date | None:
        """Read the day."""
        return None if value is None else date.fromisoformat(value)


class Moment(TypeDecorator[datetime]):
    """A UTC ``datetime`` as ``2026-11-21T14:02:00.000000Z``."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> str | None:
        """Write the instant. An instant without a time zone is a bug."""
        return None if value is None else moment_text(value)

    def process_result_value(self, value: Any, dialect: Dialect) -> datetime | None:
        """Read the instant, in UTC."""
        return None if value is None else datetime.fromisoformat(value)


class Flag(TypeDecorator[bool]):
    """A ``bool`` as 0 or 1."""

    impl = Integer
    cache_ok = True

    def process_bind_param(self, value: bool | None, dialect: Dialect) -> int | None:
        """Write the flag."""
        return None if value is None else int(value)

    def process_result_value(self, value: Any, dialect: Dialect) -> bool | None:
        """Read the flag."""
        return None if value is None else bool(value)


class Code(TypeDecorator[E]):
    """A ``StrEnum`` member as its value."""

    impl = Text
    cache_ok = True

    def __init__(self, members: type[E]) -> None:
        """Keep which enumeration the column holds."""
        super().__init__()
        self.members = members

    def process_bind_param(self, value: E | None, dialect: Dialect) -> str | None:
        """Write the code; text that is no member is a bug and raises ``ValueError``."""
        return None if value is None else self.members(value).value

    def process_result_value(self, value: Any, dialect: Dialect) -> E | None:
        """Read the code."""
        return None if value is None else self.members(value)


class Tokens(TypeDecorator[tuple[NameToken, ...]]):
    """The parts of a name in order, as JSON: ``[["given", "Amira"], ["father", "Yusuf"]]``."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: tuple[NameToken, ...] | None, dialect: Dialect) -> str | None:
        """Write the parts."""
        if not value:
            return "[]"
        parts = [[token.role.value, token.text] for token in value]
        return json.dumps(parts, ensure_ascii=False)

    def process_result_value(self, value: Any, dialect: Dialect) -> tuple[NameToken, ...]:
        """Read the parts."""
        return tuple(NameToken(TokenRole(role), text) for role, text in json.loads(value or "[]"))


class HeldRows(TypeDecorator[tuple[HeldIntervention, ...]]):
    """Interventions as a plan holds them, as JSON: ``[["…", "sfi-kurs", "ongoing", "2026-03-02", null]]``."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: tuple[HeldIntervention, ...] | None, dialect: Dialect) -> str | None:
        """Write them."""
        rows = [[one.id, one.type, one.state, _iso(one.begins), _iso(one.ends)] for one in value or ()]
        return json.dumps(rows, ensure_ascii=False)

    def process_result_value(self, value: Any, dialect: Dialect) -> tuple[HeldIntervention, ...]:
        """Read them."""
        return tuple(
            HeldIntervention(id, type, state, _day(begins), _day(ends))
            for id, type, state, begins, ends in json.loads(value or "[]")
        )


def _iso(day: date | None) -> str | None:
    return None if day is None else day.isoformat()


def _day(text: str | None) -> date | None:
    return None if text is None else date.fromisoformat(text)


def moment_text(moment: datetime) -> str:
    """Return ``moment`` in UTC, always with six digits of a second and ``Z``. Raises ``ValueError`` without a zone."""
    if moment.tzinfo is None:
        raise ValueError("an instant needs a time zone")
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")
