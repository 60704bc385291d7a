"""The tab Insatser & plan of the target picture: ``python -m tests.pictures_plan FOLDER [--scheme dark]``."""

import argparse
import os
import sys
import tempfile
from datetime import date
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QEventLoop, QTimer
from PySide6.QtWidgets import QApplication, QDialog

from caseworker.app import DEMO_PASSPHRASE, Application
from caseworker.domain.access import User
from caseworker.domain.ids import PersonId
from caseworker.domain.intervention import InterventionState
from caseworker.services import interventions, people
from caseworker.services.interventions import EnteredIntervention, EnteredStep
from caseworker.showcase import run_showcase
from caseworker.store.register import Register
from ui import settings as kept
from ui.desk import Desk
from ui.main import Program
from ui.person.intervention_dialogs import DetailsDialog, EndDialog, EvidenceDialog
from ui.person.view import PersonPage

SETTLING = 1500
_S = InterventionState
_ROAD = (_S.PROPOSED, _S.DECIDED, _S.REFERRED, _S.ACCEPTED, _S.ONGOING, _S.COMPLETED)


def _steps(*days: date) -> tuple[EnteredStep, ...]:
    return tuple(EnteredStep(state, day) for state, day in zip(_ROAD, days, strict=False))


def made() -> tuple[EnteredIntervention, ...]:
    """The interventions of the target picture, the last one first: the newest stands first in the file."""
    d = date
    return (
        EnteredIntervention(
            "cykelkurs", outcome="cyklar till sfi", outcome_code="malet-natt", scale=5, contact="Berit Holm",
            begins=d(2026, 5, 4), ends=d(2026, 6, 12), ticks=(("genomford", d(2026, 6, 12)),),
            steps=_steps(d(2026, 3, 2), d(2026, 3, 9), d(2026, 3, 10), d(2026, 4, 1), d(2026, 5, 4), d(2026, 6, 12)),
        ),
        EnteredIntervention(
            "validering", detail="undersköterska", begins=d(2027, 1, 11), contact="Håkan Brodin",
            steps=_steps(d(2026, 11, 9), d(2026, 11, 12)), ticks=(("beslut", d(2026, 11, 12)),),
        ),
        EnteredIntervention(
            "halsoundersokning", place="Ekbackens vårdcentral",
            steps=_steps(d(2026, 10, 1), d(2026, 10, 9), d(2026, 10, 16)),
            ticks=(("samtycke", d(2026, 10, 9)), ("remiss", d(2026, 10, 16))),
        ),
        EnteredIntervention(
            "etableringsprogram", contact="Lena Forsell", begins=d(2026, 2, 9), ends=d(2028, 2, 8),
            steps=_steps(d(2026, 1, 12), d(2026, 1, 14), d(2026, 1, 14), d(2026, 2, 2), d(2026, 2, 9)),
            ticks=(("inskriven", d(2026, 2, 9)), ("planering", d(2026, 3, 2))),
        ),
        EnteredIntervention(
            "samhallsorientering-kurs", detail="på arabiska", contact="Idris Salim", begins=d(2026, 4, 13),
            ends=d(2026, 12, 18), hours_done=62, hours_total=100, ticks=(("start", d(2026, 4, 13)),),
            steps=_steps(d(2026, 1, 20), d(2026, 1, 21), d(2026, 1, 21), d(2026, 2, 20), d(2026, 4, 13)),
        ),
        EnteredIntervention(
            "sfi-kurs", detail="studieväg 1, kurs C", contact="Petra Sandell", place="Lövåsa vux", begins=d(2026, 3, 2),
            ends=d(2027, 6, 11),
            steps=_steps(d(2025, 12, 1), d(2025, 12, 5), d(2025, 12, 8), d(2026, 1, 20), d(2026, 3, 2)),
            ticks=(("antagen", d(2026, 1, 20)), ("narvaro", d(2026, 10, 30))),
        ),
    )  # fmt: skip


def _settle() -> None:
    loop = QEventLoop()
    QTimer.singleShot(SETTLING, loop.quit)
    loop.exec()


def _take(dialog: QDialog, folder: Path, name: str) -> None:
    dialog.show()
    _settle()
    dialog.grab().save(str(folder / f"{name}.png"))
    dialog.close()


def draw(folder: Path, options: argparse.Namespace) -> None:
    """Draw the tab and its questions into ``folder``."""
    qt = QApplication.instance() or QApplication(["pictures"])
    assert isinstance(qt, QApplication)
    folder.mkdir(parents=True, exist_ok=True)
    width, height = (int(part) for part in options.size.split("x"))
    with tempfile.TemporaryDirectory() as place:
        config = Path(place) / "config"
        config.mkdir()
        kept.write(config, kept.Settings(scheme=options.scheme, text_scale=options.scale, language=options.language))
        run_showcase(Path(place) / "demo", persons=options.persons, seed=3, quiet=True)
        application = Application(folder=Path(place) / "demo" / "register")
        session = application.unlock("Maj Ekholm", DEMO_PASSPHRASE)
        person = _someone(session.register, session.user)
        for entered in made():
            interventions.add_intervention(session.register, person=person, entered=entered, by=session.user)
        program = Program(qt, application.folder, config)
        program.begin()
        program.open(session)
        window = program.window
        assert window is not None
        window.resize(width, height)
        window.go("person", f"{person}/interventions")
        _settle()
        page = window.stack.current
        assert isinstance(page, PersonPage)
        tab = page.parts.interventions
        tab.list.setFocus()
        _settle()
        window.grab().save(str(folder / "plan.png"))
        row, words = tab.list.current_row(), Desk(session).words
        _take(EvidenceDialog(row, words, tab), folder, "plan-evidence")
        _take(DetailsDialog(row, words, tab), folder, "plan-details")
        _take(EndDialog(row, _S.COMPLETED, words, tab), folder, "plan-end")
        _take(EndDialog(row, _S.INTERRUPTED, words, tab), folder, "plan-interrupt")
        program.end()


def _someone(register: Register, user: User) -> PersonId:
    rows = people.list_people(register, offset=0, limit=200, by=user)
    return PersonId(rows[0].id)


def main() -> None:
    """Read the options and draw."""
    parser = argparse.ArgumentParser()
    parser.add_argument("folder", type=Path)
    parser.add_argument("--scheme", default="light", choices=("light", "dark"))
    parser.add_argument("--scale", default=100, type=int)
    parser.add_argument("--language", default="sv", choices=("sv", "en"))
    parser.add_argument("--size", default="1440x900")
    parser.add_argument("--persons", default=20, type=int)
    draw(parser.parse_args().folder, parser.parse_args())
    sys.stdout.write("drawn\n")


if __name__ == "__main__":
    main()
