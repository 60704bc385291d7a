"""The review of the log and the notice to staff as the terminal gives them: same services, same refusals."""

import json
from pathlib import Path

import pytest

from tests.journeys.terminals import Run, add_samira

pytestmark = pytest.mark.journey


def test_a_review_is_drawn_decided_signed_and_its_receipt_written(demo: Run, tmp_path: Path) -> None:
    person = add_samira(demo)
    assert demo("person", "show", person)[0] == 0
    assert demo("review", "close", person)[0] == 0
    assert demo("review", "show", plain=True)[0] == 0
    status, facts, text = demo("review", "draw")
    assert status == 0, text
    items = facts["review"]["items"]  # type: ignore[index]  # JSON
    assert demo("review", "decide", "1", "fine")[1]["error"] == "review.unknown_outcome"
    assert demo("review", "sign")[1]["error"] == "review.left"
    assert "Samira" not in json.dumps(facts)
    for number in range(1, len(items) + 1):
        assert demo("review", "decide", str(number), "acceptable")[0] == 0
    receipt = tmp_path / "kvitto.pdf"
    assert demo("review", "sign", "--receipt", str(receipt))[0] == 0
    assert receipt.read_bytes().startswith(b"%PDF-")
    again = tmp_path / "igen.pdf"
    assert demo("review", "receipt", str(again))[0] == 0
    assert again.read_bytes() == receipt.read_bytes()
    assert demo("review", "close", person, "--withdraw")[0] == 0
    assert demo("review", "close", person, "--withdraw")[1]["error"] == "review.not_declared"


def test_the_notice_is_read_and_confirmed(demo: Run) -> None:
    status, facts, _text = demo("notice")
    assert (status, facts["acknowledged"]) == (0, None)
    assert "loggen" in demo("notice", "--confirm", plain=True)[2]
    assert demo("notice")[1]["acknowledged"] is not None
