"""Rights and duties by the shipped lawbook: one person, a hundred thousand people, and as many lines of a batch."""

import io
import json
import random
from collections import deque
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from functools import partial

from caseworker import lawbook, lawbook_rules
from caseworker.domain.evaluation import evaluate
from caseworker.domain.facts import Facts
from caseworker.i18n import ui_translator
from caseworker.law_answers import LawAnswers
from tests.benchmarks.ledger import Row, against, at_most, median, percentile, timed

PEOPLE = 100_000
ON = date(2026, 2, 1)
_ROUNDS = 3
# how many of a thousand people have each status; the field's own statistics give no better figures than these
_SHARES = {
    "ASYL": 150, "ASYL-EK": 20, "MASSF": 90, "MASSF-FB": 140, "TILLST": 10, "NY-FLY": 220, "NY-ALT": 90, "NY-OMM": 20,
    "NY-KVOT": 40, "NY-VH-1218": 10, "NY-ANK": 150, "AVSLAG-FAM": 10, "AVSLAG-VUX": 15, "PAPPERSL": 15, "MEDB": 20,
}  # fmt: skip


def law_rows() -> list[Row]:
    """Measure evaluation alone, how it grows, and a whole batch with every calculation log in words."""
    rules, book = lawbook_rules.load(), lawbook.load()
    lines = list(people(PEOPLE))
    facts = [lawbook_rules.read_facts(line, book, rules.rules.words) for line in lines]

    def seconds(some: Sequence[Facts]) -> float:
        """One after another, as Idag and a batch take them: nobody keeps a hundred thousand answers."""
        return timed(lambda: deque((evaluate(one, ON, rules.rules) for one in some), maxlen=0))

    seconds(facts[:1000])
    each = [timed(partial(evaluate, one, ON, rules.rules)) for one in facts[:5000]]
    quarter, half, whole = (
        median([seconds(facts[: PEOPLE // part]) for _ in range(_ROUNDS)]) * part / PEOPLE for part in (4, 2, 1)
    )
    answers = LawAnswers(rules, book, ui_translator("sv").gettext, ON)
    batch = b"\n".join(json.dumps(line).encode() for line in lines)
    told = timed(lambda: sum(good for _line, good in answers.lines(io.BytesIO(batch))))
    return [
        at_most("rights and duties of one person, p95", percentile(each, 95) * 1000, 1, "ms"),
        at_most(f"rights and duties of {PEOPLE} people on one core", whole * PEOPLE, 20, "s"),
        against("each of 100 000 people | each of 25 000", whole, quarter, 1.2),
        against("each of 50 000 people | each of 25 000", half, quarter, 1.2),
        Row(f"rights --batch, {PEOPLE} lines with every calculation in words", f"{told:.1f} s"),
    ]


def people(count: int) -> Iterator[dict[str, object]]:
    """Give people as lines of a batch: statuses, ages and days as an office has them, the same every time."""
    chance = random.Random(7)
    statuses = chance.choices(list(_SHARES), weights=list(_SHARES.values()), k=count)
    for status in statuses:
        begins = date(2020, 1, 1) + timedelta(days=int(2200 * chance.random() ** 0.5))
        age = 366 * chance.choice((2, 8, 12, 16, 17, 19, 23, 28, 31, 35, 39, 44, 51, 58, 66, 72))
        line: dict[str, object] = {"status": status, "from": begins.isoformat(), "municipality": "0380"}
        if chance.random() < 0.97:
            line["born"] = (begins - timedelta(days=age + chance.randrange(365))).isoformat()
        if status.startswith("NY-") or status == "MASSF-FB":
            if chance.random() < 0.9:
                line["registered_from"] = (begins + timedelta(days=chance.randrange(90))).isoformat()
            line["settlement"] = chance.choice(("anvisad", "sjalvbosatt"))
            if chance.random() < 0.4:
                line["sfi_admitted"] = (begins + timedelta(days=90 + chance.randrange(200))).isoformat()
        else:
            line["accommodation"] = chance.choice(("asylboende", "eget_boende"))
        yield line
