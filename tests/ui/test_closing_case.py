"""Closing a case from the file, taking it back within ten seconds, and being told when it is closed already."""

from pytestqt.qtbot import QtBot
from sqlalchemy import select

from caseworker.store import tables as t
from caseworker.store.register import Register
from tests.store.fixtures import TODAY
from tests.ui.finding import found
from tests.ui.people_bench import enrolled, someone, window_over
from tests.ui.test_person_page import person_page
from ui.person.ending import EndingDialog
from ui.person.view import PersonPage
from ui.widgets.text import Label


def do(page: PersonPage, name: str) -> None:
    next(command for command in page.commands() if command.name == name).run()


def closed_on(register: Register) -> object:
    with register.read() as reader:
        return reader.connection.execute(select(t.cases.c.closed)).scalar_one()


def test_a_case_is_closed_today_and_opened_again_by_undo(qtbot: QtBot, register: Register) -> None:
    person = enrolled(register, someone())
    window = window_over(qtbot, register)
    page = person_page(window, person)
    do(page, "case_close")
    dialog = page.findChild(EndingDialog)
    assert isinstance(dialog, EndingDialog)
    assert "Tell the person" in found(dialog, Label, "endFollows").text()
    dialog.go.click()
    assert closed_on(register) == TODAY
    assert window.status.label.text() == "Saved 12:00"
    window.undo()
    assert closed_on(register) is None
    faults: list[Exception] = []
    page.presenter.failed.connect(faults.append)
    do(page, "case_reopen")
    assert [str(fault) for fault in faults] == ["case.not_closed"]
