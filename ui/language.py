"""The language of the window: ``_`` and ``ngettext`` for every view, chosen once at start.

Only marks and looks up; the catalogs themselves are read by ``caseworker.i18n``. Swedish is the default.
"""

from gettext import NullTranslations
from typing import TYPE_CHECKING

if TYPE_CHECKING:  # not before the first window is painted
    from datetime import date, datetime


class _Chosen:
    catalog = NullTranslations()
    code = "sv"


def choose(code: str, catalog: NullTranslations) -> None:
    """Set the language of the window: what ``caseworker.i18n.ui_translator(code)`` returned."""
    _Chosen.code, _Chosen.catalog = code, catalog


def code() -> str:
    """The chosen language: ``sv`` or ``en``."""
    return _Chosen.code


def _(message: str) -> str:
    """Translate one English msgid."""
    return _Chosen.catalog.gettext(message)


def ngettext(one: str, many: str, count: int) -> str:
    """Translate a counted sentence."""
    return _Chosen.catalog.ngettext(one, many, count)


def clock_text(moment: "datetime") -> str:
    """The time of day as both languages write it here: 14:02."""
    return f"{moment:%H:%M}"


def day_text(day: "date") -> str:
    """A short date in words: ``19 nov 2026``. Month names come from the catalog, never from the system's locale."""
    months = (
        _("Jan"), _("Feb"), _("Mar"), _("Apr"), _("May"), _("Jun"),
        _("Jul"), _("Aug"), _("Sep"), _("Oct"), _("Nov"), _("Dec"),
    )  # fmt: skip
    return f"{day.day} {months[day.month - 1].lower() if code() == 'sv' else months[day.month - 1]} {day.year}"


def weekday_text(day: "date") -> str:
    """A day with its weekday and week: ``Saturday 21 November · week 47``."""
    weekdays = (
        _("Monday"), _("Tuesday"), _("Wednesday"), _("Thursday"), _("Friday"), _("Saturday"), _("Sunday"),
    )  # fmt: skip
    months = (
        _("January"), _("February"), _("March"), _("April"), _("May (month)"), _("June"),
        _("July"), _("August"), _("September"), _("October"), _("November"), _("December"),
    )  # fmt: skip
    month = months[day.month - 1].removesuffix(" (month)")
    return _("{weekday} {day} {month} · week {week}").format(
        weekday=weekdays[day.weekday()], day=day.day, month=month, week=day.isocalendar().week
    )
