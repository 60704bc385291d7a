"""The paragraph index: what it holds, from when to when, and that no row cites a paragraph that was not law then."""

import shutil
from datetime import date
from pathlib import Path

import pytest

from caseworker import lawbook_rules
from caseworker.domain.law import Certainty, cite
from caseworker.errors import EnvironmentFault
from caseworker.lawacts import read_acts
from caseworker.places import RESOURCES
from caseworker.rowfile import Texts

FAULT = "lawbook.broken"
ACTS = read_acts(RESOURCES / "lawbook" / "acts.toml", fault=FAULT)
ACT = """
[[act]]
number = "2010:800"
title = "Skollagen"
source = "read"
read_on = 2026-04-02
in_force = 2011-07-01
until = 2030-12-31
[act.paragraphs]
"" = "8 a"
20 = "1-3, 3 a"
[act.begins]
2026-01-01 = "20:3 a, 20:2"
[act.ends]
2026-06-30 = "20:3 a"
"""


@pytest.mark.parametrize(
    ("cited", "there"),
    [
        ("2010:800 20:31 a", True),
        ("2010:800 20:31 z", False),
        ("2010:800 99:1", False),
        ("1994:137 8 a", True),
        ("1994:137 16", False),  # repealed
        ("2010:1122 19", True),
        ("2025:400 16:2 a", True),
        ("2005:716 5:15 b", True),
        ("2022:1697 3:2", True),
        ("1970:994 12:45 a", True),
        ("2016:38", True),  # the act as a whole
    ],
)
def test_a_paragraph_stands_in_the_index_or_does_not(cited: str, there: bool) -> None:
    one = cite(cited)
    assert ACTS[one.act].has(one) is there


@pytest.mark.parametrize(
    ("cited", "first", "last", "held"),
    [
        ("2010:800 20:31 a", "2026-01-01", "9999-12-31", True),  # SFS 2025:1311
        ("2010:800 20:31 a", "2025-12-31", "9999-12-31", False),
        ("2009:400 10:15 a", "2025-12-01", "9999-12-31", True),  # SFS 2025:934
        ("2009:400 10:15 a", "2025-11-30", "2026-01-01", False),
        ("2010:1122 32 a", "2013-02-01", "2024-06-30", True),  # repealed by 2024:187
        ("2010:1122 32 a", "2013-02-01", "2024-07-01", False),
        ("2017:353", "2018-01-01", "2025-01-20", True),
        ("2017:353", "2018-01-01", "2025-01-21", False),
        ("2025:400 12:1", "2025-06-30", "2025-12-31", False),  # before the act
        ("1994:137 10 a", "2020-01-01", "2025-08-31", True),
    ],
)
def test_a_paragraph_holds_from_its_first_to_its_last_day(cited: str, first: str, last: str, held: bool) -> None:
    one = cite(cited)
    assert ACTS[one.act].holds(one, date.fromisoformat(first), date.fromisoformat(last)) is held


def test_paragraphs_are_written_out_with_their_days() -> None:
    act = read_acts(Texts({"acts.toml": ACT}) / "acts.toml", fault=FAULT)["2010:800"]
    assert act.paragraphs == {"8 a", "20:1", "20:2", "20:3", "20:3 a"}
    assert act.holds(cite("2010:800 20:3 a"), date(2026, 1, 1), date(2026, 6, 30))
    assert not act.holds(cite("2010:800 20:3 a"), date(2026, 1, 1), date(2026, 7, 1))
    assert not act.holds(cite("2010:800 8 a"), date(2026, 1, 1), date(2031, 1, 1))


@pytest.mark.parametrize(
    ("before", "after", "field"),
    [
        ('20 = "1-3, 3 a"', '20 = "1-3 b, 3 a"', "paragraphs"),
        ('2026-06-30 = "20:3 a"', '2026-06-30 = "20:4"', "ends"),
        ("2026-01-01 =", "2026-13-01 =", "begins"),
        ('2026-06-30 = "20:3 a"', f'2026-06-30 = "20:3 a"\n{ACT}', "number"),  # the same act twice
    ],
)
def test_a_broken_act_is_told_by_its_field(before: str, after: str, field: str) -> None:
    with pytest.raises(EnvironmentFault) as fault:
        read_acts(Texts({"acts.toml": ACT.replace(before, after, 1)}) / "acts.toml", fault=FAULT)
    assert (fault.value.params["file"], fault.value.params["field"]) == ("acts.toml", field)


def test_every_row_cites_paragraphs_that_were_law_all_its_days() -> None:
    files = lawbook_rules.load()
    rules = {row.id: row.rule for row in files.rules.rights} | {row.id: row.rule for row in files.rules.duties}
    for name, rule in rules.items():
        assert rule.cites, name
        for one in rule.cites:
            assert files.acts[one.act].has(one), (name, str(one))
            if rule.certainty in (Certainty.IN_FORCE, Certainty.UNVERIFIED):
                held = files.acts[one.act].holds(one, rule.valid_from, rule.valid_to or date.max)
                assert held, (name, str(one))


def test_a_row_that_cites_a_paragraph_before_it_was_law_is_refused(tmp_path: Path) -> None:
    folder = shutil.copytree(RESOURCES / "lawbook", tmp_path / "lawbook")
    path = folder / "duties" / "bosattning.toml"
    path.write_text(path.read_text(encoding="utf-8").replace("valid_from = 2016-03-01", "valid_from = 2016-02-29", 1))
    with pytest.raises(EnvironmentFault) as fault:
        lawbook_rules.read_folder(folder)
    assert fault.value.params["field"] == "law"
