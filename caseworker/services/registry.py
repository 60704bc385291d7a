"""The one registry of the house: every service says what it needs, which record it is about and how long that is kept.

The permission matrix and the kill, canary, fuzz and retention campaigns walk it. A public function in ``services/``
without it fails the build (tests/architecture/test_services.py).
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial, wraps
from typing import Literal, ParamSpec, TypeVar

from caseworker import roles
from caseworker.domain.access import User
from caseworker.errors import EnvironmentFault, Refused
from caseworker.platform.security_log import SecurityEvent, account_mark, note
from caseworker.store import ballast, undoing
from caseworker.store.reach import within
from caseworker.store.register import Register

P = ParamSpec("P")
R = TypeVar("R")

# on a full disk drafts and the log of looks are still written: a look that cannot be logged does not happen
WRITTEN_WHEN_FULL = frozenset({"own.draft", "person.read"})
Record = Literal["person", "case", "release", "register", "draft", "none"]
Retention = Literal["case", "release", "register", "session"]


@dataclass(frozen=True, slots=True)
class ServiceEntry:
    """One service: its name ``module.function``, permission, record, retention, whether it writes and wants a proof.

    ``undo`` is the code by which a step of it is called when it can be taken back, "" when it cannot.
    """

    name: str
    needs: str
    record: Record
    retention: Retention
    writes: bool
    fresh: bool
    undo: str = ""


SERVICES: dict[str, ServiceEntry] = {}


def service(
    *, needs: str, record: Record, retention: Retention, writes: bool = True, fresh: bool = False, undo: str = ""
) -> Callable[[Callable[P, R]], Callable[P, R]]:
    """Register a function as a service and refuse a caller (``by=``) whose roles do not grant ``needs``.

    Whose records it may touch is bounded for the whole call: readers and transactions ask the record itself. ``fresh``
    refuses with ``proof.needed`` who has not given her passphrase in the last five minutes. With ``undo`` each of its
    transactions is kept as a step that can be taken back (``store.undoing``).
    """

    def decorate(function: Callable[P, R]) -> Callable[P, R]:
        name = f"{function.__module__.removeprefix('caseworker.services.')}.{function.__name__}"
        SERVICES[name] = ServiceEntry(name, needs, record, retention, writes, fresh, undo)

        @wraps(function)
        def guarded(*args: P.args, **kwargs: P.kwargs) -> R:
            by = kwargs.get("by")
            register = args[0] if args else kwargs.get("register")
            try:
                reach = roles.load().reach(by, needs) if isinstance(by, User) else None
                if reach is None:
                    raise Refused("access.not_granted", needs=needs)
                if not isinstance(register, Register):
                    raise TypeError("a service is given the register first")
                reach.user.require_employed(register.today())
                if fresh:
                    register.proof.require()
                with within(reach), undoing.recording(name if undo else ""):
                    if not writes:
                        return function(*args, **kwargs)
                    return _with_room(register, partial(function, *args, **kwargs), must=needs in WRITTEN_WHEN_FULL)
            except Refused as fault:
                _tell_refused(fault, register, by)
                raise
            except MemoryError:
                raise EnvironmentFault("program.no_memory") from None

        return guarded

    return decorate


def _tell_refused(fault: Refused, register: object, by: object) -> None:
    """Tell the security log when somebody asked for what she may not have."""
    if fault.code.startswith("access.") and isinstance(register, Register) and isinstance(by, User):
        who = account_mark(by.id)
        note(register.path.parent, SecurityEvent.REFUSED, at=register.clock(), account=who, code=fault.code)


def _with_room(register: Register, write: Callable[[], R], *, must: bool) -> R:
    """Write while the disk has room; what ``must`` be written gets the room that was held back for it.

    Raises ``EnvironmentFault("register.no_room_left")`` for everything else once that room is in use.
    """
    if not must:
        ballast.require_room(register.path)
    try:
        return write()
    except EnvironmentFault as fault:
        if fault.code != "register.disk_full" or not ballast.release(register.path) or not must:
            raise
    return write()
