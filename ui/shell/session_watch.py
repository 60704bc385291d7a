"""Hears when the user leaves the computer: the screen is locked, the session is switched, the machine falls asleep."""

from PySide6.QtCore import SLOT, QAbstractNativeEventFilter, QCoreApplication, QObject, QTimer, Signal, Slot
from PySide6.QtWidgets import QWidget

from caseworker.app import announce_session, bus_signals, tells_of_leaving


class _NativeEars(QAbstractNativeEventFilter):
    """Looks at the messages of the windowing system; never keeps one back."""

    def __init__(self, watch: "SessionWatch") -> None:
        super().__init__()
        self._watch = watch

    def nativeEventFilter(self, kind: object, message: int) -> tuple[bool, int]:
        """Tell the watch."""
        if tells_of_leaving(int(message)):
            self._watch.left.emit()
        return False, 0


class SessionWatch(QObject):
    """``left()`` when the system says so. A system without a bus says nothing, and the idle time remains."""

    left = Signal()

    def __init__(self, window: QWidget) -> None:
        """Listen for as long as ``window`` lives."""
        super().__init__(window)
        signals = bus_signals()
        if signals:
            QTimer.singleShot(0, self, self._listen_on_buses)  # the first row does not wait for the bus
        else:
            self._ears = _NativeEars(self)
            announce_session(int(window.winId()))
            app = QCoreApplication.instance()
            if app is not None:
                app.installNativeEventFilter(self._ears)

    def _listen_on_buses(self) -> None:
        from PySide6.QtDBus import QDBusConnection  # not before there is something to lock

        for one in bus_signals():
            bus = QDBusConnection.systemBus() if one.system else QDBusConnection.sessionBus()
            # without a bus it answers False; the slot as PySide wants it, which its types do not know
            bus.connect(one.service, one.path, one.interface, one.name, self, SLOT("told(bool)"))  # type: ignore[call-overload]

    @Slot(bool)
    def told(self, active: bool) -> None:
        """Take a message of the bus: true when the screen is locked or sleep is near."""
        if active:
            self.left.emit()
