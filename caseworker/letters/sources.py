"""The sheets, languages and translations in force: what the program brings under what the municipality has made of it.

The one loader of list, preview and issue. Knows no register: rows are handed in.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from functools import cache
from types import MappingProxyType
from typing import Final

from caseworker import codes, i18n
from caseworker.domain.translation import (
    LanguageState,
    OwnLanguage,
    OwnSheet,
    OwnText,
    Review,
    StaleText,
    content_version,
    likely_before,
    standing,
)
from caseworker.errors import UsageFault
from caseworker.letters.languages import Direction, LetterLanguage, Script, letter_language
from caseworker.letters.sheet import (
    SHEET_FOLDER,
    BlockKind,
    Frame,
    Sheet,
    is_plain,
    load_frame,
    load_sheet,
    load_table,
    parse_sheet,
    sheet_ids,
)

Translate = Callable[[str], str | None]
_STEP_WORDS: Final = ("step_until", "no_steps")
FRAME: Final = "frame"
"""What stands around every sheet, where texts are listed and changed: no sheet of its own."""
CLIENT, PLAN = "client", "plan"
"""The words of the client mode and of a plan on paper: no sheets, reviewed as those are."""
WORD_LISTS: Final = (CLIENT, PLAN, FRAME)
"""Their translations are changed here; their Swedish words are the program's."""


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A text of a sheet: as the program brought it, as it reads here, and its translation or None.

    ``own`` and ``own_translation``: the municipality's words. ``elsewhere`` are other sheets that print the same text.
    """

    source: str
    swedish: str
    translation: str | None
    own: bool
    own_translation: bool
    elsewhere: tuple[str, ...]


class Sources:
    """What holds now. Made anew for every errand; what the program brings is read once a process."""

    def __init__(
        self,
        texts: Iterable[OwnText] = (),
        sheets: Iterable[OwnSheet] = (),
        languages: Iterable[OwnLanguage] = (),
    ) -> None:
        """Lay the municipality's rows, in the order they were made, over what the program brings."""
        self._swedish: dict[str, dict[str, str]] = defaultdict(dict)
        self._translated: dict[str, dict[str, str]] = defaultdict(dict)
        days = dict[str, OwnText]()
        for one in texts:
            swedish = one.language == i18n.LETTER_SOURCE
            kept = self._swedish[one.sheet] if swedish else self._translated[one.language]
            kept.pop(one.source, None)
            if one.text:
                kept[one.source] = one.text
            if swedish:
                days[one.sheet] = one
        self._shipped = i18n.letter_languages()
        rows = tuple(sheets)
        self._own_sheets = _present(rows)
        self._plain = {**_shipped_sheets(), **self._own_sheets}
        self._dates = {sheet: one.made.date() for sheet, one in days.items()}
        self.sheets: Mapping[str, Sheet] = {id: self._reworded(sheet) for id, sheet in self._plain.items()}
        self.languages: Mapping[str, LetterLanguage] = {
            **{code: letter_language(code) for code in self._shipped},
            **_added(languages),
        }
        self._gone = {one.sheet: one.body for one in rows if one.body and one.sheet not in self.sheets}

    def sheet(self, id: str) -> Sheet:
        """Return a sheet as it reads here, or ``UsageFault("letter.unknown_sheet")``."""
        if id not in self.sheets:
            raise UsageFault("letter.unknown_sheet", sheet=id[:40], known=", ".join(sorted(self.sheets)))
        return self.sheets[id]

    def is_own(self, id: str) -> bool:
        """Whether the municipality wrote the sheet."""
        return id in self._own_sheets

    def is_own_language(self, code: str) -> bool:
        """Whether the municipality added the language."""
        return code in self.languages and code not in self._shipped

    def titles(self) -> Mapping[str, str]:
        """Return the Swedish title of every sheet, also of those that were taken away: letters were made of them."""
        gone = {id: parse_sheet(body, id).title for id, body in self._gone.items()}
        return {**gone, **{id: sheet.title for id, sheet in self.sheets.items()}}

    def require_reviewable(self, id: str) -> None:
        """Raise ``UsageFault("letter.unknown_sheet")`` for what nobody reviews by itself."""
        if id not in (CLIENT, PLAN):
            self.sheet(id)

    def language(self, code: str) -> LetterLanguage:
        """Return a language, or ``UsageFault("letter.unknown_language")``."""
        if code not in self.languages:
            raise UsageFault("letter.unknown_language", language=code[:40], known=", ".join(self.languages))
        return self.languages[code]

    def translate(self, code: str) -> Translate:
        """Return a function from a Swedish text to its translation here, or None where there is none."""
        own = self._translated.get(code, {})
        catalog = i18n.letter_catalog(code) if code in self._shipped else _nothing
        return lambda text: own.get(text) or catalog(text)

    def texts(self, id: str) -> tuple[str, ...]:
        """Return the Swedish texts of a sheet or one of ``WORD_LISTS`` as they read here, each once."""
        return _word_list(id) if id in WORD_LISTS else texts_of(self.sheet(id))

    def names(self, id: str) -> tuple[str, ...]:
        """Return what a sheet or a list says beside its texts: names that stay Swedish where nobody has translated."""
        return _names_in(id if id in WORD_LISTS else self.sheet(id))

    def state(self, id: str, code: str, reviews: Sequence[Review]) -> LanguageState:
        """Return how whole and how sure a sheet is in a language; ``reviews`` are those of this pair."""
        translate = self.translate(code)
        texts = self.texts(id)
        told = [(text, translate(text)) for text in texts]
        version = content_version([*told, *((name, translate(name)) for name in self.names(id))])
        around = () if code in self._shipped or id == FRAME else frame_texts()
        missing = [text for text, translated in told if not translated]
        missing += [text for text in around if not translate(text)]
        return LanguageState(code, len(texts) + len(around), tuple(missing), version, standing(reviews, version))

    def paragraphs(self, id: str, code: str) -> tuple[Paragraph, ...]:
        """Return the texts of a sheet or a list that may be changed: in Swedish only what a sheet itself says."""
        translate, own = self.translate(code), self._translated.get(code, {})
        if code == i18n.LETTER_SOURCE:
            plain = () if id in WORD_LISTS else _said_by(self._plain[self.sheet(id).id])
        else:
            plain = _word_list(id) if id in WORD_LISTS else texts_of(self._plain[self.sheet(id).id])
            plain = tuple(dict.fromkeys((*plain, *self.names(id))))
        here = self._swedish.get(id, {})
        users = {other: frozenset(self.texts(other)) for other in self.sheets if other != id}
        return tuple(
            Paragraph(
                source=source,
                swedish=(swedish := here.get(source, source)),
                translation=translate(swedish),
                own=source in here,
                own_translation=swedish in own,
                elsewhere=tuple(other for other, texts in users.items() if swedish in texts),
            )
            for source in plain
        )

    def every_text(self) -> Mapping[str, tuple[str, ...]]:
        """Return every Swedish text with the sheets and then the lists that say it."""
        found: dict[str, list[str]] = defaultdict(list)
        for id in (*self.sheets, *WORD_LISTS):
            for text in dict.fromkeys((*self.texts(id), *self.names(id))):
                found[text].append(id)
        return {text: tuple(ids) for text, ids in found.items()}

    def stale(self, id: str, code: str, missing: Iterable[str]) -> Iterator[StaleText]:
        """Yield texts without translation with what each was: the program's text here, else the nearest unprinted."""
        translate = self.translate(code)
        here = {text: source for source, text in self._swedish.get(id, {}).items()}
        unused = None
        for text in missing:
            if text in here:
                yield StaleText(text, here[text], translate(here[text]) or "")
                continue
            if unused is None:
                unused = {**(_unused(code) if code in self._shipped else {}), **self._unprinted(code)}
            yield likely_before(text, unused)

    def lost(self, id: str) -> Mapping[str, str]:
        """Return the municipality's words for texts that the program no longer has, by what those said."""
        plain = frozenset(() if id in WORD_LISTS else _said_by(self._plain[self.sheet(id).id]))
        return {source: text for source, text in self._swedish.get(id, {}).items() if source not in plain}

    def _unprinted(self, code: str) -> Mapping[str, str]:
        """The municipality's translations of texts that no sheet prints any more."""
        own = self._translated.get(code, {})
        printed = self.every_text() if own else {}
        return {text: told for text, told in own.items() if text not in printed}

    def _reworded(self, sheet: Sheet) -> Sheet:
        """Return a sheet in the municipality's words, dated the day they were last changed."""
        here = self._swedish.get(sheet.id, {})
        if sheet.id not in self._dates:
            return sheet

        def said(text: str) -> str:
            return here.get(text, text)

        blocks = tuple(
            replace(
                block,
                text=said(block.text),
                fields=tuple(replace(one, label=said(one.label), value=said(one.value)) for one in block.fields),
            )
            for block in sheet.blocks
        )
        return replace(sheet, title=said(sheet.title), blocks=blocks, date=max(sheet.date, self._dates[sheet.id]))


def _word_list(id: str) -> tuple[str, ...]:
    if id == FRAME:
        return frame_texts()
    return tuple(dict.fromkeys(text for text in _table(id).values() if not is_plain(text)))


def frame_texts() -> tuple[str, ...]:
    """Return the fixed words around every sheet."""
    frame = _frame()
    return tuple(dict.fromkeys(getattr(frame, one.name) for one in fields(frame)))


def forget() -> None:
    """Read what the program brings anew."""
    _frame.cache_clear()
    _table.cache_clear()
    _shipped_sheets.cache_clear()
    _unused.cache_clear()


@cache
def _frame() -> Frame:
    return load_frame()


@cache
def _table(name: str) -> Mapping[str, str]:
    return MappingProxyType(dict(load_table(name)))


@cache
def _shipped_sheets() -> Mapping[str, Sheet]:
    return MappingProxyType({id: load_sheet(id, SHEET_FOLDER) for id in sheet_ids(SHEET_FOLDER)})


def texts_of(sheet: Sheet) -> tuple[str, ...]:
    """Return the Swedish texts that a sheet prints, each once, in their order."""
    told = _table("rights").values() if any(block.kind is BlockKind.RIGHTS for block in sheet.blocks) else ()
    steps = [_table("rights")[key] for key in _STEP_WORDS] if _tells_steps(sheet) else []
    return tuple(dict.fromkeys((*_said_by(sheet), *told, *steps)))


def _said_by(sheet: Sheet) -> tuple[str, ...]:
    """Return what the file of a sheet says itself."""
    texts = [sheet.title]
    for block in sheet.blocks:
        texts += [block.text] if block.text else []
        texts += [one.label for one in block.fields]
        texts += [one.value for one in block.fields if not is_plain(one.value)]
    return tuple(dict.fromkeys(texts))


def _tells_steps(sheet: Sheet) -> bool:
    return any(block.kind is BlockKind.NEXT_STEPS for block in sheet.blocks)


def _names_in(told: str | Sheet) -> tuple[str, ...]:
    """Return the names of interventions, and of areas and actors, that a sheet or a list says."""
    steps = told in (CLIENT, PLAN) if isinstance(told, str) else _tells_steps(told)
    names = [one.sv for one in codes.intervention_types()] if steps else []
    names += [one.sv for one in codes.actors()] if told in (CLIENT, PLAN) else []
    names += [one.sv for one in codes.known_areas()] if told == PLAN else []
    return tuple(dict.fromkeys(names))


def _present(sheets: Iterable[OwnSheet]) -> dict[str, Sheet]:
    newest = {one.sheet: one.body for one in sheets}
    return {id: parse_sheet(body, id) for id, body in newest.items() if body}


def _added(languages: Iterable[OwnLanguage]) -> dict[str, LetterLanguage]:
    newest = {one.code: one for one in languages}
    return {code: _language(one) for code, one in newest.items() if one.swedish_name}


def _language(one: OwnLanguage) -> LetterLanguage:
    direction = Direction.RTL if one.rtl else Direction.LTR
    return LetterLanguage(one.code, one.swedish_name, one.endonym, direction, Script(one.script), one.code, one.code)


def _nothing(_text: str) -> None:
    return None


@cache
def _unused(code: str) -> Mapping[str, str]:
    """Return the texts of a shipped catalog that no sheet, table or name asks for any more, with their translations."""
    from caseworker.letters.extract import letter_texts  # only when something is stale

    used = {one.text for one in letter_texts(SHEET_FOLDER)}
    return {text: told for text, told in i18n.letter_messages(code).items() if text not in used}
