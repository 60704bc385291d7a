"""Every sheet in every language it has, its layouts in turn, as an archive file, before veraPDF."""

import random
from pathlib import Path

import pytest

from tests.campaigns.tally import Tally, cases
from tests.letters.archive_files import LAYOUTS, archive_file, pairs
from tests.letters.judge import ACCESSIBLE, ARCHIVE, COMPLIANT, verdicts


@pytest.mark.campaign(id="F7", what="sheet in a language and a layout as an archive file, judged by veraPDF")
def test_every_sheet_in_every_language_is_fit_for_an_archive(tmp_path: Path, tally: Tally) -> None:
    ways = list(LAYOUTS)
    every = list(pairs())
    chosen = random.Random(7).sample(every, cases(6, len(every), len(every)))
    turns = range(cases(1, 1, len(LAYOUTS)))
    letters = [(*pair, ways[(at + turn) % len(ways)]) for turn in turns for at, pair in enumerate(chosen)]
    asked = {
        (" ".join(letter), standard): pdf
        for letter in letters
        for pdf in (archive_file(*letter),)
        for standard in (ACCESSIBLE, ARCHIVE)
    }
    assert {who: said for who, said in verdicts(asked, tmp_path).items() if said != COMPLIANT} == {}
    tally.count(len(letters))
