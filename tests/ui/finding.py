"""Finding a widget, or a layout, that must be there."""

from typing import TypeVar

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

T = TypeVar("T", bound=QObject)


def found(parent: QObject, kind: type[T], name: str) -> T:
    """Return the child of that kind and name; without one the test fails."""
    child = parent.findChild(kind, name)
    assert child is not None, name
    return child


def count_in(widget: QWidget) -> int:
    """Return how many things a widget's layout holds."""
    layout = widget.layout()
    assert layout is not None
    return layout.count()
