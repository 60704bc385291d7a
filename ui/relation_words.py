"""What somebody is to a person in words, for every page that names a relation."""

from caseworker.domain.household import RelationKind
from ui.language import _


def relation_words(kind: str) -> str:
    """What the other is to the person."""
    words = {
        RelationKind.PARTNER: _("Spouse or partner"),
        RelationKind.CHILD: _("Child"),
        RelationKind.PARENT: _("Parent"),
        RelationKind.SIBLING: _("Brother or sister"),
        RelationKind.GUARDIAN: _("Legal guardian"),
        RelationKind.GUARDIAN_OF: _("Legal guardian of"),
        RelationKind.APPOINTED_GUARDIAN: _("Specially appointed guardian"),
        RelationKind.APPOINTED_GUARDIAN_OF: _("Specially appointed guardian of"),
        RelationKind.GOD_MAN: _("Representative of the child (god man)"),
        RelationKind.GOD_MAN_OF: _("Represents the child (god man for)"),
        RelationKind.FOSTER_HOME: _("Foster home"),
        RelationKind.FOSTER_CHILD: _("Foster child"),
        RelationKind.OTHER: _("Somebody else close"),
    }
    return words[RelationKind(kind)]
