"""A process that takes up a founding, proves the sheets and dies at the n-th call that touches the disk."""

import os
import signal
from collections.abc import Callable
from pathlib import Path
from typing import Any

from caseworker.founding import PendingRegister
from tests.app.offices import clock, prove_all, real_request

FATAL = ("open", "fsync", "replace", "unlink", "rename", "chmod")


def finish_until(folder: Path, step: int, config: Path) -> None:
    """Finish the register in ``folder``, unless call number ``step`` comes first; anchors go below ``config``."""
    # the server that forks us may have been started by another test, with that one's configuration
    os.environ["XDG_CONFIG_HOME"] = str(config)
    left = step
    pending = PendingRegister.resume(real_request(folder), clock=clock)
    if pending is None:
        raise SystemExit("nothing waits here")
    prove_all(pending)

    def fatal(real: Callable[..., Any]) -> Callable[..., Any]:
        def call(*given: object, **named: object) -> Any:
            nonlocal left
            left -= 1
            if left == 0:
                os.kill(os.getpid(), signal.SIGKILL)
            return real(*given, **named)

        return call

    for name in FATAL:
        setattr(os, name, fatal(getattr(os, name)))
    pending.finish()
