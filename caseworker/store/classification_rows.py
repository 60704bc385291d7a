"""The municipality's own rows of classification codes. They are added and never changed; nothing is about a person."""

from sqlalchemy import Connection, insert, select

from caseworker.domain.classification import LocalClassification
from caseworker.store import tables as t


def local_rows(connection: Connection) -> tuple[LocalClassification, ...]:
    """Return the rows in the order they were made."""
    kept = t.local_classifications.c
    return tuple(
        LocalClassification(
            id=row.id,
            code=row.code,
            sv=row.sv,
            statuses=tuple(row.statuses.split()),
            gone=bool(row.gone),
            begins=row.begins,
            reason=row.reason,
            made=row.made,
            made_by=row.made_by,
        )
        for row in connection.execute(select(t.local_classifications).order_by(kept.made, kept.id))
    )


def add(connection: Connection, row: LocalClassification) -> None:
    """Keep a row."""
    values = {name: getattr(row, name) for name in LocalClassification.__dataclass_fields__}
    told = values | {"statuses": " ".join(row.statuses), "gone": int(row.gone)}
    connection.execute(insert(t.local_classifications).values(told))
