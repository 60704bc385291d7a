"""Interventions, the plan and Idag from the terminal: the same services, the same sentences as the window."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from caseworker import cli_agenda, law_words
from caseworker.domain.waiting import Waiting
from caseworker.terminal import _
from tests.journeys.terminals import Answer, Run, add_samira
from ui.today.wording import WORDS

TODAY = datetime.now(UTC).date()
SOON, BEFORE = (str(TODAY + timedelta(days=ahead)) for ahead in (5, 3))


@pytest.fixture
def person(demo: Run) -> str:
    return add_samira(demo)


def rows_of(answer: Answer, field: str) -> list[dict[str, Any]]:
    found = answer[1][field]
    assert isinstance(found, list)
    return found


def test_an_intervention_is_added_moved_and_shown_by_its_evidence(demo: Run, person: str) -> None:
    assert "Inga insatser" in demo("intervention", "list", person, plain=True)[2]
    _status, facts, told = demo("intervention", "add", "--person", person, "--type", "sfi-kurs", "--state", "decided")
    made = str(facts["id"])
    assert demo("intervention", "move", made, "--to", "ongoing")[0] == 0, told
    assert demo("intervention", "evidence", made, "--seen", "antagen")[0] == 0
    assert "Sfi-kurs" in demo("intervention", "list", person, plain=True)[2]
    (row,) = rows_of(demo("intervention", "list", person), "interventions")
    assert (row["state"], [tick["code"] for tick in row["ticks"]]) == ("ongoing", ["antagen"])
    assert demo("intervention", "evidence", made, "--unseen", "antagen", "--on", "2026-13-01")[0] == 2
    status, _facts, told = demo("intervention", "move", made, "--to", "proposed", plain=True)
    assert (status, "intervention.from_ongoing" in told) == (3, True)
    assert demo("intervention", "move", made, "--to", "somewhere")[0] == 2
    assert "Det finns ingen plan" in demo("plan", "show", person, plain=True)[2]


def test_a_reminder_is_written_listed_put_off_and_done(demo: Run, person: str) -> None:
    status, _facts, told = demo("agenda", "remind", person, "Ring skolan", "--on", SOON)
    assert status == 0, told
    assert demo("agenda", "remind", person, "Ring skolan", "--on", "")[0] == 2
    (row,) = rows_of(demo("agenda", "list"), "rows")
    assert (row["code"], row["text"], row["person"]) == ("reminder", "Ring skolan", person)
    assert "Påminnelse · Ring skolan" in demo("agenda", "list", "--filter", "all", plain=True)[2]
    assert demo("agenda", "later", person, row["thing"], "--until", "")[0] == 2
    assert demo("agenda", "later", person, row["thing"], "--until", BEFORE)[0] == 0
    assert demo("agenda", "done", person, row["thing"])[0] == 0
    assert "Inget väntar" in demo("agenda", "list", plain=True)[2]
    assert demo("agenda", "done", person, "duty nothing 2026-01-01")[0] == 3


def test_the_terminal_has_words_for_all_that_waits() -> None:
    assert set(cli_agenda.NAMES) | {"duty"} == set(WORDS)


def test_a_last_day_says_its_paragraph_and_that_it_is_not_verified() -> None:
    told = {"short": "Boka", "short_en": "Book", "law": "34 §", "certainty": "unverified"}
    said = cli_agenda._what(Waiting("duty", None, params=tuple(told.items())))  # noqa: SLF001 - one line of the list
    assert said.split(" · ")[1:] == ["34 §", law_words.doubt("unverified", _)]
    assert law_words.doubt("in_force", str) == ""
