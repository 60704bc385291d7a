"""PO files for an agency: what goes out comes back, and a hostile file is refused in a clear sentence."""

import shutil
import subprocess
from datetime import date
from pathlib import Path

import pytest

from caseworker.errors import Refused
from caseworker.letters.po_exchange import LARGEST, PoEntry, read_po_file, write_po_file

DAY = date(2026, 11, 23)
HEAD = 'msgid ""\nmsgstr ""\n"Language: ti\\n"\n\n'


def test_what_is_written_is_read_and_msgfmt_finds_nothing_wrong(tmp_path: Path) -> None:
    entries = (
        PoEntry("Till {person}", "ናብ {person}", "To whom.", ("sfi", "bank")),
        PoEntry('Säg "hej"\\ till', "", places=("sfi",)),
    )
    content = write_po_file(entries, "ti", DAY)
    assert content == write_po_file(entries, "ti", DAY)
    read = read_po_file(b"\xef\xbb\xbf" + content)
    assert (read.language, read.fuzzy) == ("ti", 0)
    assert [(one.text, one.translation) for one in read.entries] == [(one.text, one.translation) for one in entries]
    path = tmp_path / "ti.po"
    path.write_bytes(content)
    msgfmt = shutil.which("msgfmt")
    assert msgfmt
    run = subprocess.run([msgfmt, "-c", "-o", "/dev/null", path], capture_output=True, text=True, check=False)
    assert (run.returncode, run.stderr) == (0, "")
    path.write_bytes(content.replace("ናብ {person}".encode(), "ናብ {who}".encode()))
    assert subprocess.run([msgfmt, "-c", "-o", "/dev/null", path], capture_output=True, check=False).returncode


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"x" * (LARGEST + 1), "letter.po_too_large"),
        ((HEAD + 'msgid "å"\nmsgstr "ö"\n').encode("latin-1"), "letter.po_not_text"),
        (b'msgid "a"\0\nmsgstr "b"\n', "letter.po_not_text"),
        (b"%PDF-1.7\n1 0 obj", "letter.po_malformed"),
        (b"", "letter.po_malformed"),
        (HEAD.encode(), "letter.po_malformed"),
        (b'msgid "a"\nmsgid "b"\n', "letter.po_malformed"),
        (b'msgid "a"\nmsgstr[x] "b"\n', "letter.po_malformed"),
        (b'"lost"\n', "letter.po_malformed"),
        (b'msgid "a"\nmsgid_plural "b"\nmsgstr[9] "c"\n', "letter.po_malformed"),
        (b"".join(b'msgid "%d"\nmsgstr "x"\n' % n for n in range(10_001)), "letter.po_malformed"),
    ],
)
def test_what_is_no_po_file_is_refused(content: bytes, code: str) -> None:
    with pytest.raises(Refused) as refused:
        read_po_file(content)
    assert refused.value.code == code


def test_a_header_is_believed_about_nothing_but_the_language() -> None:
    head = HEAD.replace("Language: ti", "Plural-Forms: nplurals=999999999; plural=x(\\nContent-Type: a; charset=zip")
    read = read_po_file(
        (head + '#, fuzzy\nmsgid "a"\nmsgstr "b"\n\nmsgid "c"\nmsgid_plural "d"\nmsgstr[0] "e"\n').encode()
    )
    assert (read.language, read.fuzzy) == ("", 1)
    assert [one.text for one in read.entries] == ["c / d"]
