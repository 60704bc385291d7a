"""The law that applies in a register: the newest lawbook with the municipality's own rows in it. Not a service.

The newest is what the program brought or what was read in as a signed update, whichever has the later version. Every
version that was read in is kept, and every one that a program brought and worked with here, so an answer can be made
again by the version its log names, also by a later program: ``2026-11-22+3`` is that lawbook with the municipality's
rows as they stood after their third change.
"""

import json
import threading
from collections.abc import Callable, Mapping
from datetime import date
from typing import TypeVar

from caseworker import codes, wire
from caseworker.domain.evaluation import Rules
from caseworker.domain.local_law import LocalRule, applied
from caseworker.domain.responsibility import responsible_on
from caseworker.errors import Refused
from caseworker.lawbook import Lawbook
from caseworker.lawbook_files import LawBook, is_version, read_texts, shipped
from caseworker.store import law_rows
from caseworker.store.law_rows import VersionRow
from caseworker.store.reading import Reader
from caseworker.store.writing import Transaction

K = TypeVar("K")
T = TypeVar("T")
_MOST = 8
_BOOKS: dict[str, LawBook] = {}
_RULES: dict[tuple[str, str, int, tuple[LocalRule, ...]], Rules] = {}
_LOCK = threading.Lock()


def rules(reader: Reader, version: str = "") -> Rules:
    """Return the rows that are applied now, or those of a ``version`` that an answer's log names.

    Raises ``Refused("lawbook.version_unknown", version=…)``.
    """
    of_book, _plus, changes = version.partition("+")
    if changes and not (changes.isascii() and changes.isdigit() and len(changes) < 10):
        raise Refused("lawbook.version_unknown", version=version[:40])
    sha256, law = _book(reader, of_book)
    number = law_rows.change_number(reader.connection) if not version else int(changes or 0)
    local = law_rows.local_rules(reader.connection, number) if number else ()
    if not local:
        return law.rules.rules
    titles = {act.number: act.title for act in law.rules.acts.values()}
    return _kept(_RULES, (sha256, law.version, number, local), lambda: applied(law.rules.rules, local, titles, number))


def book(reader: Reader) -> LawBook:
    """Return the whole lawbook that applies now, without the municipality's own rows."""
    return _book(reader, "")[1]


def statuses(reader: Reader) -> Lawbook:
    """Return the legal statuses, ways of settlement and forms of accommodation that apply in this register."""
    return book(reader).statuses


def actor_of(reader: Reader, area: str, day: date | None = None) -> str:
    """Return who has an area of responsibility (ansvarsområde) on ``day`` (today): an actor's code, or words.

    Where the municipality has said who it is, words name the board or the person and how they are reached.
    """
    own = responsible_on(law_rows.responsible_rows(reader.connection, area), area, day or reader.today)
    if own is None:
        known = book(reader).rules.areas.get(area)
        return "" if known is None else known.actor
    name = own.name or codes.actor(own.actor).sv
    return ", ".join(part for part in (name, own.contact) if part)


def brought_is_kept(reader: Reader) -> bool:
    """Tell whether the register keeps the lawbook that this program brought."""
    return law_rows.is_kept(reader.connection, shipped().version)


def keep(tx: Transaction, book: LawBook) -> None:
    """Keep a lawbook that came with the program; one that is kept already stays as it is."""
    if not law_rows.is_kept(tx.connection, book.version):
        document = wire.canonical({"files": dict(book.texts), "version": book.version})
        row = VersionRow(book.version, "", "", wire.sha256_hex(document), tx.at, tx.by.id)
        law_rows.keep_version(tx.connection, row, document)


def keep_brought(tx: Transaction) -> None:
    """Keep the lawbook that this program brought: what is answered by it can be answered again by a later program."""
    keep(tx, shipped())


def _book(reader: Reader, version: str) -> tuple[str, LawBook]:
    """Return a lawbook and the hash of its document, "" for the one the program brought."""
    brought = shipped()
    newest = law_rows.newest(reader.connection)
    if not version:
        if newest is None or newest[0] <= brought.version:
            return "", brought
        return newest[1], _read(reader, *newest)
    if version == brought.version:
        return "", brought
    found = law_rows.document_of(reader.connection, version) if is_version(version) else None
    if found is None:
        raise Refused("lawbook.version_unknown", version=version[:40])
    return found[0], _read(reader, version, found[0])


def _read(reader: Reader, version: str, sha256: str) -> LawBook:
    def files() -> Mapping[str, str]:
        found = law_rows.document_of(reader.connection, version)
        assert found is not None  # noqa: S101 - its hash was read in the same transaction
        kept: Mapping[str, str] = json.loads(found[1])["files"]
        return kept

    return read_once(sha256, files)


def read_once(sha256: str, files: Callable[[], Mapping[str, str]]) -> LawBook:
    """Return the lawbook of a document by its hash, read through the first time. Raises what ``read_texts`` raises."""
    return _kept(_BOOKS, sha256, lambda: read_texts(files()))


def _kept(found: dict[K, T], key: K, make: Callable[[], T]) -> T:
    """Return what is remembered under ``key``, made once; a few are remembered at a time."""
    known = found.get(key)
    if known is None:
        known = make()
        with _LOCK:
            if len(found) >= _MOST:
                found.clear()
            found[key] = known
    return known
