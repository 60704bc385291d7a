"""The state of a translation in words: on a chip, in a sentence, and what is wrong with what is being written."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from caseworker.domain.translation import LanguageState, ReviewState, TextFault, Wrong
from ui.language import _, day_text, ngettext


@dataclass(frozen=True, slots=True)
class ChipWords:
    """What a chip says, how it is toned and its icon."""

    text: str
    tone: str
    icon: str


def state_chip(state: LanguageState | None) -> ChipWords:
    """Return the chip of a sheet in one language; None is Swedish, the source."""
    if state is None:
        return ChipWords(_("Source"), "neutral", "file-check")
    if not state.begun:
        return ChipWords(_("Not translated"), "neutral", "circle-dashed")
    if not state.whole:
        words = ngettext("{n} stale", "{n} stale", len(state.missing))
        return ChipWords(words.format(n=len(state.missing)), "danger", "circle-alert")
    if state.standing.state is ReviewState.APPROVED:
        return ChipWords(_("Approved"), "ok", "circle-check")
    if state.standing.state is ReviewState.REVIEWED:
        return ChipWords(_("Reviewed"), "ok", "user-check")
    return ChipWords(_("Draft"), "warn", "hourglass")


def known_by(state: LanguageState | None) -> tuple[tuple[str, date | None], ...]:
    """Return who reviewed and who approved, with the day of each; a draft has neither."""
    if state is None or state.standing.state is ReviewState.DRAFT:
        return ()
    known = state.standing
    return (
        (_("Reviewed by {name}").format(name=known.reviewer), known.day),
        (_("Approved by {name}").format(name=known.approver), known.approved),
    )


def state_sentence(state: LanguageState | None) -> str:
    """Return what is known of a sheet in one language, whole sentences; "" when there is nothing to warn of."""
    if state is None:
        return _("The Swedish text is the source.")
    if not state.begun:
        return _("The sheet is not translated.")
    if not state.whole:
        words = ngettext(
            "{n} of {all} paragraphs has no translation of what it says in Swedish now.",
            "{n} of {all} paragraphs have no translation of what they say in Swedish now.",
            len(state.missing),
        )
        return words.format(n=len(state.missing), all=state.texts)
    if state.standing.lapsed and state.standing.day is not None:
        words = _("Draft: the text was changed after the review {day}.")
        return words.format(day=day_text(state.standing.day))
    if state.standing.state is ReviewState.DRAFT:
        return _("The translation is not reviewed.")
    return ""


def group_words() -> Mapping[str, str]:
    """Return what sheets are about, in words, in the order of ``letters.sheet.GROUPS``."""
    return {
        "forst": _("First"),
        "mote": _("Meetings"),
        "start": _("To begin with"),
        "forsorjning": _("Livelihood"),
        "utbildning": _("Education"),
        "halsa": _("Health"),
        "boende": _("Housing"),
        "barn": _("Children"),
        "ratt": _("Rights"),
    }


def wrong_words(wrong: Wrong) -> str:
    """Return what is wrong with a text that is being written, in one sentence."""
    return _wrong()[wrong.fault].format(told=wrong.told)


def _wrong() -> Mapping[TextFault, str]:
    return {
        TextFault.PLACEHOLDERS: _("Not as in Swedish: {told}. Write the words in braces exactly as they stand there."),
        TextFault.BRACES: _("A brace stands alone."),
        TextFault.CONTROL: _("Invisible signs: {told}. Write the text anew instead of pasting it."),
        TextFault.SCRIPT: _("Not of the language's script: {told}. Put Swedish words in brackets."),
        TextFault.NUMBERS: _("Other numbers than in Swedish: {told}. Use the digits 0–9."),
        TextFault.TOO_LONG: _("The text is longer than {told} signs."),
    }
