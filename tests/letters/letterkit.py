"""What the letter tests share: a small sheet, its translations, a made-up case, and readers of finished PDFs."""

import io
import re
import subprocess
import unicodedata
from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path

import pikepdf
import pypdf
import pypdfium2
from babel.messages.pofile import read_po

from caseworker.letters.compose import ComposedLetter, Letterhead, compose
from caseworker.letters.languages import letter_language
from caseworker.letters.sheet import Block, BlockKind, Field, Sheet

CATALOGS = Path(__file__).resolve().parents[2] / "i18n"
HEAD = Letterhead("Lövåsa kommun", "Mottagningsenheten")
VALUES: Mapping[str, str] = {
    "caseworker": "Maj Ekholm",
    "caseworker_phone": "010-123 45 67",
    "caseworker_email": "maj.ekholm@lovasa.example",
    "office": "Mottagningsenheten",
    "office_address": "Storgatan 12, 123 45 Lövåsa",
    "municipality": "Lövåsa kommun",
    "person": "Samira Haddad",
    "person_original": "سميرة حداد",
    "case_number": "2026-0147",
    "date": "2026-11-21",
    "personnummer": "19880320-2389",
    "next_meeting": "",
    "permit_until": "",
    "housing_until": "",
    "law": "Skollagen (2010:800) 20 kap. 31 §",
}
SHEET = Sheet(
    id="prov",
    version=3,
    date=date(2026, 11, 21),
    title="Prov av ett blad",
    blocks=(
        Block(BlockKind.HEADING, "Vem är din handläggare?"),
        Block(BlockKind.PARAGRAPH, "Ring {caseworker} på {caseworker_phone}."),
        Block(BlockKind.FIELDS, fields=(Field("Ärende", "{case_number}"), Field("Personnummer", "{personnummer}"))),
        Block(BlockKind.PARAGRAPH, "Nästa möte: {next_meeting}", when="next_meeting"),
        Block(BlockKind.STEP, "Gå till Skatteverket."),
        Block(BlockKind.STEP, "Ring 112 om det brinner."),
        Block(BlockKind.NOTE, "Hej {person}."),
    ),
)
ARABIC: Mapping[str, str] = {
    "Prov av ett blad": "أهلًا وسهلًا بكم",
    "Vem är din handläggare?": "من هو الموظف المسؤول عن قضيتكم (handläggare)؟",
    "Ring {caseworker} på {caseworker_phone}.": "اتصلوا بـ {caseworker} على الرقم {caseworker_phone}.",
    "Ärende": "القضية",
    "Personnummer": "الرقم الشخصي",
    "Nästa möte: {next_meeting}": "الموعد القادم: {next_meeting}",
    "Gå till Skatteverket.": "اذهبوا إلى مصلحة الضرائب (Skatteverket).",
    "Ring 112 om det brinner.": "اتصلوا على \u2066112\u2069 في حالة الحريق.",
    "Hej {person}.": "مرحبًا {person_original}.",
    "Till {person}": "إلى {person}",
    "Information, inte beslut": "معلومات وليست قرارًا",
    "Översättningen är ett utkast. Den svenska texten gäller.": "هذه الترجمة مسودة. النص السويدي هو المعتمد.",
    "Version {version}, {date}": "الإصدار {version}، {date}",
    "Sida {page} av {pages}": "الصفحة {page} من {pages}",
    "DEMO – inte på riktigt": "نسخة تجريبية – ليست حقيقية",
}


def catalog(language: str) -> Callable[[str], str | None]:
    """The real translations of the letters, read from the .po file."""
    if language == "sv":
        return lambda text: text
    with (CATALOGS / language / "LC_MESSAGES" / "letters.po").open("rb") as file:
        texts = {message.id: str(message.string) for message in read_po(file) if message.id}
    return lambda text: texts.get(text) or None


def letter(
    language: str = "ar",
    *,
    sheet: Sheet = SHEET,
    translate: Callable[[str], str | None] = ARABIC.get,
    demo: bool = False,
    draft: bool = True,
    **values: str,
) -> ComposedLetter:
    """A letter with the values above, some of them replaced."""
    return compose(
        sheet,
        language=letter_language(language),
        translate=translate,
        values={**VALUES, **values},
        letterhead=HEAD,
        demo=demo,
        draft=draft,
    )


_PARTED = re.compile("\u00ad\\s*|\ufffe")  # PDFium has a sign of its own for a hyphen that only parts a word


def _plain(text: str) -> str:
    """Text without line ends, the hyphens of parted words, direction marks and repeated spaces: what a search sees."""
    text = _PARTED.sub("", text)
    for mark in "\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069":
        text = text.replace(mark, "")
    text = unicodedata.normalize("NFC", text)
    return " ".join(text.replace("\u00a0", " ").split())


def read_with_pypdf(pdf: bytes) -> str:
    """Text of the whole PDF as pypdf gives it."""
    return _plain(" ".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(pdf)).pages))


def read_with_pdfium(pdf: bytes) -> str:
    """Text of the whole PDF as PDFium (Chrome) gives it."""
    document = pypdfium2.PdfDocument(pdf)
    return _plain(" ".join(document[i].get_textpage().get_text_range() for i in range(len(document))))


def read_with_poppler(pdf: bytes) -> str:
    """Text of the whole PDF as pdftotext (Evince, Okular) gives it."""
    done = subprocess.run(["pdftotext", "-enc", "UTF-8", "-", "-"], input=pdf, capture_output=True, check=True)
    assert done.stderr == b"", "the file is not sound"
    return _plain(done.stdout.decode())


def read_aloud(pdf: bytes) -> list[tuple[str, str, str]]:
    """What a listener hears of a tagged PDF, by ISO 32000-1 §14.7–14.9: (what it is, its language, the words)."""
    found: list[tuple[str, str, str]] = []

    def walk(one: pikepdf.Object, language: str) -> None:
        language = str(one.get("/Lang", language))
        page, words = one.get("/Pg"), ""
        for kid in one.get("/K", []):
            if isinstance(kid, int):
                words += marked[page.objgen][kid]
            elif "/MCID" in kid:
                words += marked[kid.Pg.objgen][int(kid.MCID)]
            else:
                walk(kid, language)
        words = str(one.get("/ActualText", words))
        if words:
            heard = words.replace("\u00a0", " ").replace("\u00ad", "")  # a soft hyphen is silent
            found.append((str(one.S)[1:], language, heard.strip()))

    with pikepdf.open(io.BytesIO(pdf)) as document:
        marked = {page.obj.objgen: _marked_texts(page) for page in document.pages}
        walk(document.Root.StructTreeRoot.K[0], str(document.Root.Lang))
    return found


def _marked_texts(page: pikepdf.Page) -> list[str]:
    """The text of each numbered stretch of a page's content."""
    fonts = {name: _texts_of_codes(font) for name, font in page.Resources.Font.items()}
    texts: list[str] = []
    opened: list[bool] = []  # for each stretch we are in, whether it has a number
    codes: Mapping[str, str] = {}
    for operands, operator in pikepdf.parse_content_stream(page):
        if str(operator) in ("BDC", "BMC"):
            numbered = len(operands) == 2 and "/MCID" in operands[1]
            opened.append(numbered)
            if numbered:
                assert int(operands[1].MCID) == len(texts)
                texts.append("")
        elif str(operator) == "EMC":
            opened.pop()
        elif str(operator) == "Tf":
            codes = fonts[str(operands[0])]
        elif str(operator) == "TJ" and any(opened):
            shown = b"".join(bytes(one) for one in operands[0] if isinstance(one, pikepdf.String)).hex().upper()
            texts[-1] += "".join(codes[shown[at : at + 4]] for at in range(0, len(shown), 4))
    assert opened == []
    return texts


def _texts_of_codes(font: pikepdf.Object) -> dict[str, str]:
    table = font.ToUnicode.read_bytes().decode("ascii")
    pairs = re.findall(r"<([0-9A-F]{4})> <([0-9A-F]*)>\n", table)
    return {code: bytes.fromhex(text).decode("utf-16-be") for code, text in pairs}


READERS = (read_with_pypdf, read_with_pdfium, read_with_poppler)
