"""What leaves the register about one person: whole, in Swedish, with others masked, logged with its purpose."""

import io
import json
from dataclasses import fields, replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pikepdf
import pytest
from pypdf import PdfReader

from caseworker import lawbook, moverules
from caseworker.domain.access import Employment, Role, User
from caseworker.domain.attachments import AttachmentKind, AttachmentRow, Removal
from caseworker.domain.erasure import Decision, Outcome
from caseworker.domain.handing_out import HIDDEN, HandedOut, LookedAt, Traces
from caseworker.domain.ids import PersonId, StaffId
from caseworker.domain.listing import FileKind, ListColumn
from caseworker.domain.protection import ProtectionKind, ProtectionMark
from caseworker.domain.rows import (
    AddressRow,
    AssignmentRow,
    AxisRow,
    BirthRow,
    ContactRow,
    DisputeRow,
    EndingRow,
    ErrandRow,
    FollowUpRow,
    IdentifierRow,
    InterventionRow,
    LawFactRow,
    LinkedFile,
    MemberRow,
    NameRow,
    NoContactRow,
    NoteRow,
    PersonFile,
    RelationRow,
    StatusRow,
    StepRow,
    TickRow,
)
from caseworker.errors import EnvironmentFault, Refused
from caseworker.platform import replace_atomically
from caseworker.services import (
    _out_files,
    _record_papers,
    _record_words,
    access,
    attachments,
    interventions,
    lists,
    people,
    records,
)
from caseworker.services._record_papers import APART, Occasion
from caseworker.services.records import TakenOut
from caseworker.store import access as kept_access
from caseworker.store.register import Register
from tests.services import test_protection
from tests.services.conftest import MAJ, NOW, SAMIRA
from tests.services.papers import a_pdf
from tests.services.test_protection import Desk

desk = test_protection.desk  # the fixture of that room

DAY = date(2026, 11, 20)
AT = datetime(2026, 11, 20, 9, 30, tzinfo=UTC)
LEILA, OMAR = "leila", "omar"


def a_note(id: str, text: str, **more: object) -> NoteRow:
    note = NoteRow(id, "Maj Ekholm", AT, DAY, text, "", kind="fact", signed=AT, signed_role="caseworker")
    return replace(note, **more)  # type: ignore[arg-type]


def whole_file() -> PersonFile:
    """A file in which there is something of everything, each with a word that is found nowhere else."""
    mark = ProtectionMark(ProtectionKind.SECRECY_MARK, DAY, "compartment", 25, open_until=AT)
    member = MemberRow(LEILA, "Leila Haddad", "2026-0002", DAY, "woman", "NY-FLY", False, None, None, True, DAY, None)
    return PersonFile(
        id="samira", version=7, case_id="case", case_number="2026-0001", unit="Enheten", opened=DAY, sex="woman",
        born=date(1988, 3, 14), born_precision="month", reads="ar", speaks="xyz", interpreter="needed",
        arrived_through="", born_source="estimated", closed=DAY, protected=mark,
        names=(NameRow("latin", "Samira Haddad", "Samira", "Haddad"), NameRow("former", "Samira Najjar", "", "")),
        identifiers=(
            IdentifierRow("personnummer", "19880314-2382", DAY, None, issuer="Skatteverket", copy_kept=True),
            IdentifierRow("okänd-sort", "77-1", DAY, DAY, why_ended="mistyped", reason="läst fel", certainty="osäker"),
        ),
        addresses=(
            AddressRow("residence", "Tjattersson", "Storgatan 1", "123 45", "Lövåsa", DAY, None),
            AddressRow("postal", "", "Box 7", "123 40", "Lövåsa", DAY, DAY),
        ),
        contacts=(ContactRow("phone", "070-174 06 11", DAY, None),),
        statuses=(
            StatusRow("1", "NY-FLY", "4:1 UtlL", "TUT", date(2029, 1, 1), "AF", True, DAY, None),
            StatusRow("2", "GAMMAL", "", "none", None, "", False, DAY, DAY),
        ),
        settlements=(AxisRow("anvisad", DAY, None),),
        accommodations=(AxisRow("eget", DAY, DAY),),
        interventions=(
            InterventionRow("1", "sfi-kurs", "etablering", "kommun-sfi", "completed", DAY, DAY, DAY, "Godkänd", 1),
            InterventionRow("2", "okänd-insats", "x", "", "proposed", DAY, None, DAY, "", 1, of_case="2026-0009"),
            InterventionRow("3", "sfi-kurs", "etablering", "", "ongoing", DAY, None, None, "", 1, hours_done=5),
            InterventionRow("4", "cykelkurs", "fritid", "civilsamhallet", "completed", DAY, DAY, DAY, "Cyklar nu", 1,
                            detail="för kvinnor", contact="Berit Holm", place="Lövåsa IF", hours_done=9, hours_total=10,
                            outcome_code="malet-natt", scale=5,
                            steps=(StepRow("s", "decided", DAY, AT, "Maj Ekholm", "Hon vill cykla"),),
                            ticks=(TickRow("genomford", DAY, "Maj Ekholm"),),
                            follow_ups=(FollowUpRow("f", 6, DAY, "delvis", 3, "Ibland", "Maj Ekholm"),)),
        ),
        notes=(
            a_note("n3", "Ett utkast", signed=None, signed_role=""),
            a_note("n2", "Det var fel.", corrects="n1", of_case="2026-0009", kind="assessment"),
            a_note("n1", "Hon kom.\nHon gick.", kind="statement", stated_by="skolan", interpreter="Tolk 12",
                   interpreter_language="ar", interpreter_time="10:00–10:45",
                   disputes=(DisputeRow("d", AT, "Maj Ekholm", "Så var det inte."),)),
        ),
        log=(), linked=(LinkedFile("other", "2026-0009", DAY, "Maj Ekholm"),),
        assignments=(AssignmentRow("Maj Ekholm", "responsible", DAY, None, "maj"),),
        law_facts=(
            LawFactRow("l1", "registered_from", DAY, None, None, DAY, None),
            LawFactRow("l2", "okänd_uppgift", None, False, DAY, DAY, DAY),
        ),
        births=(BirthRow("1367-12-24", "solar_hijri", "own_statement", DAY, date(1988, 3, 14)),),
        endings=(EndingRow("e", "moved", DAY, "Lövåsa", "Skatteverket", "anmält"),),
        household=(replace(member, person="samira", name="Samira Haddad"), member,
                   replace(member, person=OMAR, name="Omar Haddad")),
        relations=(
            RelationRow("r1", "child", "paternity", LEILA, "Leila Haddad", "2026-0002", "070-999 99 99", "beslut", DAY,
                        None),
            RelationRow("r2", "partner", "none", OMAR, "Omar Haddad", "2026-0003", "", "egen uppgift", DAY, DAY),
            RelationRow("r3", "god_man", "none", "", "", "", "", "", DAY, None),
        ),
        no_contacts=(NoContactRow("w", OMAR, "Omar Haddad", "2026-0003", "har hotat", DAY, None, "here"),),
        errands=(
            ErrandRow("f1", "samira", "", "", "okänt-ärende", DAY, DAY, DAY, "maj", "ringt"),
            ErrandRow("f2", "samira", "", "", "okänt-ärende", DAY, None, None, "", ""),
            ErrandRow("f3", LEILA, "Leila Haddad", "2026-0002", "okänt-ärende", DAY, None, None, "", "hemligt"),
        ),
        attachments=(
            AttachmentRow("a1", "samira", "Beslut", AttachmentKind.PDF, 5000, 2, "ab", AT, "Maj Ekholm", "", None, "",
                          ""),
            AttachmentRow("a2", "samira", "", AttachmentKind.PNG, 10, 1, "cd", AT, "Maj Ekholm", "n1", AT, "Maj Ekholm",
                          Removal.WRONG_PERSON.value),
        ),
    )  # fmt: skip


TRACES = Traces(
    (LookedAt(AT, "Ali Berg", ("caseworker", "gammal_roll"), "Enhet Syd", "case.opened"),
     LookedAt(AT, "Eva Lind", (), "Enhet Syd", "something.new")),
    (HandedOut(AT, "Ali Berg", "attachment.saved", "Till Migrationsverket"),
     HandedOut(AT, "Ali Berg", "letter.printed", "")),
    frozenset({OMAR}),
)  # fmt: skip
NOTHING_DECIDED = Decision(Outcome.KEEP, ())


def words_in(pdf: bytes) -> str:
    pages = PdfReader(io.BytesIO(pdf)).pages
    return " ".join(" ".join(page.extract_text() for page in pages).split())


def occasion(register: Register) -> Occasion:
    return Occasion(register, MAJ, NOW, "Begärt av henne själv")


def test_an_extract_tells_everything_that_stands_in_the_file(register: Register) -> None:
    """Each value of the file is on the paper, but those that are another person's or say nothing outside."""
    told = _record_papers.extract(occasion(register), whole_file(), TRACES, NOTHING_DECIDED)
    paper = words_in(told["pdf"])
    for words in (
        "Samira Haddad", "Samira Najjar", "19880314-2382", "utfärdat av Skatteverket", "kopia av handlingen finns",
        "felskrivet, läst fel, osäker", "1988-03, uppskattad", "1367-12-24, solär hijri-kalender, egen uppgift",
        "Kvinna", "arabiska", "xyz", "Behöver tolk", "Skyddade personuppgifter sedan 2026-11-20", "c/o Tjattersson",
        "Box 7", "070-174 06 11", "2026-0001", "Enheten", "Ansvarig handläggare", "Sammanlänkad akt", "2026-0009",
        "Flyttat till en annan kommun", "GAMMAL", "4:1 UtlL, tidsbegränsat uppehållstillstånd, till och med 2029-01-01",
        "ensamkommande", "Godkänd", "Avslutad", "okänd-insats", "Föreslagen",
        "Cykelkurs, för kvinnor", "Berit Holm", "9 av 10 timmar",
        "Målet nått, 5 av 5, Cyklar nu", "Hon vill cykla", "Underlag: Genomförd", "Uppföljning efter 6 månader",
        "Ett utkast", "osignerad",
        "Det var fel.", "Rättar anteckningen 2026-11-20", "Hon kom.", "Hon gick.", "(skolan)",
        "Tolk: Tolk 12, arabiska",
        "Den enskilde anser att något i anteckningen ovan är fel", "Så var det inte.", "Leila Haddad",
        "faderskap eller föräldraskap fastställt", "enligt beslut", "God man", "har hotat", "okänt-ärende", "ringt",
        "Beslut", "raderat: gällde någon annan", "Till Migrationsverket", "Skrev ut ett brev", "Ali Berg",
        "Folkbokförd från", "okänd_uppgift", f"Nej, sedan {DAY}, antecknat {DAY}, ersatt {DAY}",
        "Handläggare, gammal_roll", "something.new", "Fem år efter sista anteckningen i akten",
    ):  # fmt: skip
        assert words in paper, words
    assert json.loads(told["json"])["file"]["names"][0]["full"] == "Samira Haddad"


def test_an_extract_tells_nothing_of_others_but_a_name_and_of_some_not_even_that(register: Register) -> None:
    told = _record_papers.extract(occasion(register), whole_file(), TRACES, NOTHING_DECIDED)
    for content in (words_in(told["pdf"]), told["json"].decode()):
        assert "Leila Haddad" in content
        assert HIDDEN in content
        for never in ("Omar", "070-999 99 99", "2026-0002", "2026-0003", "hemligt"):
            assert never not in content, never


def test_every_part_of_a_file_is_in_the_extract_or_apart_for_a_reason() -> None:
    """A new field of the file is told as JSON by itself; on paper somebody must have thought of it."""
    told_on_paper = {
        "id", "case_number", "unit", "opened", "sex", "born", "born_precision", "reads", "speaks", "interpreter",
        "arrived_through", "names", "identifiers", "addresses", "contacts", "statuses", "settlements",
        "accommodations", "interventions", "assignments", "linked", "born_source", "births", "endings", "closed",
        "attachments", "law_facts",
    }  # fmt: skip
    assert {field.name for field in fields(PersonFile)} == told_on_paper | set(APART)


def test_an_empty_file_says_so(register: Register) -> None:
    empty = replace(
        whole_file(), names=(), identifiers=(), addresses=(), contacts=(), statuses=(), settlements=(),
        accommodations=(), interventions=(), notes=(), assignments=(), linked=(), births=(), endings=(), household=(),
        relations=(), no_contacts=(), errands=(), attachments=(), law_facts=(), born=None, protected=None, closed=None,
        speaks="", arrived_through="okänd-väg",
    )  # fmt: skip
    paper = words_in(_record_papers.extract(occasion(register), empty, Traces(), NOTHING_DECIDED)["pdf"])
    assert paper.count("Inget är antecknat.") == 8
    assert "okänd-väg" in paper
    assert "Inte känt" in paper
    assert "Att göra efter en flytt" not in paper


@pytest.mark.parametrize(
    ("decision", "words"),
    [
        (Decision(Outcome.KEEP_UNTIL, (), until=date(2031, 5, 4)), "till och med 2031-05-04"),
        (Decision(Outcome.ERASE, (), until=date(2026, 5, 4)), "till och med 2026-05-04"),
        (Decision(Outcome.KEEP_FOR_EVER, ()), "Akten gallras inte."),
        (NOTHING_DECIDED, "så länge ärendet pågår"),
    ],
)
def test_an_extract_says_how_long_it_is_kept(register: Register, decision: Decision, words: str) -> None:
    told = _record_papers.extract(occasion(register), whole_file(), Traces(), decision)
    assert words in words_in(told["pdf"])


def test_journal_and_plan_hold_what_is_signed_and_count_the_rest(register: Register) -> None:
    told = _record_papers.journal(occasion(register), whole_file())
    paper, values = words_in(told["pdf"]), json.loads(told["json"])
    assert "Ett utkast" not in paper
    assert "1 osignerad anteckning är inte med." in paper
    assert (values["format"], values["version"], values["unsigned_notes_left_out"]) == ("handlaggarstod.journal", 1, 1)
    assert [note["id"] for note in values["notes"]] == ["n2", "n1"]
    assert values["notes"][1]["disputes"][0]["text"] == "Så var det inte."
    assert values["interventions"][0]["outcome"] == "Godkänd"
    assert values["person"]["identifiers"][0]["value"] == "19880314-2382"
    several = replace(
        whole_file(), notes=(a_note("a", "x", signed=None), a_note("b", "y", signed=None), a_note("c", "z"))
    )
    assert "2 osignerade anteckningar är inte med." in words_in(
        _record_papers.journal(occasion(register), several)["pdf"]
    )
    signed = replace(whole_file(), notes=(a_note("c", "z"),))
    assert "osignerad" not in words_in(_record_papers.journal(occasion(register), signed)["pdf"])


def test_a_paper_is_an_archive_file_and_the_same_facts_give_the_same_bytes(register: Register) -> None:
    """What an archive asks for, looked at by structure: declared, embedded, coloured, without programs."""
    first, again = (_record_papers.journal(occasion(register), whole_file()) for _time in range(2))
    assert first == again
    with pikepdf.open(io.BytesIO(first["pdf"])) as pdf:
        with pdf.open_metadata() as told:
            assert (told["pdfaid:part"], told["pdfaid:conformance"]) == ("2", "B")
            assert "Samira" not in str(told)
        assert pdf.Root.OutputIntents[0].DestOutputProfile.N == 3
        assert not {"/OpenAction", "/AA", "/AcroForm"} & set(pdf.Root.keys())
        for page in pdf.pages:
            for font in page.Resources.Font.values():
                assert "/FontFile2" in font.DescendantFonts[0].FontDescriptor


def test_a_word_that_is_not_known_is_told_as_it_is() -> None:
    assert _record_words.word("state", "ny-sort") == "ny-sort"
    assert _record_words.settlement_word("ny-sort", lawbook.load()) == "ny-sort"
    assert _record_words.accommodation_word("ny-sort", lawbook.load()) == "ny-sort"
    assert _record_words.errand_word("folkbokforing") != ""
    assert _record_words.role_words(()) == "–"
    assert _record_words.period(None, None) == ""
    assert _record_words.arrival_word("anvisning") != ""


def test_every_move_has_its_errand_in_words() -> None:
    rule = moverules.load()[0]
    assert rule.what[0] in _record_words.errand_word(rule.code)


# Through the services
@pytest.fixture
def person(register: Register) -> PersonId:
    made = PersonId(people.register_person(register, intake=SAMIRA, by=MAJ).created)
    course = interventions.EnteredIntervention("sfi-kurs")
    interventions.add_intervention(register, person=made, entered=course, by=MAJ)
    return made


def actions(register: Register, person: PersonId) -> list[str]:
    with register.read() as reader:
        return [row.action for row in reader.person_file(person).log]


@pytest.mark.parametrize(
    ("take_out", "action", "name"),
    [
        (records.take_out_journal, "record.taken_out", "journal"),
        (records.take_out_extract, "extract.taken_out", "registerutdrag"),
        (records.take_out_looks, "looks.taken_out", "vem-har-last"),
    ],
)
def test_each_is_written_once_logged_and_never_over_another(
    register: Register, person: PersonId, tmp_path: Path, take_out: object, action: str, name: str
) -> None:
    folder = tmp_path / "ut"

    def taken() -> TakenOut:
        return take_out(register, person=person, purpose=" Begärt  av henne ", folder=folder, by=MAJ)  # type: ignore[operator, no-any-return]

    first, second = taken(), taken()
    assert [path.name for path in first.files] == [f"{name}-2025-0001-2026-11-21.{end}" for end in ("pdf", "json")]
    assert [path.name for path in second.files] == [f"{name}-2025-0001-2026-11-21-2.{end}" for end in ("pdf", "json")]
    assert actions(register, person).count(action) == 2
    values = json.loads(first.files[1].read_text(encoding="utf-8"))
    assert (values["purpose"], values["made_by"], values["demo"]) == ("Begärt av henne", "Maj Ekholm", True)
    assert "Samira Haddad" in words_in(first.files[0].read_bytes())


def test_without_purpose_or_room_nothing_leaves(register: Register, person: PersonId, tmp_path: Path) -> None:
    with pytest.raises(Refused, match="purpose.short"):
        records.take_out_looks(register, person=person, purpose="", folder=tmp_path, by=MAJ)
    assert "looks.taken_out" not in actions(register, person)
    blocked = tmp_path / "en fil"
    blocked.write_text("i vägen")
    with pytest.raises(EnvironmentFault, match="record.not_written"):
        records.take_out_looks(register, person=person, purpose="Begärt av henne", folder=blocked, by=MAJ)


def test_what_was_half_written_is_taken_away(
    register: Register, person: PersonId, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write = replace_atomically

    def full_at_the_second(path: Path, content: bytes) -> None:
        if path.suffix == ".json":
            raise EnvironmentFault("file.disk_full", path=str(path))
        write(path, content)

    monkeypatch.setattr(_out_files, "replace_atomically", full_at_the_second)
    with pytest.raises(EnvironmentFault, match="record.not_written"):
        records.take_out_looks(register, person=person, purpose="Begärt av henne", folder=tmp_path / "ut", by=MAJ)
    assert list((tmp_path / "ut").iterdir()) == []


def test_who_has_read_is_told_with_role_unit_and_kind(register: Register, person: PersonId, tmp_path: Path) -> None:
    ali = User(StaffId("0192f0c0-0000-7000-8000-000000000002"), "Ali Berg", frozenset({Role.CASEWORKER}), unit="Syd")
    with register.change(by=MAJ) as tx:
        tx.put_staff(ali)
        today = register.today()
        for begins, ends, unit in (
            (today - timedelta(days=90), today - timedelta(days=60), "Enhet Norr"),
            (today - timedelta(days=1), None, "Enhet Syd"),
        ):
            kept_access.put_employment(tx.connection, unit, ali.id, Employment(unit, begins, ends))
        tx.commit()
    people.open_file(register, person=person, by=MAJ)
    access.open_in_need(register, person=person, reason="Ringde om ett akut läge", by=ali)
    people.reveal_number(register, person=person, type="personnummer", by=ali)
    taken = records.take_out_looks(register, person=person, purpose="Begärt av henne", folder=tmp_path, by=MAJ)
    looks = json.loads(taken.files[1].read_text(encoding="utf-8"))["looks"]
    assert [(one["name"], one["unit"], one["action"]) for one in looks] == [
        ("Maj Ekholm", "Mottagningsenheten", "case.opened"),
        ("Ali Berg", "Enhet Syd", "access.opened_in_need"),
        ("Ali Berg", "Enhet Syd", "identifier.revealed"),
    ]
    paper = words_in(taken.files[0].read_bytes())
    assert "Öppnade akten i nödläge; skälet finns i loggen" in paper
    assert "akut läge" not in paper
    assert "Handläggare" in paper


def test_what_left_before_is_told_with_its_purpose(register: Register, person: PersonId, tmp_path: Path) -> None:
    id = attachments.add_attachment(register, person=person, content=a_pdf(), file_name="b.pdf", by=MAJ).created
    attachments.save_attachment(register, person=person, attachment=id, purpose="Till Migrationsverket", by=MAJ)
    lists.export_list(
        register, columns=[ListColumn.CASE], kind=FileKind.CSV, purpose="Kallelse till möte", folder=tmp_path, by=MAJ
    )
    taken = records.take_out_extract(register, person=person, purpose="Begärt av henne", folder=tmp_path, by=MAJ)
    told = json.loads(taken.files[1].read_text(encoding="utf-8"))["handed_out"]
    assert [(one["action"], one["purpose"]) for one in told] == [
        ("attachment.saved", "Till Migrationsverket"),
        ("people.listed", "Kallelse till möte"),
    ]


def test_a_protected_person_is_taken_out_only_while_she_is_open(desk: Desk, tmp_path: Path) -> None:
    desk.protect()
    register, person = desk.register, desk.person

    def taken() -> TakenOut:
        return records.take_out_extract(register, person=person, purpose="Till henne själv", folder=tmp_path, by=MAJ)

    with pytest.raises(Refused, match="protection.closed"):
        taken()
    desk.reveal()
    taken()
    told = json.loads(taken().files[1].read_text(encoding="utf-8"))
    assert told["handed_out"][-1]["purpose"] == "Till henne själv"
    with register.raw_connection() as connection:
        bodies = connection.exec_driver_sql("SELECT body FROM audit_payloads").scalars().all()
    assert not any(b"Till henne" in body for body in bodies)


def test_one_who_must_not_reach_her_is_not_told_of_her(register: Register, person: PersonId, tmp_path: Path) -> None:
    other = PersonId(
        people.register_person(register, intake=replace(SAMIRA, given="Leila", numbers=()), by=MAJ).created
    )
    with register.raw_connection() as connection:
        run = connection.exec_driver_sql
        row = ("w", other, "2026-11-01", person, "", "har hotat", None)
        run("INSERT INTO no_contacts (id, person_id, begins, other_id, other_name, reason, ends) VALUES "
            "(?, ?, ?, ?, ?, ?, ?)", row)  # fmt: skip
        related = ("r", person, "sibling", "2026-11-01", "none", other, "", "", "", None)
        run("INSERT INTO relations (id, person_id, kind, begins, ground, other_id, other_name, other_contact, source, "
            "ends) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", related)  # fmt: skip
        connection.commit()
    taken = records.take_out_extract(register, person=person, purpose="Begärt av henne", folder=tmp_path, by=MAJ)
    assert "Leila" not in taken.files[1].read_text(encoding="utf-8")
    assert HIDDEN in words_in(taken.files[0].read_bytes())
