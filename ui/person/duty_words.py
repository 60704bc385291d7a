"""Duties by law in a few words, for flags and cards where the whole sentence of the lawbook finds no room."""

from caseworker.domain.lawsheet import DutyShown
from ui.language import _, code


def short_duty(duty: DutyShown) -> str:
    """What is to be done, as the lawbook's row says it in few words."""
    return duty.short if code() == "sv" else duty.short_en


def may_apply(duty: DutyShown) -> str:
    """A mark of a duty that depends on what is not recorded, "" for one that is sure."""
    return _("may apply") if duty.depends else ""


def depends_words(duty: DutyShown) -> str:
    """What a duty depends on, by name; "" for one that is sure."""
    return _("depends on: {facts}").format(facts=", ".join(duty.depends)) if duty.depends else ""
