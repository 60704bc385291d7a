"""The terminal contract as another program meets it: real registers, real files, exit codes and JSON.

Commands run in this process where a process of their own would prove nothing more.
"""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.journeys.terminals import NUMBER, Run, add_samira

pytestmark = pytest.mark.journey


def test_a_person_is_registered_shown_searched_and_given_a_letter(demo: Run, tmp_path: Path) -> None:
    person = add_samira(demo)
    assert (
        demo("status", "set", "--person", person, "--code", "NY-FLY", "--permit", "TUT", "--from", "2026-01-12")[0] == 0
    )
    assert demo("intervention", "add", "--person", person, "--type", "sfi-kurs")[0] == 0
    status, facts, _ = demo("person", "show", person)
    assert status == 0
    assert facts["statuses"][0]["code"] == "NY-FLY"  # type: ignore[index]  # JSON
    hits = demo("person", "search", "سميرة")[1]["hits"]
    assert [hit["id"] for hit in hits] == [person]  # type: ignore[attr-defined]  # JSON
    out = tmp_path / "brev.pdf"
    assert demo("letter", "--person", person, "--sheet", "valkommen", "--language", "ar", "--out", str(out))[0] == 0
    assert out.read_bytes().startswith(b"%PDF-")
    status, facts, text = demo("verify")
    assert (status, facts["ok"]) == (0, True), text


def test_the_answer_in_words_is_swedish_and_masks_the_number(demo: Run) -> None:
    person = add_samira(demo)
    status, _, text = demo("person", "show", person, plain=True)
    assert status == 0
    assert "2382" in text
    assert "19880314" not in text


@pytest.mark.parametrize(
    ("arguments", "status", "code"),
    [
        (("person", "add", "--given", "A", "--number", "personnummer:19880314-2383"), 3, "identity.check_digit"),
        (("person", "add", "--given", "A", "--number", "skonummer:44"), 3, "identity.unknown_type"),
        (("person", "add", "--given", "A", "--number", "19880314-2382"), 2, "identity.number_form"),
        (("person", "add", "--given", "A", "--born", "14 mars"), 2, "field.not_a_date"),
        (
            (
                "person",
                "add",
            ),
            3,
            "person.name_or_number",
        ),
        (("status", "set", "--person", "nobody", "--code", "FLYKTING"), 3, "status.unknown_code"),
        (("person", "show", "nobody"), 3, "person.unknown"),
        (("letter", "--person", "x", "--language", "tlh", "--out", "x.pdf"), 2, "letter.unknown_language"),
        (("letter", "--person", "x", "--sheet", "saknas", "--out", "x.pdf"), 2, "letter.unknown_sheet"),
        (("letter", "--person", "x", "--layout", "rond", "--out", "x.pdf"), 2, "letter.unknown_layout"),
        (("counts", "prepare", "--period", "oktober"), 2, "counts.period"),
        (("counts", "prepare", "--period", "2090-01"), 3, "counts.period_not_over"),
        (("counts", "send", "--period", "2026-10", "--endpoint", "http://example.org"), 3, "release.not_made"),
    ],
)
def test_bad_input_is_one_sentence_and_an_exit_status(
    demo: Run, arguments: tuple[str, ...], status: int, code: str
) -> None:
    found, facts, text = demo(*arguments)
    assert (found, facts.get("error")) == (status, code), text
    assert str(facts["message"]).endswith(".")
    assert "Traceback" not in text


def test_a_wrong_passphrase_and_a_missing_register_are_different_messages(demo: Run, tmp_path: Path) -> None:
    wrong = tmp_path / "wrong"
    wrong.write_text("något helt annat här", encoding="utf-8")
    status, facts, _ = demo("verify", "--passphrase-file", str(wrong))
    assert (status, facts["error"]) == (3, "unlock.wrong")
    status, facts, _ = demo("verify", "--register", str(tmp_path / "nowhere"))
    assert (status, facts["error"]) == (4, "register.missing")


@pytest.mark.parametrize(
    ("content", "code"),
    [(b"SQLite format 3\0" + bytes(4080), "register.plaintext"), (b"", None), (os.urandom(8192), None)],
)
def test_a_file_that_is_no_register_is_named_for_what_it_is(
    demo: Run, environment: dict[str, str], content: bytes, code: str | None
) -> None:
    (Path(environment["CASEWORKER_REGISTER"]) / "register.db").write_bytes(content)
    status, facts, text = demo("verify")
    assert status == 4, text
    assert str(facts["error"]).startswith("register.")
    assert code is None or facts["error"] == code


def test_a_real_register_waits_until_three_sheets_are_proved(run: Run, tmp_path: Path) -> None:
    sheets, answers = tmp_path / "sheets", tmp_path / "answers"
    command: tuple[str, ...] = ("init", "--office", "U01", "--municipality", "0380", "--user", "Maj Ekholm")
    command += ("--sheets-pdf", str(sheets), "--sheet-words", str(answers))
    status, facts, text = run(*command)
    assert (status, facts["error"]) == (3, "recovery.not_proved"), text
    asked = json.loads(text.splitlines()[0])["asked"]
    answers.write_text("".join(f"{one['sheet']} {one['word']} zzzz\n" for one in asked), encoding="utf-8")
    assert run(*command)[1]["error"] == "recovery.wrong_word"
    lines = [f"{one['sheet']} {one['word']} {read_word(sheets, one['sheet'], one['word'])[:4]}\n" for one in asked]
    answers.write_text("".join(lines), encoding="utf-8")
    status, facts, text = run(*command)
    assert (status, facts["state"]) == (0, "created"), text
    assert run("person", "add", "--given", "A", "--number", NUMBER)[1]["error"] == "notice.not_acknowledged"
    assert run("notice", "--confirm")[0] == 0
    assert run("person", "add", "--given", "A", "--number", NUMBER)[1]["error"] == "identity.test_number_in_production"
    assert run("verify")[0] == 0


def read_word(sheets: Path, sheet: int, position: int) -> str:
    """Read one numbered word off the printed sheet, as a person would."""
    pdf = sheets / f"aterstallningsblad-{sheet}.pdf"
    words = subprocess.run(
        ["pdftotext", "-layout", str(pdf), "-"], capture_output=True, text=True, check=True
    ).stdout.split()
    numbered = {
        int(number.rstrip(".")): word
        for number, word in zip(words, words[1:], strict=False)
        if number.rstrip(".").isdecimal() and word.isascii() and word.isalpha()
    }
    return numbered[position]


def test_a_command_of_its_own_process_answers_the_same(demo: Run, process: Run) -> None:
    person = add_samira(process)
    status, facts, text = demo("person", "show", person)
    assert (status, facts["id"]) == (0, person), text
    status, facts, text = process("verify")
    assert (status, facts["ok"]) == (0, True), text


def test_a_second_process_is_told_who_has_the_register(demo: Run, environment: dict[str, str]) -> None:
    holder = subprocess.Popen(
        [
            sys.executable,
            "-c",
            "import os,sys\nfrom pathlib import Path\nfrom caseworker.app import Application\n"
            "folder = Path(os.environ['CASEWORKER_REGISTER'])\n"
            "phrase = Path(os.environ['CASEWORKER_PASSPHRASE_FILE']).read_text().strip()\n"
            "session = Application(folder=folder).unlock('Maj Ekholm', phrase)\n"
            "print('open', flush=True)\nsys.stdin.read()\nsession.close()\n",
        ],
        env=environment,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    )
    assert holder.stdout
    assert holder.stdin
    assert holder.stdout.readline().strip() == b"open"
    status, facts, _ = demo("verify")
    assert (status, facts["error"], facts["holder"]) == (3, "register.in_use", "Maj Ekholm")
    holder.communicate(timeout=30)
    assert demo("verify")[0] == 0


def test_too_few_people_are_reported_as_too_few_and_nothing_more(demo: Run) -> None:
    add_samira(demo)
    status, facts, text = demo("counts", "prepare", "--period", "2026-10")
    assert (status, facts["state"]) == (0, "queued"), text
    status, facts, _ = demo("counts", "show", "--period", "2026-10")
    assert (status, facts["too_few"], facts["cells"]) == (0, True, [])
    assert demo("counts", "prepare", "--period", "2026-10")[1]["error"] == "release.already_made"
    status, facts, _ = demo("counts", "send", "--period", "2026-10", "--endpoint", "http://example.org")
    assert (status, facts["error"]) == (3, "endpoint.insecure")
    status, facts, _ = demo("counts", "send", "--period", "2026-10", "--endpoint", "http://127.0.0.1:9")
    assert (status, facts["error"]) == (4, "delivery.unreachable")


def test_verify_says_that_the_file_beside_the_register_was_changed(demo: Run, environment: dict[str, str]) -> None:
    path = Path(environment["CASEWORKER_REGISTER"]) / "register.about"
    path.write_text(path.read_text(encoding="utf-8").replace("Mottagning", "Annan"), encoding="utf-8")
    status, facts, said = demo("verify")
    assert (status, facts["ok"]) == (0, True), said
    assert "register.about_differs" in str(facts["doubts"])
    assert "register.about_differs" not in str(demo("verify")[1]["doubts"])
