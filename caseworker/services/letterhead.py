"""The head of the office's letters, and the addresses that letters to protected persons are sent with."""

from dataclasses import asdict, replace

from caseworker.domain.access import User
from caseworker.domain.changes import Changes, Event
from caseworker.domain.enrolment import tidy
from caseworker.domain.letterhead import OfficeLetterhead as OfficeLetterhead
from caseworker.domain.letterhead import address_lines
from caseworker.services._settings import LETTERHEAD, OFFICE, office_letterhead
from caseworker.services.registry import service
from caseworker.store.register import Register


@service(needs="own.settings", record="none", retention="register", writes=False)
def read_letterhead(register: Register, *, by: User) -> OfficeLetterhead:
    """Return what stands at the head of letters, "" where nothing is entered."""
    with register.read() as reader:
        return office_letterhead(reader)


@service(needs="letter.head", record="register", retention="register")
def save_letterhead(register: Register, *, head: OfficeLetterhead, by: User) -> Changes:
    """Keep the head of letters for everybody. Which address mail is forwarded through is part of the log.

    Raises ``Refused("letterhead.address_too_long")`` for an address no window shows whole.
    """
    kept = replace(head, **{name: tidy(value) for name, value in asdict(head).items()})
    for address in (kept.sender, kept.forwarding):
        address_lines(address)
    with register.change(by=by) as tx:
        for name, value in asdict(kept).items():
            tx.put_setting(OFFICE, LETTERHEAD + name, value)
        tx.note(Event("letterhead.kept", "", {"sender": kept.sender, "forwarding": kept.forwarding}))
        return tx.commit()
