"""Honest review state, the municipality's own words, and PO files, through the register."""

from datetime import date, timedelta

import pytest

from caseworker import i18n
from caseworker.domain.ids import PersonId
from caseworker.domain.translation import LanguageState, ReviewState, StaleText
from caseworker.errors import CaseworkerError
from caseworker.letters import sources
from caseworker.letters.sources import FRAME
from caseworker.services import letter_exchange, letter_log, letter_texts, letters, people, undoing
from caseworker.services.letter_texts import CLIENT, PLAN
from caseworker.store.register import Register
from tests.services.conftest import MAJ, SAMIRA
from tests.services.test_letters import text_of

SFI, TI = "sfi", "ti"
FREE = "Det är kommunens kurs i svenska för vuxna. Kursen är gratis."
TODAY = date(2026, 11, 21)
OWN_SHEET = """id = "odling"
version = 1
date = 2026-11-21
title = "Odling"
group = "start"
[[block]]
kind = "paragraph"
text = "Hej {person}"
"""


@pytest.fixture
def samira(register: Register) -> PersonId:
    return PersonId(people.register_person(register, intake=SAMIRA, by=MAJ).created)


def refused(call: object, *args: object, **kwargs: object) -> str:
    assert callable(call)
    with pytest.raises(CaseworkerError) as fault:
        call(*args, **kwargs, by=MAJ)
    return fault.value.code


def texts(register: Register, sheet: str = SFI, language: str = TI) -> letter_texts.SheetTexts:
    return letter_texts.read_sheet_texts(register, sheet=sheet, language=language, by=MAJ)


def state(register: Register, sheet: str = SFI, language: str = TI) -> LanguageState:
    found = texts(register, sheet, language).state
    assert found is not None
    return found


def review(register: Register, **other: object) -> None:
    given: dict[str, object] = {"sheet": SFI, "language": TI, "version": state(register).version}
    given |= {"name": "Selam T.", "day": TODAY} | other
    letter_texts.record_review(register, **given, by=MAJ)  # type: ignore[arg-type]  # as each test gives them


def approve(register: Register) -> None:
    letter_texts.approve_sheet(register, sheet=SFI, language=TI, version=state(register).version, by=MAJ)


def change(register: Register, source: str, text: str, language: str = "sv", sheet: str = SFI) -> None:
    letter_texts.change_text(
        register, sheet=sheet, language=language, source=source, text=text, reason="Rättat", by=MAJ
    )


def printed(register: Register, person: PersonId, language: str = TI, sheet: str = SFI) -> str:
    made = letters.issue_letter(register, person=person, sheet=sheet, language=language, how="saved", by=MAJ)
    return " ".join(text_of(made.pdf).split())


def test_a_letter_tells_the_true_state_of_its_translation(register: Register, samira: PersonId) -> None:
    assert state(register).standing.state is ReviewState.DRAFT
    assert "är ett utkast" in printed(register, samira)
    review(register)
    told = printed(register, samira)
    assert "har granskat översättningen 2026-11-21" in told
    assert "utkast" not in told
    approve(register)
    assert state(register).standing.approver == "Maj Ekholm"
    told = printed(register, samira)
    assert "utkast" not in told
    assert "granskat" not in told


def test_a_changed_word_makes_the_review_lapse_at_once_in_every_language(register: Register, samira: PersonId) -> None:
    review(register)
    approve(register)
    change(register, FREE, "Det är kommunens kurs i svenska för vuxna. Den är gratis.")
    now = state(register)
    assert now.standing.lapsed
    assert (now.standing.state, now.standing.day) == (ReviewState.DRAFT, TODAY)
    assert now.missing == ("Det är kommunens kurs i svenska för vuxna. Den är gratis.",)
    (stale,) = texts(register).stale
    assert stale.before == FREE
    assert stale.translated
    row = next(row for row in letters.list_sheets(register, by=MAJ) if row.id == SFI)
    assert row.languages == ("sv",)
    assert row in letter_texts.list_sheet_states(register, by=MAJ)
    letter = {"person": samira, "sheet": SFI, "language": TI, "how": "saved"}
    assert refused(letters.issue_letter, register, **letter) == "letter.missing_translation"
    assert "Den är gratis." in printed(register, samira, "sv")
    change(register, stale.text, "እዚ ትምህርቲ ብነጻ እዩ።", TI)
    assert state(register).whole
    assert "ብነጻ" in printed(register, samira)
    assert "är ett utkast" in printed(register, samira)
    change(register, FREE, "")
    assert state(register).standing.state is ReviewState.APPROVED, "the very words that were approved"


def test_a_changed_translation_makes_the_review_lapse_wherever_it_is_printed(register: Register) -> None:
    review(register)
    shared = "Vill du fråga något?"
    (paragraph,) = (one for one in texts(register).paragraphs if one.swedish == shared)
    assert len(paragraph.elsewhere) > 3
    change(register, shared, "ክትሓቱ ትደልዩ ዶ?", TI, "bank")
    assert state(register).standing.lapsed
    assert next(one for one in texts(register).paragraphs if one.swedish == shared).own_translation


def test_a_review_needs_a_name_a_day_and_the_words_that_were_read(register: Register) -> None:
    def told(**other: object) -> str:
        with pytest.raises(CaseworkerError) as fault:
            review(register, **other)
        return fault.value.code

    assert told(name=" ") == told(name="x" * 121) == "letter.reviewer"
    assert told(day=TODAY + timedelta(days=1)) == "letter.review_day"
    assert told(version="0") == "letter.words_changed"
    assert told(language="sv") == "letter.swedish_is_source"
    assert told(language="ps") == "letter.review_not_whole"
    assert told(sheet="x") == "letter.unknown_sheet"
    assert told(language="x") == "letter.unknown_language"
    version = state(register).version
    approving = {"sheet": SFI, "language": TI, "version": version}
    assert refused(letter_texts.approve_sheet, register, **approving) == "letter.not_reviewed"


def test_a_review_can_be_withdrawn_with_a_reason(register: Register) -> None:
    back = {"sheet": SFI, "language": TI}
    assert refused(letter_texts.withdraw_review, register, **back, reason="Fel") == "letter.no_review"
    review(register)
    assert refused(letter_texts.withdraw_review, register, **back, reason="") == "letter.text_reason"
    letter_texts.withdraw_review(register, sheet=SFI, language=TI, reason="Fel person", by=MAJ)
    assert state(register).standing.state is ReviewState.DRAFT


def test_a_municipality_may_print_approved_translations_only(register: Register, samira: PersonId) -> None:
    assert not letter_texts.drafts_are_blocked(register, by=MAJ)
    letter_texts.block_drafts(register, block=True, by=MAJ)
    assert letter_texts.drafts_are_blocked(register, by=MAJ)
    letter = {"person": samira, "sheet": SFI, "language": TI}
    assert refused(letters.issue_letter, register, **letter, how="saved") == "letter.not_approved"
    assert refused(letters.preview_letter, register, **letter, scale=0.2) == "letter.not_approved"
    assert printed(register, samira, "sv")
    review(register)
    assert refused(letters.issue_letter, register, **letter, how="saved") == "letter.not_approved"
    approve(register)
    assert printed(register, samira)
    letter_texts.block_drafts(register, block=False, by=MAJ)
    assert printed(register, samira, "so")


@pytest.mark.parametrize(
    ("language", "source", "text", "code"),
    [
        ("sv", "Finns inte", "x", "letter.text_unknown"),
        ("sv", FREE, "Hej {secret}", "letter.text_placeholders"),
        ("sv", FREE, "Hej {", "letter.text_braces"),
        ("sv", FREE, "Hej\u202e", "letter.text_control"),
        ("sv", FREE, "x" * 2001, "letter.text_too_long"),
        (TI, FREE, "Swedish course", "letter.text_script"),
        (TI, FREE, "ብነጻ 7", "letter.text_numbers"),
        ("x", FREE, "x", "letter.unknown_language"),
    ],
)
def test_a_text_that_cannot_be_printed_right_is_not_kept(
    register: Register, language: str, source: str, text: str, code: str
) -> None:
    given = {"sheet": SFI, "language": language, "source": source, "text": text}
    assert refused(letter_texts.change_text, register, **given, reason="x") == code


def test_the_words_around_sheets_are_translated_here_and_written_by_the_program(register: Register) -> None:
    around = texts(register, FRAME).paragraphs
    assert "Till {person}" in [one.source for one in around]
    change(register, "Till {person}", "ንዓኹም {person}", TI, FRAME)
    given = {"sheet": FRAME, "language": "sv", "source": "Till {person}", "text": "Hej {person}"}
    assert refused(letter_texts.change_text, register, **given, reason="x") == "letter.text_unknown"
    assert texts(register, FRAME, "sv").state is None
    assert letter_texts.preview_sheet(register, sheet=FRAME, language=TI, changes={}, scale=0.2, by=MAJ)


def test_the_words_of_rights_are_translated_here_and_written_by_the_program(register: Register) -> None:
    status = "din-status"
    right = "Sfi (svenska för vuxna)"
    assert right in [one.source for one in texts(register, status).paragraphs]
    assert right not in [one.source for one in texts(register, status, "sv").paragraphs], "it would never be printed"
    given = {"sheet": status, "language": "sv", "source": right, "text": "Kurs i svenska"}
    assert refused(letter_texts.change_text, register, **given, reason="x") == "letter.text_unknown"
    change(register, right, "ኮርስ ቋንቋ ሽወደን", TI, status)


def test_a_sheet_is_shown_as_it_would_be_with_what_is_being_written(register: Register) -> None:
    def shown(language: str, changes: dict[str, str]) -> list[bytes]:
        pages = letter_texts.preview_sheet(register, sheet=SFI, language=language, changes=changes, scale=0.2, by=MAJ)
        return [page.rgba for page in pages]

    before = shown(TI, {})
    assert shown(TI, {FREE: "ብነጻ"}) != before
    assert shown(TI, {}) == before, "nothing was kept"
    assert shown("sv", {FREE: "Kursen är gratis."}) != shown("sv", {FREE: ""})
    assert shown("ps", {}), "what is not translated stands as three dots"
    given = {"sheet": SFI, "language": "sv", "changes": {FREE: "{x}"}, "scale": 0.2}
    assert refused(letter_texts.preview_sheet, register, **given) == "letter.text_placeholders"
    review(register)
    assert shown(TI, {}) != before, "the line says that it is reviewed"


def test_what_the_program_no_longer_says_is_told_and_not_lost(register: Register) -> None:
    change(register, FREE, "Egen.")
    with register.read() as reader:
        from caseworker.services._letter_sources import LetterSources

        here = LetterSources(reader).texts
    assert here.lost(SFI) == {}
    here._swedish[SFI]["Borta"] = "Vår text"  # noqa: SLF001 - as if the program's text was another today
    assert here.lost(SFI) == {"Borta": "Vår text"}


def test_an_own_sheet_is_listed_printed_changed_translated_and_taken_away(register: Register, samira: PersonId) -> None:
    def save(sheet: str = "odling", body: str = OWN_SHEET, reason: str = "Nytt") -> str:
        return letter_exchange.save_own_sheet(register, sheet=sheet, body=body, reason=reason, by=MAJ).created

    assert save() == "odling"
    row = next(row for row in letters.list_sheets(register, by=MAJ) if row.id == "odling")
    assert (row.own, row.languages) == (True, ("sv",))
    assert "Hej Samira Haddad" in printed(register, samira, "sv", "odling")
    change(register, "Hej {person}", "God dag {person}", "sv", "odling")
    change(register, "God dag {person}", "Good day {person}", "en", "odling")
    change(register, "Odling", "Growing", "en", "odling")
    assert "Good day Samira Haddad" in printed(register, samira, "en", "odling")
    (old,) = (one for one in _stale_after(register, "Tjena {person}") if one.before)
    assert old.translated == "Good day {person}", "the nearest of the municipality's own that nobody prints"
    letter_exchange.remove_own_sheet(register, sheet="odling", reason="Slut", by=MAJ)
    assert {one.title for one in letter_log.list_printed(register, person=samira, by=MAJ)} == {"Odling"}
    gone = {"sheet": "odling", "language": "sv"}
    assert refused(letter_texts.read_sheet_texts, register, **gone) == "letter.unknown_sheet"
    assert refused(letter_exchange.remove_own_sheet, register, sheet="odling", reason="x") == "letter.own_sheet_unknown"
    step = undoing.list_steps(register, by=MAJ).done[0]
    assert step.what == "own_sheet_gone"
    undoing.undo_step(register, step=step.id, by=MAJ)
    assert "God dag nu Samira Haddad" in printed(register, samira, "sv", "odling"), "with its newest words"


def test_an_own_language_is_taken_away_and_comes_back_with_its_words(register: Register) -> None:
    def codes() -> list[str]:
        return [one.code for one in letter_texts.list_text_languages(register, by=MAJ)]

    given = {"code": "sw", "swedish_name": "swahili", "endonym": "Kiswahili", "script": "Latn", "rtl": False}
    letter_exchange.add_language(register, **given, by=MAJ)  # type: ignore[arg-type]  # as above
    change(register, "Vad är sfi?", "SFI ni nini?", "sw")
    assert letter_texts.list_own_languages(register, by=MAJ) == ("sw",)
    remove = letter_exchange.remove_own_language
    assert refused(remove, register, language="sw", reason=" ") == "letter.text_reason"
    assert refused(remove, register, language="ti", reason="x") == "letter.own_language_unknown"
    remove(register, language="sw", reason="Ingen läser det", by=MAJ)
    assert "sw" not in codes()
    assert refused(remove, register, language="sw", reason="x") == "letter.own_language_unknown"
    undoing.undo_step(register, step=undoing.list_steps(register, by=MAJ).done[0].id, by=MAJ)
    assert "sw" in codes()
    remove(register, language="sw", reason="Ingen läser det", by=MAJ)
    letter_exchange.add_language(register, **given, by=MAJ)  # type: ignore[arg-type]  # as above
    assert "SFI ni nini?" in [one.translation for one in texts(register, SFI, "sw").paragraphs]


def test_the_words_of_the_screen_and_of_the_plan_are_listed_and_shown(register: Register) -> None:
    rows = {row.id: row for row in letter_texts.list_sheet_states(register, by=MAJ)}
    assert rows[CLIENT].title == "Klientläge"
    assert "ckb" in rows[CLIENT].languages
    assert not {CLIENT, PLAN} & {row.id for row in letters.list_sheets(register, by=MAJ)}
    assert "Praktik" in [one.source for one in texts(register, PLAN, "ckb").paragraphs]
    assert "Praktik" not in state(register, CLIENT, "ckb").missing, (
        "a name stays Swedish where nobody has translated it"
    )
    assert texts(register, PLAN, "sv").paragraphs == ()

    def shown(sheet: str, language: str, **changes: str) -> list[bytes]:
        pages = letter_texts.preview_sheet(register, sheet=sheet, language=language, changes=changes, scale=0.2, by=MAJ)
        return [page.rgba for page in pages]

    assert shown(CLIENT, TI) == []
    assert len({*shown(PLAN, TI), *shown(PLAN, TI, Mål="ሸቶ ሕጂ"), *shown(PLAN, "sv")}) == 3
    assert refused(letter_texts.record_review, register, sheet=FRAME, language=TI, version="", name="x", day=TODAY) == (
        "letter.unknown_sheet"
    )


def test_what_the_law_says_in_a_sheet_is_the_programs_swedish(register: Register) -> None:
    told = {one.source for one in texts(register, "din-status", TI).paragraphs}
    mine = {one.source for one in texts(register, "din-status", "sv").paragraphs}
    (*_more, right) = told - mine
    given = {"sheet": "din-status", "language": "sv", "source": right, "text": "Annat", "reason": "x"}
    assert refused(letter_texts.change_text, register, **given) == "letter.text_unknown"


def _stale_after(register: Register, text: str) -> tuple[StaleText, ...]:
    body = OWN_SHEET.replace("Hej {person}", "God dag nu {person}")
    letter_exchange.save_own_sheet(register, sheet="odling", body=body, reason=text, by=MAJ)
    return texts(register, "odling", "en").stale


def test_a_sheet_is_written_in_plain_lines(register: Register, samira: PersonId) -> None:
    text = "# Vem kan odla?\n\n  Alla   kan.\n1. Ring {caseworker}.\n- Kom hit.\n! Ta med stövlar.\n#"
    given = {"title": 'Odla i Åre "nu"', "group": "halsa", "text": text, "reason": "Ny"}
    made = letter_exchange.write_own_sheet(register, **given, by=MAJ)
    assert made.created == "odla-i-are-nu"
    told = printed(register, samira, "sv", made.created)
    for part in ("Vem kan odla?", "Alla kan.", "1. Ring Maj Ekholm.", "2. Kom hit.", "Ta med stövlar.", "Handläggare"):
        assert part in told
    assert refused(letter_exchange.write_own_sheet, register, **given) == "letter.own_sheet_name"
    for wrong, code in (
        ({"title": "Ö?", "text": "x"}, "letter.own_sheet_name"),
        ({"title": "Odla A", "group": "x"}, "letter.own_sheet_broken"),
        ({"title": "Odla A", "text": "x\x7f"}, "letter.own_sheet_broken"),
        ({"title": "Odla A", "text": "x" * 70_000}, "letter.own_sheet_broken"),
        ({"title": "Frame"}, "letter.own_sheet_name"),
        ({"title": "Plan"}, "letter.own_sheet_name"),
    ):
        assert refused(letter_exchange.write_own_sheet, register, **given | wrong) == code
    assert letter_texts.list_text_languages(register, by=MAJ)[0].code == "sv"


@pytest.mark.parametrize(
    ("sheet", "body", "code"),
    [
        ("sfi", OWN_SHEET, "letter.own_sheet_name"),
        ("frame", OWN_SHEET, "letter.own_sheet_name"),
        ("../x", OWN_SHEET, "letter.own_sheet_name"),
        ("odling", "[" * 9000, "letter.own_sheet_broken"),
        ("odling", "x" * 70_000, "letter.own_sheet_broken"),
        ("odling", OWN_SHEET.replace("{person}", "{secret}"), "letter.own_sheet_broken"),
        ("odling", OWN_SHEET.replace("Hej", "Hej\\u202e"), "letter.own_sheet_broken"),
        ("odling", OWN_SHEET.replace('"odling"', '"annat"'), "letter.own_sheet_broken"),
        ("odling", 'id = "odling"\nblock = 7', "letter.own_sheet_broken"),
        (
            "odling",
            'id = "odling"\nversion=1\ndate=2026-01-01\ntitle="T"\ngroup="start"\nblock=["x"]',
            "letter.own_sheet_broken",
        ),
    ],
)
def test_what_is_no_sheet_is_not_kept(register: Register, sheet: str, body: str, code: str) -> None:
    assert refused(letter_exchange.save_own_sheet, register, sheet=sheet, body=body, reason="x") == code


def test_a_language_of_the_municipality_needs_the_frame_too(register: Register, samira: PersonId) -> None:
    given = {"swedish_name": "swahili", "endonym": "Kiswahili", "script": "Latn", "rtl": False}
    for wrong in ({"code": "sv"}, {"code": "x"}, {"code": "sw", "script": "Hans"}, {"code": "sw", "endonym": ""}):
        assert refused(letter_exchange.add_language, register, **given | wrong) == "letter.own_language"
    letter_exchange.add_language(register, code="sw", **given, by=MAJ)  # type: ignore[arg-type]  # as above
    assert "Kiswahili" in [row.en for row in letters.list_letter_languages(register, by=MAJ)]
    now = state(register, SFI, "sw")
    assert len(now.missing) == now.texts > len(state(register).missing)
    assert not texts(register, SFI, "sw").stale[0].before
    content = letter_exchange.export_po(register, language="sw", sheet="", by=MAJ).decode()
    empty = content.replace('msgstr ""', 'msgstr "Maneno"')
    trial = letter_exchange.try_po(register, content=empty.encode(), language="", by=MAJ)
    assert trial.wrong, "numbers and placeholders are missing in most"
    for one in (*texts(register, SFI, "sw").paragraphs, *texts(register, FRAME, "sw").paragraphs):
        change(
            register, one.swedish, one.swedish, "sw", FRAME if one in texts(register, FRAME, "sw").paragraphs else SFI
        )
    assert state(register, SFI, "sw").whole
    assert "2026-11-21" in printed(register, samira, "sw"), (
        "a day stands as figures in a language nobody knows months of"
    )


def test_a_po_file_goes_out_and_what_comes_back_is_shown_before_it_is_kept(register: Register) -> None:
    out = letter_exchange.export_po(register, language=TI, sheet=SFI, by=MAJ).decode()
    before = i18n.letter_catalog(TI)(FREE)
    assert before
    assert f'msgstr "{before}"' in out
    assert "bank" in out, "where else a text is printed"
    back = out.replace(before, "ብነጻ ትምህርቲ እዩ።").replace('msgid "Vad är sfi?"', 'msgid "Okänd"')
    back += '\nmsgid "Odling"\nmsgstr "x"\n\n#, fuzzy\nmsgid "Bank"\nmsgstr "x"\n'
    review(register)
    trial = letter_exchange.try_po(register, content=back.encode(), language=TI, by=MAJ)
    (only,) = trial.changes
    assert (only.source, only.before, only.after, only.sheets) == (FREE, before, "ብነጻ ትምህርቲ እዩ።", (SFI,))
    assert trial.unknown == ("Okänd", "Odling")
    assert (trial.wrong, trial.empty, trial.fuzzy) == ((), 0, 1)
    assert state(register).standing.state is ReviewState.REVIEWED, "nothing is kept yet"
    given = {"content": back.encode(), "language": ""}
    assert refused(letter_exchange.import_po, register, **given, reason="") == "letter.text_reason"
    made = letter_exchange.import_po(register, content=back.encode(), language="", reason="Byrån", by=MAJ)
    assert made.created == "1"
    assert state(register).standing.lapsed, "a draft again"
    assert refused(letter_exchange.import_po, register, **given, reason="Igen") == "letter.po_nothing"


def test_a_po_file_with_faults_is_taken_without_them(register: Register) -> None:
    out = letter_exchange.export_po(register, language=TI, sheet=SFI, by=MAJ).decode()
    wrong = out.replace(i18n.letter_catalog(TI)(FREE) or "", "Free course").replace("Language: ti", "X-No: ti")
    trial = letter_exchange.try_po(register, content=wrong.encode(), language=TI, by=MAJ)
    assert [(one.source, one.wrong[0].fault.value) for one in trial.wrong] == [(FREE, "script")]
    assert trial.changes == ()
    assert refused(letter_exchange.try_po, register, content=wrong.encode(), language="") == "letter.po_no_language"
    assert refused(letter_exchange.try_po, register, content=out.encode(), language="so") == "letter.po_language"
    assert refused(letter_exchange.try_po, register, content=b"MZ", language="ti") == "letter.po_malformed"
    assert refused(letter_exchange.export_po, register, language="sv", sheet="") == "letter.swedish_is_source"
    assert refused(letter_exchange.export_po, register, language="ti", sheet="x") == "letter.unknown_sheet"


def test_what_the_program_brings_can_be_read_anew() -> None:
    sources.forget()
    assert sources.Sources().sheet(SFI).id == SFI
