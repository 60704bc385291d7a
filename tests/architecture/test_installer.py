"""What the built program is made of exists: a recipe that names a file which was moved builds a broken program."""

import ast
import importlib.util
import re
from pathlib import Path

import pytest

from caseworker.i18n import letter_languages
from caseworker.platform.programs import MAIN, MODULES

ROOT = Path(__file__).resolve().parents[2]
SPEC = ROOT / "installer" / "pyinstaller.spec"
LINUX = ROOT / "installer" / "linux"


def listed(name: str) -> dict[str, str] | list[str] | set[str]:
    """Return a literal of the recipe, which is a Python file that only PyInstaller can run."""
    for node in ast.parse(SPEC.read_text(encoding="utf-8")).body:
        if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name) and node.targets[0].id == name:
            value: dict[str, str] | list[str] | set[str] = ast.literal_eval(node.value)
            return value
    raise LookupError(name)


def test_every_data_folder_of_the_recipe_exists_and_lies_where_the_program_looks() -> None:
    data = listed("DATA")
    assert isinstance(data, dict)
    assert [source for source in data if not (ROOT / source).exists()] == []
    assert {"resources", "i18n", "caseworker/store/migrations"} <= data.keys()
    assert all(target in (source, ".") for source, target in data.items())


def test_every_module_that_is_started_by_name_is_in_the_recipe_and_can_be_found() -> None:
    named = set(listed("STARTED_BY_NAME"))
    assert set(MODULES.values()) <= named
    assert [module for module in (*named, MAIN) if importlib.util.find_spec(module) is None] == []


def test_the_recipe_keeps_every_language_of_the_letters() -> None:
    kept = set(listed("LOCALES"))
    cldr = {"prs": "fa_AF"}
    assert [code for code in letter_languages() if cldr.get(code, code) not in kept] == []


def test_the_package_depends_on_every_screen_library_that_a_checkout_installs() -> None:
    system = (ROOT / "installer" / "system-packages.txt").read_text(encoding="utf-8").split()
    depends = (LINUX / "depends.txt").read_text(encoding="utf-8").splitlines()
    screen = {name for name in system if re.match(r"lib(x|egl|gl|dbus|font|free)", name)}
    assert screen - set(depends) == set()


@pytest.mark.parametrize("script", ["build_deb.sh", "self_test.sh"])
def test_every_file_a_script_reads_from_the_installer_exists(script: str) -> None:
    text = (LINUX / script).read_text(encoding="utf-8")
    assert [name for name in re.findall(r"installer/[\w./-]+\w", text) if not (ROOT / name).exists()] == []


def test_the_windows_scripts_say_what_was_never_run() -> None:
    for script in (ROOT / "installer" / "windows").iterdir():
        head = script.read_text(encoding="utf-8")[:1500]
        assert "has never been run" in head, script.name
