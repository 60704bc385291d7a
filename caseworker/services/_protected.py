"""What a member of staff may read of a protected person just now. Not a service."""

from caseworker.domain.access import User
from caseworker.domain.rows import PersonFile
from caseworker.store import clashes, households, sealing
from caseworker.store.reading import Reader
from caseworker.store.register import Register


def opened_view(register: Register, reader: Reader, file: PersonFile, by: User) -> PersonFile:
    """Return ``file`` with its sealed parts while ``by`` has her compartment open, else as it is."""
    if file.protected is None:
        return file
    opened = register.compartments.opened(file.protected.compartment, by.id, register.clock())
    if opened is None:
        return file
    whole = sealing.opened_file(reader.connection, file, opened)
    whole = clashes.with_sealed(reader.connection, whole, opened)
    return households.with_sealed_ties(reader, whole, opened, register.today())
