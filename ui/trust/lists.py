"""The lists of Safety: who waits to be let in, colleagues and their roles, looks in need, protected persons."""

from collections.abc import Callable, Sequence
from datetime import date, datetime

from caseworker.accounts import Waiting
from caseworker.domain.access import LookInNeed, Role
from caseworker.services.trust import AccessRow
from ui.language import _, clock_text, day_text, ngettext
from ui.moments import capital, when_text
from ui.roles import roles_text
from ui.trust.presenter import ProtectedFacts
from ui.trust.wording import sees_words
from ui.widgets.button import Button
from ui.widgets.listed import Listed
from ui.widgets.rows import Cell, Column


class WaitingList(Listed):
    """Accounts that wait to be let in: their owners have chosen a passphrase, and nobody has compared the signs."""

    def __init__(self) -> None:
        """The button and Enter let the marked one in, else the first."""
        self.let_in = Button(_("Let in"), "primary", name="safetyLetIn", keycap="L")
        columns = (
            Column(self._name, share=2, minimum=200),
            Column(self._what, share=2, minimum=200),
        )
        super().__init__(
            _("Wait to be let in"), columns, self._spoken, name="safetyWaiting", buttons=(self.let_in,)
        )  # fmt: skip

    def show_waiting(self, rows: Sequence[Waiting]) -> None:
        """Show them."""
        told = _("Compare the signs with each of them, by voice or face to face. The key is handed over only then.")
        self.show_list(rows, note=told)

    def marked(self) -> Waiting | None:
        """Who is meant: the marked one, else the first."""
        found = self.rows.current_row() or (self.model.row(0) if self.model.rowCount() else None)
        return found if isinstance(found, Waiting) else None

    @staticmethod
    def _name(row: Waiting) -> Cell:
        words = roles_text(role.value for role in row.roles)
        return Cell(row.name, words, weight=600, icon="hourglass", icon_color="warn")

    @staticmethod
    def _what(_row: Waiting) -> Cell:
        return Cell(_("has chosen a passphrase"), _("opens nothing yet"))

    def _spoken(self, row: Waiting) -> str:
        return ", ".join((row.name, self._name(row).bottom, _("opens nothing yet")))


class Colleagues(Listed):
    """Users and roles; one who may neither review nor employ sees herself only."""

    def __init__(self, local: Callable[[datetime], datetime], today: Callable[[], date], *, adds: bool) -> None:
        """``local`` turns an instant into Swedish time; ``adds`` tells whether the user may make accounts."""
        self._local, self._today = local, today
        self.add = Button(_("Add"), name="safetyAdd", keycap="N", icon="user-plus")
        self.add.setAccessibleName(_("Add a user"))
        if not adds:
            self.add.hide()
        self.employ = Button(_("Unit and last day"), name="safetyEmploy", keycap="E")
        self.employ.hide()
        columns = (
            Column(self._name, share=4, minimum=190),
            Column(self._sees, share=2, minimum=130),
            Column(self._protected, share=1, minimum=90),
            Column(self._counts, share=1, minimum=70, folds=True),
            Column(self._last, share=1, minimum=125, folds=True),
        )
        super().__init__(
            _("Users and roles"),
            columns,
            self._spoken,
            name="safetyColleagues",
            buttons=(self.employ, self.add),
        )

    def show_colleagues(self, rows: Sequence[AccessRow], *, may_employ: bool) -> None:
        """Show who may do what; an administrator's place is said in words."""
        note = ""
        if len(rows) == 1 and rows[0].own:
            note = _("Only you are here. Add one who can approve and review what you do.")
        elif any(set(row.roles) == {Role.ADMINISTRATOR.value} for row in rows):
            note = _("An administrator manages accounts and backups and can open no file.")
        self.show_list(rows, note=note)
        self.employ.setVisible(may_employ and any(not row.own for row in rows))

    def marked(self) -> AccessRow | None:
        """The colleague who is marked, else the first who is not the user herself."""
        row = self.rows.current_row()
        others = (self.model.row(place) for place in range(self.model.rowCount()))
        found = (
            row if isinstance(row, AccessRow) and not row.own else next((one for one in others if not one.own), None)
        )
        return found if isinstance(found, AccessRow) else None

    @staticmethod
    def _roles(row: AccessRow) -> str:
        words = roles_text(row.roles)
        return _("{roles} to {day}").format(roles=words, day=day_text(row.until)) if row.until else words

    def _name(self, row: AccessRow) -> Cell:
        return Cell(row.name, self._roles(row), weight=600, icon="user-round", icon_color="ink2")

    @staticmethod
    def _sees(row: AccessRow) -> Cell:
        cases = ngettext("{n} case of her own", "{n} cases of her own", row.assigned).format(n=row.assigned)
        return Cell(sees_words(row.sees), cases if row.sees else _("sees"))

    @staticmethod
    def _protected(row: AccessRow) -> Cell:
        if not row.protected:
            return Cell(_("none"), _("protected"), icon="minus", top_color="ink2")
        words = ngettext("{n} file", "{n} files", row.protected).format(n=row.protected)
        return Cell(words, _("protected"), icon="shield-alert", icon_color="danger", weight=600)

    @staticmethod
    def _counts(row: AccessRow) -> Cell:
        return Cell(_("sends") if row.counts else "–", _("counts"), top_color="ink" if row.counts else "ink2")

    def _last(self, row: AccessRow) -> Cell:
        last = capital(when_text(self._local(row.last), self._today())) if row.last else _("Not yet")
        return Cell(last, _("last at work"))

    def _spoken(self, row: AccessRow) -> str:
        cells = (self._sees(row), self._protected(row), self._counts(row), self._last(row))
        return ", ".join((row.name, self._roles(row), *(f"{cell.bottom}: {cell.top}" for cell in cells)))


class Looks(Listed):
    """Looks in need: who, whose file, why, from when to when, and whether somebody has seen it."""

    def __init__(self, local: Callable[[datetime], datetime], today: Callable[[], date]) -> None:
        """``local`` turns an instant into Swedish time."""
        self._local, self._today = local, today
        self.seen = Button(_("I have seen it"), name="safetyLookSeen", keycap="S")
        columns = (
            Column(self._who, share=1, minimum=170),
            Column(self._why, share=3, minimum=200),
            Column(self._when, share=1, minimum=150, folds=True),
        )
        super().__init__(_("Looks in need"), columns, self._spoken, name="safetyLooks", buttons=(self.seen,))

    def show_looks(self, rows: Sequence[LookInNeed], user: str) -> None:
        """Show them, those nobody has seen first; ``user`` sees her own but does not mark them."""
        self._user = user
        left = sum(not row.seen for row in rows)
        beside = ngettext("{n} not seen", "{n} not seen", left).format(n=left) if left else _("all are seen")
        self.show_list(rows, beside, _("Somebody else than the one who looked says that it is seen.") if left else "")
        self.seen.setVisible(self.marked() is not None)

    def marked(self) -> LookInNeed | None:
        """The look that is marked when it can be said to be seen, else the first that can."""
        rows = [self.rows.current_row(), *(self.model.row(place) for place in range(self.model.rowCount()))]
        found = next((row for row in rows if row is not None and not row.seen and row.name != self._user), None)
        return found if isinstance(found, LookInNeed) else None

    @staticmethod
    def _who(row: LookInNeed) -> Cell:
        icon, tone = ("circle-check", "ok") if row.seen else ("circle-dashed", "warn")
        case = _("File {case}").format(case=row.case_number)
        return Cell(row.name, case, weight=600, icon=icon, icon_color=tone)

    @staticmethod
    def _why(row: LookInNeed) -> Cell:
        told = _("seen by {who}").format(who=row.seen_by) if row.seen else _("not seen by anybody")
        return Cell(row.reason or _("The log no longer tells why"), told)

    def _when(self, row: LookInNeed) -> Cell:
        until = _("until {time}").format(time=clock_text(self._local(row.closes)))
        return Cell(capital(self._moment(row)), until)

    def _moment(self, row: LookInNeed) -> str:
        opened = self._local(row.opened)
        words = when_text(opened, self._today())
        return words if clock_text(opened) in words else f"{words} {clock_text(opened)}"

    def _spoken(self, row: LookInNeed) -> str:
        cells = (self._who(row), self._why(row), self._when(row))
        return ", ".join(part for cell in cells for part in (cell.top, cell.bottom))


class Protected(Listed):
    """Protected persons by case number, who may see them, and the last look."""

    def __init__(self, local: Callable[[datetime], datetime], today: Callable[[], date]) -> None:
        """``local`` turns an instant into Swedish time."""
        self._local, self._today = local, today
        columns = (
            Column(self._case, share=2, minimum=190),
            Column(self._readers, share=2, minimum=150),
            Column(self._last, share=1, minimum=130, folds=True),
        )
        super().__init__(_("Protected persons: who may see"), columns, self._spoken, name="safetyProtected")

    def show_protected(self, rows: Sequence[ProtectedFacts]) -> None:
        """Show them; how many is said beside the heading."""
        people = ngettext("{n} person", "{n} persons", len(rows)).format(n=len(rows))
        told = [_("Changing who may see takes two of those who may."), *(row.waits for row in rows if row.waits)]
        self.show_list(rows, people, "\n".join(told) if rows else "")

    @staticmethod
    def _kind(row: ProtectedFacts) -> str:
        kinds = {
            "sekretessmarkering": _("secrecy marking"),
            "skyddad_folkbokforing": _("protected population registration"),
        }
        return kinds.get(row.kind, row.kind)

    def _case(self, row: ProtectedFacts) -> Cell:
        words = _("File {case}").format(case=row.case_number)
        return Cell(words, self._kind(row), weight=600, icon="shield-alert", icon_color="danger")

    @staticmethod
    def _readers(row: ProtectedFacts) -> Cell:
        return Cell(", ".join(row.readers), _("appointed"))

    def _last(self, row: ProtectedFacts) -> Cell:
        if row.last_look is None:
            return Cell(_("Not yet"), _("last shown"))
        last = capital(when_text(self._local(row.last_look), self._today()))
        return Cell(last, _("last shown, {who}").format(who=row.last_who))

    def _spoken(self, row: ProtectedFacts) -> str:
        return ", ".join((self._case(row).top, self._kind(row), *row.readers, self._last(row).top))
