"""What stands unsaved in the forms of a file, kept as one draft: after locking it is there again, over what it was
written on. Saving a form or emptying it takes its part away.
"""

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal

from caseworker.domain.rows import PersonFile
from ui.desk import Desk
from ui.drafts import DraftKeeper
from ui.tasks import Runner

if TYPE_CHECKING:
    from ui.person.forms import SmallForm

KIND = "forms"


class FormDrafts(QObject):
    """``restored(name)`` for each form that got back what was typed; ``kept`` and ``failed`` as ``DraftKeeper``."""

    restored = Signal(str)
    kept = Signal(object)
    failed = Signal(object)

    def __init__(self, desk: Desk, runner: Runner, file: Callable[[], PersonFile | None], parent: QObject) -> None:
        """``file`` returns what is shown now, if anything."""
        super().__init__(parent)
        self._runner, self._file = runner, file
        self._keeper = DraftKeeper(desk, runner, KIND, self)
        self._keeper.kept.connect(self.kept)
        self._keeper.failed.connect(self.failed)
        self._forms: dict[str, SmallForm] = {}
        self._empty: dict[str, dict[str, str]] = {}
        self._waiting: dict[str, Mapping[str, dict[str, str]]] = {}
        self._holds = False

    def aim(self, person: str) -> None:
        """Keep and bring back what is typed about another person from now on."""
        self._keeper.aim(person)
        self._waiting = {}
        self._runner.run("person.forms", self._keeper.load, self._back, self.failed.emit)

    def watch(self, name: str, form: "SmallForm") -> None:
        """Keep what is typed in a form; what waits for it is put back."""
        if name not in self._forms:
            self._forms[name], self._empty[name] = form, form.texts()
            form.typed.connect(self.look)
            self._put_back(name)

    def look(self) -> None:
        """Keep what stands in the forms now, in a moment; forget the draft when nothing does."""
        fields: dict[str, object] = {
            name: {"texts": form.texts(), "base": base_of(form)}
            for name, form in self._forms.items()
            if self._is_filled(name)
        }
        fields |= self._waiting
        if fields:
            self._keeper.note(fields)
        elif self._holds:
            self._keeper.discard()
        self._holds = bool(fields)

    def keep_now(self) -> None:
        """Keep at once: the page is left or the register is locked."""
        self._keeper.keep_now()

    def _is_filled(self, name: str) -> bool:
        form = self._forms[name]
        return form.meanwhile.touched if form.meanwhile is not None else form.texts() != self._empty[name]

    def _back(self, draft: Mapping[str, Any] | None) -> None:
        self._waiting = dict(draft or {})
        self._holds = bool(self._waiting)
        for name in list(self._forms):
            self._put_back(name)

    def _put_back(self, name: str) -> None:
        held = self._waiting.pop(name, None)
        form = self._forms[name]
        if held is None or self._is_filled(name):
            return
        form.put(held["texts"])
        if form.meanwhile is not None:
            form.meanwhile.put_back(held["base"])
            file = self._file()
            if file is not None:
                form.show_file(file)
        self.restored.emit(name)


def base_of(form: "SmallForm") -> dict[str, str]:
    """What was recorded when the form was filled."""
    return dict(form.meanwhile.base or {}) if form.meanwhile is not None else {}
