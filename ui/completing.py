"""What is not known of a person yet (att komplettera), and why it is asked for. It never stops a saving."""

from dataclasses import dataclass

from caseworker.domain.rows import PersonFile
from ui.language import _
from ui.widgets.steps import Mark, Step


@dataclass(frozen=True, slots=True)
class Known:
    """Which of the things asked for are there."""

    name: bool
    number: bool
    born: bool
    sex: bool
    language: bool
    status: bool
    address: bool
    phone: bool


def known_of(file: PersonFile) -> Known:
    """Return what a person's file holds today."""
    return Known(
        name=bool(file.names),
        number=any(number.ends is None for number in file.identifiers),
        born=file.born is not None,
        sex=file.sex != "unknown",
        language=bool(file.reads or file.speaks),
        status=bool(file.statuses),
        address=any(address.ends is None for address in file.addresses),
        phone=any(contact.ends is None for contact in file.contacts),
    )


def missing(known: Known) -> tuple[Step, ...]:
    """Return what is missing, what it decides first."""
    asked = (
        (known.name, _("Name"), _("needed on every letter")),
        (known.status, _("Legal status"), _("decides rights and counts")),
        (known.number, _("Identity number"), _("finds the same person again")),
        (known.born, _("Birth date"), _("decides school, guardian and age group")),
        (known.sex, _("Sex in the population register"), _("counts are split by it")),
        (known.language, _("Language"), _("chooses letter and interpreter")),
        (known.address, _("Address"), _("needed for letters and school")),
        (known.phone, _("Telephone or e-mail"), _("to reach the person")),
    )
    return tuple(Step(words, Mark.MISSING, why) for there, words, why in asked if not there)
