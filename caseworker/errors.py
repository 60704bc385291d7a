"""The faults this program knows, as types with a code and parameters.

    CaseworkerError
    ├── UsageFault         the call itself is wrong                       exit 2
    ├── Refused            a rule says no; nothing was changed             exit 3
    └── EnvironmentFault   disk, file, network, another process            exit 4

An error never carries a sentence: ``caseworker.messages`` holds one per code, and the edge (window or terminal) makes
it in the reader's language. Parameters must never be personal data (names, identity numbers, addresses, free text);
they may be counts, dates, codes, paths the user named, rows and columns. Everything that is not one of these is a bug.
"""

from typing import ClassVar


class CaseworkerError(Exception):
    """Base of every fault a user may meet. ``code`` is stable, dotted and lower case: ``identity.check_digit``."""

    exit_status: ClassVar[int] = 3

    def __init__(self, code: str, /, **params: object) -> None:
        """Keep ``code`` and the ``params`` its sentence needs."""
        super().__init__(code)
        self.code = code
        self.params = params

    def __str__(self) -> str:
        """The code alone: parameters stay out of logs and tracebacks."""
        return self.code


class UsageFault(CaseworkerError):
    """The command or call is malformed: an unknown option value, a missing field."""

    exit_status = 2


class Refused(CaseworkerError):
    """A rule of the field or of trust says no. Nothing was changed."""

    exit_status = 3


class EnvironmentFault(CaseworkerError):
    """The surroundings failed: disk full, file damaged, no network, another process holds the register."""

    exit_status = 4
