"""A small lawbook of duties for tests: what is owed does not hang on what the shipped one says this year."""

from datetime import date

import pytest

from caseworker.domain.daycount import Span
from caseworker.domain.duties import Counting, DutyRow, Loss
from caseworker.domain.evaluation import Rules
from caseworker.domain.law import Certainty, Rule
from caseworker.services import _active_law


def duty(
    id: str,
    *,
    statuses: str = "ASYL",
    count: Counting | None = None,
    loss: Loss = Loss.LAW,
    opens: int | None = None,
    remind: tuple[int, ...] = (),
    certainty: Certainty = Certainty.IN_FORCE,
) -> DutyRow:
    """Return a duty that is counted from the day the status began."""
    rule = Rule("Påhittad lag 1 §", "test", date(2016, 1, 1), None, date(2026, 1, 1), certainty)
    return DutyRow(
        id=id,
        duty=id,
        statuses=frozenset(statuses.split()),
        conditions=(),
        counting=count or Counting("status", Span(months=18), moves=False),
        done="",
        opens=remind[0] if remind else opens,
        loss=loss,
        lost="Något går förlorat.",
        responsible="kommunen",
        action="",
        sv=f"Gör {id}",
        short=f"Gör {id}",
        short_en=f"Do {id}",
        rule=rule,
        remind=remind,
    )


def let_rules_be(monkeypatch: pytest.MonkeyPatch, *rows: DutyRow, version: str = "test 1") -> None:
    """Let exactly these duties apply."""
    rules = Rules(version, (), rows, {})
    monkeypatch.setattr(_active_law, "rules", lambda _reader, _version="": rules)
