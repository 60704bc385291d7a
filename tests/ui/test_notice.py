"""What every colleague reads before the first page: shown until it is confirmed, and never again for that version."""

from pytestqt.qtbot import QtBot

from caseworker.domain.changes import Event
from caseworker.services import notice
from caseworker.store.findings import Finding
from caseworker.store.register import Register
from tests.store.fixtures import FOUNDER
from tests.ui.people_bench import StandingSession
from ui.tasks import InlineRunner
from ui.unlock.notice import NoticePage


def test_confirming_is_kept_and_logged(qtbot: QtBot, register: Register) -> None:
    session = StandingSession(register)
    page = NoticePage(session, notice.read_notice(register, by=FOUNDER), InlineRunner())
    qtbot.addWidget(page)
    with qtbot.waitSignal(page.confirmed):
        page.confirm.click()
    assert notice.read_notice(register, by=FOUNDER).acknowledged is not None
    with register.read() as reader:
        query = "SELECT action, subject FROM audit ORDER BY seq DESC LIMIT 1"
        assert tuple(reader.connection.exec_driver_sql(query).one()) == ("notice.acknowledged", FOUNDER.id)


def test_one_who_would_rather_not_is_let_out(qtbot: QtBot, register: Register) -> None:
    page = NoticePage(StandingSession(register), notice.read_notice(register, by=FOUNDER), InlineRunner())
    qtbot.addWidget(page)
    with qtbot.waitSignal(page.left):
        page.leave.click()
    assert notice.read_notice(register, by=FOUNDER).acknowledged is None


def test_what_cannot_be_kept_is_said_and_can_be_tried_again(qtbot: QtBot, register: Register) -> None:
    page = NoticePage(StandingSession(register), notice.read_notice(register, by=FOUNDER), InlineRunner())
    qtbot.addWidget(page)
    page.show()
    register.stop_writing((Finding("audit.broken", seq=1),))
    page.confirm.click()
    assert page.fault.isVisible()
    assert page.confirm.isEnabled()
    register.faults = ()
    with register.change(by=FOUNDER) as tx:
        tx.note(Event("case.opened", "somebody"))
        tx.commit()
    with qtbot.waitSignal(page.confirmed):
        page.confirm.click()
