"""Duties by law in two or three words, for flags and cards where the whole sentence of the lawbook finds no room."""

import re

from caseworker.domain.lawsheet import DutyShown
from ui.language import _

_FIRST = re.compile(r"[^.,:;]+")


def short_duty(duty: DutyShown) -> str:
    """What is to be done, shortly; of a duty that the municipality has written, the beginning of its sentence."""
    known = _of_office() | _of_person()
    found = _FIRST.match(duty.words)
    return known.get(duty.duty) or (found.group().strip() if found else duty.words)


def _of_office() -> dict[str, str]:
    return {
        "aktivitetsansvar": _("Follow up the young person"),
        "andrahand-fyra-ar": _("Second-hand lease, four years"),
        "andrahand-tva-ar": _("Second-hand lease, two years"),
        "arton-ar-anmalan": _("Report before turning 18"),
        "aterkoppling-anmalare": _("Answer who reported"),
        "atersokning-asyl-kvartal": _("Claim for asylum care"),
        "atersokning-ensamkommande-kvartal": _("Claim for unaccompanied child"),
        "atersokning-ett-ar": _("Claim for the year"),
        "atersokning-forsta-tre-ar": _("First claim for aid"),
        "atersokning-skola-kvartal": _("Claim for school"),
        "atersokning-varaktig-ett-ar": _("Claim for lasting care, year"),
        "atersokning-varaktig-forsta": _("First claim for lasting care"),
        "barnutredning-fyra-manader": _("Child inquiry ready"),
        "boende-massflykt": _("Housing arranged"),
        "bostad-anvisad": _("Housing arranged"),
        "etablering-24-manader": _("Establishment programme over"),
        "etablering-36-manader": _("Establishment time over"),
        "etablering-omprovning": _("Ask for a new decision"),
        "familjeaterforening": _("Family reunification"),
        "flytt-inom-sverige": _("Report the move"),
        "folkbokforing-ankomst": _("Register as resident"),
        "folkbokforing-massflykt": _("Register as resident"),
        "forberedelseklass-tva-ar": _("Preparatory class over"),
        "forhandsbedomning": _("Assess the report"),
        "forlangning": _("Apply for extension"),
        "forskola-fyra-manader": _("Preschool place"),
    }


def _of_person() -> dict[str, str]:
    return {
        "god-man": _("Representative (god man)"),
        "god-man-upphor": _("Representative ends"),
        "halsoundersokning-asyl": _("Health examination"),
        "halsoundersokning-tolv-manader": _("Health examination"),
        "lma-avslag": _("Daily allowance ends"),
        "lma-en-manad": _("Daily allowance ends"),
        "mobelrum-nio-manader": _("Furnished room, nine months"),
        "orosanmalan": _("Report of concern"),
        "overflyttning-besked": _("Answer on moving the case"),
        "overflyttning-svar": _("Answer on moving the case"),
        "overklaga-beslut": _("Appeal the decision"),
        "samhallsorientering-ett-ar": _("Civic orientation done"),
        "samhallsorientering-start": _("Civic orientation begun"),
        "samhallsorientering-tre-ar": _("Civic orientation, last day"),
        "samordningsnummer-vilande": _("Renew coordination number"),
        "sarskilt-forordnad-vardnadshavare": _("Appointed guardian"),
        "sfi-en-manad": _("SFI begun"),
        "sfi-forlangning-slut": _("SFI extension over"),
        "sfi-franvaro": _("SFI absence"),
        "sfi-tre-ar": _("SFI, three years"),
        "sfi-tre-manader": _("SFI begun"),
        "sip-genast": _("Individual plan (SIP)"),
        "skola-en-manad": _("School begun"),
        "skola-placering": _("School place"),
        "skola-studieplan": _("Study plan"),
        "utredning-genast": _("Open an inquiry"),
    }
