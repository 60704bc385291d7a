"""Codes of a person's file in Swedish, for papers that are read by her and by other authorities. Not a service."""

from collections.abc import Callable, Mapping
from datetime import date, datetime
from typing import Final

from caseworker import codes, moverules, roles
from caseworker.domain.facts import FactWord
from caseworker.domain.identity import IdentifierType
from caseworker.domain.rows import LawFactRow, StatusRow
from caseworker.errors import CaseworkerError
from caseworker.lawbook import Lawbook
from caseworker.services.choices import NUMBER_NAMES
from caseworker.store.register import STOCKHOLM

_SEX: Final = {"woman": "Kvinna", "man": "Man", "unknown": "Inte känt"}
_NAMES: Final = {
    "latin": "Namn",
    "original": "Namn i egen skrift",
    "migration_agency": "Så som Migrationsverket stavar",
    "former": "Tidigare namn",
    "alias": "Även känd som",
}
_BIRTH_SOURCES: Final = {
    "": "källan är inte angiven",
    "document": "enligt handling",
    "decision": "enligt beslut",
    "own_statement": "egen uppgift",
    "estimated": "uppskattad",
    "other": "annan källa",
}
_CALENDARS: Final = {"gregorian": "", "ethiopian": "etiopisk kalender", "solar_hijri": "solär hijri-kalender"}
_INTERPRETER: Final = {"needed": "Behöver tolk", "not_needed": "Behöver inte tolk", "unknown": "Inte känt"}
_CONTACTS: Final = {"phone": "Telefon", "email": "E-post"}
_ADDRESSES: Final = {"residence": "Bostad", "postal": "Postadress"}
_ASSIGNMENTS: Final = {"responsible": "Ansvarig handläggare", "co_assigned": "Medhandläggare"}
_PERMITS: Final = {"PUT": "permanent uppehållstillstånd", "TUT": "tidsbegränsat uppehållstillstånd", "none": ""}
_STATES: Final = {
    "proposed": "Föreslagen",
    "decided": "Beslutad",
    "referred": "Remitterad",
    "accepted": "Accepterad",
    "ongoing": "Pågår",
    "completed": "Avslutad",
    "declined": "Avböjd",
    "interrupted": "Avbruten",
}
_NOTE_KINDS: Final = {
    "unmarked": "Anteckning",
    "fact": "Faktauppgift",
    "statement": "Uppgift lämnad av någon",
    "assessment": "Bedömning",
}
_RELATIONS: Final = {
    "partner": "Partner",
    "child": "Barn",
    "parent": "Förälder",
    "sibling": "Syskon",
    "guardian": "Vårdnadshavare",
    "guardian_of": "Barn som hon eller han är vårdnadshavare för",
    "appointed_guardian": "Särskilt förordnad vårdnadshavare",
    "appointed_guardian_of": "Barn som hon eller han är särskilt förordnad vårdnadshavare för",
    "god_man": "God man",
    "god_man_of": "Barn som hon eller han är god man för",
    "foster_home": "Familjehem",
    "foster_child": "Placerat barn",
    "other": "Annan närstående",
}
_GROUNDS: Final = {
    "none": "",
    "paternity": "faderskap eller föräldraskap fastställt",
    "adoption": "adoption",
    "custody": "avtal om vårdnad, boende eller umgänge",
    "placed": "placering utanför det egna hemmet",
}
_ENDINGS: Final = {
    "closed": "Ärendet avslutat",
    "moved": "Flyttat till en annan kommun",
    "abroad": "Flyttat utomlands",
    "disappeared": "Avviken",
    "deceased": "Avliden",
    "handed_over": "Ärendet överlämnat",
    "returned": "Har kommit tillbaka",
}
_DOCUMENTS: Final = {"pdf": "PDF", "png": "Bild (PNG)", "jpg": "Bild (JPG)", "docx": "Textdokument (DOCX)"}
_REMOVALS: Final = {
    "": "",
    "duplicate": "borttaget: fanns två gånger",
    "not_needed": "borttaget: behövs inte",
    "wrong_person": "raderat: gällde någon annan",
}
_ENDED: Final = {"": "", "replaced": "ersatt", "mistyped": "felskrivet", "withdrawn": "återkallat"}
# looks, and ways out, as the log calls them; what is not here is told by its code rather than left out
ACTIONS: Final = {
    "case.opened": "Öppnade akten",
    "client.shown": "Vände skärmen mot personen (klientläge)",
    "identifier.revealed": "Visade ett nummer i sin helhet",
    "letter.printed": "Skrev ut ett brev",
    "letter.saved": "Sparade ett brev som fil",
    "calculation.printed": "Skrev ut uträkningen av en rättighet eller en sista dag",
    "plan.printed": "Skrev ut planen",
    "protection.revealed": "Öppnade de skyddade uppgifterna; skälet finns i loggen",
    "access.opened_in_need": "Öppnade akten i nödläge; skälet finns i loggen",
    "note.found": "Såg ord ur en anteckning i en sökning",
    "attachment.opened": "Öppnade ett dokument i akten",
    "attachment.saved": "Sparade ut ett dokument",
    "record.taken_out": "Lämnade ut journal och plan",
    "extract.taken_out": "Lämnade ut ett registerutdrag",
    "looks.taken_out": "Lämnade ut vem som har läst",
    "handover.taken_out": "Skrev ut en överlämning",
    "people.listed": "Tog ut en lista där personen finns med",
}

_TABLES: Final[Mapping[str, Mapping[str, str]]] = {
    "sex": _SEX,
    "name": _NAMES,
    "birth_source": _BIRTH_SOURCES,
    "calendar": _CALENDARS,
    "interpreter": _INTERPRETER,
    "contact": _CONTACTS,
    "address": _ADDRESSES,
    "assignment": _ASSIGNMENTS,
    "permit": _PERMITS,
    "state": _STATES,
    "note": _NOTE_KINDS,
    "relation": _RELATIONS,
    "ground": _GROUNDS,
    "ending": _ENDINGS,
    "document": _DOCUMENTS,
    "removal": _REMOVALS,
    "ended": _ENDED,
    "action": ACTIONS,
    "plan": {"draft": "utkast", "current": "gäller", "replaced": "ersatt"},
    "approval": {
        "meeting": "vid möte",
        "phone": "per telefon",
        "written": "skriftligt",
        "guardian": "av vårdnadshavare eller god man",
    },
    "visit": {
        "office": "Besök hos oss",
        "home": "Hembesök",
        "elsewhere": "Besök hos någon annan",
        "phone": "Telefonsamtal",
    },
    "visit_outcome": {"": "inte varit än", "came": "kom", "absent": "kom inte", "moved": "flyttat"},
    "interpreter_way": {"phone": "tolk på telefon", "on_site": "tolk på plats"},
    "interpreter_wish": {"": "", "woman": "önskar en kvinna", "man": "önskar en man"},
}


def word(table: str, code: str) -> str:
    """Return a code in Swedish; one that is not known is told as it is."""
    return _TABLES[table].get(code, code)


def number_word(kind: str) -> str:
    """Return the name of a kind of identity number."""
    return NUMBER_NAMES[IdentifierType(kind)][0] if kind in set(IdentifierType) else kind


def status_word(row: StatusRow, book: Lawbook) -> str:
    """Return a legal status in its whole words."""
    words = shipped_word(lambda: book.status(row.code).sv, row.code)
    return f"{words}, ensamkommande" if row.unaccompanied and not row.code.endswith("-EK") else words


def settlement_word(code: str, book: Lawbook) -> str:
    """Return a way of settlement."""
    return shipped_word(lambda: book.settlement(code).sv, code)


def accommodation_word(code: str, book: Lawbook) -> str:
    """Return a form of accommodation."""
    return shipped_word(lambda: book.accommodation(code).sv, code)


def language_word(code: str) -> str:
    """Return a language, "" for none."""
    return shipped_word(lambda: codes.language(code).sv, code) if code else ""


def arrival_word(code: str) -> str:
    """Return how she came to the office, "" when it is not known."""
    return shipped_word(lambda: codes.arrival_channel(code).sv, code) if code else ""


def intervention_word(code: str) -> str:
    """Return a shipped type of intervention."""
    return shipped_word(lambda: codes.intervention_type(code).sv, code)


def outcome_word(code: str) -> str:
    """Return what came of an intervention, "" when that is not said."""
    return next((row.sv for row in codes.outcome_words() if row.code == code), code)


def evidence_word(code: str) -> str:
    """Return a piece of evidence."""
    return next((row.sv for row in codes.evidence_words() if row.code == code), code)


def actor_word(code: str) -> str:
    """Return who does an intervention, "" when nobody was named."""
    return shipped_word(lambda: codes.actor(code).sv, code) if code else ""


def errand_word(code: str) -> str:
    """Return what a move asks for."""
    rule = next((one for one in moverules.load() if one.code == code), None)
    return code if rule is None else f"{rule.actor[0]}: {rule.what[0]}"


def fact_word(code: str, words: Mapping[str, FactWord]) -> str:
    """Return what a day or a circumstance that the law asks about is called."""
    word = words.get(code)
    return code if word is None else f"{word.sv[:1].upper()}{word.sv[1:]}"


def fact(row: LawFactRow) -> str:
    """Return a recorded day or circumstance with what became of it."""
    said = row.day.isoformat() if row.day is not None else "Ja" if row.holds else "Nej"
    told = [said, f"sedan {row.begins.isoformat()}" if row.begins else "", f"antecknat {row.recorded.isoformat()}"]
    told.append(f"ersatt {row.replaced.isoformat()}" if row.replaced is not None else "")
    return ", ".join(part for part in told if part)


def role_words(found: tuple[str, ...]) -> str:
    """Return the roles a member of staff has, "–" for one who has none any more."""
    known = {entry.role.value: entry.sv for entry in roles.load().roles}
    return ", ".join(known.get(role, role) for role in found) or "–"


def period(begins: date | None, ends: date | None) -> str:
    """Return a period in words: from a day, or between two."""
    if begins is None:
        return f"till och med {ends.isoformat()}" if ends is not None else ""
    return f"från {begins.isoformat()}" if ends is None else f"{begins.isoformat()} – {ends.isoformat()}"


def moment(at: datetime) -> str:
    """Return an instant as a Swedish clock shows it."""
    return f"{at.astimezone(STOCKHOLM):%Y-%m-%d %H:%M}"


def shipped_word(find: Callable[[], str], code: str) -> str:
    """Return the words of a code; one that has none any more (an older file) is told as it is."""
    try:
        return find()
    except CaseworkerError:
        return code
