"""What a caseworker does with lists that come in: read in as a batch, again without anything new, and taken back."""

from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory

from caseworker.platform import replace_atomically
from caseworker.services import importing
from tests.campaigns.hands import Ack, Acks, Hands
from tests.exchange.books import book, cell, sheet
from tests.services.conftest import MAJ


def _read(hands: Hands, path: Path) -> importing.ImportReport:
    titles = (1, cell("A1", "Förnamn") + cell("B1", "Efternamn"))
    rows = [(row, cell(f"A{row}", "Inläst") + cell(f"B{row}", hands.some("Rad"))) for row in (2, 3, 4)]
    replace_atomically(path, book(sheet(titles, *rows)))  # says in words that a disk is full
    opened = importing.open_list(hands.register, workbook=path, by=MAJ)
    trial = importing.try_list(hands.register, opened=opened, by=MAJ)
    others = {doubt.row: "other" for doubt in trial.doubts}
    return hands.do(importing.read_list, trial=trial, decisions=others, by=MAJ)


def _import(hands: Hands) -> Acks:
    with TemporaryDirectory() as folder:
        path = Path(folder) / "people.xlsx"
        for person in _read(hands, path).created:
            yield Ack("importing.read_list", person)
        hands.do(importing.read_workbook, workbook=path, by=MAJ)
        yield Ack("importing.read_workbook", "")
        batch = _read(hands, path).batch
        yield Ack("importing.read_list", "")
        hands.do(importing.undo_batch, batch=batch, by=MAJ)
        yield Ack("importing.undo_batch", batch)


ERRANDS: dict[Callable[[Hands], Acks], int] = {_import: 1}
LOGGED = {"importing.read_workbook": "people.imported"}
KEPT = {
    "importing.read_list": "SELECT person_id FROM import_rows UNION SELECT ''",
    "importing.undo_batch": "SELECT id FROM import_batches WHERE undone IS NOT NULL",
}
TAKEN_AWAY = "(SELECT count(*) FROM audit WHERE action = 'person.import_undone')"
TOGETHER = {
    "an import": (
        "SELECT count(*) FROM person_names WHERE given = 'Inläst'",
        "SELECT count(*) FROM import_rows",
        f"SELECT coalesce(sum(made), 0) - {TAKEN_AWAY} FROM import_batches",  # noqa: S608 - words of ours
    ),
}
