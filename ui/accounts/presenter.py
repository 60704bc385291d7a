"""Between the accounts and their list: asks, does, tells. Keeps no passphrase and no key."""

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QDialog

from caseworker.messages.protection import unsettled_words
from ui.accounts.part import AccountsPart, Line
from ui.language import _, ngettext
from ui.letting_in import LetInDialog
from ui.tasks import Runner
from ui.widgets.irreversible import Irreversible
from ui.wording import code_of, sentence_of

if TYPE_CHECKING:
    from caseworker.accounts import Administration, KeyHolder
    from caseworker.domain.access import Role
    from caseworker.domain.protection import UnsettledCompartment
    from caseworker.domain.staff import CaseLeft

Ask = Callable[[QDialog], bool]


def asked(dialog: QDialog) -> bool:
    """Show a question and tell whether it was answered with yes."""
    answer = dialog.exec() == QDialog.DialogCode.Accepted
    dialog.deleteLater()
    return answer


class AccountsPresenter:
    """Serves one ``AccountsPart`` with what its user may do; either side may be missing."""

    def __init__(
        self,
        runner: Runner,
        part: AccountsPart,
        *,
        own: str,
        administration: "Administration | None" = None,
        holder: "KeyHolder | None" = None,
        lock: Callable[[], None] = lambda: None,
        ask: Ask = asked,
    ) -> None:
        """``own`` is the user's account, ``lock`` what follows on new keys."""
        self._runner, self._part, self._own = runner, part, own
        self._administration, self._holder, self._lock, self._ask = administration, holder, lock, ask
        part.added.connect(self._add)
        part.let_in.connect(self._let_in)
        part.suspended.connect(lambda line: self._administer(lambda with_: with_.suspend(line.row.id)))
        part.reinstated.connect(lambda line: self._administer(lambda with_: with_.reinstate(line.row.id)))
        part.reset.connect(self._reset)
        part.ended.connect(self._end)

    def read(self) -> None:
        """Show the accounts as they are now."""
        self._run("accounts", self._lines, self._part.show_lines)

    def _lines(self) -> list[Line]:
        source = self._holder or self._administration
        if source is None:
            return []
        holder = self._holder
        waiting = {}
        if holder is not None and holder.may("staff.approve"):
            waiting = {one.id: one for one in holder.waiting()}
        return [Line(row, waiting.get(row.id), row.id == self._own) for row in source.accounts()]

    def _add(self, name: str, works_as: "frozenset[Role]") -> None:
        ours = self._administration
        if ours is not None:
            self._run("add account", lambda: ours.add(name, works_as), self._part.show_start, then_read=True)

    def _reset(self, line: Line) -> None:
        text = _("{name} gets a start passphrase, and a colleague must let her in again. The old one opens nothing.")
        question = Irreversible(
            _("New start passphrase?"), text.format(name=line.row.name), _("Make it"), parent=self._part
        )
        ours = self._administration
        if ours is not None and self._ask(question):
            self._run("reset", lambda: ours.reset(line.row.id), self._part.show_start, then_read=True)

    def _administer(self, act: "Callable[[Administration], None]") -> None:
        ours = self._administration
        if ours is not None:
            self._part.hide_start()
            self._run("account", lambda: act(ours), lambda _none: None, then_read=True)

    def _let_in(self, line: Line) -> None:
        holder, waiting = self._holder, line.waiting
        if holder is None or waiting is None:
            return
        dialog = LetInDialog(waiting, self._part)
        if self._ask(dialog):
            chosen, until = dialog.roles.chosen(), dialog.last_day
            approve = partial(holder.approve, waiting.id, key_id=waiting.key_id, works_as=chosen, until=until)
            self._run("let in", approve, lambda _none: None, then_read=True)

    def _end(self, line: Line) -> None:
        holder = self._holder
        if holder is not None:
            self._run("cases left", lambda: holder.left_by(line.row.id), partial(self._ask_end, line))

    def _ask_end(self, line: Line, left: "tuple[CaseLeft, ...]") -> None:
        holder = self._holder
        text = _("{name} opens nothing after this, and what was sealed to her is removed.").format(name=line.row.name)
        if left:
            numbers = ", ".join(case.case_number for case in left[:12])
            more = ngettext(
                "{n} case must be given to somebody else: {numbers}",
                "{n} cases must be given to somebody else: {numbers}",
                len(left),
            )
            text = f"{text}\n{more.format(n=len(left), numbers=numbers)}"
        question = Irreversible(_("End her access?"), text, _("End access"), parent=self._part)
        if holder is not None and self._ask(question):
            self._run("end", lambda: self._ended(holder, line.row.id), self._offer_new_key, then_read=True)

    @staticmethod
    def _ended(holder: "KeyHolder", account: str) -> "tuple[UnsettledCompartment, ...]":
        holder.end(account)
        return holder.unsettled()

    def _offer_new_key(self, unsettled: "tuple[UnsettledCompartment, ...]") -> None:
        holder = self._holder
        told = [unsettled_words(row.case_numbers, row.readers, row.lost, _) for row in unsettled]
        text = _(
            "A copy of the register's key that she may have kept opens nothing that is written after this. Everybody "
            "else unlocks as before, and the recovery sheets stay valid. The program locks when it is done."
        )
        whole = "\n".join([text, *told])
        question = Irreversible(_("Give the register a new key?"), whole, _("New key and lock"), parent=self._part)
        if holder is not None and holder.may("register.rekey") and self._ask(question):
            self._run("may renew", holder.require_renewable, lambda _none: self._renew())

    def _renew(self) -> None:
        holder = self._holder
        if holder is not None:
            self._part.setEnabled(False)
            self._runner.cancel("check of the register")
            self._runner.run("new key", holder.renew_keys, lambda _none: self._lock(), self._not_renewed)

    def _not_renewed(self, error: Exception) -> None:
        """The register is closed whatever happened: say why, then lock."""
        self._ask(Irreversible(_("No new key"), sentence_of(error).text, _("Lock now"), parent=self._part))
        self._lock()

    def _run(self, key: str, act: Callable[[], object], done: Callable[..., None], *, then_read: bool = False) -> None:
        def ended(result: object) -> None:
            self._part.fault.hide()
            done(result)
            if then_read:
                self.read()

        self._runner.run(key, act, ended, self._failed)

    def _failed(self, error: Exception) -> None:
        sentence = sentence_of(error)
        self._part.fault.show_fault(sentence.happened, sentence.safe, sentence.do, code_of(error))
