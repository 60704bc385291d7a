"""Instants as people say them: today and yesterday with the clock, older ones as a date."""

from datetime import date, datetime

from ui.language import _, clock_text, day_text


def when_text(moment: datetime, today: date) -> str:
    """An instant in Swedish time as people say it: ``today 07:30``, ``yesterday 16:12``, ``2 Nov 2026``."""
    if moment.date() == today:
        return _("today {time}").format(time=clock_text(moment))
    if (today - moment.date()).days == 1:
        return _("yesterday {time}").format(time=clock_text(moment))
    return day_text(moment.date())


def capital(words: str) -> str:
    """The words with a capital letter first."""
    return words[:1].upper() + words[1:]
