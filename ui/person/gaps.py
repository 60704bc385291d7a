"""Mellan stolarna: what nobody does for a person, what lies long with another, who waits for whom. Only told."""

from PySide6.QtWidgets import QVBoxLayout, QWidget

from caseworker.domain.gaps import Between
from caseworker.services.gaps import GapLink, GapSheet, GapShown
from ui.desk import Desk
from ui.language import _, ngettext
from ui.person.plan_words import own
from ui.person.right_words import certainty_words, kept_together
from ui.widgets.text import Label, SectionHeading
from ui.words import Words, mid_sentence


class GapsPane(QWidget):
    """The person's own gaps, one line each; not there when there are none."""

    def __init__(self, desk: Desk) -> None:
        """Start empty."""
        super().__init__()
        self.setObjectName("personGaps")
        self._words = desk.words
        self._lines = QVBoxLayout()
        self._lines.setSpacing(8)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addWidget(SectionHeading(_("Between the chairs")))
        column.addLayout(self._lines)

    def show_sheet(self, sheet: GapSheet) -> None:
        """Show what falls between the chairs today."""
        while (item := self._lines.takeAt(0)) is not None:
            gone = item.widget()
            if gone is not None:
                gone.hide()
                gone.deleteLater()
        for place, one in enumerate(sheet.gaps):
            line = Label(gap_sentence(one, self._words), "small", wrap=True, name=f"personGap_{place}")
            self._lines.addWidget(line)
            line.show()
        self.setVisible(bool(sheet.gaps))


def gap_sentence(one: GapShown, words: Words) -> str:
    """What falls between the chairs, in a sentence or two."""
    what = own(one.words.sv, one.words.en)
    if one.kind is Between.DEADLOCK:
        return " ".join((_("{what}.").format(what=what), *(_link_sentence(link, words) for link in one.links)))
    if one.kind is Between.WAITING:
        return _wait_sentence(one, words)
    if one.kind is Between.NEED:
        return _("Need: {what}. No intervention.").format(what=what)
    law = ", ".join(
        part for part in (kept_together(one.law), certainty_words(one.certainty) if one.certainty else "") if part
    )
    if one.kind is Between.RIGHT:
        return _("Right: {what}. No intervention. {law}").format(what=what, law=law)
    return _("The law allows: {what}. No intervention. {law}").format(what=what, law=law)


def _wait_sentence(one: GapShown, words: Words) -> str:
    text = ngettext("The ball lies with {who}, {n} day", "The ball lies with {who}, {n} days", one.days)
    told = text.format(who=words.actor(one.code), n=one.days)
    usual = one.usual
    parts = [_("{told}: {what}.").format(told=told, what=mid_sentence(words.intervention(one.type)))]
    if usual is not None and usual.women is not None:
        parts.append(_("Usually {days} days for women.").format(days=round(usual.women)))
    if usual is not None and usual.men is not None:
        parts.append(_("Usually {days} days for men.").format(days=round(usual.men)))
    if usual is not None and usual.everybody is not None and (usual.women, usual.men) == (None, None):
        parts.append(_("Usually {days} days.").format(days=round(usual.everybody)))
    return " ".join(parts)


def _link_sentence(link: GapLink, words: Words) -> str:
    told = _("{what} requires {needs}").format(
        what=words.intervention(link.type), needs=mid_sentence(own(link.needs.sv, link.needs.en))
    )
    why = own(link.why.sv, link.why.en).removesuffix(".")
    sure = certainty_words(link.certainty) if link.certainty else ""
    beside = ", ".join(part for part in (why, sure) if part)
    return _("{told} ({beside}).").format(told=told, beside=beside) if beside else _("{what}.").format(what=told)
