"""Python's search for garbage, put off while thousands of rows are read. Not a service."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def garbage_left() -> Iterator[None]:
    """Leave Python's search for garbage until afterwards, unless it is off already (the window does its own).

    A list makes millions of things that are kept or go by themselves; looking through them takes a fifth of the time.
    """
    searching = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if searching:
            gc.enable()
