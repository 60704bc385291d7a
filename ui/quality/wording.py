"""What a file may lack, in words: the gap, and what hangs on it."""

from caseworker.domain.quality import Gap
from ui.language import _


def gap_words(gap: Gap) -> tuple[str, str]:
    """Return what is missing and what it decides."""
    return {
        Gap.STATUS: (_("No legal status today"), _("decides rights and counts")),
        Gap.PERMIT_OVER: (_("The permit has run out"), _("has it been extended, or has it ended?")),
        Gap.SEX: (_("Sex is unknown"), _("counts are split by it")),
        Gap.BORN: (_("No birth date"), _("decides school, guardian and age group")),
        Gap.NUMBER: (_("No identity number in use"), _("finds the same person again")),
        Gap.NAME: (_("No name"), _("needed on every letter")),
        Gap.LANGUAGE: (_("No language"), _("chooses letter and interpreter")),
        Gap.ADDRESS: (_("No address"), _("needed for letters and school")),
        Gap.REACHED: (_("Neither telephone nor e-mail"), _("to reach the person")),
        Gap.SETTLEMENT: (_("Newly arrived without a way of settlement"), _("decides who arranges housing")),
        Gap.CASEWORKER: (_("Nobody is responsible today"), _("nobody between the chairs")),
    }[gap]
