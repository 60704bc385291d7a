"""Everything that may go wrong, as the terminal tells it: a sentence with a way out, an exit status, nothing lost."""

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import xlsxwriter

from caseworker import i18n
from caseworker.store import engine
from tests.journeys.terminals import Answer, Run, add_samira
from tests.lawbooks import BROKEN, LATER, NO_SFI, PUBLIC, update
from tests.services.centres import LIAR, lying_centre, receipt

pytestmark = pytest.mark.journey
PERSONAL = ("Samira", "Haddad", "سميرة", "19880314", "880314", "Zyxqvalda")


@pytest.fixture
def whole(demo: Run) -> Iterator[Run]:
    """Run commands on a register that must be whole afterwards."""
    yield demo
    status, facts, text = demo("verify")
    assert (status, facts["ok"]) == (0, True), text


def require_told(answer: Answer, status: int, code: str) -> None:
    """Hold a refusal against the contract: status, code, two sentences or more, and nothing about anybody."""
    found, facts, text = answer
    assert (found, facts.get("error")) == (status, code), text
    message = str(facts["message"])
    assert message.count(". ") >= 1, message
    assert message.endswith(".")
    assert not [word for word in (*PERSONAL, "Traceback") if word in text], text


def people_in(run: Run) -> int:
    return len(run("person", "search", "fyllnad")[1]["hits"])  # type: ignore[arg-type]  # JSON


def workbook(path: Path, *rows: tuple[str, ...]) -> Path:
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet()
        for number, row in enumerate((("Förnamn", "Efternamn", "Personnummer"), *rows)):
            sheet.write_row(number, 0, row)
    return path


def test_a_full_disk_is_told_and_saving_works_again_when_there_is_room(
    whole: Run, environment: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    pages = (Path(environment["CASEWORKER_REGISTER"]) / "register.db").stat().st_size // 4096
    add = ("person", "add", "--given", "Zyxqvalda", "--family", "Fyllnad" * 20)
    with monkeypatch.context() as patch:
        patch.setattr(engine, "SWITCHES", (*engine.SWITCHES, f"max_page_count={pages + 1}"))
        saved = 0
        while (answer := whole(*add))[0] == 0:
            saved += 1
            assert saved < 60
        require_told(answer, 4, "register.disk_full")
        assert people_in(whole) in {saved, 0}  # a search is logged too, and there may be no room for that
    assert people_in(whole) == saved
    assert whole(*add)[0] == 0
    assert people_in(whole) == saved + 1


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (("init", "--demo", "--office", "U01", "--municipality", "0380", "--user", "Maj"), "register.read_only_folder"),
        (("demo", "--persons", "1"), "file.cannot_write"),
    ],
)
def test_a_folder_that_cannot_be_made_is_told(run: Run, tmp_path: Path, arguments: tuple[str, ...], code: str) -> None:
    (tmp_path / "file").write_bytes(b"")
    option = "--dir" if arguments[0] == "demo" else "--register"
    require_told(run(*arguments, option, str(tmp_path / "file" / "folder")), 4, code)


def test_a_demo_is_never_made_over_something(run: Run, tmp_path: Path) -> None:
    (tmp_path / "demo").mkdir()
    (tmp_path / "demo" / "mine").write_bytes(b"")
    require_told(run("demo", "--dir", str(tmp_path / "demo")), 3, "demo.folder_not_empty")


def test_a_register_that_cannot_be_locked_is_told(demo: Run, environment: dict[str, str]) -> None:
    lock = Path(environment["CASEWORKER_REGISTER"]) / "register.lock"
    lock.unlink(missing_ok=True)
    lock.mkdir()
    require_told(demo("verify"), 4, "register.cannot_lock")
    lock.rmdir()
    assert demo("verify")[0] == 0


def test_a_letter_that_cannot_be_written_is_told(whole: Run, tmp_path: Path) -> None:
    person = add_samira(whole)
    (tmp_path / "file").write_bytes(b"")
    out = ("--out", str(tmp_path / "file" / "brev.pdf"))
    require_told(whole("letter", "--person", person, "--language", "sv", *out), 4, "file.cannot_write")


@pytest.mark.parametrize(
    ("name", "content", "status", "code"),
    [
        ("people.xlsx", b"Samira", 3, "import.not_xlsx"),
        ("people.xlsm", b"PK\x03\x04", 3, "import.macro"),
        ("people.xlsx", b"PK\x03\x04" + bytes(100), 4, "import.damaged"),
        ("people.xlsx", None, 4, "import.unreadable"),
        ("people.xlsx", bytes(26 * 1024 * 1024), 3, "import.too_large"),
    ],
    ids=["no workbook", "macros", "broken", "missing", "oversized"],
)
def test_a_workbook_that_cannot_be_read_changes_nothing(
    whole: Run, tmp_path: Path, name: str, content: bytes | None, status: int, code: str
) -> None:
    if content is not None:
        (tmp_path / name).write_bytes(content)
    require_told(whole("import", str(tmp_path / name)), status, code)
    assert whole("person", "search", "samira")[1]["hits"] == []


def test_a_workbook_of_bad_rows_tells_each_and_registers_none(whole: Run, tmp_path: Path) -> None:
    bad = workbook(tmp_path / "people.xlsx", ("A", "B", "19880314-2383"), ("C", "D", "123"))
    for dry_run in (("--dry-run",), ()):
        status, facts, text = whole("import", str(bad), *dry_run)
        assert (status, facts["clean"]) == (3, 0), text
        assert [one["row"] for one in facts["bad"]] == [2, 3]  # type: ignore[attr-defined]  # JSON
    status, _, text = whole("import", str(bad), plain=True)
    assert status == 3
    assert "Rad 2" in text
    assert "(import.nothing_taken)" in text


def test_a_trial_reads_a_workbook_and_registers_nobody(whole: Run, tmp_path: Path) -> None:
    good = workbook(tmp_path / "people.xlsx", ("Samira", "Haddad", "19880314-2382"))
    assert whole("import", str(good), "--dry-run")[1]["clean"] == 1
    assert whole("person", "search", "samira")[1]["hits"] == []
    assert len(whole("import", str(good))[1]["created"]) == 1  # type: ignore[arg-type]  # JSON
    assert whole("import", str(good))[1]["known"] == 1  # her number is in the register now


@pytest.mark.parametrize(("name", "sign"), [("سميرة \U0001f600", "U+1F600"), ("សុខា", "U+179F")])
def test_a_character_that_cannot_be_printed_is_named_and_no_letter_is_made(
    whole: Run, tmp_path: Path, name: str, sign: str
) -> None:
    person = add_samira(whole, "--original-name", name)
    out = tmp_path / "brev.pdf"
    answer = whole("letter", "--person", person, "--language", "ar", "--out", str(out))
    require_told(answer, 3, "letter.missing_glyph")
    assert sign in answer[2]
    assert not out.exists()


def test_a_gap_in_a_translation_makes_no_letter(whole: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    person = add_samira(whole)
    catalog = i18n.letter_catalog

    def gapped(language: str) -> Callable[[str], str | None]:
        found = catalog(language)
        return lambda text: None if text.startswith("Välkommen") else found(text)

    monkeypatch.setattr(i18n, "letter_catalog", gapped)
    out = tmp_path / "brev.pdf"
    answer = whole("letter", "--person", person, "--language", "so", "--out", str(out))
    require_told(answer, 3, "letter.missing_translation")
    assert not out.exists()


UNKNOWN = (
    (("intervention", "add", "--type", "trolleri"), 3, "intervention.unknown_type"),
    (("intervention", "add", "--type", "sfi-kurs", "--actor", "grannen"), 3, "intervention.unknown_actor"),
    (("intervention", "add", "--type", "sfi-kurs", "--state", "kanske"), 2, "intervention.unknown_state"),
    (("status", "set", "--code", "NY-FLY", "--permit", "kanske"), 2, "status.unknown_permit"),
    (("person", "add", "--given", "A", "--sex", "kanske"), 2, "person.unknown_sex"),
    (("person", "add", "--given", "A", "--language", "tlh"), 3, "code.unknown_language"),
)


def test_an_unknown_code_changes_nothing(whole: Run) -> None:
    person = add_samira(whole)
    for arguments, status, code in UNKNOWN:
        named = () if arguments[0] == "person" else ("--person", person)
        require_told(whole(*arguments, *named), status, code)
    shown = whole("person", "show", person)[1]
    assert (shown["statuses"], shown["interventions"]) == ([], [])


def test_an_update_of_the_law_that_cannot_be_trusted_leaves_the_lawbook(whole: Run, tmp_path: Path) -> None:
    file = tmp_path / "ny.lawbook"
    good = update(add=NO_SFI)

    def applied(raw: bytes) -> Answer:
        file.write_bytes(raw)
        return whole("lawbook", "apply", str(file))

    require_told(applied(good), 3, "lawbook.unknown_key")
    assert whole("lawbook", "trust", PUBLIC.hex(), "--name", "Länsstyrelsen")[0] == 0
    for raw, code in (
        (good.replace(b"prov-nej", b"prov-nix"), "lawbook.signature"),
        (update("2026-01-01"), "lawbook.older"),
        (BROKEN, "lawbook.update_broken"),
        (b"{}", "lawbook.not_an_update"),
    ):
        require_told(applied(raw), 3, code)
    status, facts, told = applied(good)
    assert (status, facts["version"]) == (0, LATER), told
    require_told(applied(good), 3, "lawbook.older")


def test_a_status_that_overlaps_or_has_no_rule_yet_is_told_and_nothing_is_saved(whole: Run) -> None:
    person = add_samira(whole)
    given = ("status", "set", "--person", person, "--code", "NY-FLY", "--permit", "PUT", "--from")
    assert whole(*given, "2025-11-09")[0] == 0
    require_told(whole(*given, "2025-11-01"), 3, "period.overlap")
    require_told(whole(*given, "1950-01-01"), 3, "status.not_in_force")
    assert len(whole("person", "show", person)[1]["statuses"]) == 1  # type: ignore[arg-type]  # JSON


def test_a_forged_receipt_is_told_and_the_months_numbers_stay(whole: Run) -> None:
    assert whole("counts", "prepare", "--period", "2026-10")[0] == 0
    sha256 = whole("counts", "show", "--period", "2026-10")[1]["sha256"]
    with lying_centre(lambda release: receipt(release, key=bytes(32))) as hostile:
        answer = whole("counts", "send", "--period", "2026-10", "--endpoint", hostile.url)
    require_told(answer, 3, "receipt.signature")
    shown = whole("counts", "show", "--period", "2026-10")[1]
    assert (shown["state"], shown["sha256"]) == ("rejected", sha256)
    with lying_centre(lambda release: receipt(release, key=LIAR)) as honest:
        assert whole("counts", "send", "--period", "2026-10", "--endpoint", honest.url)[0] == 0


def test_a_damaged_page_is_told_by_verify_and_by_whoever_reads_it(demo: Run, environment: dict[str, str]) -> None:
    person = add_samira(demo)
    path = Path(environment["CASEWORKER_REGISTER"]) / "register.db"
    content = bytearray(path.read_bytes())
    content[-2000] ^= 0x40
    path.write_bytes(content)
    status, facts, text = demo("verify")
    assert status == 4, text
    assert facts.get("ok") is False or facts["error"] == "register.damaged"
    assert "Traceback" not in text
    assert demo("person", "show", person)[0] in {0, 4}
    status, _, text = demo("verify", plain=True)
    assert status == 4
    assert not [word for word in PERSONAL if word in text]


def test_an_older_copy_is_told_and_may_be_read_but_not_written_in(demo: Run, environment: dict[str, str]) -> None:
    path = Path(environment["CASEWORKER_REGISTER"]) / "register.db"
    older = path.with_name("older.db")
    shutil.copy(path, older)
    person = add_samira(demo)
    shutil.copy(older, path)
    status, facts, text = demo("verify")
    assert (status, facts["ok"]) == (4, False), text
    assert "audit.rolled_back" in {one["code"] for one in facts["findings"]}  # type: ignore[attr-defined]  # JSON
    require_told(demo("person", "add", "--given", "A"), 4, "register.closed_for_writing")
    require_told(demo("person", "show", person), 4, "register.closed_for_writing")


def test_a_page_of_yesterday_is_named_by_verify_and_nothing_is_written(demo: Run, environment: dict[str, str]) -> None:
    path = Path(environment["CASEWORKER_REGISTER"]) / "register.db"
    before = path.read_bytes()
    add_samira(demo)
    assert "som när registret senast stängdes" in demo("verify", plain=True)[2]
    page, today = 4096, path.read_bytes()
    differ = [at for at in range(0, len(before), page) if before[at : at + page] != today[at : at + page]]
    codes = set()
    for at in differ[1 :: len(differ) // 6]:  # the campaigns try every page
        spoiled = today[:at] + before[at : at + page] + today[at + page :]
        path.write_bytes(spoiled)
        status, facts, text = demo("verify")
        assert status == 4, text
        codes |= {one["code"] for one in facts.get("findings", ())}  # type: ignore[attr-defined]  # JSON
        assert demo("person", "add", "--given", "A")[0] == 4
        assert path.read_bytes() == spoiled
    assert "file.not_as_left" in codes
    path.write_bytes(today)
    assert demo("verify")[0] == 0


def test_pages_this_computer_knows_nothing_of_are_said_not_to_be_compared(
    demo: Run, environment: dict[str, str]
) -> None:
    assert "gick inte att jämföra" in demo("verify", plain=True)[2]  # it was made on another one
    status, facts, _ = demo("verify")
    assert (status, facts["ok"], facts["compared"]) == (0, True, True)
    (record,) = Path(environment["XDG_CONFIG_HOME"]).rglob("*.pages")
    record.unlink()
    assert demo("verify")[1]["compared"] is False
