"""A service that is not in the registry does not exist: permission, audit and retention walk it."""

import importlib
import inspect
import pkgutil
from types import ModuleType

import pytest

import caseworker.services
from caseworker import roles
from caseworker.domain.access import Role, User
from caseworker.domain.ids import StaffId
from caseworker.errors import Refused
from caseworker.services.registry import SERVICES

MODULES = [
    importlib.import_module(module.name)
    for module in pkgutil.iter_modules(caseworker.services.__path__, "caseworker.services.")
    if module.name != "caseworker.services.registry" and not module.name.rpartition(".")[2].startswith("_")
]


def public_functions(module: ModuleType) -> list[str]:
    return [
        name
        for name, value in vars(module).items()
        if inspect.isfunction(value) and value.__module__ == module.__name__ and not name.startswith("_")
    ]


@pytest.mark.parametrize("module", MODULES, ids=lambda module: module.__name__)
def test_every_public_function_is_a_registered_service(module: ModuleType) -> None:
    area = module.__name__.removeprefix("caseworker.services.")
    assert {name for name in public_functions(module) if f"{area}.{name}" not in SERVICES} == set()


def test_every_permission_a_service_needs_stands_in_the_matrix() -> None:
    assert {entry.needs for entry in SERVICES.values()} <= set(roles.load().permissions)


def test_a_pure_administrator_is_refused_every_service_about_people() -> None:
    admin = User(StaffId("a"), "Admin", frozenset({Role.ADMINISTRATOR}))
    for name, entry in SERVICES.items():
        if entry.record not in {"person", "case"}:
            continue
        area, function = name.rsplit(".", 1)
        call = getattr(importlib.import_module(f"caseworker.services.{area}"), function)
        with pytest.raises(Refused) as refused:
            call(None, by=admin)
        assert refused.value.code == "access.not_granted"
