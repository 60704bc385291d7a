"""Every fault has a sentence, in both languages, and no sentence lacks a fault."""

import ast
import string
from pathlib import Path

import pytest

from caseworker.errors import CaseworkerError
from caseworker.i18n import ui_translator
from caseworker.messages import SENTENCES, describe

ROOT = Path(__file__).resolve().parents[2]
FAMILIES = {"UsageFault", "Refused", "EnvironmentFault"}


def raised() -> dict[str, str]:
    """Return every code given literally to a fault, with the file it stands in."""
    found = {}
    for path in sorted((ROOT / "caseworker").rglob("*.py")) + sorted((ROOT / "ui").rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if not isinstance(node, ast.Call) or not node.args:
                continue
            name = node.func.id if isinstance(node.func, ast.Name) else getattr(node.func, "attr", "")
            first = node.args[0]
            if name in FAMILIES and isinstance(first, ast.Constant) and isinstance(first.value, str):
                found[first.value] = str(path.relative_to(ROOT))
    return found


def test_every_fault_raised_anywhere_has_a_sentence() -> None:
    missing = {code: where for code, where in raised().items() if code not in SENTENCES}
    assert not missing


@pytest.mark.parametrize("language", ["sv", "en"])
def test_every_sentence_can_be_said_with_its_parameters(language: str) -> None:
    translator = ui_translator(language)
    for code, sentence in SENTENCES.items():
        fields = {field for _, field, _, _ in string.Formatter().parse(sentence) if field}
        told = describe(CaseworkerError(code, **dict.fromkeys(fields, "7")), translator.gettext)
        assert told.happened, code
        assert "{" not in told.text, code


def test_a_fault_without_its_parameters_is_still_told() -> None:
    told = describe(CaseworkerError("note.too_long"), ui_translator("en").gettext)
    assert told.text


def test_no_words_are_translated_inside_an_f_string() -> None:
    """On Python 3.11 the extractor does not look inside f-strings: such words would never reach a catalog."""
    hidden = [
        f"{path.relative_to(ROOT)}:{node.lineno}"
        for folder in ("caseworker", "ui")
        for path in sorted((ROOT / folder).rglob("*.py"))
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.JoinedStr)
        for call in ast.walk(node)
        if isinstance(call, ast.Call) and getattr(call.func, "id", "") in {"_", "ngettext", "N_"}
    ]
    assert not hidden
