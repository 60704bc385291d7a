"""Reads what a day or circumstance of the law follows from: ``follows`` of a row in ``resources/lawbook/facts.toml``.

    { intervention = [types], evidence = "code" }   the day that evidence was seen
    { intervention = [types], outcome = "code" }    the day it was completed with that outcome
    { intervention = [types], ended = true }        the day it ended
    { intervention = [types] }                      the day it began; a circumstance holds while it goes on
    { accommodation = [codes] }                     the day that form of accommodation began
    { relation = [kinds] }                          the day that relation began

``running = true`` lets a day count only while what it follows from goes on.
"""

from collections.abc import Collection, Iterator

from caseworker import codes
from caseworker.domain.happenings import FactSource, Happens, Sign, Thing
from caseworker.domain.household import RelationKind
from caseworker.rowfile import FileRow

_OF_INTERVENTIONS = ("evidence", "outcome", "ended")
# those that somebody is appointed to: of the others the law asks nothing
_RELATIONS = (RelationKind.GOD_MAN, RelationKind.APPOINTED_GUARDIAN)


def read_sources(word: FileRow, accommodations: Collection[str]) -> tuple[FactSource, ...]:
    """Return what a word follows from, () when it is always recorded by somebody.

    Raises the fault of the file for what names no type, evidence, outcome, accommodation or relation there is.
    """
    return tuple(FactSource(tuple(_signs(row, accommodations)), row.flag("running")) for row in word.rows("follows"))


def _signs(row: FileRow, accommodations: Collection[str]) -> Iterator[Sign]:
    things = row.fields() - {"running", *_OF_INTERVENTIONS}
    if len(things) != 1 or not things <= set(Thing):
        raise row.broken("follows")
    thing = Thing(*things)
    named = row.texts(thing)
    if thing is Thing.INTERVENTION:
        yield from _interventions(row, named)
        return
    known: Collection[str] = accommodations if thing is Thing.ACCOMMODATION else _RELATIONS
    if not named or not set(named) <= set(known) or row.fields() & set(_OF_INTERVENTIONS):
        raise row.broken(thing)
    for code in named:
        yield Sign(thing, code)


def _interventions(row: FileRow, named: Collection[str]) -> Iterator[Sign]:
    types = {kind.code: kind for kind in codes.intervention_types()}
    said = row.fields() & set(_OF_INTERVENTIONS)
    if not named or not types.keys() >= set(named):
        raise row.broken(Thing.INTERVENTION)
    if len(said) > 1:
        raise row.broken("follows")
    for code in named:
        if "evidence" in said:
            yield Sign(Thing.INTERVENTION, code, Happens.EVIDENCE, _one_of(row, "evidence", types[code].evidence))
        elif "outcome" in said:
            yield Sign(Thing.INTERVENTION, code, Happens.OUTCOME, _one_of(row, "outcome", types[code].outcomes))
        else:
            yield Sign(Thing.INTERVENTION, code, Happens.ENDED if row.flag("ended") else Happens.BEGUN)


def _one_of(row: FileRow, field: str, known: Collection[str]) -> str:
    code = row.text(field)
    if code not in known:
        raise row.broken(field)
    return code
