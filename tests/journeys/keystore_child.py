"""One step of a day with a PIN, as a process of its own under a real keystore; see ``test_real_keystore``.

``make FOLDER`` founds a demo register, makes a PIN and locks; ``open FOLDER`` is the process that comes after the lock.
"""

import json
import sys
from pathlib import Path

from caseworker.app import Application
from caseworker.errors import CaseworkerError
from caseworker.platform import keystore
from caseworker.platform.policy import Policy
from caseworker.vault.kdf import KdfCost

NAME, PIN = "Maj Ekholm", "402817"


def main(step: str, folder: Path) -> dict[str, object]:
    """Return what happened."""
    KdfCost.tuned = classmethod(lambda _cls: KdfCost(64, 1, 1))  # type: ignore[method-assign, assignment] # cheap keys
    application = Application(folder=folder)
    application.pins.policy = lambda: Policy(pin=True)
    if keystore.system_keystore() is None:
        return {"keystore": False}
    if step == "make":
        session = application.create_demo(user=NAME)
        assert session.pin is not None
        state = session.pin.choose(PIN).state
        session.pin = None  # a lock keeps it
        session.close()
        return {"keystore": True, "state": state}
    offered = list(application.pins.offered())
    tried = [attempt(application, pin) for pin in ("402818", PIN, "402818", "402818", "402818", PIN)]
    return {"offered": offered, "tried": tried, "left": list(application.pins.offered())}


def attempt(application: Application, pin: str) -> str:
    """Try a PIN and lock again."""
    try:
        session = application.unlock_by_pin(NAME, pin)
    except CaseworkerError as fault:
        return fault.code
    session.pin = None
    session.close()
    return "opened"


if __name__ == "__main__":
    sys.stdout.write(json.dumps(main(sys.argv[1], Path(sys.argv[2]))) + "\n")
