"""The sizes the architecture promises. The list of exceptions may only shrink."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
LONGEST_FUNCTION, LONGEST_CLASS, MOST_METHODS, LONGEST_FILE = 60, 300, 25, 500
EXCEPTIONS: dict[str, int] = {}


def sources() -> list[Path]:
    return sorted(path for folder in ("caseworker", "ui") for path in (ROOT / folder).rglob("*.py"))


def lines(node: ast.AST) -> int:
    assert isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef)
    return (node.end_lineno or 0) - node.lineno + 1


def oversized(path: Path) -> Iterator[tuple[str, int]]:
    text = path.read_text(encoding="utf-8")
    name = str(path.relative_to(ROOT))
    if (length := text.count("\n")) > LONGEST_FILE:
        yield name, length
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and lines(node) > LONGEST_FUNCTION:
            yield f"{name}:{node.name}", lines(node)
        if isinstance(node, ast.ClassDef):
            methods = sum(isinstance(part, ast.FunctionDef | ast.AsyncFunctionDef) for part in node.body)
            if lines(node) > LONGEST_CLASS or methods > MOST_METHODS:
                yield f"{name}:{node.name}", max(lines(node), methods)


@pytest.mark.parametrize("path", sources(), ids=lambda path: str(path.relative_to(ROOT)))
def test_no_function_class_or_file_outgrows_its_budget(path: Path) -> None:
    found = {where: size for where, size in oversized(path) if size > EXCEPTIONS.get(where, 0)}
    assert not found


def test_functions_stay_short_also_in_the_tail() -> None:
    sizes = sorted(
        lines(node)
        for path in sources()
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
    )
    assert sizes[int(len(sizes) * 0.9)] <= 30


def test_no_exception_has_become_unnecessary() -> None:
    still = {where for path in sources() for where, _ in oversized(path)}
    assert set(EXCEPTIONS) <= still
