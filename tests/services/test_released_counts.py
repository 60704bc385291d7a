"""What the office sees of a released month is what it released, whatever is corrected afterwards."""

from datetime import date

from caseworker import wire
from caseworker.classes import load_classes
from caseworker.domain.counts.classes import TOTAL
from caseworker.domain.counts.dataset import dataset
from caseworker.domain.counts.protection import Protected
from caseworker.domain.intake import EnteredStatus, Intake
from caseworker.domain.person import Sex
from caseworker.services import counts
from caseworker.services._entering import enter
from caseworker.services.counts import CountsView
from caseworker.store.register import Register
from tests.services.conftest import MAJ

PERIOD = "2026-10"
_SINCE = EnteredStatus("ASYL", date(2025, 6, 1))


def shown(office: Register) -> CountsView:
    return counts.show_counts(office, period=PERIOD, by=MAJ)


def register_late(office: Register, people: int) -> None:
    """Register people who were here all the time."""
    with office.change(by=MAJ) as tx:
        for number in range(people):
            intake = Intake(
                given=f"Sen {number}", born=date(1990, 1, 1), sex=Sex.MAN, status=_SINCE, opened=_SINCE.begins
            )
            enter(office, tx, intake, by=MAJ)
        tx.commit()


def whole_office(table: Protected) -> int:
    return next(cell.true for cell in table.cells if (cell.status, cell.age, cell.sex) == (TOTAL, TOTAL, TOTAL))


def test_a_prepared_month_shows_the_figures_of_its_release(office: Register) -> None:
    before = shown(office).table
    counts.prepare_release(office, period=PERIOD, by=MAJ)
    after = shown(office).table
    assert after.cells == before.cells
    assert after.survived == before.survived
    assert (after.ladder.ages, after.ladder.statuses, after.ladder.by_sex) == (
        before.ladder.ages,
        before.ladder.statuses,
        before.ladder.by_sex,
    )


def test_people_registered_late_change_what_is_true_and_not_what_was_sent(office: Register) -> None:
    counts.prepare_release(office, period=PERIOD, by=MAJ)
    before = shown(office).table
    register_late(office, 40)
    view = shown(office)
    assert [cell.sent for cell in view.table.cells] == [cell.sent for cell in before.cells]
    assert (whole_office(before), whole_office(view.table)) == (120, 160)
    assert dataset(view.table, load_classes()) == wire.open_release(view.envelope).dataset


def test_an_office_that_was_too_small_then_is_shown_so_although_it_has_grown(register: Register) -> None:
    counts.prepare_release(register, period=PERIOD, by=MAJ)
    assert shown(register).table.too_few
    register_late(register, 40)
    view = shown(register)
    assert view.table.too_few
    assert [(cell.true, cell.sent) for cell in view.table.cells] == [(40, None)]
