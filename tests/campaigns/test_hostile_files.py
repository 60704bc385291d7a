"""Workbooks that mean harm: refused by name or read within the reader's limits, and nothing else is touched.

The whole reading runs under strace: no call to the network, no file opened but the workbook and the program's own, none
written, and after the child has limited itself it opens nothing at all.
"""

import json
import os
import random
import re
import subprocess
import sys
from pathlib import Path

import pytest

from caseworker.errors import Refused
from caseworker.exchange.workbook_child import MOST_COLUMNS, MOST_ROWS
from caseworker.i18n import ui_translator
from caseworker.messages import describe
from tests.campaigns.tally import Tally, cases
from tests.exchange import books
from tests.exchange.books import OFFICE, PLAIN, RELATIONS, SHEET, XML, book, cell, packed, parts, sheet, with_part
from tests.exchange.hostile_books import HOSTILE, XXE

ROOT = Path(__file__).resolve().parents[2]
RELS = "xl/_rels/workbook.xml.rels"
CALLS = "%network,?open,openat,?openat2,?creat,?mkdir,?mkdirat,?unlink,?unlinkat,?rename,?renameat,?renameat2,prlimit64"
OWN = tuple(
    str(place) for place in (ROOT, Path(sys.prefix), Path(sys.base_prefix).resolve(), "/usr", "/lib", "/proc", "/sys")
)
OWN += ("/etc/ld.so", "/etc/localtime", "/dev/null", "/dev/urandom", "/opt")
PATH = re.compile(r'^(?P<call>\w+)\((?:AT_FDCWD(?:<[^>]*>)?, )?"(?P<path>[^"]*)"')
CHANGES = re.compile(r"O_WRONLY|O_RDWR|O_CREAT|O_TRUNC|O_APPEND")
LIMITED = "RLIMIT_CORE"  # the last limit that the child sets


def leading_to(target: str, mode: str = "") -> bytes:
    """A workbook whose first sheet is said to lie at ``target``."""
    relation = f'<Relationship Id="r1" Type="{OFFICE}/worksheet" Target="{target}"{mode}/>'
    return packed(parts() | {RELS: f'{XML}<Relationships xmlns="{RELATIONS}">{relation}</Relationships>'})


def nested(depth: int) -> bytes:
    """A workbook that holds a workbook that holds a workbook."""
    inner = book()
    for _ in range(depth):
        inner = with_part("xl/embeddings/book.xlsx", inner)
    return inner


def declaring(dimension: str) -> bytes:
    return book(PLAIN.replace("<sheetData>", f'<dimension ref="{dimension}"/><sheetData>'))


def late(what: str) -> bytes:
    """A document type behind more than the check of the parts looks at."""
    return book(XML + f"<!--{'x' * 70_000}-->" + what.removeprefix(XML))


# refused or read: either is right
EITHER: dict[str, bytes] = {
    "a book in a book": nested(1),
    "twenty books in each other": nested(20),
    "a book packed alone": packed({"people.xlsx": book()}),
    "a dimension as large as the world": declaring("A1:XFD1048576"),
    "a dimension beyond the world": declaring("A1:ZZZZZZ99999999999"),
    "a dimension that ends before it begins": declaring("Z9:A1"),
    "row nought": book(sheet((0, cell("A0", "x")))),
    "a column far away": book(sheet((1, cell("A1", "Förnamn") + cell("ZZZZZZZZZZ1", "x")))),
    "a row without end": book(sheet((99999999999999999999, cell("A99999999999999999999", "x")))),
    "a sheet at another computer": leading_to("http://192.0.2.1/sheet.xml", ' TargetMode="External"'),
    "a sheet on a share": leading_to(r"\\192.0.2.1\share\sheet.xml", ' TargetMode="External"'),
    "a sheet in a file": leading_to("file:///etc/passwd", ' TargetMode="External"'),
    "a sheet up the tree": leading_to("../../../../../../etc/passwd"),
    "a sheet that is the book": leading_to("workbook.xml"),
    "a file named late": late(XXE),
    "a string that is not there": book(sheet((1, '<c r="A1" t="s"><v>4294967295</v></c>'))),
    "strings beyond counting": with_part("xl/sharedStrings.xml", f'<sst xmlns="{books.MAIN}" count="4294967295"/>'),
    "a day beyond the calendar": book(sheet((1, '<c r="A1" t="d"><v>99999-99-99</v></c>'))),
    "a number beyond numbers": book(sheet((1, '<c r="A1"><v>1e999</v></c><c r="B1"><v>NaN</v></c>'))),
    "a formula that asks the world": book(sheet((1, '<c r="A1" t="str"><f>WEBSERVICE("http://192.0.2.1")</f><v>x</v></c>'))),
    "noise before the book": b"MZ" + book(),
    "noise after the book": book() + b"x" * 70_000,
}  # fmt: skip


def mutated(chance: random.Random) -> bytes:
    """Return one of them, or a plain book, spoilt in one way or several; half are spoilt behind a sound zip."""
    if chance.random() < 0.5:
        inside = parts()
        name = chance.choice([SHEET, SHEET, "xl/workbook.xml", RELS, "[Content_Types].xml"])
        inside[name] = spoilt(str(inside[name]).encode(), chance)
        return packed(inside)
    whole = [content for content, _ in HOSTILE.values() if 0 < len(content) < 1_000_000]
    return spoilt(chance.choice([*whole, *EITHER.values(), book()]), chance)


WORDS = (
    b"<!DOCTYPE a>",
    b"&x;",
    b"<row r='1048577'>",
    b"]]>",
    b"\0",
    b"\xff\xfe",
    b"PK\x01\x02",
    b"PK\x05\x06",
    b"../",
)


def spoilt(content: bytes, chance: random.Random) -> bytes:
    """Change bytes, cut, double or exchange pieces, put words in."""
    changed = bytearray(content)
    for _ in range(chance.randint(1, 6)):
        at, to = sorted(chance.randrange(len(changed) + 1) for _ in range(2))
        to = min(to, at + 300)
        match chance.randrange(5):
            case 0:
                changed[at : at + 1] = bytes([chance.randrange(256)])
            case 1:
                del changed[at:to]
            case 2:
                changed[at:at] = changed[at:to]
            case 3:
                changed[at:at] = chance.choice(WORDS)
            case _:
                changed[at : at + 4] = chance.choice((b"\xff\xff\xff\xff", b"\0\0\0\0", b"\xff\xff\xff\x7f"))
    return bytes(changed)


def read_all(folder: Path, log: Path) -> dict[str, tuple[str, int, int]]:
    """Read every file of ``folder`` under strace; return code, rows and widest row of each."""
    strace = ["strace", "-f", "--seccomp-bpf", "-qq", "-s", "4096", "-e", f"trace={CALLS}", "-e", "signal=none"]
    ended = subprocess.run(
        [*strace, "-o", str(log), sys.executable, "-m", "tests.campaigns.reading_books", str(folder)],
        cwd=ROOT, env={**os.environ, "PYTHONDONTWRITEBYTECODE": "1"}, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert ended.returncode == 0, ended.stderr
    told = [json.loads(line) for line in ended.stdout.splitlines()]
    return {name: (code, rows, widest) for name, code, rows, widest in told}


def touched(log: Path, folder: Path) -> list[str]:
    """Return every call that is not a reader's: network, writing, other files, anything after the child's limits.

    Until it has set its limits a child has looked at nothing; it starts as every Python does, and asks who the user is.
    """
    lines = [line.partition(" ") for line in log.read_text(errors="replace").splitlines()]
    parent, limited, odd = lines[0][0], set[str](), []
    for process, _, told in lines:
        call = told.lstrip()
        if call.startswith("<... "):  # the end of a call that was judged when it began: another process came between
            continue
        if LIMITED in call:
            limited.add(process)
        elif process in limited or not (_own(call, folder) or (process != parent and _starting(call))):
            odd.append(f"{process} {call}")
    return odd


def _own(call: str, folder: Path) -> bool:
    """Tell whether a call opens, to read, the program's own files or those of ``folder``."""
    found = PATH.match(call)
    if call.startswith("prlimit64") or found is None:
        return call.startswith("prlimit64")
    fixed = found["path"] == "/dev/null" or "__pycache__" in call or not CHANGES.search(call)
    return fixed and found["call"].startswith("open") and found["path"].startswith((*OWN, str(folder)))


def _starting(call: str) -> bool:
    return "AF_UNIX" in call or '"/etc/passwd", O_RDONLY' in call or '"/etc/nsswitch.conf", O_RDONLY' in call


@pytest.mark.campaign(id="F2", what="workbooks that mean harm, and mutations of them")
def test_a_file_that_means_harm_is_refused_or_read_and_touches_nothing(tmp_path: Path, tally: Tally) -> None:
    folder = tmp_path / "books"
    folder.mkdir()
    chance, swedish = random.Random(2), ui_translator("sv").gettext
    fixed = {name: content for name, (content, _) in HOSTILE.items()} | EITHER
    made = {f"mutation {number}": mutated(chance) for number in range(cases(10, 200, 1000))}
    for name, content in (fixed | made).items():
        (folder / f"{name}.xlsx").write_bytes(content)
    (folder / "macros by name.xlsm").write_bytes(book())
    before = {path.name: path.stat().st_size for path in folder.iterdir()}
    log = tmp_path / "calls"
    told = read_all(folder, log)
    assert told.keys() == before.keys()
    assert told["macros by name.xlsm"][0] == "import.macro"
    for name, (_, code) in HOSTILE.items():
        assert told[f"{name}.xlsx"][0] == code, name
    for name, (code, rows, widest) in told.items():
        assert rows <= MOST_ROWS + 1, name
        assert widest <= MOST_COLUMNS, name
        assert code != "import.hung", name
        if code:
            said = describe(Refused(code), swedish)
            assert all((said.happened, said.safe, said.do)), name
    assert touched(log, folder) == []
    assert {path.name: path.stat().st_size for path in folder.iterdir()} == before
    assert {path.name for path in tmp_path.iterdir()} == {"books", "calls"}
    tally.count(len(told))


@pytest.mark.parametrize(
    "call",
    [
        'openat(AT_FDCWD, "/etc/passwd", O_RDONLY|O_CLOEXEC) = 3',
        'openat(AT_FDCWD, "BOOKS/a.xml", O_WRONLY|O_CREAT, 0666) = 3',
        "socket(AF_INET, SOCK_STREAM|SOCK_CLOEXEC, IPPROTO_IP) = 3",
        "connect(3, {sa_family=AF_INET, sin_port=htons(80)}, 16) = -1 EINPROGRESS",
        'unlink("BOOKS/a.xml") = 0',
    ],
)
def test_what_a_reader_may_not_do_is_seen(tmp_path: Path, call: str) -> None:
    log = tmp_path / "calls"
    limits = f"7 prlimit64(0, {LIMITED}, {{rlim_cur=0, rlim_max=0}}, NULL) = 0\n"
    allowed = '7 openat(AT_FDCWD, "BOOKS/a.xlsx", O_RDONLY|O_CLOEXEC) = 3\n'
    for before, odd in ((allowed, 1), (allowed + limits, 1), (limits + allowed, 2)):
        log.write_text(f"{before}7 {call}\n".replace("BOOKS", str(tmp_path)))
        assert len(touched(log, tmp_path)) == odd
