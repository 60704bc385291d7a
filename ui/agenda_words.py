"""Visits and interpreters in words, wherever they are shown: on Idag and in a person's file."""

from caseworker.domain.agenda import GenderWish, InterpreterWay, VisitKind
from ui.language import _


def visit_words(kind: str) -> str:
    """How people meet."""
    words = {
        VisitKind.OFFICE: _("Visit here"),
        VisitKind.HOME: _("Home visit"),
        VisitKind.ELSEWHERE: _("Visit elsewhere"),
        VisitKind.PHONE: _("Telephone call"),
    }
    return words[VisitKind(kind)]


def way_words(way: str) -> str:
    """How an interpreter takes part."""
    words = {
        InterpreterWay.NONE: _("no interpreter"),
        InterpreterWay.PHONE: _("interpreter by telephone"),
        InterpreterWay.ON_SITE: _("interpreter on site"),
    }
    return words[InterpreterWay(way)]


def wish_words(wish: str) -> str:
    """What sex the interpreter is wished to be, "" for no wish."""
    return {GenderWish.WOMAN: _("a woman is wished"), GenderWish.MAN: _("a man is wished")}.get(GenderWish(wish), "")
