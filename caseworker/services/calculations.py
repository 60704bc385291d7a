"""The calculation (uträkning) of one right or one last day on paper, in Swedish: what led to it, line by line."""

from collections.abc import Iterator
from datetime import date

from caseworker import codes, i18n, law_words
from caseworker.domain.access import User
from caseworker.domain.changes import Event
from caseworker.domain.ids import PersonId
from caseworker.domain.law import Certainty
from caseworker.domain.lawsheet import DutyShown, LawSheet, RightShown
from caseworker.domain.rights import Answer
from caseworker.errors import Refused
from caseworker.letters import preview
from caseworker.letters.compose import Letterhead
from caseworker.letters.preview import PageImage
from caseworker.letters.record_paper import Entry, RecordPaper, Section, record_pdf
from caseworker.services import _active_law
from caseworker.services._policy import require_printing
from caseworker.services.law import read_law
from caseworker.services.registry import service
from caseworker.store.register import Register

FEWEST_DOTS, MOST_DOTS, POINTS = 20, 600, 72


@service(needs="person.read", record="person", retention="case")
def print_calculation(
    register: Register, *, person: PersonId, day: date, code: str, dots_per_inch: int, by: User
) -> tuple[PageImage, ...]:
    """Return the calculation of a right or a duty on ``day`` as pages for a printer, and log that it is printed.

    ``code`` is the right, or the lawbook row of the duty. The paper bears the case number and no name. Raises
    ``Refused`` with ``calculation.unknown``, ``calculation.protected`` or ``policy.printing_not_allowed``.
    """
    require_printing()
    with register.read() as reader:
        file = reader.person_file(person)
        if file.protected is not None:
            raise Refused("calculation.protected")
    sheet = read_law(register, person=person, day=day, by=by)
    shown = next((one for one in sheet.rights if one.right == code), None)
    duty = next((one for one in sheet.duties if one.id == code), None)
    if shown is not None:
        title, entries, log = f"Uträkning: {shown.words}", tuple(_of_right(shown)), shown.log
    elif duty is not None:
        title, entries, log = f"Uträkning: {duty.words}", tuple(_of_duty(duty)), duty.log
    else:
        raise Refused("calculation.unknown")
    with register.change(by=by) as tx:
        tx.note(Event("calculation.printed", file.id, {"code": code, "day": day}))
        _active_law.keep_brought(tx)
        tx.commit()
    info = register.info
    paper = RecordPaper(
        title=title,
        number=file.case_number,
        facts=(Entry("Ärendenummer", file.case_number), Entry("Som det var", day.isoformat()), *entries),
        opening=(),
        sections=(Section("Så räknades det ut", entries=tuple(_lines((*log, *sheet.log)))), _about(sheet)),
        dated=register.today(),
        demo=info.demo,
    )
    head = Letterhead(municipality=codes.municipality(info.municipality_code).sv, office=info.office_name)
    dots = min(max(dots_per_inch, FEWEST_DOTS), MOST_DOTS)
    return preview.page_images(record_pdf(paper, head), scale=dots / POINTS)


def _of_right(shown: RightShown) -> Iterator[Entry]:
    told = (
        ("Svar", i18n.swedish(law_words.ANSWERS[Answer(shown.answer)])),
        ("Därför", shown.why),
        ("Lagrum", shown.law),
        ("Från och med", shown.begins.isoformat() if shown.begins is not None else ""),
        ("Till och med", shown.ends.isoformat() if shown.ends is not None else "tills vidare"),
        ("Lagen är känd till och med", shown.known_to.isoformat() if shown.known_to is not None else ""),
        ("Ansvarig", _actor(shown.responsible)),
        ("Hur säkert", i18n.swedish(law_words.CERTAINTIES[Certainty(shown.certainty)])),
    )
    return (Entry(label, text) for label, text in told if text)


def _of_duty(duty: DutyShown) -> Iterator[Entry]:
    yield Entry("Sista dag", duty.last_day.isoformat() if duty.last_day is not None else "inte känd")
    yield Entry("Lagrum", duty.law)
    yield Entry("Missas det", duty.lost)
    yield Entry("Ansvarig", _actor(duty.responsible))
    yield Entry("Hur säkert", i18n.swedish(law_words.CERTAINTIES[Certainty(duty.certainty)]))


def _lines(log: tuple[str, ...]) -> Iterator[Entry]:
    for number, line in enumerate(log, 1):
        yield Entry(str(number), line)


def _about(sheet: LawSheet) -> Section:
    return Section("Om uträkningen", told=f"Lagbok {sheet.lawbook}. Samma uppgifter och samma lagbok ger samma svar.")


def _actor(code: str) -> str:
    return next((row.sv for row in codes.actors() if row.code == code), code)
