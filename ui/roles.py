"""Role codes in the reader's words, for the unlock screen and the side bar."""

from collections.abc import Iterable

from ui.language import _


def roles_text(roles: Iterable[str]) -> str:
    """The roles of one account as one line: "Caseworker, administrator"."""
    words = {
        "caseworker": _("caseworker"),
        "locum": _("locum"),
        "unit_manager": _("unit manager"),
        "administrator": _("administrator"),
        "statistician": _("statistician"),
        "reviewer": _("reviewer"),
    }
    order = list(words)
    text = ", ".join(
        words.get(role, role) for role in sorted(roles, key=lambda r: order.index(r) if r in words else 99)
    )
    return text[:1].upper() + text[1:]
