"""What was just changed, told to every open view that shows it. Holds nothing; nobody polls."""

from PySide6.QtCore import QObject, Signal


class ChangeFeed(QObject):
    """``changed(changes)`` carries the ``Changes`` value a service returned after its commit."""

    changed = Signal(object)
