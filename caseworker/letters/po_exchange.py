"""Texts to a translation agency and back, as a gettext PO file. Reads what anybody may have made: trusts nothing in it.

Knows neither which texts there are nor what is right in one: it tells what a file says.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime
from io import BytesIO
from typing import TYPE_CHECKING, Any, Final, cast

from caseworker.errors import Refused

if TYPE_CHECKING:
    from babel.messages.catalog import Catalog

LARGEST: Final = 2 * 1024 * 1024  # bytes; every text in the longest language takes a fifth of it
MOST_ENTRIES: Final = 10_000
_HEADER: Final = """\
# Letters of a Swedish municipality, {language}. Each msgid is the exact Swedish text; translate it in msgstr.
# Keep words in braces, such as {{person}}, exactly as they are. Draft (utkast) until a native speaker has read it."""


@dataclass(frozen=True, slots=True)
class PoEntry:
    """A Swedish text, its translation ("" for none), what the translator needs to know and where it is printed."""

    text: str
    translation: str = ""
    comment: str = ""
    places: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class PoFile:
    """What a file says: its language as its header has it, its entries, how many are marked fuzzy and left out."""

    language: str
    entries: tuple[PoEntry, ...]
    fuzzy: int


def write_po_file(entries: Iterable[PoEntry], language: str, day: date) -> bytes:
    """Return a PO file in UTF-8; equal texts give equal bytes on the same day."""
    from babel.messages.catalog import Catalog
    from babel.messages.pofile import write_po

    made = datetime.combine(day, datetime.min.time(), tzinfo=UTC)
    catalog = Catalog(
        project="Handläggarstöd",
        version="letters",
        header_comment=_HEADER.format(language=language),
        creation_date=made,
        revision_date=made,
        charset="utf-8",
        msgid_bugs_address="the municipality",
        last_translator="draft, no named translator",
        language_team=language,
        fuzzy=False,
    )
    for one in entries:
        comments = [one.comment] if one.comment else []
        flags = ["python-brace-format"] if "{" in one.text else []
        places = [(place, 1) for place in one.places]
        catalog.add(one.text, one.translation, locations=places, auto_comments=comments, flags=flags)
    out = BytesIO()
    write_po(out, catalog, width=0, include_lineno=False)
    lines = [line for line in out.getvalue().splitlines(keepends=True) if not line.startswith(b'"Generated-By:')]
    header = f'"Language: {language}\\n"\n"X-Review-State: utkast\\n"\n'.encode()
    place = next(number for number, line in enumerate(lines) if line.startswith(b'"MIME-Version:'))
    return b"".join([*lines[:place], header, *lines[place:]])


def read_po_file(content: bytes) -> PoFile:
    """Return what a PO file says.

    Raises ``Refused("letter.po_too_large" | "letter.po_not_text" | "letter.po_malformed")``.
    """
    if len(content) > LARGEST:
        raise Refused("letter.po_too_large", limit=LARGEST // 1024 // 1024)
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise Refused("letter.po_not_text") from None
    if "\0" in text:
        raise Refused("letter.po_not_text")
    return _parsed(text)


def _parsed(text: str) -> PoFile:
    from babel.messages.pofile import PoFileError, PoFileParser

    catalog = _PlainCatalog()
    try:
        parser = PoFileParser(cast("Catalog", catalog), ignore_obsolete=True, abort_invalid=True)
        parser.parse(text.splitlines(keepends=True))
    except (PoFileError, ValueError, LookupError, TypeError, AttributeError, RecursionError):
        raise Refused("letter.po_malformed") from None
    if not (catalog.entries or catalog.fuzzy) or len(catalog.entries) > MOST_ENTRIES:
        raise Refused("letter.po_malformed")
    return PoFile(catalog.language, tuple(catalog.entries.values()), catalog.fuzzy)


class _PlainCatalog:
    """Takes what the parser reads and believes no header: neither a character set nor a number of plural forms."""

    num_plurals = 2

    def __init__(self) -> None:
        self.language, self.fuzzy = "", 0
        self.entries: dict[str, PoEntry] = {}

    def __setitem__(self, text: object, message: Any) -> None:
        """Keep a message; the header gives the language, one with plurals is a text nobody asks for."""
        if isinstance(text, str) and not text:
            self.language = _language(str(message.string))
        elif message.fuzzy:
            self.fuzzy += 1
        else:
            said, told = _one_line(text), _one_line(message.string)
            self.entries[said] = PoEntry(said, told)


def _one_line(text: Any) -> str:
    return text if isinstance(text, str) else " / ".join(text)


def _language(header: str) -> str:
    found = re.search(r"^Language:[ \t]*([A-Za-z_-]{2,20})[ \t]*$", header, re.MULTILINE)
    return found[1].replace("-", "_") if found else ""
