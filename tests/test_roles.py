"""The file of roles: read, checked, and refused where it says what nobody could mean."""

from pathlib import Path

import pytest

from caseworker import roles
from caseworker.domain.access import ANY_RECORD, RecordClass, Role, User
from caseworker.domain.ids import StaffId
from caseworker.errors import EnvironmentFault

HEAD = "".join(f'[[roles]]\ncode = "{role}"\nsv = "x"\nen = "x"\npurpose = "x"\nsource = "x"\n' for role in Role)
SOUND = '[[permissions]]\ncode = "person.read"\nsv = "x"\nen = "x"\nwhy = "x"\n'


def read(tmp_path: Path, text: str) -> roles.Matrix:
    path = tmp_path / "roles.toml"
    path.write_text(text, encoding="utf-8")
    return roles.read_matrix(path)


def test_the_shipped_file_is_whole() -> None:
    matrix = roles.load()
    assert [entry.role for entry in matrix.roles] == list(Role)
    assert all(permission.reach for permission in matrix.permissions.values())


def test_pure_administrators_reviewers_and_statisticians_reach_no_record() -> None:
    for permission in roles.load().permissions.values():
        if permission.about_people:
            assert not permission.classes([Role.ADMINISTRATOR, Role.REVIEWER, Role.STATISTICIAN]), permission.code


def test_roles_add_up(tmp_path: Path) -> None:
    matrix = read(tmp_path, HEAD + SOUND + 'locum = ["own"]\nunit_manager = ["own", "unit", "protected"]\n')
    both = User(StaffId("u"), "Vera Holm", frozenset({Role.LOCUM, Role.UNIT_MANAGER}))
    reach = matrix.reach(both, "person.read")
    assert reach is not None
    assert reach.classes == {RecordClass.OWN, RecordClass.UNIT, RecordClass.PROTECTED}
    assert matrix.reach(User(StaffId("u"), "Ada", frozenset({Role.ADMINISTRATOR})), "person.read") is None
    assert matrix.reach(both, "nothing.known") is None


def test_a_permission_about_nobody_has_holders(tmp_path: Path) -> None:
    permission = read(tmp_path, HEAD + SOUND + 'holders = ["reviewer"]\n').permissions["person.read"]
    assert not permission.about_people
    assert permission.reach == {Role.REVIEWER: ANY_RECORD}


@pytest.mark.parametrize(
    "text",
    [
        "",
        HEAD,
        SOUND + 'holders = ["reviewer"]\n',
        HEAD + SOUND,
        HEAD + SOUND + "holders = []\n",
        HEAD + SOUND + 'holders = ["director"]\n',
        HEAD + SOUND + 'director = ["own"]\n',
        HEAD + SOUND + 'caseworker = ["everything"]\n',
        HEAD + SOUND + 'caseworker = ["protected"]\n',
        HEAD + SOUND + 'caseworker = ["unit"]\n',
        HEAD + SOUND + 'caseworker = ["own", "other"]\n',
        HEAD + SOUND + 'holders = ["reviewer"]\ncaseworker = ["own"]\n',
        HEAD + SOUND + 'holders = ["reviewer"]\nin_need = true\n',
        HEAD + (SOUND + 'holders = ["reviewer"]\n') * 2,
    ],
)
def test_a_file_that_cannot_be_meant_is_refused(tmp_path: Path, text: str) -> None:
    with pytest.raises(EnvironmentFault, match=r"access\.roles_broken"):
        read(tmp_path, text)
