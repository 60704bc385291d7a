"""Duties by law in a few words, for flags and cards where the whole sentence of the lawbook finds no room."""

from caseworker.domain.lawsheet import DutyShown
from ui.language import code


def short_duty(duty: DutyShown) -> str:
    """What is to be done, as the lawbook's row says it in few words."""
    return duty.short if code() == "sv" else duty.short_en
