"""What waits, in words: what is to be done, why, and what the way there is called. One entry per code."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date

from caseworker.domain.waiting import Waiting
from ui.language import _, code, day_text, ngettext

Params = Mapping[str, str]
FAR = 60  # days: beyond them a day is a date and no distance


@dataclass(frozen=True, slots=True)
class WaitingWords:
    """What is to be done, why or since when, and the verb that opens it."""

    what: str
    why: str
    verb: str


def _look_unseen(params: Params) -> WaitingWords:
    return WaitingWords(
        _("See a look in need by {who}").format(**params), _("somebody else sees every look"), _("Open Safety")
    )


def _note_unsigned(params: Params) -> WaitingWords:
    since = day_text(date.fromisoformat(params["since"]))
    return WaitingWords(
        _("Sign your note from {day}").format(day=since), _("unsigned for three working days"), _("Open the note")
    )


def _note_of_colleague(params: Params) -> WaitingWords:
    since = day_text(date.fromisoformat(params["since"]))
    return WaitingWords(
        _("{who} has not signed a note from {day}").format(who=params["who"], day=since),
        _("who writes a note signs it"),
        _("Open the note"),
    )


def _note_author_left(params: Params) -> WaitingWords:
    since = day_text(date.fromisoformat(params["since"]))
    return WaitingWords(
        _("{who} has left an unsigned note from {day}").format(who=params["who"], day=since),
        _("nobody signs for another; write a note of your own"),
        _("Open the note"),
    )


def _move_errand(params: Params) -> WaitingWords:
    what = params["sv"] if code() == "sv" else params["en"]
    return WaitingWords(what, _("asked for by a move"), _("Open the file"))


def _move_errands(params: Params) -> WaitingWords:
    count = int(params["n"])
    told = ngettext("{n} errand after a move", "{n} errands after a move", count).format(n=count)
    return WaitingWords(told, _("new address to authorities, school and care"), _("Open the file"))


def _number_dormant(params: Params) -> WaitingWords:
    day = day_text(date.fromisoformat(params["day"]))
    return WaitingWords(
        _("A coordination number goes dormant {day}").format(day=day),
        _("unless it is renewed: five calendar years have passed"),
        _("Open the number"),
    )


def _pairs_to_judge(params: Params) -> WaitingWords:
    count = int(params["pairs"])
    return WaitingWords(
        ngettext("{n} pair of files to judge", "{n} pairs of files to judge", count).format(n=count),
        _("they may be the same person's"),
        _("Compare them"),
    )


WORDS: Mapping[str, Callable[[Params], WaitingWords]] = {
    "note.unsigned": _note_unsigned,
    "note.of_colleague": _note_of_colleague,
    "note.author_left": _note_author_left,
    "look.unseen": _look_unseen,
    "pairs.to_judge": _pairs_to_judge,
    "number.dormant": _number_dormant,
    "move.errand": _move_errand,
    "move.errands": _move_errands,
}


def words_of(waiting: Waiting) -> WaitingWords:
    """Return the words of a waiting thing."""
    return WORDS[waiting.code](dict(waiting.params))


def due_words(due: date | None, today: date) -> tuple[str, str]:
    """Return the last day as a distance and as a date; ("", "") when there is none."""
    if due is None:
        return _("no last day"), ""
    days = (due - today).days
    if days < 0:
        return ngettext("{n} day late", "{n} days late", -days).format(n=-days), day_text(due)
    if days == 0:
        return _("today"), day_text(due)
    if days > FAR:
        return day_text(due), ""
    return ngettext("in {n} day", "in {n} days", days).format(n=days), day_text(due)


def due_tone(due: date | None, today: date) -> str:
    """Return the colour of a last day: by now, within a week, later."""
    if due is None:
        return "ink2"
    days = (due - today).days
    return "danger" if days <= 0 else "warn" if days <= 7 else "ink"
