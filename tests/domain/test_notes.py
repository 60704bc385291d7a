"""Notes by themselves: what may be kept while typing, what signing asks, how words are found."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from caseworker.domain.ids import CaseId, NoteId, StaffId
from caseworker.domain.notes import (
    LONGEST_DISPUTE,
    LONGEST_LINE,
    LONGEST_NOTE,
    EnteredNote,
    JournalNote,
    NoteKind,
    interpreter_time,
    matches,
    require_dispute_text,
    search_words,
    sign_by,
    snippet,
)
from caseworker.errors import Refused

NOW = datetime(2026, 11, 20, 13, 3, tzinfo=UTC)
TODAY = date(2026, 11, 20)
MAJ = StaffId("maj")


def begun(**entered: object) -> JournalNote:
    note = JournalNote(NoteId("n"), CaseId("c"), MAJ, NOW, NOW, TODAY, "")
    note.keep(replace(EnteredNote("Ringde regionen."), **entered), at=NOW, today=TODAY)  # type: ignore[arg-type]
    return note


def signed(note: JournalNote, by: StaffId = MAJ, today: date = TODAY) -> JournalNote:
    note.sign(by=by, name="Maj Ekholm", role="caseworker", at=NOW, today=today)
    return note


def refused(code: str, note: JournalNote, by: StaffId = MAJ) -> None:
    with pytest.raises(Refused) as fault:
        signed(note, by)
    assert fault.value.code == code
    assert note.signed is None


def test_what_is_half_written_is_kept_as_it_stands() -> None:
    note = begun(text=" Halv ", kind=NoteKind.STATEMENT, interpreter_time="10", happened_on=date(2030, 1, 1))
    assert (note.text, note.stated_by, note.interpreter_time) == (" Halv ", "", "10")
    assert begun(happened_on=None).happened_on == TODAY


def test_signing_tidies_and_locks() -> None:
    note = begun(
        text=" Hon kom. ", kind=NoteKind.STATEMENT, stated_by="  Skolan,  Eva ", interpreter=" T 14 ",
        interpreter_language="dari", interpreter_time="9.30-10.15",
    )  # fmt: skip
    signed(note)
    assert (note.text, note.stated_by, note.interpreter) == ("Hon kom.", "Skolan, Eva", "T 14")
    assert (note.interpreter_time, note.signed, note.signed_name, note.signed_role) == (
        "09:30–10:15", NOW, "Maj Ekholm", "caseworker",
    )  # fmt: skip
    note.require_signed()
    for again in (lambda: signed(note), lambda: note.keep(EnteredNote("Nej"), at=NOW, today=TODAY)):
        with pytest.raises(Refused, match=r"note\.signed"):
            again()
    assert note.text == "Hon kom."


def test_who_said_it_belongs_to_a_statement_alone() -> None:
    assert signed(begun(kind=NoteKind.FACT, stated_by="Skolan")).stated_by == ""
    refused("note.stated_by", begun(kind=NoteKind.STATEMENT, stated_by="  "))


def test_what_signing_refuses() -> None:
    refused("note.not_yours", begun(), by=StaffId("jonas"))
    refused("note.empty", begun(text="  \n"))
    refused("note.in_future", begun(happened_on=date(2026, 11, 21)))
    refused("note.interpreter_time", begun(interpreter_time="en stund"))
    with pytest.raises(Refused, match=r"note\.unsigned"):
        begun().require_signed()


def test_what_is_too_long_is_not_kept() -> None:
    line = "x" * (LONGEST_LINE + 1)
    too_long = (
        EnteredNote("x" * (LONGEST_NOTE + 1)), EnteredNote("x", stated_by=line), EnteredNote("x", interpreter=line),
        EnteredNote("x", interpreter_language=line), EnteredNote("x", interpreter_time=line),
    )  # fmt: skip
    for entered in too_long:
        note = begun()
        with pytest.raises(Refused, match=r"note\.too_long"):
            note.keep(entered, at=NOW, today=TODAY)
        assert note.text == "Ringde regionen."
    with pytest.raises(Refused, match=r"note\.too_long"):
        require_dispute_text("x" * (LONGEST_DISPUTE + 1))
    with pytest.raises(Refused, match=r"note\.empty"):
        require_dispute_text(" ")


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("", ""), (" 10:00-10:45 ", "10:00–10:45"), ("9.05 – 10.00", "09:05–10:00"), ("45", "45 min"),
        ("45 minuter", "45 min"), ("45 MIN.", "45 min"), ("90 minutes", "90 min"),
    ],
)  # fmt: skip
def test_the_interpreters_time_is_read(typed: str, kept: str) -> None:
    assert interpreter_time(typed) == kept
    assert interpreter_time(kept) == kept


@pytest.mark.parametrize("typed", ["0", "10:45-10:00", "10:00-10:00", "25:00-26:00", "10", "en timme", "1000 min"])
def test_an_interpreters_time_that_says_nothing_is_refused(typed: str) -> None:
    if typed == "10":
        assert interpreter_time(typed) == "10 min"
        return
    with pytest.raises(Refused, match=r"note\.interpreter_time"):
        interpreter_time(typed)


def test_a_note_begun_on_a_friday_is_asked_for_on_wednesday() -> None:
    assert sign_by(date(2026, 11, 20)) == date(2026, 11, 25)


def test_words_are_found_by_their_beginning_whatever_case_and_marks() -> None:
    text = "Mötet på Försäkringskassan: ﬁnt. سميرة"
    assert matches(text, "FÖRSÄK möt")
    assert matches(text, "سمير")
    assert matches(text, "")
    assert not matches(text, "forsakring")  # å, ä and ö are letters of their own
    assert not matches(text, "möt regionen")
    assert "finnt" not in search_words(text)
    assert "fint" in search_words(text)


def test_a_snippet_is_the_words_around_the_hit() -> None:
    text = "Hon kom. " + "Vi talade om annat. " * 20 + "Remissen till tandläkaren gick iväg. " + "Slut. " * 40
    told = snippet(text, "tandläk")
    assert "tandläkaren" in told
    assert told.startswith("… ")
    assert told.endswith(" …")
    assert len(told) < 200
    assert snippet("Kort\nsagt", "sagt") == "Kort sagt"
    assert snippet("Kort", "annat") == "Kort"


@given(text=st.text(max_size=300), wanted=st.text(max_size=8))
@settings(max_examples=60, deadline=None)
def test_a_snippet_never_invents_words(text: str, wanted: str) -> None:
    told = snippet(text, wanted).removeprefix("… ").removesuffix(" …")
    assert told in " ".join(text.split())
