"""Our own list of names as they are spelt: groups of spellings of one name, and pairs of names that only look alike.

``python -m tests.domain.name_list`` prints the table of ``docs/benchmarks.md``.
"""

import sys
from collections import defaultdict
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path

from caseworker.domain.sounding import sounds_alike

LANGUAGES = {
    "ar": "Arabic",
    "fa": "Persian and Dari",
    "ti": "Tigrinya",
    "so": "Somali",
    "uk": "Ukrainian",
    "ku": "Kurdish",
}
_FOLDER = Path(__file__).with_name("names")


@dataclass(frozen=True, slots=True)
class Found:
    """What came out: pairs of one name that were found, all such pairs, pairs of two names taken for one, all such."""

    found: int
    same: int
    mistaken: int
    different: int

    @property
    def recall(self) -> float:
        """Share of the pairs of one name that were found."""
        return self.found / self.same

    @property
    def precision(self) -> float:
        """Share of one name among all pairs that were found."""
        return self.found / (self.found + self.mistaken)

    @property
    def mistaken_share(self) -> float:
        """Share of the look-alikes that were taken for one name."""
        return self.mistaken / self.different

    def __add__(self, other: "Found") -> "Found":
        """Return both counts together."""
        return Found(
            self.found + other.found,
            self.same + other.same,
            self.mistaken + other.mistaken,
            self.different + other.different,
        )


def lines_of(name: str, language: str, half: int) -> list[list[str]]:
    """Return the words of every second line of a language: half 0 is for tuning, half 1 is only measured."""
    kept: dict[str, list[list[str]]] = defaultdict(list)
    section = ""
    for line in (_FOLDER / name).read_text(encoding="utf-8").splitlines():
        if line.startswith("["):
            section = line.strip("[]")
        elif not line.startswith("#"):
            kept[section].append(line.split())
    return kept[language][half::2]


def measure(language: str, half: int) -> Found:
    """Return how the program tells names of one half of a language's list apart."""
    same = [pair for group in lines_of("groups.txt", language, half) for pair in combinations(group, 2)]
    different = lines_of("pairs.txt", language, half)
    found = sum(sounds_alike(*pair) for pair in same)
    return Found(found, len(same), sum(sounds_alike(one, other) for one, other in different), len(different))


def table(half: int) -> list[str]:
    """Return the figures of every language and of all together as a table."""
    rows = [
        "| Language | groups | pairs of one name | recall | precision | look-alikes taken for one |",
        "|---|---|---|---|---|---|",
    ]
    total = Found(0, 0, 0, 0)
    for language, words in LANGUAGES.items():
        found = measure(language, half)
        total += found
        rows.append(_row(words, len(lines_of("groups.txt", language, half)), found))
    groups = sum(len(lines_of("groups.txt", language, half)) for language in LANGUAGES)
    return [*rows, _row("All", groups, total)]


def _row(words: str, groups: int, found: Found) -> str:
    mistaken = f"{found.mistaken} of {found.different} ({found.mistaken_share:.0%})"
    return f"| {words} | {groups} | {found.same} | {found.recall:.2f} | {found.precision:.2f} | {mistaken} |"


if __name__ == "__main__":
    sys.stdout.write("\n".join(table(1)) + "\n")
