"""Names for the identities that travel through the house. All are UUIDv7 in canonical text, made by services."""

from typing import NewType

PersonId = NewType("PersonId", str)
CaseId = NewType("CaseId", str)
StaffId = NewType("StaffId", str)
InterventionId = NewType("InterventionId", str)
NoteId = NewType("NoteId", str)
