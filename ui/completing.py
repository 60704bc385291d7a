"""What is not known of a person yet (att komplettera), and why it is asked for. It never stops a saving."""

from dataclasses import dataclass
from datetime import date

from caseworker.domain.daycount import age_on
from caseworker.domain.household import ADULT, RelationKind
from caseworker.domain.identity import dormancy_near
from caseworker.domain.periods import covers, current
from caseworker.domain.rows import IdentifierRow, PersonFile
from ui.language import _
from ui.widgets.steps import Mark, Step

_REPRESENT = (RelationKind.GOD_MAN, RelationKind.APPOINTED_GUARDIAN)


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
    renewed: bool = True  # no coordination number that is dormant or soon will be
    represented: bool = True  # an unaccompanied child has a god man or an appointed guardian


def known_of(file: PersonFile, today: date) -> Known:
    """Return what a person's file holds on the day ``today``."""
    return Known(
        name=bool(file.names),
        number=any(number.ends is None for number in file.identifiers),
        born=file.born is not None,
        sex=file.sex != "unknown",
        language=bool(file.reads or file.speaks),
        status=bool(file.statuses),
        address=any(address.ends is None for address in file.addresses),
        phone=any(contact.ends is None for contact in file.contacts),
        renewed=not any(_goes_dormant(number, today) for number in file.identifiers),
        represented=not _alone(file, today)
        or any(row.kind in _REPRESENT and covers(row, today) for row in file.relations),
    )


def _goes_dormant(number: IdentifierRow, today: date) -> bool:
    return number.ends is None and dormancy_near(number.type, number.begins, number.renewed_on, today)


def _alone(file: PersonFile, today: date) -> bool:
    """Tell whether the person is an unaccompanied child today, as far as is known."""
    status = current(file.statuses, today)
    age = age_on(file.born, today)
    return status is not None and status.unaccompanied and (age is None or age < ADULT)


def missing(known: Known) -> tuple[Step, ...]:
    """Return what is missing, what it decides first."""
    asked = (
        (known.name, _("Name"), _("needed on every letter")),
        (known.status, _("Legal status"), _("decides rights and counts")),
        (
            known.represented,
            _("God man for an unaccompanied child"),
            _("decides for the child; the chief guardian appoints"),
        ),
        (known.number, _("Identity number"), _("finds the same person again")),
        (known.born, _("Birth date"), _("decides school, guardian and age group")),
        (known.sex, _("Sex in the population register"), _("counts are split by it")),
        (known.language, _("Language"), _("chooses letter and interpreter")),
        (known.address, _("Address"), _("needed for letters and school")),
        (known.phone, _("Telephone or e-mail"), _("to reach the person")),
        (known.renewed, _("Renewal of the coordination number"), _("it goes dormant after five calendar years")),
    )
    return tuple(Step(words, Mark.MISSING, why) for there, words, why in asked if not there)
