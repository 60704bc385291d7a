"""Trygghet tells when lists and searches do not agree with the files, and whoever may makes them anew."""

from pytestqt.qtbot import QtBot

from caseworker.store.register import Register
from tests.store.fixtures import keep, make_person
from tests.ui.test_trust_page import INGER, PETRA, trust_window, whole_steps
from tests.ui.test_trust_page import office as office
from ui.trust.view import TrustPage


def differs(page: TrustPage) -> bool:
    return any(line.startswith("Lists and searches do not agree with the files in") for line in whole_steps(page))


def spoil(register: Register) -> None:
    keep(register, make_person())
    with register.change(by=INGER) as tx:
        tx.connection.exec_driver_sql("UPDATE person_lines SET name = 'Någon annan'")
        tx.connection.exec_driver_sql("DELETE FROM search_words")
        tx.commit()


def test_what_differs_is_told_and_made_anew(qtbot: QtBot, office: Register) -> None:
    spoil(office)
    _window, page, _desk, _asked = trust_window(qtbot, office)
    assert page.whole.rebuild.isHidden()
    page.whole.check.click()
    assert differs(page)
    assert page.register_tile.value.text() == "Whole"
    page.whole.rebuild.click()
    assert page.whole.rebuild.isHidden()
    qtbot.waitUntil(lambda: not differs(page))  # the steps before are taken away in a moment
    with office.read() as reader:
        assert [row.name for row in reader.search("Amira", limit=5)] == ["Amira Haddad"]


def test_a_caseworker_is_told_whom_to_ask(qtbot: QtBot, office: Register) -> None:
    spoil(office)
    _window, page, _desk, _asked = trust_window(qtbot, office, user=PETRA)
    page.whole.check.click()
    assert differs(page)
    assert page.whole.rebuild.isHidden()
