"""How the system says that its user has left: the session is locked, switched or put to sleep.

On Linux these are messages on a bus, on Windows messages to a window. Must not listen itself; the window does that.
"""

import sys
from typing import NamedTuple


class BusSignal(NamedTuple):
    """One message on a bus; ``system`` False is the user's own bus. Its value tells whether the session was left."""

    system: bool
    service: str
    path: str
    interface: str
    name: str


def bus_signals() -> tuple[BusSignal, ...]:
    """Return what to listen for: sleep, and the screen savers of the usual desktops."""
    if sys.platform != "linux":
        return ()
    else:
        return (
            BusSignal(True, "org.freedesktop.login1", "/org/freedesktop/login1", "org.freedesktop.login1.Manager",
                      "PrepareForSleep"),
            BusSignal(False, "", "/org/freedesktop/ScreenSaver", "org.freedesktop.ScreenSaver", "ActiveChanged"),
            BusSignal(False, "", "/org/gnome/ScreenSaver", "org.gnome.ScreenSaver", "ActiveChanged"),
            BusSignal(False, "", "/org/cinnamon/ScreenSaver", "org.cinnamon.ScreenSaver", "ActiveChanged"),
        )  # fmt: skip


if sys.platform == "win32":
    import ctypes
    from ctypes import wintypes

    _WM_WTSSESSION_CHANGE = 0x02B1
    _WM_POWERBROADCAST = 0x0218
    _PBT_APMSUSPEND = 0x0004
    _LEFT = frozenset({0x2, 0x4, 0x6, 0x7})  # console and remote disconnect, log-off, lock

    def announce_session(window: int) -> None:
        """Have Windows tell ``window`` about its session; a system without the service tells nothing."""
        ctypes.WinDLL("wtsapi32").WTSRegisterSessionNotification(wintypes.HWND(window), 0)

    def tells_of_leaving(message: int) -> bool:
        """Tell whether the native message at the address ``message`` says that the user has left."""
        told = wintypes.MSG.from_address(message)
        slept = told.message == _WM_POWERBROADCAST and told.wParam == _PBT_APMSUSPEND
        return slept or (told.message == _WM_WTSSESSION_CHANGE and told.wParam in _LEFT)

else:

    def announce_session(window: int) -> None:
        """Nothing to ask for here: the bus tells everybody."""

    def tells_of_leaving(message: int) -> bool:
        """Tell nothing: the bus does."""
        return False
