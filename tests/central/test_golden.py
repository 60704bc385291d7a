"""Golden samples: a release of every schema version ever sent, kept as it was, must still be read and stored.

The newest one is also made again: same people, secret and key, the same bytes on every computer.
"""

from pathlib import Path

import pytest

from caseworker import wire
from tests.central.fixtures import CentreClient, Sender, put

GOLDEN = Path(__file__).with_name("golden")


@pytest.mark.parametrize("sample", sorted(GOLDEN.glob("counts-*.json")), ids=lambda path: path.stem)
def test_a_release_of_every_version_is_still_received(centre: CentreClient, sample: Path) -> None:
    assert put(centre, sample.read_bytes())[0] == 201


def test_every_schema_that_is_read_has_its_sample() -> None:
    assert {f"caseworker.{path.stem.replace('-', '/')}" for path in GOLDEN.glob("*.json")} >= set(wire.RELEASE_SCHEMAS)


def test_the_newest_sample_is_made_again_byte_for_byte() -> None:
    assert (GOLDEN / "counts-1.0.json").read_bytes() == Sender().release()
