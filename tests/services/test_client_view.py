"""What the screen shows when it is turned to the person: her own steps in her language, and nothing else of anybody."""

from collections.abc import Callable
from dataclasses import asdict, replace
from datetime import date, timedelta

import pytest

from caseworker import i18n
from caseworker.domain.agenda import EnteredVisit, InterpreterWay, VisitKind
from caseworker.domain.ids import PersonId
from caseworker.domain.intake import EnteredAddress
from caseworker.domain.intervention import InterventionState
from caseworker.errors import UsageFault
from caseworker.letters.fonts import face_runs
from caseworker.letters.isolate import BIDI_CONTROLS
from caseworker.services import (
    agenda,
    client_view,
    interventions,
    letter_exchange,
    letter_texts,
    letters,
    people,
    preferences,
)
from caseworker.services._settings import OfficeDetails
from caseworker.services.client_view import ClientPage, ClientStep, ClientView, StepMark
from caseworker.store.register import Register
from tests.services.conftest import MAJ, NOW, SAMIRA
from tests.services.test_letters import text_of
from tests.services.walls import protect, refused, registered, reveal, with_readers

TODAY = NOW.date()
OFFICE = OfficeDetails("010-123 45 67", "mottagningen@lovasa.example", "Storgatan 12, 123 45 Lövåsa")
S = InterventionState


@pytest.fixture
def samira(register: Register) -> PersonId:
    """She reads Arabic and speaks Sorani."""
    preferences.save_office_details(register, details=OFFICE, by=MAJ)
    return registered(register, replace(SAMIRA, speaks="ckb"))


def shown(register: Register, person: PersonId, language: str = "sv") -> ClientView:
    return client_view.open_client(register, person=person, language=language, by=MAJ)


def page(register: Register, person: PersonId, language: str = "sv") -> ClientPage:
    return shown(register, person, language).pages[0]


def steps(register: Register, person: PersonId, language: str = "sv") -> tuple[ClientStep, ...]:
    return page(register, person, language).steps


def plain(text: str) -> str:
    """The text without the marks that keep its parts in order."""
    return "".join(character for character in text if character not in BIDI_CONTROLS)


def add(register: Register, person: PersonId, kind: str, state: InterventionState, **how: object) -> None:
    entered = interventions.EnteredIntervention(kind, state=state, **how)  # type: ignore[arg-type]
    interventions.add_intervention(register, person=person, entered=entered, by=MAJ)


def book(register: Register, person: PersonId, days: int, **how: object) -> None:
    visit = EnteredVisit(TODAY + timedelta(days), **{"at": "09:30", **how})  # type: ignore[arg-type]
    agenda.book_visit(register, person=person, visit=visit, by=MAJ)


def test_the_three_nearest_steps_are_told_in_her_language(register: Register, samira: PersonId) -> None:
    add(register, samira, "halsoundersokning", S.ACCEPTED, ends=date(2027, 1, 12), actor="regionen", place="Ekbacken")
    add(register, samira, "forskola", S.REFERRED, ends=date(2027, 1, 30))
    add(register, samira, "praktik", S.PROPOSED, ends=date(2026, 12, 1))
    book(register, samira, 11, interpreter=InterpreterWay.ON_SITE, language="ar", booked=True)
    found = page(register, samira, "ar")
    assert found.rtl
    assert plain(found.greeting) == "مرحبًا سميرة حداد"
    assert found.title == "خطواتك الثلاث القادمة"
    meeting, health, preschool = found.steps
    assert plain(meeting.when) == "الأربعاء ٢ ديسمبر ٢٠٢٦، الساعة ٠٩:٣٠"
    assert meeting.where == "\u2066Storgatan 12, 123 45 Lövåsa\u2069"
    assert meeting.state == "مترجم شفوي محجوز"
    assert (health.what, health.state, health.mark) == ("فحص صحي", "ننتظر الموعد", StepMark.WAITS)
    assert plain(health.when) == "في موعد أقصاه ١٢ يناير ٢٠٢٧"
    assert plain(health.where).endswith("، Ekbacken")
    assert (preschool.what, preschool.mark) == ("مكان في روضة الأطفال", StepMark.SETTLED)
    assert not found.more
    assert found.phone.endswith("\u2066010-123\u00a045\u00a067\u2069")
    assert all(one.translated for one in found.steps)


def test_the_nearest_three_of_more_are_shown_by_their_days(register: Register, samira: PersonId) -> None:
    add(register, samira, "praktik", S.DECIDED)
    add(register, samira, "sfi-kurs", S.DECIDED, begins=TODAY + timedelta(9), ends=TODAY + timedelta(99))
    add(register, samira, "sprakcafe", S.ONGOING, ends=TODAY + timedelta(5))
    book(register, samira, 2, kind=VisitKind.PHONE, at="")
    found = page(register, samira)
    assert [one.what for one in found.steps] == ["Vi ringer dig", "Språkkafé", "Sfi-kurs"]
    days = ["måndag 23 november 2026", "Till 26 november 2026", "Börjar 30 november 2026"]
    assert [one.when for one in found.steps] == days
    assert found.more
    assert found.draft == ""


def test_a_step_without_days_says_so_unless_it_goes_on(register: Register, samira: PersonId) -> None:
    add(register, samira, "praktik", S.DECIDED)
    add(register, samira, "sfi-kurs", S.ONGOING)
    assert {(one.what, one.when) for one in steps(register, samira)} == {
        ("Praktik", "Dagen är inte bestämd än"),
        ("Sfi-kurs", ""),
    }


def test_titles_count_and_nothing_is_a_title_too(register: Register, samira: PersonId) -> None:
    titles = [page(register, samira).title]
    for days in (1, 2, 3, 4):
        book(register, samira, days)
        titles.append(page(register, samira).title)
    three = "Dina tre nästa steg"
    assert titles == ["Inga steg just nu", "Ditt nästa steg", "Dina två nästa steg", three, three]


def test_home_and_number_are_never_on_the_screen(register: Register, samira: PersonId) -> None:
    address = EnteredAddress("Björkvägen 7", "123 45", "Lövåsa")
    people.move_to_address(register, person=samira, address=address, begins=TODAY, by=MAJ)
    book(register, samira, 1, kind=VisitKind.HOME, place="Björkvägen 7", text="Om skilsmässan")
    book(register, samira, 2, kind=VisitKind.ELSEWHERE, place="Biblioteket", interpreter=InterpreterWay.PHONE)
    add(register, samira, "praktik", S.ONGOING, detail="hos bror Ali", contact="Ali Haddad", ends=date(2027, 1, 1))
    whole = str(asdict(shown(register, samira, "ar")))
    assert "Biblioteket" in whole
    for hidden in ("Björkvägen", "skilsmässan", "Ali", "19880314", "2382", "070-174", "2026-0001"):
        assert hidden not in whole, hidden
    assert steps(register, samira)[1].state == "Vi bokar tolk"


def test_she_may_choose_among_what_she_reads_and_speaks(register: Register, samira: PersonId) -> None:
    languages = [(one.language, one.endonym, one.sample) for one in shown(register, samira, "ti").pages]
    assert languages == [
        ("ti", "ትግርኛ", "ሀ"), ("sv", "Svenska", "A"), ("ar", "العربية", "ع"), ("ckb", "سۆرانی", "ع"),
    ]  # fmt: skip
    assert page(register, samira, "uk").endonym == "Українська"
    assert page(register, samira, "sv").greeting == "Hej Samira", "Swedish is read in Latin letters"


def test_each_look_is_logged(register: Register, samira: PersonId) -> None:
    shown(register, samira)
    log = people.open_file(register, person=samira, by=MAJ).log
    assert [one.action for one in log[:2]] == ["case.opened", "client.shown"]


def test_what_has_no_translation_is_swedish_and_asks_for_an_interpreter(register: Register, samira: PersonId) -> None:
    add(register, samira, "praktik", S.ONGOING, ends=date(2027, 1, 1))
    found = page(register, samira, "ckb")
    assert (found.steps[0].what, found.steps[0].translated) == ("\u2066Praktik\u2069", False)
    assert found.words["interpreter_needed"] == "پێویست بە وەرگێڕە"
    assert found.draft != ""


def test_a_gap_among_the_fixed_words_is_swedish_never_another_language(
    register: Register, samira: PersonId, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = i18n.letter_catalog

    def gapped(language: str) -> Callable[[str], str | None]:
        catalog = whole(language)
        return lambda text: None if language == "ar" and text.startswith("Skriv ut") else catalog(text)

    monkeypatch.setattr(i18n, "letter_catalog", gapped)
    found = page(register, samira, "ar")
    assert found.words["print"] == "\u2066Skriv ut den här sidan\u2069"
    assert found.words["printing"] == "تجري الطباعة"


def test_every_language_has_all_words_and_a_font_for_them(register: Register, samira: PersonId) -> None:
    book(register, samira, 1, interpreter=InterpreterWay.ON_SITE, language="ar")
    swedish = {*page(register, samira).words.values()}
    for language in i18n.letter_languages():
        found = page(register, samira, language)
        words = [*found.words.values(), found.title, found.about, found.wrong, found.phone, found.steps[0].state]
        assert all(words)
        assert language == "sv" or not {*words} & swedish
        for text in words:
            assert face_runs(text, [0] * len(text), bold=True), "refused when a letter has no face"


def test_days_are_in_her_own_digits_and_numbers_to_dial_are_not(register: Register, samira: PersonId) -> None:
    book(register, samira, 11)
    assert "۰۹:۳۰" in steps(register, samira, "prs")[0].when
    assert "09:30" in steps(register, samira, "ti")[0].when
    assert "010-123" in page(register, samira, "fa").phone


def test_without_a_telephone_there_is_no_line_for_it(register: Register) -> None:
    person = registered(register, replace(SAMIRA, original_name="", speaks=""))
    found = page(register, person, "ar")
    assert found.phone == ""
    assert "Samira" in found.greeting


def test_where_only_approved_translations_may_be_read_the_others_are_not_shown(
    register: Register, samira: PersonId
) -> None:
    letter_texts.block_drafts(register, block=True, by=MAJ)
    refused("client.not_approved", shown, register, samira, "ar")
    assert [one.language for one in shown(register, samira).pages] == ["sv"]
    read_by_somebody(register, "ar", approve=True)
    assert [one.language for one in shown(register, samira, "ar").pages] == ["ar", "sv"]
    assert [one.prints for one in shown(register, samira, "ar").pages] == [False, True], "the sheet is a draft still"


def test_the_page_says_how_sure_its_own_words_are(register: Register, samira: PersonId) -> None:
    add(register, samira, "praktik", S.ONGOING)
    draft = page(register, samira, "ar")
    assert (draft.draft_in_swedish, draft.prints) == ("Översättningen är ett utkast. Den svenska texten gäller.", True)
    read_by_somebody(register, "ar")
    told = page(register, samira, "ar")
    assert "granskat översättningen 2026-11-21" in told.draft_in_swedish
    assert "2026-11-21" in told.draft
    assert told.draft != draft.draft
    read_by_somebody(register, "ar", approve=True)
    assert (page(register, samira, "ar").draft, page(register, samira, "ar").draft_in_swedish) == ("", "")
    change(register, "client", "Praktik", "تدريب عملي في مكان عمل")
    assert page(register, samira, "ar").draft == draft.draft, "a name that was changed was not read by anybody"


def test_the_screen_the_letter_and_the_plan_say_the_same_changed_words(register: Register, samira: PersonId) -> None:
    add(register, samira, "praktik", S.ONGOING, ends=date(2027, 1, 1))
    mine = "تدريب عملي في مكان عمل"
    change(register, "client", "Praktik", mine)
    change(register, "client", "Skriv ut den här sidan", "اطبع هنا")
    change(register, "frame", "Översättningen är ett utkast. Den svenska texten gäller.", "هذه مسودة.")
    found = page(register, samira, "ar")
    assert [one.what for one in found.steps] == [mine]
    assert (found.words["print"], found.draft) == ("اطبع هنا", "هذه مسودة.")
    letter = letters.issue_letter(register, person=samira, sheet="nasta-steg", language="ar", how="saved", by=MAJ)
    for words in (mine, "هذه مسودة"):
        assert words in " ".join(text_of(letter.pdf).split())


def change(register: Register, sheet: str, source: str, text: str) -> None:
    letter_texts.change_text(
        register, sheet=sheet, language="ar", source=source, text=text, reason="Bättre ord", by=MAJ
    )


def read_by_somebody(register: Register, language: str, *, approve: bool = False) -> None:
    told = letter_texts.read_sheet_texts(register, sheet="client", language=language, by=MAJ).state
    assert told is not None
    read = {"sheet": "client", "language": language, "version": told.version}
    letter_texts.record_review(register, **read, name="Rania A.", day=date(2026, 11, 21), by=MAJ)
    if approve:
        letter_texts.approve_sheet(register, **read, by=MAJ)


def test_a_language_of_the_municipalitys_own_is_swedish_with_a_plea_for_an_interpreter(
    register: Register, samira: PersonId
) -> None:
    letter_exchange.add_language(
        register, code="sw", swedish_name="swahili", endonym="Kiswahili", script="Latn", rtl=False, by=MAJ
    )
    book(register, samira, 1)
    found = page(register, samira, "sw")
    assert (found.endonym, found.title, found.draft) == ("Kiswahili", "Ditt nästa steg", "")
    assert [one.translated for one in found.steps] == [False]
    assert found.words["interpreter_needed"] == "Tolk behövs"


def test_a_protected_person_is_on_no_screen_open_or_closed(register: Register) -> None:
    desk = with_readers(register)
    person = registered(desk)
    protect(desk, person)
    for _ in range(2):
        refused("protection.no_client_view", shown, desk, person)
        reveal(desk, person)


def test_what_is_unknown_is_refused(register: Register, samira: PersonId) -> None:
    refused("person.unknown", shown, register, PersonId("nobody"))
    with pytest.raises(UsageFault) as fault:
        shown(register, samira, "tlh")
    assert fault.value.code == "letter.unknown_language"
