"""The plan on paper, in Swedish beside the language the person reads. Printing is logged; no file is written."""

from caseworker import codes, i18n
from caseworker.domain.access import User
from caseworker.domain.changes import Event
from caseworker.domain.household import kept_away
from caseworker.domain.ids import PersonId
from caseworker.domain.rows import PersonFile
from caseworker.errors import Refused, UsageFault
from caseworker.letters import preview
from caseworker.letters.languages import letter_language
from caseworker.letters.letterhead import Letterhead
from caseworker.letters.plan_paper import PlanPaper, plan_pdf
from caseworker.letters.preview import PageImage as PageImage  # the window prints it
from caseworker.services import _plan_print, _plan_sheets
from caseworker.services._catalogue import catalogue_on
from caseworker.services._policy import require_printing
from caseworker.services._united import whole_file
from caseworker.services.registry import service
from caseworker.store.reading import Reader
from caseworker.store.register import Register

FEWEST_DOTS, MOST_DOTS, POINTS = 20, 600, 72


@service(needs="letter.make", record="person", retention="case")
def print_plan(
    register: Register, *, person: PersonId, language: str, dots_per_inch: int, despite: bool = False, by: User
) -> tuple[PageImage, ...]:
    """Return the plan as pages for a printer, and log that it is printed: the draft, else what holds.

    ``language`` is one of the letters'; "sv" gives Swedish alone. What the office wrote itself stays Swedish.
    ``despite``: the caller has seen who must not be told and may live at the address, and prints it all the same.

    Raises ``UsageFault("letter.unknown_language")`` and ``Refused`` with ``plan.none``, ``plan.protected``,
    ``letter.no_contact``, ``person.unknown`` or ``policy.printing_not_allowed``.
    """
    require_printing()
    known = i18n.letter_languages()
    if language not in known:
        raise UsageFault("letter.unknown_language", language=language[:40], known=", ".join(known))
    with register.read() as reader:
        file = whole_file(register, reader, person, by)
        if file.protected is not None:
            raise Refused("plan.protected")
        warned = kept_away(file.no_contacts, register.today())
        if warned and not despite:
            raise Refused("letter.no_contact")
        paper = _paper(register, reader, file, by, foreign=language != i18n.LETTER_SOURCE)
    info = register.info
    pdf = plan_pdf(
        paper,
        Letterhead(municipality=codes.municipality(info.municipality_code).sv, office=info.office_name),
        language=letter_language(language),
        translate=i18n.letter_catalog(language),
        write_day=lambda day, code: day.isoformat() if code == i18n.LETTER_SOURCE else i18n.format_date(day, code),
    )
    told = {"number": paper.version, "language": language}
    with register.change(by=by) as tx:
        tx.note(Event("plan.printed", file.id, told | {"despite": [one.id for one in warned]} if warned else told))
        tx.touched(person=person)
        tx.commit()
    dots = min(max(dots_per_inch, FEWEST_DOTS), MOST_DOTS)
    return preview.page_images(pdf, scale=dots / POINTS)


def _paper(register: Register, reader: Reader, file: PersonFile, by: User, *, foreign: bool) -> PlanPaper:
    sheet = _plan_sheets.sheet(register, reader, file, by.id)
    shown = sheet.draft or sheet.current
    if shown is None:
        raise Refused("plan.none")
    today = register.today()
    responsible = (one.name for one in file.assignments if one.kind == "responsible" and one.ends is None)
    return PlanPaper(
        name=file.name() or file.name("migration_agency") or file.name("original"),
        own_script=file.name("original"),
        case_number=file.case_number,
        version=shown.number,
        dated=today,
        pieces=_plan_print.pieces(
            sheet,
            shown,
            file.interventions,
            {one.code: one.sv for one in catalogue_on(reader, today).known},
            case_number=file.case_number,
            caseworker=next(responsible, by.name),
            foreign=foreign,
        ),
        demo=register.info.demo,
    )
