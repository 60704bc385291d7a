"""The questions of the mapping: every one has a basis in law; a file with one that has none is refused by name."""

from datetime import date

import pytest

from caseworker import codes, lawacts, mappingform
from caseworker.domain.early_mapping import Audience, audience_of
from caseworker.errors import EnvironmentFault
from caseworker.places import RESOURCES
from caseworker.rowfile import Texts

NEED = '[[need]]\ncode = "a"\nsv = "A"\nen = "A"\ninterventions = ["sfi-kurs"]\n'
QUESTION = """
[[question]]
code = "q"
section = "work"
audience = "adult"
sv = "Q"
en = "Q"
basis = ["2001:454 6"]
purpose = "P"
purpose_en = "P"
choices = [{ code = "x", sv = "X", en = "X", needs = ["a"] }, { code = "y", sv = "Y", en = "Y" }]
"""
CHILD = QUESTION.replace('"q"', '"c"').replace("adult", "child")
EARLIER = QUESTION.replace('"q"', '"e"').replace('"work"', '"education"')


def read(text: str) -> object:
    return mappingform.read_form(Texts({"mapping.toml": text}) / "mapping.toml")


def test_the_shipped_form_asks_twelve_questions_of_an_adult_each_with_a_basis_that_is_law() -> None:
    form = mappingform.load()
    acts = lawacts.read_acts(RESOURCES / "lawbook" / "acts.toml", fault="law.broken")
    assert len(form.asked(Audience.ADULT)) == 12
    assert len(form.asked(Audience.CHILD)) == 5
    for one in form.questions:
        assert all(acts[basis.act].has(basis) for basis in one.basis), one.code
        assert one.purpose
        assert one.purpose_en != one.purpose
    shown = {need for one in form.questions for choice in one.choices for need in choice.needs}
    assert shown == {one.code for one in form.needs}
    assert {code for one in form.needs for code in one.interventions} <= {
        one.code for one in codes.intervention_types()
    }


def test_a_small_form_is_read() -> None:
    form = mappingform.read_form(Texts({"m.toml": NEED + EARLIER + QUESTION + CHILD}) / "m.toml")
    assert [one.code for one in form.questions] == ["e", "q", "c"]
    assert not form.questions[0].needs_consent


@pytest.mark.parametrize(
    ("text", "field"),
    [
        (NEED, "question"),
        (QUESTION, "needs"),
        (NEED + NEED + QUESTION, "need"),
        (NEED + QUESTION + QUESTION, "question"),
        (NEED + QUESTION.replace('["2001:454 6"]', "[]"), "basis"),
        (NEED + QUESTION.replace('basis = ["2001:454 6"]\n', ""), "basis"),
        (NEED + QUESTION.replace("2001:454 6", "nonsense"), "basis"),
        (NEED + QUESTION.replace('purpose = "P"', ""), "purpose"),
        (NEED + QUESTION.replace('purpose_en = "P"', ""), "purpose_en"),
        (NEED + QUESTION.replace('needs = ["a"]', 'needs = ["b"]'), "needs"),
        (NEED + QUESTION.replace('code = "y"', 'code = "x"'), "choices"),
        (NEED + QUESTION.replace(', { code = "y", sv = "Y", en = "Y" }', ""), "choices"),
        (NEED.replace("sfi-kurs", "no such type") + QUESTION, "interventions"),
        (NEED.replace('["sfi-kurs"]', "[]") + QUESTION, "interventions"),
        (NEED + QUESTION + EARLIER, "section"),
        (NEED + CHILD + QUESTION, "section"),
    ],
)
def test_a_form_that_is_not_whole_is_refused_by_name(text: str, field: str) -> None:
    with pytest.raises(EnvironmentFault) as fault:
        read(text)
    assert fault.value.code == "mapping.form_broken"
    assert fault.value.params["field"] == field


def test_who_is_asked_follows_the_age() -> None:
    day = date(2026, 11, 22)
    assert audience_of(None, day) is Audience.ADULT
    assert audience_of(date(2008, 11, 22), day) is Audience.ADULT
    assert audience_of(date(2008, 11, 23), day) is Audience.CHILD
