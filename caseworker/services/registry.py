"""The one registry of the house: every service says what it needs, which record it is about and how long that is kept.

The permission matrix and the kill, canary, fuzz and retention campaigns walk it. A public function in ``services/``
without it fails the build (tests/architecture/test_services.py).
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import Literal, ParamSpec, TypeVar

from caseworker import roles
from caseworker.domain.access import User
from caseworker.errors import Refused
from caseworker.store.reach import within
from caseworker.store.register import Register

P = ParamSpec("P")
R = TypeVar("R")

Record = Literal["person", "case", "release", "register", "draft", "none"]
Retention = Literal["case", "release", "register", "session"]


@dataclass(frozen=True, slots=True)
class ServiceEntry:
    """One service: its name ``module.function``, permission, kind of record, whether it writes, and retention."""

    name: str
    needs: str
    record: Record
    retention: Retention
    writes: bool


SERVICES: dict[str, ServiceEntry] = {}


def service(
    *, needs: str, record: Record, retention: Retention, writes: bool = True
) -> Callable[[Callable[P, R]], Callable[P, R]]:
    """Register a function as a service and refuse a caller (``by=``) whose roles do not grant ``needs``.

    Whose records it may touch is bounded for the whole call: readers and transactions ask the record itself.
    """

    def decorate(function: Callable[P, R]) -> Callable[P, R]:
        name = f"{function.__module__.removeprefix('caseworker.services.')}.{function.__name__}"
        SERVICES[name] = ServiceEntry(name, needs, record, retention, writes)

        @wraps(function)
        def guarded(*args: P.args, **kwargs: P.kwargs) -> R:
            by = kwargs.get("by")
            reach = roles.load().reach(by, needs) if isinstance(by, User) else None
            if reach is None:
                raise Refused("access.not_granted", needs=needs)
            register = args[0] if args else kwargs.get("register")
            if isinstance(register, Register):
                reach.user.require_employed(register.today())
            with within(reach):
                return function(*args, **kwargs)

        return guarded

    return decorate
