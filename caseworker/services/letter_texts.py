"""The texts of sheets as they are here: who has read a translation, the municipality's own words, sheets and languages.

A review is of a content version, see ``domain.translation``: whoever changes a word makes it lapse, and nothing carries
it over. The Swedish text is the source and has no such state.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

import uuid_utils

from caseworker import codes, i18n
from caseworker.domain.access import User
from caseworker.domain.changes import Changes, Event
from caseworker.domain.enrolment import tidy
from caseworker.domain.rows import CodeRow
from caseworker.domain.translation import (
    LONGEST_NAME,
    LanguageState,
    OwnText,
    Review,
    ReviewAct,
    ReviewState,
    StaleText,
    Standing,
)
from caseworker.errors import Refused
from caseworker.letters import compose, preview, samples
from caseworker.letters.letterhead import Letterhead
from caseworker.letters.preview import PageImage as PageImage  # the window shows it
from caseworker.letters.sheet import PLACEHOLDERS
from caseworker.letters.sources import CLIENT as CLIENT  # the window lists them after the sheets
from caseworker.letters.sources import FRAME as FRAME
from caseworker.letters.sources import PLAN as PLAN
from caseworker.letters.sources import WORD_LISTS as WORD_LISTS
from caseworker.letters.sources import Paragraph as Paragraph
from caseworker.services._letter_sources import BLOCK, POLICY, LetterSources, SheetRow, sheet_rows, word_rows
from caseworker.services._own_words import kept_text, reason_of, require_right
from caseworker.services._plan_sample import sample_plan_pdf
from caseworker.services._settings import OFFICE
from caseworker.services.registry import service
from caseworker.store import letter_texts
from caseworker.store.register import Register
from caseworker.store.writing import Transaction

SHEET_AROUND = "valkommen"  # shown when the words around every sheet are


@dataclass(frozen=True, slots=True)
class SheetTexts:
    """A sheet in one language for whoever changes it; ``stale`` says what each untranslated text was before.

    ``state`` is None in Swedish. ``script`` is an ISO 15924 code. ``placeholders`` are those a Swedish text may use.
    ``lost``: the municipality's words for Swedish texts that the program no longer has, by what those said.
    """

    sheet: str
    language: str
    rtl: bool
    script: str
    paragraphs: tuple[Paragraph, ...]
    stale: tuple[StaleText, ...]
    state: LanguageState | None
    placeholders: tuple[str, ...]
    lost: Mapping[str, str]


@service(needs="letter.review", record="register", retention="register", writes=False)
def list_sheet_states(register: Register, *, by: User) -> tuple[SheetRow, ...]:
    """Return the sheets, the client mode and the plan with how whole and how sure each is in every language."""
    with register.read() as reader:
        sources = LetterSources(reader)
    return (*sheet_rows(sources), *word_rows(sources))


@service(needs="letter.review", record="register", retention="register", writes=False)
def list_text_languages(register: Register, *, by: User) -> tuple[CodeRow, ...]:
    """Return every language of the texts: code, Swedish name, own name (in ``en``: the endonym); Swedish first."""
    with register.read() as reader:
        languages = LetterSources(reader).texts.languages.values()
    return tuple(CodeRow(language.code, language.swedish_name, language.endonym) for language in languages)


@service(needs="letter.review", record="register", retention="register", writes=False)
def list_own_languages(register: Register, *, by: User) -> tuple[str, ...]:
    """Return the codes of the languages that the municipality added."""
    with register.read() as reader:
        sources = LetterSources(reader).texts
    return tuple(code for code in sources.languages if sources.is_own_language(code))


@service(needs="letter.review", record="register", retention="register", writes=False)
def read_sheet_texts(register: Register, *, sheet: str, language: str, by: User) -> SheetTexts:
    """Return the texts of a sheet or of one of ``WORD_LISTS``; in Swedish those the municipality may change.

    Raises ``UsageFault("letter.unknown_sheet" | "letter.unknown_language")``.
    """
    with register.read() as reader:
        sources = LetterSources(reader)
    target = sources.texts.language(language)
    state = None if language == i18n.LETTER_SOURCE else sources.state(sheet, language)
    return SheetTexts(
        sheet=sheet,
        language=language,
        rtl=target.is_rtl,
        script=target.script,
        paragraphs=sources.texts.paragraphs(sheet, language),
        stale=tuple(sources.texts.stale(sheet, language, state.missing)) if state else (),
        state=state,
        placeholders=tuple(sorted(PLACEHOLDERS)),
        lost=sources.texts.lost(sheet),
    )


@service(needs="letter.texts", record="register", retention="register")
def change_text(
    register: Register, *, sheet: str, language: str, source: str, text: str, reason: str, by: User
) -> Changes:
    """Keep the municipality's own words for one text of a sheet; "" gives the program's back.

    ``source``: in Swedish the text as the program brought it; in a translation the Swedish text as it reads here, and
    the words hold wherever that text stands. What was reviewed lapses. Raises ``Refused`` with ``letter.text_unknown |
    text_reason | text_placeholders | text_braces | text_control | text_script | text_numbers | text_too_long``.
    """
    why = reason_of(reason)
    with register.change(by=by) as tx:
        sources = LetterSources(tx.reader).texts
        target = sources.language(language)
        swedish, listed = language == i18n.LETTER_SOURCE, sources.paragraphs(sheet, language)
        if source not in {one.source if swedish else one.swedish for one in listed}:
            raise Refused("letter.text_unknown", sheet=sheet)
        said = kept_text(text, target)
        if said:
            require_right(source, said, target)
        row = OwnText(
            id=str(uuid_utils.uuid7()),
            sheet=sheet if swedish else "",
            language=language,
            source=source,
            text=said,
            reason=why,
            made=tx.at,
            made_by=by.id,
        )
        letter_texts.add(tx.connection, row)
        tx.note(Event("letter_texts.changed", "", {"sheet": sheet, "language": language, "reason": why}))
        return tx.commit(created=row.id)


@service(needs="letter.review", record="register", retention="register", writes=False)
def preview_sheet(
    register: Register, *, sheet: str, language: str, changes: Mapping[str, str], scale: float, by: User
) -> tuple[PageImage, ...]:
    """Return a sheet as it would be printed with ``changes`` (source → text) and nobody's data, page by page.

    The words around every sheet are shown around one, those of the plan on a plan; those of the client mode are on no
    paper. What is not translated yet stands as "…". Raises
    ``UsageFault("letter.unknown_sheet" | "letter.unknown_language")``, ``Refused("letter.missing_glyph")`` and for a
    change what ``change_text`` does.
    """
    with register.read() as reader:
        sources = LetterSources(reader)
        rows = _as_rows(sheet, language, changes, sources, register, by)
        sources = LetterSources(reader, rows) if rows else sources
    if sheet == CLIENT:
        return ()
    target, shown = sources.texts.language(language), SHEET_AROUND if sheet == FRAME else sheet
    known = Standing() if language == i18n.LETTER_SOURCE else sources.state(shown, language).standing
    translate = sources.texts.translate(language)
    municipality = codes.municipality(register.info.municipality_code).sv
    head = Letterhead(municipality=municipality, office=register.info.office_name)
    if sheet == PLAN:
        pdf = sample_plan_pdf(sources.texts, target, known, head, register.today(), demo=register.info.demo)
        return preview.page_images(pdf, scale=scale)
    values, told = samples.sample_values(
        language, register.today(), office=register.info.office_name, municipality=municipality
    )
    letter = compose.compose(
        sources.texts.sheet(shown),
        language=target,
        translate=lambda text: translate(text) or "…",
        values=values,
        target_values=told,
        made=samples.sample_rows(),
        letterhead=head,
        demo=register.info.demo,
        draft=known.state is ReviewState.DRAFT and language != i18n.LETTER_SOURCE,
        reviewed=known.reviewed_on,
    )
    return preview.page_images(letter.pdf, scale=scale)


@service(needs="letter.review", record="register", retention="register")
def record_review(
    register: Register, *, sheet: str, language: str, version: str, name: str, day: date, by: User
) -> Changes:
    """Record that ``name``, whose own language it is, has read the sheet in the words of ``version`` on ``day``.

    Raises ``Refused`` with ``letter.reviewer | review_day | review_not_whole | words_changed | swedish_is_source``.
    """
    who = tidy(name)
    if not 0 < len(who) <= LONGEST_NAME:
        raise Refused("letter.reviewer", longest=LONGEST_NAME)
    if day > register.today():
        raise Refused("letter.review_day")
    with register.change(by=by) as tx:
        _require_as_read(tx, sheet, language, version)
        return _kept(tx, sheet, language, version, ReviewAct.REVIEWED, who, day, by)


@service(needs="letter.approve", record="register", retention="register")
def approve_sheet(register: Register, *, sheet: str, language: str, version: str, by: User) -> Changes:
    """Approve a reviewed translation for the municipality: letters carry no line about it any longer.

    Raises ``Refused`` with ``letter.not_reviewed | review_not_whole | words_changed | swedish_is_source``.
    """
    with register.change(by=by) as tx:
        state = _require_as_read(tx, sheet, language, version)
        if state.standing.state is ReviewState.DRAFT:
            raise Refused("letter.not_reviewed")
        return _kept(tx, sheet, language, version, ReviewAct.APPROVED, by.name, register.today(), by)


@service(needs="letter.approve", record="register", retention="register")
def withdraw_review(register: Register, *, sheet: str, language: str, reason: str, by: User) -> Changes:
    """Make a translation a draft again, though its words are the same. Raises ``letter.no_review | text_reason``."""
    why = reason_of(reason)
    with register.change(by=by) as tx:
        state = LetterSources(tx.reader).state(sheet, language)
        if state.standing.state is ReviewState.DRAFT:
            raise Refused("letter.no_review")
        return _kept(tx, sheet, language, state.version, ReviewAct.WITHDRAWN, by.name, register.today(), by, why)


@service(needs="letter.review", record="register", retention="register", writes=False)
def drafts_are_blocked(register: Register, *, by: User) -> bool:
    """Return whether only approved translations may be printed here; else drafts are, with a line that says so."""
    with register.read() as reader:
        return LetterSources(reader).blocks


@service(needs="letter.approve", record="register", retention="register")
def block_drafts(register: Register, *, block: bool, by: User) -> Changes:
    """Decide whether only approved translations may be printed."""
    with register.change(by=by) as tx:
        tx.put_setting(OFFICE, POLICY, BLOCK if block else "")
        tx.note(Event("letter_texts.policy", "", {"block": block}))
        return tx.commit()


def _as_rows(
    sheet: str, language: str, changes: Mapping[str, str], sources: LetterSources, register: Register, by: User
) -> tuple[OwnText, ...]:
    place, made = sheet if language == i18n.LETTER_SOURCE else "", register.clock()
    target, rows = sources.texts.language(language), []
    for source, text in changes.items():
        said = kept_text(text, target)
        if said:
            require_right(source, said, target)
        rows.append(OwnText("", place, language, source, said, "", made, by.id))
    return tuple(rows)


def _require_as_read(tx: Transaction, sheet: str, language: str, version: str) -> LanguageState:
    """Return the state of a sheet whose words are still those of ``version`` and whole."""
    sources = LetterSources(tx.reader)
    sources.texts.require_reviewable(sheet)
    sources.texts.language(language)
    if language == i18n.LETTER_SOURCE:
        raise Refused("letter.swedish_is_source")
    state = sources.state(sheet, language)
    if not state.whole:
        raise Refused("letter.review_not_whole", count=len(state.missing))
    if state.version != version:
        raise Refused("letter.words_changed")
    return state


def _kept(
    tx: Transaction,
    sheet: str,
    language: str,
    version: str,
    act: ReviewAct,
    name: str,
    day: date,
    by: User,
    reason: str = "",
) -> Changes:
    row = Review(str(uuid_utils.uuid7()), sheet, language, version, act, name, day, tx.at, by.id)
    letter_texts.add(tx.connection, row)
    told = {"sheet": sheet, "language": language, "version": version, "day": day.isoformat(), "reason": reason}
    tx.note(Event(f"letter_texts.{act.value}", "", told))
    return tx.commit(created=row.id)
