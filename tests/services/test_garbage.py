"""Python's search for garbage waits while a list is read, and comes back as it was."""

import gc

from caseworker.services._garbage import garbage_left


def test_the_search_for_garbage_waits_and_comes_back() -> None:
    assert gc.isenabled()
    with garbage_left():
        with garbage_left():
            assert not gc.isenabled()
        assert not gc.isenabled()
    assert gc.isenabled()
