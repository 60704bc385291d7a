"""Finding a person from one field: by name in any spelling, by number old or new, by telephone, by address."""

from caseworker.domain.access import User
from caseworker.domain.finding import Hit
from caseworker.services.registry import service
from caseworker.store.register import Register

MOST_HITS = 8


@service(needs="person.read", record="person", retention="session", writes=False)
def look_up(register: Register, *, text: str, by: User) -> tuple[Hit, ...]:
    """Return at most eight people whom ``text`` leads to, the surest first, each with what led to her.

    Protected people are found by case number only. Typing calls this many times; ``people.settle_search`` logs the one
    search that was meant.
    """
    if not text.strip():
        return ()
    with register.read() as reader:
        return tuple(reader.look_up(text, limit=MOST_HITS))
