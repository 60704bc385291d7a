"""What a file may lack, in words: the gap, and what hangs on it; and what falls between the chairs."""

from caseworker.domain.gaps import Between
from caseworker.domain.quality import Gap
from caseworker.services.gaps import GapTally
from ui.language import _, code, ngettext


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


def tally_words(row: GapTally) -> tuple[str, str]:
    """Return what falls between the chairs and how."""
    what = row.words.sv if code() == "sv" else row.words.en
    how = {
        Between.DEADLOCK: _("actors wait for each other"),
        Between.WAITING: _("the ball has been there more than 30 days"),
        Between.RIGHT: _("a right, and no intervention"),
        Between.NEED: _("a need, and no intervention"),
        Between.MAY: _("the law allows it, and no intervention"),
    }
    return what, how[row.kind]


def split_words(row: GapTally) -> str:
    """Return how many are women and men, short enough for a column."""
    told = _("W {women} · M {men}").format(women=row.women, men=row.men)
    return _("{told} · unknown {n}").format(told=told, n=row.unknown) if row.unknown else told


def split_spoken(row: GapTally) -> str:
    """Return how many are women and men, to be heard."""
    parts = [
        ngettext("{n} woman", "{n} women", row.women).format(n=row.women),
        ngettext("{n} man", "{n} men", row.men).format(n=row.men),
    ]
    if row.unknown:
        parts.append(_("{n} of unknown sex").format(n=row.unknown))
    return ", ".join(parts)
