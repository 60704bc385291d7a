"""Rows as lists from other systems hold them: whole ones, ones with a known fault, and anything at all."""

import random
import zipfile
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, timedelta
from xml.sax.saxutils import escape

from caseworker.domain import identity
from caseworker.domain.person import Sex
from tests.exchange.books import MAIN, XML, packed, parts

COLUMNS = (
    "Förnamn", "Efternamn", "Namn i egen skrift", "Född", "Kön", "Personnummer", "T-nummer", "Dossiernummer",
    "LMA-nummer", "Läser", "Talar", "Tolk", "Telefon", "E-post", "Adress", "Postnummer", "Ort", "Rättslig ställning",
    "Från", "Tillstånd", "Tillstånd till", "Ensamkommande", "Boendeform", "Bosättningssätt", "Hit kom personen via",
    "Inskriven", "Klassningskod", "Religion", "Skonummer",
)  # fmt: skip
UNREAD = ("Religion", "Skonummer")
NAMES = (
    "Samira", "سميرة", "می‌خواهم", "O\u2019Brien", "=cmd|' /C calc'!A0", "+46", "@SUM(1)", "-2+3", "\u202eevil\u202c",
    "Zoë-Åsa", "ትግርኛ", "👩‍👩‍👧", "a\0b", "Łucja\u00a0Ó", "'; DROP TABLE persons; --", "<b>x</b>", "e\u0301" * 20, "ﷺ",
)  # fmt: skip
ODD = (
    *NAMES, "0", "-1", "1e400", "NaN", "2026-11-21", "31/02/2000", "٢٠٢٠-٠١-٠١", "²³", "1988", "1988-03", "99999-01-01",
    "ja", "nej", "kvinna", "K", "ASYL", "NY-FLY", "PUT", "TUT", "dari", "arabiska", "kvot", "anvisad", "\t", "\u200b",
    "\ufeff", "\ufffe", "ß" * 300, "A" * 300_000, "%s%n{0}{x!r}", "\u0660" * 12, "19880314-2382", "9999999999",
)  # fmt: skip
DAY = date(1930, 1, 1)


@dataclass
class Row:
    """A row: what stands in its cells by column, and the column and codes of the fault it must be told with."""

    cells: dict[str, str | date | int]
    column: str = ""
    codes: tuple[str, ...] = ()
    wild: bool = False  # nobody has said whether it is good
    number: tuple[str, str] = field(default=("", ""))  # type and normal form


def number_of(place: int, chance: random.Random) -> tuple[str, str, str]:
    """Return column, text as somebody may have written it, and normal form of a number no other place has."""
    kind = chance.randrange(3)
    if kind == 0:
        value = identity.generate_interim(DAY + timedelta(days=place), Sex.WOMAN).value
        return "T-nummer", dressed(value, chance), value
    digits = f"{place:06d}"
    if kind == 1:
        return "Dossiernummer", dressed(f"99-{digits}", chance), f"99-{digits}"
    # a family holds one number with a serial for each
    serial = place % 4 + 1
    value = f"99-{place // 4:06d}/{serial}"
    return "LMA-nummer", dressed(value, chance), value


def dressed(value: str, chance: random.Random) -> str:
    """Write a number in another way that means the same."""
    arabic = str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩")
    wide = str.maketrans("0123456789", "０１２３４５６７８９")
    return chance.choice(
        (value, f" {value} ", value.replace("-", "–"), value.replace("-", ""), value.translate(arabic),
         value.translate(wide), f"\u200e{value}\u200e", value.lower(), " ".join(value.partition("-")))
    )  # fmt: skip


def whole(place: int, chance: random.Random) -> Row:
    """A row that can be registered."""
    column, text, value = number_of(place, chance)
    born = DAY + timedelta(days=chance.randrange(30_000))
    written: str | date | int = chance.choice(
        (
            born,
            born.isoformat(),
            f"{born:%Y%m%d}",
            int(f"{born:%Y%m%d}"),
            f"{born:%Y}",
            f"{born:%Y-%m}",
            f"{born:%Y/%m/%d}",
        )
    )
    cells: dict[str, str | date | int] = {
        "Förnamn": chance.choice(NAMES), "Efternamn": f"Rad {place}", column: text, "Född": written,
        "Kön": chance.choice(("kvinna", "MAN", "", "k")), "Läser": chance.choice(("arabiska", "ti", "")),
        "Tolk": chance.choice(("ja", "Nej", "")), "Religion": "hemligt", "Skonummer": place,
    }  # fmt: skip
    if chance.random() < 0.4:
        cells |= {"Rättslig ställning": "ASYL", "Från": "2025-06-01", "Telefon": "070-174 06 11"}
    kind = {"T-nummer": "t_number", "Dossiernummer": "dossier", "LMA-nummer": "lma"}[column]
    return Row(cells, number=(kind, value))


Spoiler = Callable[[Row, random.Random], None]


def _told(row: Row, column: str, written: str | date | int, *codes: str) -> None:
    row.cells[column], row.column, row.codes = written, column, codes


def faulty(place: int, chance: random.Random, earlier: list[Row]) -> Row:
    """A row with one fault that must be told by its column and code."""
    row = whole(place, chance)
    match chance.randrange(9):
        case 0:
            day = chance.choice(
                ("31/02/2000", "1988-13-40", "igår", "٢٠٢٠-٩٩-٠١", "1066-10-14", "0000-00-00", "=TODAY()")
            )
            _told(row, "Född", day, "import.not_a_date", "import.no_such_day", "import.formula")
        case 1:
            _told(row, "Född", date(2999, 1, 1), "person.born_in_future")
        case 2:
            wrong = chance.choice(("19880314-2383", "198803142", "A\0B", "=cmd|'x'!A0", "19889914-2382", "x" * 900_000))
            codes = ("check_digit", "length", "characters", "month", "day", "type_mismatch")
            _told(row, "Personnummer", wrong, "import.formula", *(f"identity.{code}" for code in codes))
        case 3:
            _told(row, "Läser", "klingonska", "code.unknown_language")
        case 4:
            _told(row, "Kön", chance.choice(("kanske", "⚧", "=1")), "import.unknown_sex", "import.formula")
        case 5:
            _told(row, "Tolk", "kanske", "import.not_yes_or_no")
        case 6:
            row.cells |= {"Rättslig ställning": "ASYL"}
            _told(row, "Från", "", "import.status_without_day")
        case 7:
            _told(row, "Förnamn", "A" * chance.choice((201, 40_000, 1_000_000)), "field.too_long")
        case _:
            _doubled(row, chance, earlier)
    return row


def _doubled(row: Row, chance: random.Random, earlier: list[Row]) -> None:
    """Give a row the number of a whole row before it, or of somebody registered, written in another way."""
    columns = {"t_number": "T-nummer", "dossier": "Dossiernummer", "lma": "LMA-nummer"}
    row.cells.pop(columns[row.number[0]])
    if not earlier:
        codes = ("identity.same_number_other_person", "import.same_number_twice")  # a wild row may hold it too
        _told(row, "Personnummer", "19880314-2382", *codes)
        return
    kind, value = chance.choice(earlier).number
    _told(row, columns[kind], dressed(value, chance), "import.same_number_twice")


def wild(place: int, chance: random.Random) -> Row:
    """A row with anything in any of its cells, and a number so that it is known again."""
    column, text, value = number_of(place, chance)
    drawn = chance.sample(COLUMNS, chance.randint(1, 8))
    cells: dict[str, str | date | int] = {title: chance.choice(ODD) for title in drawn}
    return Row(cells | {column: text}, wild=True, number=("", value))


def rows(count: int, chance: random.Random) -> list[Row]:
    """Return as many rows: half whole, three of ten faulty, two wild."""
    made: list[Row] = []
    sound: list[Row] = []
    for place in range(1, count + 1):
        kind = chance.random()
        if kind < 0.5:
            made.append(whole(place, chance))
            sound.append(made[-1])
        else:
            made.append(faulty(place, chance, sound) if kind < 0.8 else wild(place, chance))
    return made


def workbook(made: list[Row], chance: random.Random) -> tuple[bytes, int]:
    """Return a workbook of rows under headers, and the number of the first of them."""
    titles = chance.sample(COLUMNS, len(COLUMNS))
    above = chance.randrange(9)
    lines: list[tuple[int, dict[str, str | date | int]]] = [(1, {"A": "Lista 2026"})] if above else []
    lines.append((above + 1, {_letters(place): _dressed_title(title, chance) for place, title in enumerate(titles)}))
    for number, row in enumerate(made, above + 2):
        lines.append((number, {_letters(place): row.cells.get(title, "") for place, title in enumerate(titles)}))
    inside = "".join(
        f'<row r="{number}">'
        + "".join(_cell(f"{letters}{number}", value) for letters, value in cells.items())
        + "</row>"
        for number, cells in lines
    )
    formats = '<cellXfs count="2"><xf numFmtId="0"/><xf numFmtId="14"/></cellXfs>'
    styles = f'{XML}<styleSheet xmlns="{MAIN}">{formats}</styleSheet>'
    sheet = f'{XML}<worksheet xmlns="{MAIN}"><sheetData>{inside}</sheetData></worksheet>'
    content = parts(sheet) | {"xl/styles.xml": styles}
    return packed(content, method=zipfile.ZIP_STORED), above + 2  # long cells packed would be called a bomb


def _dressed_title(title: str, chance: random.Random) -> str:
    return chance.choice((title, title.upper(), f" {title} ", f"{title}:")) if title not in UNREAD else title


def _letters(place: int) -> str:
    return chr(65 + place) if place < 26 else "A" + chr(65 + place - 26)


def _cell(place: str, value: str | date | int) -> str:
    if isinstance(value, date):
        return f'<c r="{place}" s="1"><v>{(value - date(1899, 12, 30)).days}</v></c>'
    if isinstance(value, int):
        return f'<c r="{place}"><v>{value}</v></c>'
    text = escape(value).replace("\0", "_x0000_")
    if value.startswith("=") and value not in NAMES:  # a formula and the text it gave when it was saved
        return f'<c r="{place}" t="str"><f>{escape(value[1:])}</f><v>{text}</v></c>'
    return f'<c r="{place}" t="inlineStr"><is><t xml:space="preserve">{text}</t></is></c>' if value else ""
