"""Letters and information sheets: which exist, in which languages, and making one for a person. Issuing is logged."""

from dataclasses import dataclass
from functools import lru_cache

from caseworker import codes, i18n
from caseworker.domain.access import User
from caseworker.domain.changes import Event
from caseworker.domain.household import kept_away
from caseworker.domain.ids import PersonId
from caseworker.domain.rows import CodeRow, PersonFile
from caseworker.errors import Refused, UsageFault
from caseworker.letters import compose, preview
from caseworker.letters.compose import ComposedLetter as ComposedLetter  # the window handles it too
from caseworker.letters.compose import Letterhead
from caseworker.letters.languages import LetterLanguage, letter_language
from caseworker.letters.preview import PageImage as PageImage  # the window shows it
from caseworker.letters.sheet import Sheet, load_sheet, sheet_ids
from caseworker.services._policy import require_printing
from caseworker.services._settings import office_details
from caseworker.services._united import whole_file
from caseworker.services.registry import service
from caseworker.store.register import Register

POINTS_PER_INCH = 72


@dataclass(frozen=True, slots=True)
class SheetRow:
    """One sheet that can be printed: its id, Swedish title, version and the languages it is whole in."""

    id: str
    title: str
    version: int
    languages: tuple[str, ...]


@service(needs="letter.make", record="none", retention="session", writes=False)
def list_sheets(register: Register, *, by: User) -> tuple[SheetRow, ...]:
    """Return the sheets, each with the languages whose translation is whole."""
    return tuple(_sheet_row(sheet) for sheet in sheet_ids())


@service(needs="letter.make", record="none", retention="session", writes=False)
def list_letter_languages(register: Register, *, by: User) -> tuple[CodeRow, ...]:
    """Return the letter languages: code, Swedish name, own name (in ``en``: the endonym)."""
    languages = [letter_language(code) for code in i18n.letter_languages()]
    return tuple(CodeRow(language.code, language.swedish_name, language.endonym) for language in languages)


@service(needs="letter.make", record="person", retention="session", writes=False)
def preview_letter(
    register: Register, *, person: PersonId, sheet: str, language: str, scale: float, by: User
) -> tuple[PageImage, ...]:
    """Return every page as a picture, from the very bytes that would be printed. Nothing is written to disk."""
    letter = _compose(register, person, sheet, language, by)
    return preview.page_images(letter.pdf, scale=scale)


@service(needs="letter.make", record="none", retention="session", writes=False)
def letter_pages(register: Register, *, letter: ComposedLetter, dots_per_inch: int, by: User) -> tuple[PageImage, ...]:
    """Return the pages of an issued letter as pictures for a printer: the very bytes that were issued."""
    return preview.page_images(letter.pdf, scale=dots_per_inch / POINTS_PER_INCH)


@service(needs="letter.make", record="person", retention="case")
def issue_letter(
    register: Register, *, person: PersonId, sheet: str, language: str, how: str, despite: bool = False, by: User
) -> ComposedLetter:
    """Return the letter as PDF and log that it leaves the program: ``how`` is "printed" or "saved".

    ``despite``: the caller has seen who must not be told and may live at the address, and makes it all the same; the
    log says so. Without it that is refused with ``letter.no_contact``.

    Raises ``UsageFault("letter.unknown_language" | "letter.unknown_sheet")``, ``Refused("letter.missing_glyph")`` with
    the character named, ``Refused("letter.missing_translation")``, ``Refused("person.unknown")``,
    ``Refused("policy.printing_not_allowed")``.
    """
    if how == "printed":
        require_printing()
    _language(language)
    _sheet(sheet)
    with register.read() as reader:
        warned = kept_away(whole_file(register, reader, person, by).no_contacts, register.today())
    if warned and not despite:
        raise Refused("letter.no_contact")
    letter = _compose(register, person, sheet, language, by)
    told = {"sheet": sheet, "version": _sheet(sheet).version, "language": language}
    with register.change(by=by) as tx:
        tx.note(Event("letter." + how, person, told | {"despite": [one.id for one in warned]} if warned else told))
        tx.touched(person=person)
        tx.commit()
    return letter


def _sheet(sheet: str) -> Sheet:
    if sheet not in sheet_ids():
        raise UsageFault("letter.unknown_sheet", sheet=sheet[:40], known=", ".join(sheet_ids()))
    return load_sheet(sheet)


@lru_cache(maxsize=64)
def _sheet_row(sheet: str) -> SheetRow:
    loaded = _sheet(sheet)
    texts = [loaded.title, *(block.text for block in loaded.blocks if block.text)]
    texts += [field.label for block in loaded.blocks for field in block.fields]
    whole = tuple(
        language
        for language in i18n.letter_languages()
        if all(i18n.letter_catalog(language)(text) is not None for text in texts)
    )
    return SheetRow(sheet, loaded.title, loaded.version, whole)


def _municipality(register: Register) -> str:
    return codes.municipality(register.info.municipality_code).sv


def _language(code: str) -> LetterLanguage:
    known = i18n.letter_languages()
    if code not in known:
        raise UsageFault("letter.unknown_language", language=code, known=", ".join(known))
    return letter_language(code)


def _compose(register: Register, person: PersonId, sheet: str, language: str, by: User) -> ComposedLetter:
    target = _language(language)
    loaded = _sheet(sheet)
    with register.read() as reader:
        file = whole_file(register, reader, person, by)
    if file.protected is not None:
        raise Refused("protection.no_letter")
    return compose.compose(
        loaded,
        language=target,
        translate=i18n.letter_catalog(language),
        values=_values(register, file, language, by),
        target_values={"date": i18n.format_date(register.today(), language)},
        letterhead=Letterhead(municipality=_municipality(register), office=register.info.office_name),
        demo=register.info.demo,
        draft=language != i18n.LETTER_SOURCE,
    )


def _values(register: Register, file: PersonFile, language: str, by: User) -> dict[str, str]:
    """Return the named values of a letter to this person; what is unknown is "" and its row is left out."""
    details = office_details(register, by)
    responsible = next(
        (one.name for one in file.assignments if one.kind == "responsible" and one.ends is None), by.name
    )
    number = next((one.value for one in file.identifiers if one.type == "personnummer" and one.ends is None), "")
    name = file.name() or file.name("migration_agency") or file.name("original")
    if not name:
        raise Refused("letter.no_name")
    return {
        "caseworker": responsible,
        "caseworker_phone": details.phone,
        "caseworker_email": details.email,
        "office": register.info.office_name,
        "office_address": details.address,
        "municipality": _municipality(register),
        "person": name,
        "person_original": file.name("original"),
        "case_number": file.case_number,
        "date": register.today().isoformat(),
        "personnummer": number,
        "next_meeting": "",
    }
