"""The matrix of permissions (``resources/roles/roles.toml``): role × permission × class of record, read once, checked.

What stands nowhere in the file is refused. Knows nothing of registers, records or screens.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from caseworker.domain.access import ANY_RECORD, Reach, RecordClass, Role, User
from caseworker.places import RESOURCES
from caseworker.rowfile import FileRow, read

FAULT = "access.roles_broken"
_WIDENING = (
    frozenset({RecordClass.OWN}),
    frozenset({RecordClass.OWN, RecordClass.UNIT}),
    frozenset({RecordClass.OWN, RecordClass.UNIT, RecordClass.OTHER}),
)
_WORDS = frozenset({"code", "sv", "en", "why", "in_need", "holders"})


@dataclass(frozen=True, slots=True)
class RoleEntry:
    """One role in words: what it is for and what the division rests on."""

    role: Role
    sv: str
    en: str
    purpose: str
    source: str


@dataclass(frozen=True, slots=True)
class Permission:
    """One thing that may be done, and by which roles with which records.

    ``about_people`` False: it touches no person's record, and ``reach`` tells only who holds it.
    """

    code: str
    sv: str
    en: str
    why: str
    about_people: bool
    in_need: bool
    reach: Mapping[Role, frozenset[RecordClass]]

    def classes(self, roles: Iterable[Role]) -> frozenset[RecordClass]:
        """Return the classes of record that ``roles`` reach together, none when they do not hold the permission."""
        return frozenset[RecordClass]().union(*(self.reach.get(role, frozenset()) for role in roles))


@dataclass(frozen=True, slots=True)
class Matrix:
    """The whole file."""

    roles: tuple[RoleEntry, ...]
    permissions: Mapping[str, Permission]

    def reach(self, user: User, needs: str) -> Reach | None:
        """Return whose records ``user`` may touch with the permission ``needs``, None when she does not hold it."""
        permission = self.permissions.get(needs)
        classes = permission.classes(user.roles) if permission is not None else frozenset[RecordClass]()
        if permission is None or not classes:
            return None
        return Reach(user, classes, permission.in_need)


@cache
def load() -> Matrix:
    """Return the shipped matrix. Raises ``EnvironmentFault("access.roles_broken", file=…, row=…, field=…)``."""
    return read_matrix(RESOURCES / "roles" / "roles.toml")


def read_matrix(path: Path) -> Matrix:
    """Read and check one file: every role described once, every code once, no unknown role or class of record."""
    file = read(path, fault=FAULT)
    roles = tuple(_role(row) for row in file.rows("roles"))
    if [entry.role for entry in roles] != list(Role):
        raise file.broken("roles")
    permissions: dict[str, Permission] = {}
    for row in file.rows("permissions"):
        permission = _permission(row)
        if permission.code in permissions:
            raise row.broken("code")
        permissions[permission.code] = permission
    if not permissions:
        raise file.broken("permissions")
    return Matrix(roles, permissions)


def _role(row: FileRow) -> RoleEntry:
    role = row.choice("code", Role)
    return RoleEntry(role, row.text("sv"), row.text("en"), row.text("purpose"), row.text("source"))


def _permission(row: FileRow) -> Permission:
    named = row.fields() - _WORDS
    about_people = "holders" not in row.fields()
    unknown = named - set(Role) if about_people else named
    if unknown or not (named or not about_people):
        raise row.broken(min(unknown, default="holders"))
    if about_people:
        reach = {Role(name): _classes(row, name) for name in named}
    else:
        reach = dict.fromkeys(row.choices("holders", Role), ANY_RECORD)
    in_need = row.flag("in_need")
    if in_need and not about_people:
        raise row.broken("in_need")
    return Permission(row.text("code"), row.text("sv"), row.text("en"), row.text("why"), about_people, in_need, reach)


def _classes(row: FileRow, name: str) -> frozenset[RecordClass]:
    classes = frozenset(row.choices(name, RecordClass))
    if classes - {RecordClass.PROTECTED} not in _WIDENING:  # whoever reaches the unit reaches what is her own in it
        raise row.broken(name)
    return classes
