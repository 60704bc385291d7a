"""The head of letters under Inställningar: the logo is seen as it is printed, replaced and taken away."""

import base64
from pathlib import Path
from typing import Any

import pytest
from pytestqt.qtbot import QtBot

from caseworker.domain.access import Role, User
from caseworker.domain.ids import StaffId
from caseworker.services import letterhead
from caseworker.store.register import Register
from tests.services.test_letterhead import drawing
from tests.store.fixtures import FOUNDER
from tests.ui.audit import audit
from tests.ui.people_bench import desk_over, window_over
from ui.preferences.letterhead import LetterheadPart

AGNES = User(StaffId("agnes"), "Agnes Berg", frozenset({Role.ADMINISTRATOR}))


def test_a_logo_is_chosen_seen_and_removed(
    qtbot: QtBot, register: Register, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with register.change(by=FOUNDER) as tx:
        tx.put_staff(AGNES)
        tx.commit()
    desk, window = desk_over(register), window_over(qtbot, register)
    desk.user = desk._session.user = AGNES  # noqa: SLF001 - a colleague with another role opens the same register
    faults: list[Any] = []
    monkeypatch.setattr(window, "show_error", faults.append)
    part = LetterheadPart(window, desk)
    qtbot.addWidget(part)
    part.show()
    logo = part.logo
    assert not logo.picture.isVisible()
    file = tmp_path / "logo.png"
    file.write_bytes(drawing("PNG"))
    monkeypatch.setattr("ui.preferences.letterhead.QFileDialog.getOpenFileName", lambda *_: (str(file), ""))
    logo.choose.click()
    qtbot.waitUntil(logo.picture.isVisible, timeout=10_000)
    kept = letterhead.read_logo(register, by=AGNES)
    assert kept.startswith(base64.b64decode("iVBORw0KGgo="))
    shown = logo.picture.pixmap().toImage()
    assert shown.pixelColor(shown.width() // 2, shown.height() // 2).name() == "#000080"
    assert audit(part) == []

    file.write_bytes(b"not a picture")
    logo.choose.click()
    qtbot.waitUntil(lambda: len(faults) == 1, timeout=3000)
    file.unlink()
    logo.choose.click()
    qtbot.waitUntil(lambda: len(faults) == 2, timeout=3000)
    assert [fault.code for fault in faults] == ["letterhead.logo_unknown_kind", "letter.file_unreadable"]
    assert logo.picture.isVisible()
    assert letterhead.read_logo(register, by=AGNES) == kept

    logo.remove.click()
    qtbot.waitUntil(lambda: not logo.picture.isVisible(), timeout=3000)
    assert letterhead.read_logo(register, by=AGNES) == b""
