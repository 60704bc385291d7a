"""What letters are made of in one register: sheets, languages, translations, reviews, policy. Not a service."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from caseworker import i18n
from caseworker.domain.translation import LanguageState, OwnText, Review, ReviewState
from caseworker.errors import Refused
from caseworker.letters.sheet import GROUPS
from caseworker.letters.sources import CLIENT, PLAN, Sources
from caseworker.services._settings import OFFICE
from caseworker.store import letter_texts
from caseworker.store.reading import Reader

POLICY, BLOCK = "letters.drafts", "block"
_TITLES: Mapping[str, str] = {CLIENT: "Klientläge", PLAN: "Planen"}
_NOT_APPROVED: Mapping[str, str] = {CLIENT: "client.not_approved", PLAN: "plan.not_approved"}


@dataclass(frozen=True, slots=True)
class SheetRow:
    """One sheet that can be printed: its id, Swedish title, version and the languages it is whole in.

    ``group`` is what it is about, one of ``sheet.GROUPS``. ``states`` tells of each language what is missing in it and
    who has read it; ``own``: the municipality wrote the sheet.
    """

    id: str
    title: str
    version: int
    languages: tuple[str, ...]
    group: str = GROUPS[0]
    states: tuple[LanguageState, ...] = ()
    own: bool = False


class LetterSources:
    """The texts in force and what is known of each. Read anew for every errand: what somebody changed holds at once."""

    def __init__(self, reader: Reader, changed: Sequence[OwnText] = ()) -> None:
        """Read the municipality's rows; ``changed`` are some that are not kept, as somebody is writing them."""
        connection = reader.connection
        self.texts = Sources(
            (*letter_texts.own_texts(connection), *changed),
            letter_texts.own_sheets(connection),
            letter_texts.own_languages(connection),
        )
        self._reviews: dict[tuple[str, str], list[Review]] = defaultdict(list)
        for one in letter_texts.reviews(connection):
            self._reviews[one.sheet, one.language].append(one)
        self.blocks = reader.setting(OFFICE, POLICY) == BLOCK

    def reviews(self, sheet: str, language: str) -> Sequence[Review]:
        """Return what was recorded of a sheet in a language, in that order."""
        return self._reviews[sheet, language]

    def state(self, sheet: str, language: str) -> LanguageState:
        """Return how whole and how sure a sheet is in a language."""
        return self.texts.state(sheet, language, self.reviews(sheet, language))

    def states(self, sheet: str) -> tuple[LanguageState, ...]:
        """Return that of every language but the Swedish source."""
        return tuple(self.state(sheet, code) for code in self.texts.languages if code != i18n.LETTER_SOURCE)

    def require_allowed(self, sheet: str, language: str) -> LanguageState | None:
        """Return how sure a translation is, None for the source.

        Or ``Refused`` by policy: ``letter.not_approved``, for what is no sheet ``client.not_approved`` or
        ``plan.not_approved``.
        """
        if language == i18n.LETTER_SOURCE:
            return None
        state = self.state(sheet, language)
        if self.withholds(state):
            raise Refused(_NOT_APPROVED.get(sheet, "letter.not_approved"), sheet=sheet, language=language)
        return state

    def withholds(self, state: LanguageState) -> bool:
        """Tell whether the municipality wants approved words only and these are not."""
        return self.blocks and state.standing.state is not ReviewState.APPROVED

    def prints(self, sheet: str, language: str) -> bool:
        """Tell whether a sheet can be printed in a language at all: whole, and allowed."""
        if language == i18n.LETTER_SOURCE:
            return True
        state = self.state(sheet, language)
        return state.whole and not self.withholds(state)


def word_rows(sources: LetterSources) -> tuple[SheetRow, ...]:
    """Return the words of the client mode and of the plan as rows of their own: reviewed as sheets are."""
    return tuple(
        SheetRow(id, title, 0, (i18n.LETTER_SOURCE, *(one.language for one in states if one.whole)), states=states)
        for id, title in _TITLES.items()
        for states in [sources.states(id)]
    )


def sheet_rows(sources: LetterSources) -> tuple[SheetRow, ...]:
    """Return the sheets by what they are about, each with how whole and how sure it is in every language."""
    rows = []
    for id, sheet in sources.texts.sheets.items():
        states = sources.states(id)
        whole = (i18n.LETTER_SOURCE, *(state.language for state in states if state.whole))
        rows.append(SheetRow(id, sheet.title, sheet.version, whole, sheet.group, states, sources.texts.is_own(id)))
    return tuple(sorted(rows, key=lambda row: (GROUPS.index(row.group), row.title)))
