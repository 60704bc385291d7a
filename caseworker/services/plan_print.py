"""The plan on paper, in Swedish beside the language the person reads. Printing is logged; no file is written."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from caseworker import codes, i18n
from caseworker.domain.access import User
from caseworker.domain.changes import Event
from caseworker.domain.household import kept_away
from caseworker.domain.ids import PersonId
from caseworker.domain.rows import PersonFile
from caseworker.domain.translation import LanguageState, ReviewState
from caseworker.errors import Refused
from caseworker.letters import preview
from caseworker.letters.letterhead import Letterhead
from caseworker.letters.plan_paper import PlanPaper, plan_pdf
from caseworker.letters.preview import PageImage as PageImage  # the window prints it
from caseworker.letters.sources import PLAN
from caseworker.services import _plan_print, _plan_sheets
from caseworker.services._catalogue import catalogue_on
from caseworker.services._letter_sources import LetterSources
from caseworker.services._policy import require_printing
from caseworker.services._united import whole_file
from caseworker.services.registry import service
from caseworker.store.reading import Reader
from caseworker.store.register import Register

FEWEST_DOTS, MOST_DOTS, POINTS = 20, 600, 72


@dataclass(frozen=True, slots=True)
class PlanLanguage:
    """How sure the words of the plan are in a language, and whether the municipality lets them be printed."""

    state: LanguageState
    allowed: bool


@service(needs="letter.make", record="none", retention="session", writes=False)
def list_plan_languages(register: Register, *, by: User) -> Mapping[str, PlanLanguage]:
    """Return it for every language but Swedish, by its code."""
    with register.read() as reader:
        sources = LetterSources(reader)
    return {one.language: PlanLanguage(one, not sources.withholds(one)) for one in sources.states(PLAN)}


@service(needs="letter.make", record="person", retention="case")
def print_plan(
    register: Register, *, person: PersonId, language: str, dots_per_inch: int, despite: bool = False, by: User
) -> tuple[PageImage, ...]:
    """Return the plan as pages for a printer, and log that it is printed: the draft, else what holds.

    ``language`` is one of the letters'; "sv" gives Swedish alone. What the office wrote itself stays Swedish. The
    translation is the one in force here, and the paper says how sure it is.
    ``despite``: the caller has seen who must not be told and may live at the address, and prints it all the same.

    Raises ``UsageFault("letter.unknown_language")`` and ``Refused`` with ``plan.none``, ``plan.protected``,
    ``plan.not_approved``, ``letter.no_contact``, ``person.unknown`` or ``policy.printing_not_allowed``.
    """
    require_printing()
    with register.read() as reader:
        sources = LetterSources(reader)
        target = sources.texts.language(language)
        state = sources.require_allowed(PLAN, language)
        file = whole_file(register, reader, person, by)
        if file.protected is not None:
            raise Refused("plan.protected")
        warned = kept_away(file.no_contacts, register.today())
        if warned and not despite:
            raise Refused("letter.no_contact")
        paper = _paper(register, reader, file, by, foreign=language != i18n.LETTER_SOURCE)
    if state is not None:
        paper = replace(paper, draft=state.standing.state is ReviewState.DRAFT, reviewed=state.standing.reviewed_on)
    info = register.info
    pdf = plan_pdf(
        paper,
        Letterhead(municipality=codes.municipality(info.municipality_code).sv, office=info.office_name),
        language=target,
        translate=sources.texts.translate(language),
        write_day=_plan_print.day_in,
    )
    told = {"number": paper.version, "language": language}
    told |= {} if state is None else {"words": state.version, "state": state.standing.state.value}
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
