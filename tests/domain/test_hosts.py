"""This very computer is told by name or address, never by asking the network."""

import pytest

from caseworker.domain.hosts import is_loopback


@pytest.mark.parametrize(
    ("host", "own"),
    [
        ("localhost", True),
        ("127.0.0.1", True),
        ("127.8.8.8", True),
        ("::1", True),
        ("0.0.0.0", False),  # noqa: S104 - an address that is not ours alone
        ("192.168.1.2", False),
        ("localhost.example", False),
        ("", False),
    ],
)
def test_only_this_computer_is_this_computer(host: str, own: bool) -> None:
    assert is_loopback(host) is own
