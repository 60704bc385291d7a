"""What is known of people for the law, made from their files. Not a service."""

from collections.abc import Iterator, Sequence
from datetime import date

from caseworker.domain.evaluation import Rules
from caseworker.domain.facts import Facts
from caseworker.domain.rows import PersonFile
from caseworker.domain.standing import facts_of, standing_of
from caseworker.store import law_facts, linking
from caseworker.store.reading import Reader


def facts_on(
    source: PersonFile | Reader, person: str, day: date, rules: Rules, *, municipality: str = ""
) -> Facts | None:
    """Return what is known of one person on ``day``, from her whole file or straight from the register.

    None when no status covers the day. From the register, what is sealed of a protected person is not known, and the
    municipality is the register's own.
    """
    if isinstance(source, PersonFile):
        return facts_of(standing_of(source), day, municipality, rules.sources())
    connection, sources = source.connection, rules.sources()
    standing = law_facts.standings(connection, sources, [person]).get(linking.main_of(connection, person))
    return None if standing is None else facts_of(standing, day, law_facts.municipality(connection), sources)


def facts_of_people(
    reader: Reader, day: date, rules: Rules, people: Sequence[str] | None = None
) -> Iterator[tuple[str, Facts]]:
    """Yield everybody (or ``people``) with a status on ``day``, by the file each is shown in, with what is known."""
    municipality, sources = law_facts.municipality(reader.connection), rules.sources()
    for person, standing in law_facts.standings(reader.connection, sources, people).items():
        facts = facts_of(standing, day, municipality, sources)
        if facts is not None:
            yield person, facts
