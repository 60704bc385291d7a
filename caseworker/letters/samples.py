"""What stands in the fields of a sheet that is shown to whoever writes its texts: nobody real."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Final

from caseworker import i18n
from caseworker.letters.compose import MadeRow
from caseworker.letters.contacts import numbers
from caseworker.letters.sheet import PLACEHOLDERS, BlockKind, load_table

_SAMPLES: Final = {
    "caseworker": "Maja Exempel",
    "caseworker_phone": "010-123 45 67",
    "caseworker_email": "maja@example.se",
    "office_address": "Storgatan 1, 123 45 Exempelstad",
    "person": "Sara Exempel",
    "case_number": "2026-0001",
    "personnummer": "19900101-2399",
    "meeting_time": "13.30",
    "meeting_place": "Storgatan 1, Exempelstad",
    "meeting_interpreter": "",
    "law": "socialtjänstlagen (2025:400) 11 kap. 1 §",
}
_DAYS: Final = ("date", "meeting_day", "permit_until", "housing_until", "status_from")
_RIGHTS: Final = ("sfi", "vard")


def sample_values(language: str, day: date, *, office: str, municipality: str) -> tuple[dict[str, str], dict[str, str]]:
    """Return a value for every placeholder, and those that read otherwise in ``language``."""
    values = {**dict.fromkeys(PLACEHOLDERS, ""), **_SAMPLES, "office": office, "municipality": municipality}
    values |= dict.fromkeys(_DAYS, day.isoformat())
    values |= {"status": load_table("rights")["status_ny"], "next_meeting": f"{day.isoformat()}, 13.30"}
    told = {} if language == i18n.LETTER_SOURCE else dict.fromkeys(_DAYS, i18n.format_date(day, language))
    return {**values, **numbers()}, told


def sample_rows() -> Mapping[BlockKind, Sequence[MadeRow]]:
    """Return what is made for a person, for nobody in particular."""
    words = load_table("rights")
    return {
        BlockKind.RIGHTS: [MadeRow(words[right], words["yes"]) for right in _RIGHTS],
        BlockKind.NEXT_STEPS: [MadeRow(words["no_steps"])],
    }
