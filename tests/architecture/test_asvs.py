"""The ASVS table names tests that exist, and leaves out no item that it promised to answer."""

import ast
import re
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
TABLE = ROOT / "docs" / "security" / "asvs.md"
PROMISED = """
1.2.4 1.2.10 1.3.3 1.3.7 1.3.10 1.3.12 1.5.1 1.5.2 2.2.1 2.2.2 2.2.3 2.3.3 2.3.5 5.1.1 5.2.1 5.2.2 5.2.3 5.3.2
6.1.1 6.2.1 6.2.3 6.2.4 6.2.5 6.2.6 6.2.7 6.2.8 6.2.9 6.2.10 6.2.11 6.2.12 6.3.1 6.3.2 6.3.3 6.4.1 6.4.2 6.4.6
7.1.1 7.3.1 7.3.2 7.4.2 7.5.3 8.1.1 8.1.2 8.2.2 8.2.3 8.3.1 8.3.2 11.1.1 11.1.2 11.2.1 11.2.2 11.3.3 11.4.4
11.5.1 12.1.1 12.2.1 12.3.2 13.1.1 13.2.4 14.1.1 14.1.2 14.2.4 14.2.6 14.2.7 14.2.8 14.3.1 15.1.1 15.1.2 15.2.5
15.4.2 16.1.1 16.2.2 16.2.5 16.3.1 16.3.2 16.3.3 16.3.4 16.4.2 16.5.1 16.5.2 16.5.3 16.5.4
"""
ITEMS = frozenset(re.findall(r"[0-9.]+", PROMISED))


def rows() -> dict[str, tuple[str, list[str]]]:
    """Return item → (answer, tests) of the table."""
    found = {}
    for line in TABLE.read_text(encoding="utf-8").splitlines():
        cells = [cell.strip() for cell in line.strip("|").split("|")]
        if re.fullmatch(r"\d+\.\d+\.\d+", cells[0]):
            found[cells[0]] = (cells[2], re.findall(r"`(tests/[^`]+)`", cells[3]))
    return found


@cache
def functions_in(path: str) -> frozenset[str]:
    tree = ast.parse((ROOT / path).read_text(encoding="utf-8"))
    return frozenset(node.name for node in ast.walk(tree) if isinstance(node, ast.FunctionDef))


def test_every_promised_item_is_answered() -> None:
    assert ITEMS - rows().keys() == set()


def test_every_named_test_exists() -> None:
    named = {test for _answer, tests in rows().values() for test in tests}
    assert len(named) > 50
    missing = sorted(one for one in named if one.partition("::")[2] not in functions_in(one.partition("::")[0]))
    assert missing == []


def test_an_item_without_a_test_says_so() -> None:
    silent = [
        item
        for item, (answer, tests) in rows().items()
        if not tests and not re.search(r"\*\*(Not met|partly|no test)|`SECURITY\.md`", answer, re.IGNORECASE)
    ]
    assert silent == []
