"""Saying on purpose that a person is unknown (okänd): asked only while neither name nor number stands in the form."""

from ui.intake.form import Form, known
from ui.language import _
from ui.widgets.tick import Tick

UNKNOWN = "yes"


class UnknownTick(Tick):
    """Goes away, with its answer, once there is a name or a number: nobody is unknown then."""

    def __init__(self) -> None:
        """Not ticked."""
        super().__init__(_("Unknown person: neither name nor number is known"), name="unknownPerson")

    def answer(self) -> str:
        """``UNKNOWN`` or an empty text."""
        return UNKNOWN if self.isChecked() else ""

    def suit(self, form: Form) -> None:
        """Ask only while it can be so."""
        there = known(form)
        if there.name or there.number:
            self.setChecked(False)
        self.setVisible(not (there.name or there.number))
