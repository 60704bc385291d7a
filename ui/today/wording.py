"""What waits, in words: what is to be done, why, what is lost, and what the way there is called. One entry per code."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date

from caseworker.domain.duties import Loss
from caseworker.domain.law import Certainty
from caseworker.domain.waiting import Waiting, WaitingRow
from ui.agenda_words import visit_words, way_words, wish_words
from ui.language import _, code, day_text, ngettext
from ui.words import Words

Params = Mapping[str, str]
LONGEST_ACT = 26  # characters: a longer act is named by its number
_BREAK = re.compile(r"(?<=\w)(?:[.:;] | \()")
_ACT = re.compile(r"([^,]*?) \((\d{4}:\d+)\)")
FAR = 60  # days: beyond them a day is a date and no distance


@dataclass(frozen=True, slots=True)
class WaitingWords:
    """What is to be done, why or since when, the way there, and what is lost.

    ``doubtful``: not read in law, or depending on what is not known. ``whole``: what is to be done as the lawbook says
    it, "" for what is no duty by law.
    """

    what: str
    why: str
    verb: str
    lost: str = ""
    doubtful: bool = False
    whole: str = ""


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


def _duty(params: Params) -> WaitingWords:
    short = params["short" if code() == "sv" else "short_en"]
    step = params["step"]
    reminder = _("reminder {n} days before").format(n=step) if step else ""
    event = params["event"]
    since = _("from {day}").format(day=day_text(date.fromisoformat(event))) if event else ""
    doubt = doubt_words(params)
    why = " · ".join(part for part in (doubt, reminder, since, short_law(params["law"])) if part)
    lost = _BREAK.split(params["lost"], maxsplit=1)[0]
    whole = params["what"]
    return WaitingWords(short, why, _verb(params["action"]), lost.rstrip("."), bool(doubt), whole)


def _reminder(params: Params) -> WaitingWords:
    return WaitingWords(params["text"] or _("A reminder"), _("what you have promised"), _("Open the file"))


def _visit(params: Params) -> WaitingWords:
    what = visit_words(params["kind"])
    if params["at"]:
        what = _("{what} at {time}").format(what=what, time=params["at"])
    parts = (params["text"], params["place"])
    return WaitingWords(what, " · ".join(part for part in parts if part), _("Open the file"))


def _interpreter(params: Params) -> WaitingWords:
    day = day_text(date.fromisoformat(params["day"]))
    what = _("Book an interpreter for the visit {day}").format(day=day)
    told = [params["language_name"], way_words(params["interpreter"]), wish_words(params["wish"]), params["at"]]
    why = " · ".join(part for part in told if part)
    return WaitingWords(what, why, _("Open the file"), _("The visit cannot be held"))


WORDS: Mapping[str, Callable[[Params], WaitingWords]] = {
    "duty": _duty,
    "reminder": _reminder,
    "visit": _visit,
    "interpreter": _interpreter,
    "note.unsigned": _note_unsigned,
    "note.of_colleague": _note_of_colleague,
    "note.author_left": _note_author_left,
    "look.unseen": _look_unseen,
    "pairs.to_judge": _pairs_to_judge,
    "number.dormant": _number_dormant,
    "move.errand": _move_errand,
    "move.errands": _move_errands,
}


def words_of(waiting: Waiting, words: Words | None = None) -> WaitingWords:
    """Return the words of a waiting thing; ``words`` knows what languages are called."""
    params = dict(waiting.params)
    if "language" in params:
        params["language_name"] = words.language(params["language"]) if words and params["language"] else ""
    return WORDS[waiting.code](params)


def loss_words(loss: Loss) -> str:
    """What kind of loss it is."""
    words = {
        Loss.PROTECTION: _("Protection"),
        Loss.LAW: _("Duty in law"),
        Loss.MONEY: _("Money"),
        Loss.QUALITY: _("Quality"),
    }
    return words[loss]


def short_law(law: str) -> str:
    """The first paragraph, its act by a short name or by its number: ``Skollagen 20 kap. 29 §``, ``2016:39 10 §``."""
    found = _ACT.match(law)
    if found is None:
        return law
    act = found[1] if len(found[1]) <= LONGEST_ACT else found[2]
    return f"{act}{law[found.end() :].partition(',')[0]}"


def place_of(waiting: Waiting) -> tuple[str, str]:
    """The screen that opens, and what it is asked to show."""
    screen, subject = waiting.place
    if waiting.code == "duty":
        subject = f"{subject}/{_TABS.get(dict(waiting.params)['action'], 'interventions')}"
    return screen, subject


_TABS = {
    "": "overview",
    "atersokning": "documents",
    "folkbokforing": "identity",
    "samordningsnummer": "identity",
    "familjeaterforening": "household",
    "forlangning": "status",
    "overklagande": "status",
    "orosanmalan": "notes",
    "utredning": "notes",
}


def _verb(action: str) -> str:
    words = {
        "overview": _("Open the file"),
        "documents": _("Open the documents"),
        "identity": _("Open the numbers"),
        "household": _("Open the household"),
        "status": _("Open the status"),
        "notes": _("Write in the journal"),
    }
    return words.get(_TABS.get(action, ""), _("Open the plan"))


def certainty_words(certainty: str) -> str:
    """How sure a rule is, "" for what is read in law and in force."""
    words = {
        Certainty.UNVERIFIED: _("not verified in law"),
        Certainty.UNKNOWN: _("the new text of law is not read"),
        Certainty.TRANSITIONAL: _("transitional rule"),
    }
    return words.get(Certainty(certainty), "")


def doubt_words(params: Params) -> str:
    """What is to be known before a duty is relied upon: how sure its rule is, and whether it is one at all."""
    depends = _("depends on what is not recorded") if params["depends"] else ""
    return " · ".join(part for part in (depends, certainty_words(params["certainty"])) if part)


def due_words(due: date | None, today: date, *, raised: bool = False, sealed: bool = False) -> tuple[str, str]:
    """Return the last day as a distance and as a date; what has just reminded says how many days are left.

    Of one whose details are ``sealed``, a day that tells her birth stands in her file alone.
    """
    if due is None:
        return (_("see the file") if sealed else _("no last day")), ""
    days = (due - today).days
    if days < 0:
        return ngettext("{n} day late", "{n} days late", -days).format(n=-days), near_day(due, today)
    if days == 0:
        return _("today"), near_day(due, today)
    if raised:
        return ngettext("{n} day left", "{n} days left", days).format(n=days), near_day(due, today)
    if days > FAR:
        return day_text(due), ""
    return ngettext("in {n} day", "in {n} days", days).format(n=days), near_day(due, today)


def near_day(day: date, today: date) -> str:
    """A day as it is written near today: without its year."""
    return day_text(day) if abs((day - today).days) > FAR else day_text(day).rpartition(" ")[0]


def due_tone(due: date | None, today: date, *, raised: bool = False) -> str:
    """Return the colour of a last day: by now, within a week or just reminded of, later."""
    if due is None:
        return "ink2"
    days = (due - today).days
    return "danger" if days <= 0 else "warn" if days <= 7 or raised else "ink"


def is_sealed(row: WaitingRow) -> bool:
    """Tell whether a row is of one whose details are sealed."""
    return row.person is not None and row.person.protected is not None


def is_raised(waiting: Waiting) -> bool:
    """Tell whether a reminder of the last day came lately."""
    return bool(dict(waiting.params).get("step"))
