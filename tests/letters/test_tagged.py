"""What somebody hears who has a letter read aloud: its structure, as poppler reads it, and what is left out of it."""

import io
import re
import subprocess
from datetime import date

import pikepdf
import pytest

from caseworker.letters.engine import Paper
from caseworker.letters.fonts import UNDRAWN
from caseworker.letters.sheet import Block, BlockKind, Sheet, load_sheet
from tests.letters.letterkit import catalog, letter, read_aloud, read_with_pdfium

LONG = "Det här stycket är långt och räcker över mer än en sida om det upprepas. " * 30


def heard(pdf: bytes) -> list[tuple[str, str]]:
    """Every piece of text with what it is, in the order of the tree."""
    done = subprocess.run(["pdfinfo", "-struct-text", "-"], input=pdf, capture_output=True, check=True)
    assert done.stderr == b"", "the tree is not sound"
    found: list[tuple[str, str]] = []
    tag = ""
    for line in done.stdout.decode().splitlines():
        if words := re.fullmatch(r'\s*"(.*)"\s*', line):
            found.append((tag, words[1].strip()))
        elif named := re.match(r"\s*(\w+)", line):
            tag = named[1]
            if tag in ("Part", "L", "Table"):
                found.append((tag, ""))
    return found


def spoken(pdf: bytes, tag: str) -> list[str]:
    return [words for kind, words in heard(pdf) if kind == tag]


def languages(pdf: bytes) -> list[str]:
    with pikepdf.open(io.BytesIO(pdf)) as document:
        assert document.Root.MarkInfo.Marked
        top = document.Root.StructTreeRoot.K[0]
        return [str(document.Root.Lang), *(str(part.Lang) for part in top.K if part.S == "/Part")]


def test_each_language_is_read_whole_after_the_other_and_says_which_it_is() -> None:
    pdf = letter("ar").pdf
    assert languages(pdf) == ["sv", "sv", "ar"]
    told = heard(pdf)
    swedish = told[: told.index(("Part", ""), 1)]
    assert swedish == [
        ("Part", ""),
        ("P", "Lövåsa kommun"),
        ("P", "Till Samira Haddad"),
        ("P", "2026-11-21"),
        ("H1", "Prov av ett blad"),
        ("H2", "Vem är din handläggare?"),
        ("P", "Ring Maj Ekholm på 010-123 45 67."),
        ("L", ""),
        ("Lbl", "Ärende"),
        ("LBody", "2026-0147"),
        ("Lbl", "Personnummer"),
        ("LBody", "19880320-2389"),
        ("L", ""),
        ("Lbl", "1."),
        ("LBody", "Gå till Skatteverket."),
        ("Lbl", "2."),
        ("LBody", "Ring 112 om det brinner."),
        ("P", "Hej Samira Haddad."),
        ("P", "Information, inte beslut · Sida 1 av 1"),
        ("P", "Version 3, 2026-11-21"),
        ("P", "Översättningen är ett utkast. Den svenska texten gäller."),
    ]
    arabic = [tag for tag, _ in told[len(swedish) :]]
    assert arabic == [tag for tag, _ in swedish]


def test_arabic_is_heard_as_it_was_written_and_not_from_the_left() -> None:
    told = [words for _, language, words in read_aloud(letter("ar").pdf) if language == "ar"]
    assert told[1:9] == [
        "إلى سميرة حداد",
        "2026-11-21",
        "أهلًا وسهلًا بكم",
        "من هو الموظف المسؤول عن قضيتكم (handläggare)؟",
        "اتصلوا بـ Maj Ekholm على الرقم 010-123 45 67.",
        "القضية",
        "2026-0147",
        "الرقم الشخصي",
    ]
    assert "معلومات وليست قرارًا · الصفحة 1 من 1" in told


@pytest.mark.parametrize("language", ["ti", "uk", "prs", "so"])
def test_every_paragraph_is_heard_whole_and_in_its_language(language: str) -> None:
    translate, sheet = catalog(language), load_sheet("valkommen")
    told = read_aloud(letter(language, sheet=sheet, translate=translate).pdf)
    wanted = [block.text for block in sheet.blocks if block.text and block.when is None and "{" not in block.text]
    assert wanted
    for text in wanted:
        translated = "".join(c for c in translate(text) or "?" if c not in UNDRAWN).replace("\u00a0", " ")
        assert [one for _, one, words in told if words == text] == ["sv"]
        assert [one for _, one, words in told if words == translated] == [language]


def test_swedish_words_among_others_are_marked_as_swedish() -> None:
    with pikepdf.open(io.BytesIO(letter("ar").pdf)) as document:
        stream = document.pages[0].Contents.read_bytes()
    assert stream.count(b"/Span<</Lang(sv)>>BDC") == 4  # handläggare, Maj Ekholm, Skatteverket, Mottagningsenheten
    with pikepdf.open(io.BytesIO(letter("sv").pdf)) as document:
        assert b"/Span" not in document.pages[0].Contents.read_bytes()
        assert document.pages[0].Tabs == "/S"


def test_a_letter_in_one_language_has_no_parts_and_what_is_repeated_on_pages_is_heard_once() -> None:
    sheet = Sheet("lang", 1, date(2026, 11, 21), "Lång", tuple(Block(BlockKind.PARAGRAPH, LONG) for _ in range(3)))
    made = letter("sv", sheet=sheet, demo=True)
    assert made.pages > 1
    assert languages(made.pdf) == ["sv"]
    told = spoken(made.pdf, "P")
    assert told.count("Lövåsa kommun") == told.count("DEMO – inte på riktigt") == 1
    assert read_with_pdfium(made.pdf).count("Lövåsa kommun") == made.pages
    assert [words for words in told if "Sida" in words] == [
        f"Information, inte beslut · Sida {made.pages} av {made.pages}"
    ]
    whole = " ".join(words for words in told if "upprepas" in words)
    assert whole.split() == (LONG * 3).split()  # also where a line or a page ends
    with pikepdf.open(io.BytesIO(made.pdf)) as document:
        paragraphs = [one for one in document.Root.StructTreeRoot.K[0].K if "MCR" in str(one.K.to_json())]
    assert paragraphs, "the paragraph that goes on over the page is one paragraph"


def test_two_different_files_have_different_names_and_equal_ones_the_same() -> None:
    def identity(pdf: bytes) -> str:
        with pikepdf.open(io.BytesIO(pdf)) as document:
            return bytes(document.trailer.ID[0]).hex()

    assert identity(letter().pdf) == identity(letter().pdf)
    assert identity(letter().pdf) != identity(letter(person="Amina Yusuf").pdf)


def test_a_paper_that_says_nothing_is_sound() -> None:
    paper = Paper(title="Tomt", author="Lövåsa", dated=date(2026, 11, 21), archive=True)
    paper.next_page()
    assert heard(paper.finish()) == []
