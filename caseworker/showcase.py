"""The whole errand on made-up people, headless: register, workbook, import, letters, counts, receipt, check (``demo``).

Uses the same services as the window; nothing is faked. The centre is a real process on this computer that stops again.
"""

import os
import subprocess  # noqa: S404 - starts our own centre only
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

import typer

from caseworker import demo
from caseworker.app import DEMO_PASSPHRASE, Application, Session
from caseworker.demo_agenda import fill_agenda
from caseworker.demo_interventions import MadeIntervention
from caseworker.domain.household import EnteredRelation, RelationKind
from caseworker.domain.ids import InterventionId, PersonId
from caseworker.domain.law_facts import EnteredFact
from caseworker.errors import EnvironmentFault, Refused
from caseworker.platform.programs import Helper, helper_command
from caseworker.services import (
    counts,
    household,
    importing,
    interventions,
    law,
    letters,
    notes,
    people,
    preferences,
    status,
)
from caseworker.services._settings import OfficeDetails
from caseworker.terminal import _, write_file

SHEET = "valkommen"
OFFICE = OfficeDetails("010-123 45 67", "mottagningen@uppsala.example", "Exempelgatan 1, 753 20 Uppsala")
_CENTRE_SECONDS = 30.0


@dataclass(frozen=True, slots=True)
class Showcase:
    """Where everything lies afterwards, and what was proved on the way."""

    register: str
    passphrase: str
    workbook: str
    persons: int
    not_read: int
    letters: tuple[str, ...]
    centre: str
    endpoint: str
    period: str
    release_id: str
    receipt: str
    whole: bool
    log_rows: int

    @property
    def words(self) -> str:
        """Return the facts as lines to read."""
        lines = [
            _("Register:   {register}  (passphrase: {passphrase})"),
            _("Workbook:   {workbook}  ({persons} people read, {not_read} rows not read)"),
            _("Letters:    {letters}"),
            _("Centre:     {centre}"),
            _("Counts:     {period} sent to {endpoint}, release {release_id}"),
            _("Receipt:    {receipt}"),
            _("Register whole: {log_rows} log rows checked, nothing is missing."),
        ]
        facts = {name: getattr(self, name) for name in self.__slots__}
        facts["letters"] = str(Path(self.letters[0]).parent) if self.letters else ""
        return "\n".join(line.format(**facts) for line in lines)


def run_showcase(folder: Path, *, persons: int, seed: int, quiet: bool) -> Showcase:
    """Run the errand in ``folder``, which must be new or empty.

    Raises ``Refused("demo.folder_not_empty")``, ``EnvironmentFault("file.cannot_write" | "register.not_whole")`` and
    whatever the services raise; what was made so far is kept.
    """
    folder = folder.resolve()
    _make_folders(folder)
    application = Application(folder=folder / "register", program="terminal")
    with _progress(persons, quiet=quiet) as advance:
        session = application.create_demo()
        try:
            made = demo.people(persons, seed, today=session.register.today())
            report = _import(session, folder / "people.xlsx", made)
            for person, life in zip(report.created, made, strict=True):
                _live(session, PersonId(person), life)
                advance(1)
            _families(session, [PersonId(person) for person in report.created], made)
            fill_agenda(session.register, [PersonId(person) for person in report.created], by=session.user)
            printed = tuple(_letters(session, folder / "letters"))
            period = _last_month(session.register.today())
            endpoint, sent = _send(session, folder / "centre", period)
            found = application.verify(session)
        finally:
            session.close()
    if not found.ok:
        raise EnvironmentFault("register.not_whole", findings=len(found.findings))
    return Showcase(
        register=str(folder / "register" / "register.db"),
        passphrase=DEMO_PASSPHRASE,
        workbook=str(folder / "people.xlsx"),
        persons=report.clean,
        not_read=len(report.bad),
        letters=printed,
        centre=str(folder / "centre" / "central.db"),
        endpoint=endpoint,
        period=period,
        release_id=sent.release_id,
        receipt=sent.receipt,
        whole=found.ok,
        log_rows=found.rows,
    )


def _make_folders(folder: Path) -> None:
    try:
        if folder.exists() and any(folder.iterdir()):
            raise Refused("demo.folder_not_empty", folder=folder)
        (folder / "letters").mkdir(parents=True, exist_ok=True)
        (folder / "centre").mkdir(exist_ok=True)
    except OSError as fault:
        raise EnvironmentFault("file.cannot_write", path=folder, reason=fault.strerror or "") from None


@contextmanager
def _progress(length: int, *, quiet: bool) -> Iterator[Callable[[int], None]]:
    if quiet or not sys.stderr.isatty():
        yield lambda _steps: None
        return
    with typer.progressbar(length=length, label=_("Making the demo"), file=sys.stderr) as bar:
        yield bar.update


def _import(session: Session, workbook: Path, made: Sequence[demo.DemoPerson]) -> importing.ImportReport:
    preferences.save_office_details(session.register, details=OFFICE, by=session.user)
    demo.write_workbook(workbook, made)
    report = importing.read_workbook(session.register, workbook=workbook, by=session.user)
    if report.bad:
        raise Refused("import.nothing_taken", rows=len(report.bad))
    return report


def _families(session: Session, ids: Sequence[PersonId], made: Sequence[demo.DemoPerson]) -> None:
    """Record who lives together and what they are to each other."""
    register, by = session.register, session.user
    together: dict[int, list[tuple[PersonId, demo.DemoPerson]]] = {}
    for person, life in zip(ids, made, strict=True):
        together.setdefault(life.household, []).append((person, life))
    for (first, told), *others in together.values():
        for person, life in others:
            begins = max(one.intake.opened or register.today() for one in (told, life))
            household.join_household(register, person=person, other=first, begins=begins, by=by)
            kind = RelationKind.PARTNER if life.parent else RelationKind.CHILD
            relation = EnteredRelation(kind, person, begins=begins)
            household.record_relation(register, person=first, relation=relation, by=by)


def _live(session: Session, person: PersonId, life: demo.DemoPerson) -> None:
    """Record what happens to a person after she was registered."""
    register, by = session.register, session.user
    for entered in life.statuses:
        status.record_status(register, person=person, status=entered, by=by)
    for code, begins in life.settlements:
        status.record_settlement(register, person=person, code=code, begins=begins, by=by)
    for one in life.interventions:
        _carry_out(session, person, one)
    for code, day in life.law_days:
        law.set_fact(register, person=person, fact=EnteredFact(code, day), by=by)
    for day, text in life.notes:
        notes.write_note(register, person=person, text=text, happened_on=day, by=by)


def _carry_out(session: Session, person: PersonId, one: MadeIntervention) -> None:
    register, by = session.register, session.user
    made = interventions.add_intervention(register, person=person, entered=one.entered, by=by)
    if one.followed is not None:
        day, outcome = one.followed
        interventions.follow_up(
            register, intervention=InterventionId(made.created), months=6, day=day, outcome_code=outcome, by=by
        )


def _letters(session: Session, folder: Path) -> Iterator[str]:
    """Print one letter in every language, each to somebody who reads it where there is one."""
    register, by = session.register, session.user
    rows = people.list_people(register, offset=0, limit=20_000, by=by)
    readers: dict[str, PersonId] = {}
    for row in rows:
        file = people.open_file(register, person=PersonId(row.id), by=by)
        readers.setdefault(file.reads, PersonId(row.id))
    anyone = PersonId(rows[0].id)
    for language in letters.list_letter_languages(register, by=by):
        person = readers.get(language.code, anyone)
        letter = letters.issue_letter(register, person=person, sheet=SHEET, language=language.code, how="saved", by=by)
        out = folder / f"{SHEET}-{language.code}.pdf"
        write_file(out, letter.pdf)
        yield str(out)


def _last_month(today: date) -> str:
    return f"{today.replace(day=1) - timedelta(days=1):%Y-%m}"


def _send(session: Session, folder: Path, period: str) -> tuple[str, counts.Sent]:
    register, by = session.register, session.user
    counts.prepare_release(register, period=period, by=by)
    with _centre(folder / "central.db") as endpoint:
        counts.introduce_to_demo_centre(register, endpoint=endpoint, by=by)
        sent = counts.send_release(register, period=period, endpoint=endpoint, by=by)
    if sent.state != "acked":
        raise EnvironmentFault(sent.reason or "delivery.unreachable")
    return endpoint, sent


@contextmanager
def _centre(database: Path) -> Iterator[str]:
    """Run a demo centre of our own as long as the block lasts; it says its address on its first line."""
    # named from its own folder: a "?" in a longer path would end the database's address there
    address = f"sqlite:///{database.name}"
    command = helper_command(Helper.CENTRE, "serve", "--demo", "--port", "0", "--database", address)
    process = subprocess.Popen(  # noqa: S603 - our own program, fixed arguments
        command, cwd=database.parent, stdout=subprocess.PIPE, env={**os.environ, "PYTHONUTF8": "1"}
    )
    try:
        yield _address(process)
    finally:
        process.terminate()
        process.wait(timeout=_CENTRE_SECONDS)
        if process.stdout:
            process.stdout.close()


def _address(process: "subprocess.Popen[bytes]") -> str:
    line = process.stdout.readline().decode() if process.stdout else ""
    address = next((word for word in line.split() if word.startswith("http://")), "")
    if not address:
        raise EnvironmentFault("demo.centre_did_not_start")
    return address.rstrip("/")
