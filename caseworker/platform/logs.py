"""What this process may say aloud about itself: in logs the level, the part and the place, never what was handled.

A log line's words may hold what somebody typed, and so may the words of an error; neither is ever written. The last
resort for an error that nobody foresaw is its type and place.
"""

import logging
import sys
import threading
from pathlib import Path
from types import TracebackType

_OWN = ("caseworker", "ui")
_KEPT = "caseworker allow-list"


class AllowListFormatter(logging.Formatter):
    """Time, level, part and place; our own constant sentences as they stand in the source, without what fills them."""

    def format(self, record: logging.LogRecord) -> str:
        """See the class."""
        head = f"{self.formatTime(record)} {record.levelname} {record.name} {record.module}:{record.lineno}"
        own = record.name.partition(".")[0] in _OWN and isinstance(record.msg, str) and bool(record.args)
        words = f" {record.msg}" if own else ""
        kind = record.exc_info[0] if record.exc_info else None
        return f"{head}{words}{f' {kind.__name__}' if kind else ''}"


def quiet_process() -> None:
    """Let every log of this process go through the allow-list, and every unforeseen error be told by type and place."""
    root = logging.getLogger()
    for handler in [one for one in root.handlers if one.get_name() == _KEPT]:
        root.removeHandler(handler)
    handler = logging.StreamHandler()
    handler.set_name(_KEPT)
    handler.setFormatter(AllowListFormatter())
    root.addHandler(handler)
    root.setLevel(logging.WARNING)
    sys.excepthook = tell_unforeseen
    threading.excepthook = lambda told: tell_unforeseen(told.exc_type, told.exc_value, told.exc_traceback)


def tell_unforeseen(kind: type[BaseException], fault: BaseException | None, trace: TracebackType | None) -> None:
    """Say the type of an error and the line it came from."""
    while trace is not None and trace.tb_next is not None:
        trace = trace.tb_next
    place = "" if trace is None else f" {Path(trace.tb_frame.f_code.co_filename).name}:{trace.tb_lineno}"
    if sys.stderr is not None:
        sys.stderr.write(f"{kind.__name__}{place}\n")
