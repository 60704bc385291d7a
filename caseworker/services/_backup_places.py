"""Where backups of an open register go. Not a service."""

import json
from pathlib import Path

from caseworker.services._settings import OFFICE
from caseworker.store.backup import Kit
from caseworker.store.register import Register

PLACES = "backup.places"


def places_of(register: Register, kit: Kit) -> list[Path]:
    """Return what is decided for the computer, what the register says, or its own folder."""
    if kit.decided_places is not None:
        return list(kit.decided_places) or [kit.own_place]
    with register.read() as reader:
        chosen = json.loads(reader.setting(OFFICE, PLACES, "[]"))
    return [Path(place) for place in chosen] or [kit.own_place]
