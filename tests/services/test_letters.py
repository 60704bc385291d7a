"""Letters as a caseworker makes them: the right words for the right person, refused whole when a piece is missing."""

from collections.abc import Callable
from dataclasses import replace

import pypdfium2
import pytest

from caseworker import i18n
from caseworker.domain.ids import PersonId
from caseworker.domain.intake import EnteredAddress, EnteredNumber, Intake
from caseworker.errors import CaseworkerError, Refused, UsageFault
from caseworker.services import letters, people, preferences
from caseworker.services._settings import OfficeDetails
from caseworker.store.register import Register
from tests.services.conftest import MAJ, SAMIRA

SHEET = "valkommen"
LANGUAGES = {"sv", "en", "ar", "prs", "fa", "so", "ti", "uk"}
NEEDED_FIRST = {"valkommen", "nasta-steg", "nodnummer"}
OF_NEEDED_FIRST = {"ps", "ru", "ckb", "tr"}


@pytest.fixture
def samira(register: Register) -> PersonId:
    preferences.save_office_details(register, details=OfficeDetails("010-123 45 67"), by=MAJ)
    return PersonId(people.register_person(register, intake=SAMIRA, by=MAJ).created)


def text_of(pdf: bytes) -> str:
    document = pypdfium2.PdfDocument(pdf)
    try:
        return "\n".join(page.get_textpage().get_text_range() for page in document)
    finally:
        document.close()


def issue(register: Register, person: PersonId, language: str, *, sheet: str = SHEET) -> bytes:
    return letters.issue_letter(register, person=person, sheet=sheet, language=language, how="saved", by=MAJ).pdf


def actions(register: Register, person: PersonId) -> list[str]:
    return [line.action for line in people.open_file(register, person=person, by=MAJ).log]


def test_every_sheet_is_whole_in_eight_languages_and_three_in_four_more(register: Register) -> None:
    rows = letters.list_sheets(register, by=MAJ)
    assert len(rows) == 25
    assert rows[0].id == SHEET, "the first thing somebody new is given"
    for row in rows:
        assert set(row.languages) == LANGUAGES | (OF_NEEDED_FIRST if row.id in NEEDED_FIRST else set())
    names = {row.code: row.en for row in letters.list_letter_languages(register, by=MAJ)}
    assert set(names) == LANGUAGES | OF_NEEDED_FIRST
    assert names["ar"] == "العربية"


def test_a_letter_names_person_caseworker_and_office_and_is_logged(register: Register, samira: PersonId) -> None:
    text = text_of(issue(register, samira, "en"))
    for expected in ("Samira Haddad", "Maj Ekholm", "010-123 45 67", "Uppsala", "2025-0001"):
        assert expected in text
    assert actions(register, samira)[1] == "letter.saved"


def test_a_preview_shows_every_page_and_logs_nothing(register: Register, samira: PersonId) -> None:
    pages = letters.preview_letter(register, person=samira, sheet=SHEET, language="ar", scale=0.5, by=MAJ)
    assert len(pages) >= 2
    assert not [action for action in actions(register, samira) if action.startswith("letter.")]


def test_an_issued_letter_becomes_pages_for_the_printer(register: Register, samira: PersonId) -> None:
    letter = letters.issue_letter(register, person=samira, sheet=SHEET, language="sv", how="printed", by=MAJ)
    pages = letters.letter_pages(register, letter=letter, dots_per_inch=36, by=MAJ)
    assert len(pages) == letter.pages


def test_a_person_without_a_latin_name_is_written_to_in_her_own_script(register: Register) -> None:
    selam = PersonId(people.register_person(register, intake=Intake(original_name="ሰላም"), by=MAJ).created)
    assert "ሰላም" in text_of(issue(register, selam, "ti"))


@pytest.mark.parametrize(
    ("sheet", "language", "fault", "code"),
    [
        (SHEET, "tlh", UsageFault, "letter.unknown_language"),
        ("saknas", "sv", UsageFault, "letter.unknown_sheet"),
    ],
)
def test_an_unknown_sheet_or_language_is_refused(
    register: Register, samira: PersonId, sheet: str, language: str, fault: type[CaseworkerError], code: str
) -> None:
    with pytest.raises(fault) as refused:
        issue(register, samira, language, sheet=sheet)
    assert refused.value.code == code


def test_a_letter_to_somebody_unknown_or_without_a_name_is_refused(register: Register) -> None:
    number = Intake(numbers=(EnteredNumber("dossier", "99-318842"),))
    nameless = PersonId(people.register_person(register, intake=number, by=MAJ).created)
    for person, code in ((PersonId("nobody"), "person.unknown"), (nameless, "letter.no_name")):
        with pytest.raises(Refused) as refused:
            issue(register, person, "sv")
        assert refused.value.code == code


@pytest.mark.parametrize(("name", "sign"), [("Samira \U0001f600", "U+1F600"), ("សុខា", "U+179F")])
def test_a_character_no_font_has_is_named_and_nothing_is_logged(register: Register, name: str, sign: str) -> None:
    person = people.register_person(register, intake=replace(SAMIRA, original_name=name), by=MAJ).created
    with pytest.raises(Refused) as refused:
        issue(register, PersonId(person), "ar")
    assert refused.value.code == "letter.missing_glyph"
    assert sign in str(refused.value.params.values())
    assert name not in str(refused.value.params.values())
    assert "letter.saved" not in actions(register, PersonId(person))


def test_a_gap_in_a_translation_refuses_the_letter_and_is_seen_in_the_list(
    register: Register, samira: PersonId, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = i18n.letter_catalog

    def gapped(language: str) -> Callable[[str], str | None]:
        catalog = whole(language)
        return lambda text: None if language == "so" and text.startswith("Välkommen") else catalog(text)

    monkeypatch.setattr(i18n, "letter_catalog", gapped)
    with pytest.raises(Refused) as refused:
        issue(register, samira, "so")
    assert refused.value.code == "letter.missing_translation"
    row = letters.list_sheets(register, by=MAJ)[0]
    assert set(row.languages) == LANGUAGES - {"so"} | OF_NEEDED_FIRST
    (gap,) = next(state for state in row.states if state.language == "so").missing
    assert gap.startswith("Välkommen")
    assert issue(register, samira, "ar")


def test_a_window_envelope_shows_where_her_mail_goes_today(register: Register, samira: PersonId) -> None:
    window = letters.Layout(window=True)

    def made() -> str:
        pdf = letters.issue_letter(
            register, person=samira, sheet=SHEET, language="ar", how="saved", layout=window, by=MAJ
        ).pdf
        return text_of(pdf)

    with pytest.raises(Refused) as refused:
        made()
    assert refused.value.code == "letter.no_address"
    assert "letter.saved" not in actions(register, samira)
    today = register.today()
    home = EnteredAddress("Storgatan 12\nlgh 1102", "123 45", "Lövåsa", care_of="Åsa Öberg")
    people.move_to_address(register, person=samira, address=home, begins=today, by=MAJ)
    text = made()
    for line in ("c/o Åsa Öberg", "Storgatan 12", "lgh 1102", "123 45 LÖVÅSA"):
        assert line in text
