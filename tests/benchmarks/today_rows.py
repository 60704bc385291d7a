"""Idag over five thousand active cases: the first list of a register just opened, the whole office, and one change."""

from pathlib import Path

from caseworker.domain.ids import PersonId
from caseworker.services import agenda, people, today
from caseworker.store import duties
from tests.benchmarks.ledger import Row, at_most, median, timed
from tests.benchmarks.office import found

CASES = 5000
_ROUNDS = 5


def today_rows(folder: Path) -> list[Row]:
    """Measure the list as a caseworker meets it."""
    office = found(folder, CASES)
    session = office.unlock()
    register, by = session.register, session.user
    with register.change(by=by) as tx:  # they were written past the program
        duties.rebuild_seen(tx.connection)
        tx.commit()
    rows = people.list_people(register, offset=0, limit=_ROUNDS, by=by)
    worked = timed(lambda: today.refresh_duties(register, by=by))
    with register.change(by=by) as tx:  # the made-up lives are old: let a last day of each fall in these months
        run = tx.connection.exec_driver_sql
        words = "'x', 'law', 'Gör det', 'Lag 1 §', 'Något', '', '', 'in_force', 'Gör det', 'Do it', ''"
        run(f"INSERT OR IGNORE INTO duty_words VALUES ({words})")  # noqa: S608
        run("DELETE FROM duties_due")
        run(
            "INSERT INTO duties_due SELECT person_id, 'x', '2026-01-01', "
            "date('2026-11-21', (rowid % 59) || ' days'), '2026-01-01', 0 FROM duties_seen"
        )
        tx.commit()
    session.close()

    cold = []
    for _round in range(_ROUNDS):
        session = office.unlock()
        cold.append(timed(lambda session=session: today.read_today(session.register, by=session.user)))  # type: ignore[misc]
        session.close()

    session = office.unlock()
    register, by = session.register, session.user
    today.read_today(register, by=by)
    today.refresh_duties(register, by=by)
    after, again = [], []
    for row in rows:
        agenda.add_reminder(register, person=PersonId(row.id), day=register.today(), text="Ring", by=by)
        after.append(timed(lambda: today.refresh_duties(register, by=by)))
        again.append(timed(lambda: today.read_today(register, by=by)))
    session.close()
    return [
        at_most(f"Idag over {CASES} cases, first list after opening", median(cold) * 1000, 300, "ms"),
        at_most("duties worked out after one change", median(after) * 1000, 50, "ms"),
        at_most("Idag read again after one change", median(again) * 1000, 50, "ms"),
        Row(f"duties of all {CASES} worked out, once a day", f"{worked:.1f} s"),
    ]
