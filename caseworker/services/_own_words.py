"""What a text must be before the municipality's own words are kept. Not a service."""

from caseworker import i18n
from caseworker.domain.enrolment import tidy
from caseworker.domain.translation import LONGEST_REASON, Wrong, settled, wrong_in_swedish, wrong_in_translation
from caseworker.errors import Refused
from caseworker.letters.languages import LetterLanguage
from caseworker.letters.sheet import PLACEHOLDERS


def reason_of(reason: str) -> str:
    """Return a reason as it is kept, or ``Refused("letter.text_reason")``."""
    why = tidy(reason)
    if not 0 < len(why) <= LONGEST_REASON:
        raise Refused("letter.text_reason", longest=LONGEST_REASON)
    return why


def kept_text(text: str, language: LetterLanguage) -> str:
    """Return a text as it is kept in ``language``."""
    return settled(text, rtl=language.is_rtl)


def wrong_in(source: str, text: str, language: LetterLanguage) -> tuple[Wrong, ...]:
    """Return what is wrong with ``text`` for ``source`` in ``language``."""
    if language.code == i18n.LETTER_SOURCE:
        return wrong_in_swedish(text, PLACEHOLDERS)
    return wrong_in_translation(source, text, script=language.script, rtl=language.is_rtl)


def require_right(source: str, text: str, language: LetterLanguage) -> None:
    """Refuse a text with its first fault: ``letter.text_placeholders`` and so on, as ``TextFault`` names them."""
    for one in wrong_in(source, text, language):
        raise Refused(f"letter.text_{one.fault.value}", told=one.told)
