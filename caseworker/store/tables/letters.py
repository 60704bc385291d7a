"""What the municipality has made of the letters: own texts, sheets and languages, and who has read which words.

Nothing here is about a person whose case is kept, and rows are only added: the newest of a text, a sheet or a language
is the one that holds.
"""

from typing import Any

from sqlalchemy import Column, Integer

from caseworker.store.columns import Day, Moment
from caseworker.store.tables.base import needed, of, table, text


def _numbered() -> Column[Any]:
    """The order in which the rows were made: two of one moment are not alike."""
    return Column("no", Integer, primary_key=True, nullable=False)


letter_texts = table(
    "letter_texts",
    _numbered(),
    text("id"),
    text("sheet"),  # "" for a translation: it holds wherever its Swedish text stands
    text("language"),
    text("source"),  # the Swedish text it is instead of, or is a translation of
    text("text"),  # "" gives the program's own words back
    text("reason"),
    needed("made", Moment()),
    of("made_by", "staff.id"),
)
letter_sheets = table(
    "letter_sheets",
    _numbered(),
    text("id"),
    text("sheet"),
    text("body"),  # a sheet file; "" takes it away
    text("reason"),
    needed("made", Moment()),
    of("made_by", "staff.id"),
)
letter_languages = table(
    "letter_languages",
    _numbered(),
    text("id"),
    text("code"),
    text("swedish_name"),
    text("endonym"),
    needed("rtl", Integer()),
    text("script"),
    needed("made", Moment()),
    of("made_by", "staff.id"),
)
letter_reviews = table(
    "letter_reviews",
    _numbered(),
    text("id"),
    text("sheet"),
    text("language"),
    text("version"),  # of the words that were read
    text("act"),  # reviewed, approved, withdrawn
    text("name"),
    needed("day", Day()),
    needed("made", Moment()),
    of("made_by", "staff.id"),
)
