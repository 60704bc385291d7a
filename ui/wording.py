"""Faults and passphrase judgements in the reader's words, for every page; sentences come from caseworker.messages."""

import logging
import traceback

from caseworker.errors import CaseworkerError
from caseworker.messages import Sentence, describe
from ui.language import _, ngettext

_log = logging.getLogger(__name__)
UNFORESEEN = "bug.unforeseen"


def sentence_of(error: Exception) -> Sentence:
    """A fault in three sentences. What is no known fault is a bug: its place is logged, never what it held."""
    if isinstance(error, CaseworkerError):
        return describe(error, _)
    where = traceback.extract_tb(error.__traceback__)[-1:]
    place = f"{where[0].name}:{where[0].lineno}" if where else "?"
    _log.error("unforeseen %s at %s", type(error).__name__, place)
    return describe(CaseworkerError(UNFORESEEN), _)


def code_of(error: Exception) -> str:
    """The stable code of a fault."""
    return error.code if isinstance(error, CaseworkerError) else UNFORESEEN


def strength_text(reason: str, words_missing: int) -> str:
    """Why a passphrase is as hard to guess as it is."""
    if reason == "strong":
        return _("Words that do not belong together are hard to guess.")
    if reason == "fair":
        return _("It will do. One more word makes it strong.")
    more = ngettext("One more word and it is strong.", "{n} more words and it is strong.", words_missing)
    reasons = {
        "too_short": _("At least 15 characters or four words."),
        "common": _("Many would guess these words."),
        "own_name": _("It holds a name that others know."),
    }
    return " ".join(
        part for part in (reasons.get(reason, ""), more.format(n=words_missing) if words_missing else "") if part
    )
