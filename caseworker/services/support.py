"""What support may know about a register: how it is built and how large it is, never what stands in it."""

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import func, select

from caseworker.domain.access import User
from caseworker.services.registry import service
from caseworker.store import tables
from caseworker.store.register import Register


@dataclass(frozen=True, slots=True)
class SupportFacts:
    """Versions and sizes. ``rows`` are rounded up to tens: how few somebody is one of says too much."""

    schema: int
    cipher: str
    sqlite: str
    rows: Mapping[str, int]
    faults: tuple[str, ...]


@service(needs="register.verify", record="register", retention="session", writes=False)
def support_facts(register: Register, *, by: User) -> SupportFacts:
    """Return how the register is built and how large it is."""
    with register.read() as reader:
        connection = reader.connection
        schema, cipher, sqlite = (
            connection.exec_driver_sql(question).scalar_one()
            for question in ("PRAGMA user_version", "PRAGMA cipher_version", "SELECT sqlite_version()")
        )
        rows = {
            table.name: -(-connection.execute(select(func.count()).select_from(table)).scalar_one() // 10) * 10
            for table in tables.metadata.sorted_tables
        }
    return SupportFacts(int(schema), str(cipher), str(sqlite), rows, tuple(one.code for one in register.faults))
