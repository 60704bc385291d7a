"""Own preferences and the office's contact details, kept in the register."""

from caseworker.domain.access import User
from caseworker.domain.changes import Changes, Event
from caseworker.domain.enrolment import tidy
from caseworker.exchange.endpoint import Endpoint
from caseworker.services._policy import require_allowed
from caseworker.services._settings import OFFICE, office_details
from caseworker.services._settings import OfficeDetails as OfficeDetails
from caseworker.services.registry import service
from caseworker.store.register import Register


@service(needs="own.settings", record="none", retention="register", writes=False)
def read_office_details(register: Register, *, by: User) -> OfficeDetails:
    """Return how the office and the caller are reached, as letters print it."""
    return office_details(register, by)


@service(needs="own.settings", record="register", retention="register")
def save_office_details(register: Register, *, details: OfficeDetails, by: User) -> Changes:
    """Keep the office's address for everybody, and telephone and e-mail for the caller."""
    with register.change(by=by) as tx:
        tx.put_setting(OFFICE, "address", tidy(details.address))
        tx.put_setting(by.id, "phone", tidy(details.phone))
        tx.put_setting(by.id, "email", tidy(details.email))
        return tx.commit()


@service(needs="own.settings", record="none", retention="register", writes=False)
def read_endpoint(register: Register, *, by: User) -> str:
    """Return the address of the centre that counts are sent to, "" until one is entered."""
    with register.read() as reader:
        return reader.setting(OFFICE, "endpoint")


@service(needs="counts.send", record="register", retention="register")
def save_endpoint(register: Register, *, endpoint: str, by: User) -> Changes:
    """Keep the centre's address for everybody who works here; "" forgets it. Where counts go is part of the log.

    Raises ``UsageFault("endpoint.malformed")``, ``Refused("endpoint.insecure" | "policy.endpoint_not_allowed")``.
    """
    address = require_allowed(Endpoint.parse(endpoint)).url if endpoint.strip() else ""
    with register.change(by=by) as tx:
        tx.put_setting(OFFICE, "endpoint", address)
        tx.note(Event("centre.address_kept", "", {"endpoint": address}))
        return tx.commit()
