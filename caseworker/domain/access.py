"""Who acts: members of staff and their roles. Holds no keys and knows nothing of passphrases."""

from dataclasses import dataclass
from enum import StrEnum

from caseworker.domain.ids import StaffId


class Role(StrEnum):
    """What a member of staff may do (roll). The full matrix of permissions comes with the trust issue."""

    CASEWORKER = "caseworker"  # handläggare
    ADMINISTRATOR = "administrator"  # administratör: manages accounts, opens no case


@dataclass(frozen=True, slots=True)
class User:
    """The person at the keyboard, as every service knows her through ``by=``."""

    id: StaffId
    name: str
    roles: frozenset[Role]

    def may(self, role: Role) -> bool:
        """Tell whether this user holds ``role``."""
        return role in self.roles


GRANTS: dict[Role, frozenset[str]] = {
    Role.CASEWORKER: frozenset(
        {
            "person.register",
            "person.read",
            "person.change",
            "status.record",
            "intervention.record",
            "note.write",
            "letter.make",
            "counts.prepare",
            "counts.send",
            "people.import",
            "register.verify",
            "own.draft",
            "own.settings",
        }
    ),
    Role.ADMINISTRATOR: frozenset({"register.verify", "register.accept_copy", "counts.enrol", "own.settings"}),
}
