"""One walk through the errands: they hold every service that writes, and what can be taken back is undone and redone.

Undone, the register is row for row as before, redone as after. A new service that writes fails here until an errand
does it; one that says ``undo`` is walked back and forth as soon as an errand does it.
"""

import importlib
import pkgutil
import random
from collections.abc import Callable
from pathlib import Path
from typing import Concatenate, ParamSpec, TypeVar

import caseworker.services
from caseworker.domain.access import User
from caseworker.errors import CaseworkerError
from caseworker.services import undoing
from caseworker.services.registry import SERVICES
from caseworker.store.register import Register
from tests.campaigns import errands
from tests.campaigns.errands import GONE, KEPT, LOGGED, NOTHING_KEPT, all_done, lost
from tests.campaigns.hands import Hands, found_with_two, name_of
from tests.services.conftest import KEY, NOW
from tests.services.test_undoing import redo, rows_of, undo, whole

P = ParamSpec("P")
R = TypeVar("R")

for _module in pkgutil.iter_modules(caseworker.services.__path__, "caseworker.services."):
    importlib.import_module(_module.name)


class SecondThoughts(Hands):
    """Hands that take back what they have just done for the first time, and do it again."""

    wrong: dict[str, str]
    turned: set[str]

    def do(self, service: Callable[Concatenate[Register, P], R], *args: P.args, **kwargs: P.kwargs) -> R:
        """See ``Hands``; what was not as it should be stands in ``wrong``."""
        name, by = name_of(service), kwargs.get("by")
        if not SERVICES[name].undo or name in self.turned or not isinstance(by, User):
            return super().do(service, *args, **kwargs)
        steps = undoing.list_steps(self.register, by=by).done
        before = rows_of(self.register)
        answer = super().do(service, *args, **kwargs)
        if undoing.list_steps(self.register, by=by).done != steps:
            self.turned.add(name)
            self._turn(name, by, before)
        return answer

    def _turn(self, name: str, by: User, before: dict[str, list[str]]) -> None:
        after = rows_of(self.register)
        try:
            undo(self.register, by)
            self._compare(name, "undone", before)
            redo(self.register, by)
            self._compare(name, "redone", after)
        except CaseworkerError as fault:
            self.wrong[name] = fault.code

    def _compare(self, name: str, turn: str, wanted: dict[str, list[str]]) -> None:
        found = rows_of(self.register)
        differing = [table for table in wanted if wanted[table] != found[table]]
        if differing or not whole(self.register):
            self.wrong.setdefault(name, f"{turn}: {differing or 'lists'}")


def test_every_service_that_writes_is_an_errand_and_what_can_be_taken_back_is_undone_and_redone(
    tmp_path: Path, workbook: Path, centre: str
) -> None:
    register = Register.open(found_with_two(tmp_path / "register.db"), key=KEY, clock=lambda: NOW)
    hands = SecondThoughts(register, workbook, centre, random.Random(1))
    hands.wrong, hands.turned = {}, set()
    done = all_done(hands)
    assert lost(register, set()) == []
    register.close()
    writing = {name for name, entry in SERVICES.items() if entry.writes}
    assert writing - done == set(), f"do these in an errand; how is told in {errands.__file__}"
    assert writing - {*LOGGED, *KEPT, *GONE, *NOTHING_KEPT} == set(), "say what shows that these have happened"
    assert hands.wrong == {}
    assert {name for name, entry in SERVICES.items() if entry.undo} - hands.turned == set()
