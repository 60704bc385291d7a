"""A person's whole file as it is shown: her own rows and those of the files that are linked with it. Not a service."""

from caseworker.domain.access import User
from caseworker.domain.links import united
from caseworker.domain.rows import PersonFile
from caseworker.services._protected import opened_view
from caseworker.store import linking
from caseworker.store.reading import Reader
from caseworker.store.register import Register


def whole_file(register: Register, reader: Reader, person: str, by: User) -> PersonFile:
    """Return the file in which ``person``'s is shown, with every file linked to it.

    What is sealed is filled in while ``by`` has it open. Raises ``Refused("person.unknown" | "access.out_of_reach")``.
    """
    files = [
        opened_view(register, reader, reader.person_file(one), by)
        for one in linking.files_of(reader.connection, person)
    ]
    return files[0] if len(files) == 1 else united(files, linking.linked_files(reader.connection, files[0].id))
