"""Texts of letters to a translation agency and back, and sheets and languages that the municipality adds."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

import uuid_utils

from caseworker import i18n
from caseworker.domain.access import User
from caseworker.domain.changes import Changes, Event
from caseworker.domain.enrolment import tidy
from caseworker.domain.translation import LONGEST_NAME, OwnLanguage, OwnSheet, OwnText, Wrong
from caseworker.errors import EnvironmentFault, Refused
from caseworker.letters import po_exchange
from caseworker.letters.languages import SWEDISH, LetterLanguage, Script
from caseworker.letters.plain_sheet import sheet_body, sheet_name
from caseworker.letters.po_exchange import PoEntry
from caseworker.letters.sheet import SHEET_FOLDER, parse_sheet
from caseworker.letters.sources import Sources, texts_of
from caseworker.services._letter_sources import LetterSources
from caseworker.services._own_words import kept_text, reason_of, wrong_in
from caseworker.services.registry import service
from caseworker.store import letter_texts
from caseworker.store.register import Register

LARGEST_FILE = po_exchange.LARGEST
LONGEST_SHEET = 64 * 1024
_SHEET_NAME = re.compile(r"[a-z][a-z0-9-]{1,29}")
_LANGUAGE_CODE = re.compile(r"[a-z]{2,3}")


@dataclass(frozen=True, slots=True)
class PoChange:
    """A translation that would be kept instead of ``before`` ("" for none), and the sheets that print it."""

    source: str
    before: str
    after: str
    sheets: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PoWrong:
    """A translation that is not kept, and why."""

    source: str
    text: str
    wrong: tuple[Wrong, ...]


@dataclass(frozen=True, slots=True)
class PoTrial:
    """What reading a file in would do; nothing is changed yet.

    ``unknown``: Swedish texts that no sheet prints. ``same``, ``empty`` and ``fuzzy`` count what is left as it is.
    """

    language: str
    changes: tuple[PoChange, ...]
    wrong: tuple[PoWrong, ...]
    unknown: tuple[str, ...]
    same: int
    empty: int
    fuzzy: int


@service(needs="letter.review", record="register", retention="register")
def export_po(register: Register, *, language: str, sheet: str, by: User) -> bytes:
    """Return the texts of a sheet, or of all with "", as a PO file for a translator. Only sheets: nobody's data.

    Raises ``UsageFault("letter.unknown_sheet" | "letter.unknown_language")``, ``Refused("letter.swedish_is_source")``.
    """
    with register.read() as reader:
        sources = LetterSources(reader).texts
    _target(sources, language)
    wanted = sources.texts(sheet) if sheet else tuple(sources.every_text())
    places, comments, translate = sources.every_text(), _comments(), sources.translate(language)
    entries = [PoEntry(text, translate(text) or "", comments.get(text, ""), places[text]) for text in wanted]
    content = po_exchange.write_po_file(entries, language, register.today())
    with register.change(by=by) as tx:
        tx.note(Event("letter_texts.exported", "", {"sheet": sheet, "language": language, "texts": len(entries)}))
        tx.commit()
    return content


@service(needs="letter.texts", record="register", retention="register", writes=False)
def try_po(register: Register, *, content: bytes, language: str, by: User) -> PoTrial:
    """Return what reading a PO file in would change; ``language`` "" takes the one its header names.

    Raises ``Refused`` with ``letter.po_too_large | po_not_text | po_malformed | po_language | po_no_language |
    swedish_is_source`` and ``UsageFault("letter.unknown_language")``.
    """
    with register.read() as reader:
        return _tried(LetterSources(reader).texts, content, language)


@service(needs="letter.texts", record="register", retention="register")
def import_po(register: Register, *, content: bytes, language: str, reason: str, by: User) -> Changes:
    """Keep every translation of the file that is right and new; what was reviewed with other words lapses.

    ``created`` is how many. Raises what ``try_po`` does and ``Refused("letter.po_nothing" | "letter.text_reason")``.
    """
    why = reason_of(reason)
    with register.change(by=by) as tx:
        trial = _tried(LetterSources(tx.reader).texts, content, language)
        if not trial.changes:
            raise Refused("letter.po_nothing")
        for one in trial.changes:
            id = str(uuid_utils.uuid7())
            row = OwnText(id, "", trial.language, one.source, one.after, why, tx.at, by.id)
            letter_texts.add(tx.connection, row)
        told = {"language": trial.language, "texts": len(trial.changes), "reason": why}
        tx.note(Event("letter_texts.imported", "", told))
        return tx.commit(created=str(len(trial.changes)))


@service(needs="letter.texts", record="register", retention="register")
def save_own_sheet(register: Register, *, sheet: str, body: str, reason: str, by: User) -> Changes:
    """Keep a sheet of the municipality's own, new or instead of what it was. ``body`` is written as a sheet file is.

    Raises ``Refused("letter.own_sheet_name" | "letter.own_sheet_broken" | "letter.text_reason")``.
    """
    why = reason_of(reason)
    if not _is_free(sheet):
        raise Refused("letter.own_sheet_name")
    if len(body) > LONGEST_SHEET:
        raise Refused("letter.own_sheet_broken", reason=f"> {LONGEST_SHEET}")
    _require_sheet(sheet, body)
    return _keep_sheet(register, sheet, body, why, by)


@service(needs="letter.texts", record="register", retention="register")
def write_own_sheet(register: Register, *, title: str, group: str, text: str, reason: str, by: User) -> Changes:
    """Keep a new sheet written in plain lines: "# " a heading, "1. " a step, "! " a box, anything else a paragraph.

    Its name comes of its title. The caseworker's name and telephone stand last. Raises what ``save_own_sheet`` does.
    """
    why, name = reason_of(reason), sheet_name(title)
    with register.read() as reader:
        taken = LetterSources(reader).texts.sheets
    if name in taken or not _is_free(name):
        raise Refused("letter.own_sheet_name")
    body = sheet_body(name, tidy(title), group, text, register.today())
    if len(body) > LONGEST_SHEET:
        raise Refused("letter.own_sheet_broken", reason=f"> {LONGEST_SHEET}")
    _require_sheet(name, body)
    return _keep_sheet(register, name, body, why, by)


@service(needs="letter.texts", record="register", retention="register", undo="own_sheet_gone")
def remove_own_sheet(register: Register, *, sheet: str, reason: str, by: User) -> Changes:
    """Take a sheet of the municipality's own away; letters made of it stay in the log.

    Raises ``Refused("letter.own_sheet_unknown" | "letter.text_reason")``.
    """
    why = reason_of(reason)
    with register.read() as reader:
        if not LetterSources(reader).texts.is_own(sheet):
            raise Refused("letter.own_sheet_unknown", sheet=sheet[:40])
    return _keep_sheet(register, sheet, "", why, by)


@service(needs="letter.texts", record="register", retention="register")
def add_language(
    register: Register, *, code: str, swedish_name: str, endonym: str, script: str, rtl: bool, by: User
) -> Changes:
    """Add a language of the municipality's own; its texts come by the editor or from an agency.

    Nothing can be printed in it before the words around the sheets are translated too. Raises
    ``Refused("letter.own_language")``.
    """
    named, own = tidy(swedish_name), tidy(endonym)
    right = _LANGUAGE_CODE.fullmatch(code) and script in set(Script)
    if not right or not all(0 < len(name) <= LONGEST_NAME for name in (named, own)):
        raise Refused("letter.own_language")
    with register.change(by=by) as tx:
        if code in LetterSources(tx.reader).texts.languages:
            raise Refused("letter.own_language")
        letter_texts.add(
            tx.connection, OwnLanguage(str(uuid_utils.uuid7()), code, named, own, rtl, script, tx.at, by.id)
        )
        tx.note(Event("letter_texts.language_added", "", {"language": code}))
        return tx.commit(created=code)


@service(needs="letter.texts", record="register", retention="register", undo="own_language_gone")
def remove_own_language(register: Register, *, language: str, reason: str, by: User) -> Changes:
    """Take a language of the municipality's own away; its texts are kept and hold again when it is added again.

    Raises ``Refused("letter.own_language_unknown" | "letter.text_reason")``.
    """
    why = reason_of(reason)
    with register.change(by=by) as tx:
        if not LetterSources(tx.reader).texts.is_own_language(language):
            raise Refused("letter.own_language_unknown", language=language[:40])
        id = str(uuid_utils.uuid7())
        letter_texts.add(tx.connection, OwnLanguage(id, language, "", "", False, "", tx.at, by.id))
        tx.note(Event("letter_texts.language_removed", "", {"language": language, "reason": why}))
        return tx.commit(created=language)


def _is_free(sheet: str) -> bool:
    """Tell whether a sheet may be called so: nothing that the program brings is."""
    return _SHEET_NAME.fullmatch(sheet) is not None and not (SHEET_FOLDER / f"{sheet}.toml").exists()


def _target(sources: Sources, language: str) -> LetterLanguage:
    target = sources.language(language)
    if language == i18n.LETTER_SOURCE:
        raise Refused("letter.swedish_is_source")
    return target


def _tried(sources: Sources, content: bytes, language: str) -> PoTrial:
    file = po_exchange.read_po_file(content)
    if language and file.language and file.language != language:
        raise Refused("letter.po_language", found=file.language, language=language)
    code = language or file.language
    if not code:
        raise Refused("letter.po_no_language")
    target, translate, places = _target(sources, code), sources.translate(code), sources.every_text()
    known = [one for one in file.entries if one.text in places]
    given = [(one.text, kept_text(one.translation, target)) for one in known]
    checked = [(text, said, wrong_in(text, said, target)) for text, said in given if said]
    changes = tuple(_changes(checked, sources, code))
    return PoTrial(
        language=code,
        changes=changes,
        wrong=tuple(PoWrong(text, said, wrong) for text, said, wrong in checked if wrong),
        unknown=tuple(one.text for one in file.entries if one.text not in places),
        same=sum(said == translate(text) for text, said, _wrong in checked),
        empty=len(given) - len(checked),
        fuzzy=file.fuzzy,
    )


def _changes(checked: list[tuple[str, str, tuple[Wrong, ...]]], sources: Sources, code: str) -> Iterator[PoChange]:
    translate, places = sources.translate(code), sources.every_text()
    for text, said, wrong in checked:
        before = translate(text) or ""
        if not wrong and said != before:
            yield PoChange(text, before, said, places[text])


def _require_sheet(sheet: str, body: str) -> None:
    try:
        read = parse_sheet(body, sheet)
    except EnvironmentFault as fault:
        raise Refused("letter.own_sheet_broken", reason=fault.params.get("reason", "")) from None
    if read.id != sheet:
        raise Refused("letter.own_sheet_broken", reason=f"id = {read.id[:40]}")
    for text in texts_of(read):
        for one in wrong_in(text, text, SWEDISH):
            raise Refused("letter.own_sheet_broken", reason=f"{one.fault.value} {one.told}".strip())


def _keep_sheet(register: Register, sheet: str, body: str, why: str, by: User) -> Changes:
    with register.change(by=by) as tx:
        letter_texts.add(tx.connection, OwnSheet(str(uuid_utils.uuid7()), sheet, body, why, tx.at, by.id))
        tx.note(Event("letter_texts.sheet_kept", "", {"sheet": sheet, "gone": not body, "reason": why}))
        return tx.commit(created=sheet)


@cache
def _comments() -> dict[str, str]:
    """What translators are told of the program's texts."""
    from caseworker.letters.extract import letter_texts as every_text

    return {one.text: one.comment for one in every_text(SHEET_FOLDER)}
