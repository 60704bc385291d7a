"""Every sheet in every language looks as when its picture was kept (tests/letters/thumbnails.py)."""

import random

import pytest

from tests.campaigns.tally import Tally, cases
from tests.letters.archive_files import pairs
from tests.letters.thumbnails import TOLERANCE, difference, thumbnail


@pytest.mark.campaign(id="F8", what="sheet in a language beside the picture of it that was looked at")
def test_every_sheet_in_every_language_looks_as_when_it_was_looked_at(tally: Tally) -> None:
    every = list(pairs())
    chosen = random.Random(3).sample(every, cases(24, len(every), len(every)))
    now = {pair: thumbnail(*pair) for pair in chosen}
    assert {pair: far for pair, picture in now.items() if (far := difference(*pair, picture)) > TOLERANCE} == {}
    sheet, language = chosen[0]
    others = [picture for pair, picture in now.items() if pair[0] != sheet and pair[1] == language]
    others += [picture for pair, picture in now.items() if pair[0] == sheet and pair[1] != language]
    assert others
    assert min(difference(sheet, language, picture) for picture in others) > TOLERANCE, "another letter is noticed"
    tally.count(len(chosen))
