"""The pictures of the screen that is turned to a person: in every language, and all of them on one."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QPoint, QSize, Qt
from PySide6.QtGui import QImage, QPainter
from PySide6.QtWidgets import QWidget

from caseworker import i18n
from caseworker.domain.access import User
from caseworker.domain.ids import PersonId
from caseworker.services import client_view
from caseworker.store.register import Register
from ui.client.window import ClientWindow

Take = Callable[[QWidget, str], None]
COLUMNS, WIDE = 3, 480


def draw_client(register: Register, user: User, take: Take, folder: Path, person: PersonId) -> None:
    """Turn the screen to a person in every language."""
    names = []
    for language in i18n.letter_languages():
        view = client_view.open_client(register, person=person, language=language, by=user)
        window = ClientWindow(view, prints=True, minutes=4)
        names.append(f"client-{language}")
        take(window, names[-1])
        window.release()
        window.close()
    _together([QImage(str(folder / f"{name}.png")) for name in names]).save(str(folder / "client-languages.png"))


def _together(pictures: list[QImage]) -> QImage:
    """All of them side by side, small."""
    small = [one.scaledToWidth(WIDE, Qt.TransformationMode.SmoothTransformation) for one in pictures]
    cell = QSize(WIDE + 8, small[0].height() + 8)
    rows = -(-len(small) // COLUMNS)
    whole = QImage(cell.width() * COLUMNS, cell.height() * rows, QImage.Format.Format_RGB32)
    whole.fill(Qt.GlobalColor.white)
    painter = QPainter(whole)
    for number, one in enumerate(small):
        painter.drawImage(QPoint(number % COLUMNS * cell.width() + 4, number // COLUMNS * cell.height() + 4), one)
    painter.end()
    return whole
