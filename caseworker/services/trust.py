"""Is the register whole? The check every caseworker may run and every unlock starts; going on in a restored copy."""

from collections.abc import Callable

from caseworker.domain.access import User
from caseworker.errors import Refused
from caseworker.services.registry import service
from caseworker.store.register import Register
from caseworker.store.verify import Verification as Verification
from caseworker.store.verify import verify

SignedBy = Callable[[str, bytes, bytes], bool]


@service(needs="register.verify", record="register", retention="session", writes=False)
def verify_register(
    register: Register,
    *,
    signed_by: SignedBy,
    wanted: Callable[[], bool] = lambda: True,
    thorough: bool = True,
    by: User,
) -> Verification:
    """Check every page, the audit chain with its payloads, the signed heads and the anchor outside the file.

    ``signed_by(staff id, message, signature)`` tells whether that member of staff signed that head. At the first fault
    the register is closed for writing. ``thorough`` False leaves out the structure and the payloads, as the check after
    each unlock does. Raises ``Refused("register.check_stopped")`` once ``wanted()`` is false.
    """

    def go_on(_done: int, _whole: int) -> None:
        if not wanted():
            raise Refused("register.check_stopped")

    found = verify(register, verify_signature=signed_by, progress=go_on, thorough=thorough)
    if not found.ok:
        register.stop_writing(found.findings)
    return found


@service(needs="register.accept_copy", record="register", retention="case")
def accept_older_copy(register: Register, *, by: User) -> None:
    """Go on in a copy that was restored on purpose, although its log once reached further; the log says who did it.

    Raises ``Refused("register.not_rolled_back")`` when that is not the register's only fault.
    """
    register.accept_rollback(by=by)
