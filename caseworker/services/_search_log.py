"""What the log tells of a search. Not a service."""

import hmac

from caseworker.domain.changes import Event
from caseworker.store.register import Register


def settled(register: Register, text: str, hits: int) -> Event:
    """Return the event of a search that was meant: the term as HMAC, never in words."""
    key = hmac.digest(register.secret("office_secret"), b"search log", "sha256")
    term = hmac.new(key, text.casefold().strip().encode(), "sha256").hexdigest()
    return Event("search.settled", "", {"term": term, "hits": hits})
