"""Looking for people who may be the one being entered, and keeping the index for it, at 100 000 encrypted people."""

import random
from collections.abc import Iterator
from datetime import date, timedelta
from functools import partial

from caseworker.domain.intake import Intake
from caseworker.services import people
from caseworker.store import search
from tests.benchmarks.ledger import ROUNDS, Row, against, at_most, in_turns, median, percentile, timed
from tests.benchmarks.office import Office
from tests.benchmarks.register_bench import FAMILY, GIVEN

LOOKUPS, INSERTS = 60, 400


def linkage_rows(office: Office) -> list[Row]:
    """Candidates while typing, beside the search for the same name, and what putting a person into the index costs."""
    session = office.unlock()
    typed = list(_intakes(LOOKUPS))

    def candidates(number: int) -> float:
        return timed(lambda: people.find_candidates(session.register, intake=typed[number], by=session.user))

    def by_name(number: int) -> float:
        text = f"{typed[number].given} {typed[number].family}"
        return timed(lambda: people.find_people(session.register, text=text, by=session.user))

    in_turns(candidates, by_name, 10)
    rounds = [in_turns(candidates, by_name, LOOKUPS) for _ in range(ROUNDS)]
    mine, theirs = (median([percentile(side[which], 50) for side in rounds]) for which in (0, 1))
    tail = median([percentile(side[0], 95) for side in rounds])
    with session.register.change(by=session.user) as tx:  # nothing of it is kept
        inserts = [timed(partial(search.put, tx.connection, no, words)) for no, words in _new_words(office)]
    session.close()
    what = f"who may be the one being entered, among {office.people} people"
    return [
        against(f"{what}, p50 | search by the same name", mine, theirs, 10),
        at_most(f"{what}, p95", tail * 1000, 100, "ms"),
        at_most(f"putting a person into the index of {office.people}, p95", percentile(inserts, 95) * 1000, 5, "ms"),
    ]


def _intakes(count: int) -> Iterator[Intake]:
    """Give people as they are typed: names of the register, some with a letter doubled, and a birth date."""
    chance = random.Random(11)
    for number in range(count):
        given, family = chance.choice(GIVEN), chance.choice(FAMILY)
        if number % 3:
            given = given[:2] + given[1] + given[2:]
        born = date(1950, 1, 1) + timedelta(days=chance.randrange(27_000))
        yield Intake(given=given, family=family, born=born if number % 4 else None)


def _new_words(office: Office) -> Iterator[tuple[int, search.Words]]:
    chance = random.Random(12)
    for number in range(INSERTS):
        born = date(1950, 1, 1) + timedelta(days=chance.randrange(27_000))
        name = f"{chance.choice(GIVEN)} {chance.choice(GIVEN)} {chance.choice(FAMILY)}"
        numbers = [f"{born:%Y%m%d}-{chance.randrange(10_000):04d}", f"2026-{number:04d}"]
        words = search.words_for(names=[name], numbers=numbers, phones=[f"070{number:07d}"], born=born)
        yield office.people + 1 + number, words
