"""What the first start has been told and what remains: plain values, no widgets."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

SHEETS = 3


class Section(StrEnum):
    """The parts of the form, in order."""

    OFFICE = "office"
    YOU = "you"
    PASSPHRASE = "passphrase"  # noqa: S105 - the name of a part of the form
    SHEETS = "sheets"


@dataclass(frozen=True, slots=True)
class Answers:
    """The form as it stands. ``passphrase`` never shows in a repr."""

    municipality: str = ""
    office: str = ""
    office_code: str = ""
    name: str = ""
    passphrase: str = field(default="", repr=False)
    repeated: str = field(default="", repr=False)
    accepted: bool = False
    printed: bool = False
    proved: Mapping[int, bool] = field(default_factory=dict)

    def done(self, section: Section) -> bool:
        """Tell whether a part of the form is complete."""
        if section is Section.OFFICE:
            return bool(self.municipality and self.office.strip() and self.office_code.strip())
        if section is Section.YOU:
            return bool(self.name.strip())
        if section is Section.PASSPHRASE:
            return self.accepted and self.passphrase == self.repeated
        return self.printed and len(self.proved) == SHEETS and all(self.proved.values())

    @property
    def can_print(self) -> bool:
        """Tell whether everything the sheets depend on is there."""
        return all(self.done(part) for part in (Section.OFFICE, Section.YOU, Section.PASSPHRASE))

    @property
    def complete(self) -> bool:
        """Tell whether the register can be made."""
        return all(self.done(section) for section in Section)
