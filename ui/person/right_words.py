"""What the law says in words, tones and icons: answers, how sure they are, how a right is met, days that are left."""

import re
from datetime import date

from caseworker import law_words
from caseworker.domain.journey import RightState
from caseworker.domain.law import Certainty
from caseworker.domain.rights import Answer
from ui.language import _, day_text, ngettext

URGENT, SOON = 14, 60  # days
_SUM = re.compile(r"(?<=\d) (?=\d{3}\b)|(?<=\d) (?=kr)")
_LETTERED = re.compile(r"(\d) ([a-z])(?= §)")  # 1 a §
_ANSWER_LOOKS = {
    Answer.YES: ("circle-check", "ok"),
    Answer.CONDITIONAL: ("scale", "info"),
    Answer.NO: ("minus", "ink2"),
    Answer.NOT_APPLICABLE: ("minus", "ink3"),
    Answer.MISSING: ("circle-alert", "warn"),
}
_STATE_TONES = {
    RightState.ONGOING: "ok",
    RightState.MET: "ok",
    RightState.WAITING: "info",
    RightState.PROPOSED: "neutral",
    RightState.MISSING: "warn",
    RightState.NOT_ASKED: "neutral",
}


def answer_words(answer: str) -> str:
    """An answer in a word or two."""
    words = {
        Answer.YES: _("Yes"),
        Answer.CONDITIONAL: _("Conditional"),
        Answer.NO: _("No"),
        Answer.NOT_APPLICABLE: _("Does not apply"),
        Answer.MISSING: _("Law missing"),
    }
    return words[Answer(answer)]


def answer_look(answer: str) -> tuple[str, str]:
    """Icon and colour of an answer."""
    return _ANSWER_LOOKS[Answer(answer)]


def certainty_words(certainty: str) -> str:
    """What is to be known of a row before it is relied upon; "" for one that was read in the act's text."""
    sure = Certainty(certainty)
    return "" if sure is Certainty.IN_FORCE else _(law_words.CERTAINTIES[sure])


def right_state_words(state: RightState) -> str:
    """How a right is met, as a chip; "" for nothing to say."""
    words = {
        RightState.ONGOING: _("ongoing"),
        RightState.MET: _("met"),
        RightState.WAITING: _("waiting"),
        RightState.PROPOSED: _("proposed"),
        RightState.MISSING: _("missing"),
        RightState.NOT_ASKED: _("not applied for"),
        RightState.NONE: "",
    }
    return words[state]


def right_state_tone(state: RightState) -> str:
    """The tone of that chip."""
    return _STATE_TONES.get(state, "neutral")


def days_left(day: date, today: date) -> str:
    """How long it is to a day, or since."""
    left = (day - today).days
    if left == 0:
        return _("today")
    if left < 0:
        return ngettext("{n} day late", "{n} days late", -left).format(n=-left)
    return ngettext("in {n} day", "in {n} days", left).format(n=left)


def urgency(day: date, today: date) -> str:
    """The tone of a last day: red within two weeks and when it has passed."""
    left = (day - today).days
    return "danger" if left <= URGENT else "warn" if left <= SOON else "neutral"


def kept_together(law: str) -> str:
    """A citation whose numbers never part from their signs at the end of a line."""
    whole = _LETTERED.sub("\\1\u00a0\\2", law)
    return whole.replace(" §", "\u00a0§").replace("kap. ", "kap.\u00a0").replace(" kap.", "\u00a0kap.")


def span_words(begins: date | None, ends: date | None) -> str:
    """From when to when an answer holds."""
    if begins is None:
        return _("until {day}").format(day=day_text(ends)) if ends is not None else ""
    return f"{day_text(begins)} – {day_text(ends) if ends is not None else ''}".rstrip()


def whole_sums(text: str) -> str:
    """Sums whose digits never part at the end of a line: ``2 750 kronor``."""
    return _SUM.sub("\u00a0", text)
