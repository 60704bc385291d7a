"""Is the register whole? What was checked and when, in words; what is wrong; and going on in an older copy."""

from collections.abc import Callable
from datetime import date, datetime

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from caseworker.services.trust import ANCHOR_MISSING, NOT_COMPARED, Finding, SafetyView, Verification
from ui.desk import LastCheck
from ui.language import _, day_text, ngettext
from ui.moments import capital, when_text
from ui.trust.wording import finding_words
from ui.widgets.button import Button
from ui.widgets.flow import FlowLayout
from ui.widgets.steps import Mark, Step, Steps
from ui.widgets.text import Label, SectionHeading


class WholePart(QWidget):
    """``check_asked()``, ``accept_asked()``, ``rebuild_asked()``."""

    check_asked = Signal()
    rebuild_asked = Signal()
    accept_asked = Signal()

    def __init__(
        self, local: Callable[[datetime], datetime], today: Callable[[], date], *, rebuilds: bool = False
    ) -> None:
        """Says that the check is going on until it has an answer; ``rebuilds``: the user may make lists anew."""
        super().__init__()
        self._local, self._today, self._rebuilds = local, today, rebuilds
        self.steps = Steps(_("Is the register whole?"), name="wholeSteps")
        self.when = Label("", "small", "ink2", wrap=True, name="wholeWhen")
        self.check = Button(_("Check everything now"), name="checkNow", icon="shield-check", keycap="K")
        self.accept = Button(_("Go on in this older copy"), "danger", name="acceptOlderCopy", icon="undo-2")
        self.rebuild = Button(_("Make lists and searches anew"), name="rebuildDerived", icon="refresh-cw")
        buttons = FlowLayout()
        buttons.addWidget(self.check)
        buttons.addWidget(self.rebuild)
        buttons.addWidget(self.accept)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        column.addWidget(SectionHeading(_("Is the register whole?")))
        column.addWidget(self.steps)
        column.addWidget(self.when)
        column.addLayout(buttons)
        self.check.clicked.connect(self.check_asked)
        self.accept.clicked.connect(self.accept_asked)
        self.rebuild.clicked.connect(self.rebuild_asked)
        self.accept.hide()
        self.rebuild.hide()

    def show_state(self, safety: SafetyView, check: LastCheck | None) -> None:
        """Show what the last check saw, and what is known without one."""
        faults = check.found.findings if check is not None and check.found.findings else safety.faults
        steps = [Step(finding_words(fault), Mark.FAILED) for fault in faults]
        if check is not None and check.found.ok:
            steps += self._whole(check)
        elif check is None and not faults:
            steps.append(Step(_("The check is going on."), Mark.WAITING, _("You can work meanwhile.")))
        if not faults:
            steps += [Step(finding_words(doubt), Mark.WAITING) for doubt in safety.doubts]
            if not _may_be_older(safety) and check is not None:
                steps.append(Step(_("Not an older copy"), Mark.DONE, _("held against the anchor on this computer")))
        self.steps.show_steps(steps)
        at = self._local(check.at) if check is not None else None
        self.when.setText(_("Checked {when}.").format(when=when_text(at, self._today())) if at else "")
        self.rebuild.setVisible(self._rebuilds and check is not None and bool(check.found.derived))
        self.accept.setVisible(safety.rolled_back and safety.may_accept)

    @staticmethod
    def _whole(check: LastCheck) -> list[Step]:
        found = check.found
        pages = ngettext("{n} page", "{n} pages", found.pages).format(n=found.pages)
        rows = ngettext("{n} row", "{n} rows", found.rows).format(n=found.rows)
        signed = ngettext("{n} signature checked", "{n} signatures checked", found.signed).format(n=found.signed)
        if found.compared:
            of_pages = [Step(_("Nothing changed or exchanged outside the program"), Mark.DONE, pages)]
        else:
            of_pages = [Step(_("No page is damaged"), Mark.DONE, pages)]
            of_pages.append(Step(finding_words(Finding(NOT_COMPARED)), Mark.WAITING))
        return [
            *of_pages,
            Step(_("The log is unbroken"), Mark.DONE, rows),
            Step(_("The ends of sessions are signed"), Mark.DONE, signed),
            *_derived(found),
            *_reviews(found),
        ]

    def set_busy(self, busy: bool) -> None:
        """Say that everything is being checked."""
        self.check.set_busy(_("Checking") if busy else None)

    def verdict(self, safety: SafetyView, check: LastCheck | None) -> tuple[str, str, str]:
        """Return value, note and tone of the tile."""
        if safety.faults:
            return _("Not whole"), _("only for reading"), "danger"
        if check is None:
            return _("Being checked"), _("you can work meanwhile"), "ink2"
        when = _("checked {when}").format(when=when_text(self._local(check.at), self._today()))
        if safety.doubts:
            note = _("cannot be shown to be the latest") if _may_be_older(safety) else _("with a remark, see below")
            return _("Whole"), capital(note), "warn"
        return _("Whole"), when, "ok"


def _derived(found: Verification) -> list[Step]:
    """What a thorough check saw of the tables that lists and searches read."""
    rows = sum(one.rows for one in found.derived)
    if not rows:
        return []
    note = _("The files are whole; your unit manager can make lists and searches anew.")
    told = ngettext(
        "Lists and searches do not agree with the files in {n} place",
        "Lists and searches do not agree with the files in {n} places",
        rows,
    )
    return [Step(told.format(n=rows), Mark.WAITING, note)]


def _reviews(found: Verification) -> list[Step]:
    """What a thorough check saw of the signed reviews, and which comments were erased with their files."""
    if not found.reviews:
        return []
    note = ngettext("{n} review", "{n} reviews", found.reviews).format(n=found.reviews)
    steps = [Step(_("The reviews of the log are as they were signed"), Mark.DONE, note)]
    for at, list_id in found.erased_comments:
        told = _("Comment erased on {day} under list {list}").format(day=day_text(at.astimezone().date()), list=list_id)
        steps.append(Step(told, Mark.DONE, _("the signature holds without it")))
    return steps


def _may_be_older(safety: SafetyView) -> bool:
    return any(doubt.code == ANCHOR_MISSING for doubt in safety.doubts)
