"""What a day or circumstance follows from is read from data; what names nothing there is, is refused by its field."""

import pytest

from caseworker.domain.happenings import FactSource, Happens, Sign, Thing
from caseworker.errors import EnvironmentFault
from caseworker.fact_sources import read_sources
from caseworker.rowfile import FileRow

WHERE = ("asylboende", "kommunens")


def word(*follows: dict[str, object]) -> FileRow:
    return FileRow({"follows": list(follows)}, file="facts.toml", row="fact 1", fault="lawbook.broken")


def test_every_kind_of_source_is_read() -> None:
    found = read_sources(
        word(
            {"intervention": ["sfi-kurs"], "evidence": "antagen"},
            {"intervention": ["at-und"], "outcome": "beviljad"},
            {"intervention": ["utredning-barn", "sip"], "ended": True},
            {"accommodation": ["kommunens"], "running": True},
            {"relation": ["god_man"]},
        ),
        WHERE,
    )
    of = Thing.INTERVENTION
    assert found == (
        FactSource((Sign(of, "sfi-kurs", Happens.EVIDENCE, "antagen"),)),
        FactSource((Sign(of, "at-und", Happens.OUTCOME, "beviljad"),)),
        FactSource((Sign(of, "utredning-barn", Happens.ENDED), Sign(of, "sip", Happens.ENDED))),
        FactSource((Sign(Thing.ACCOMMODATION, "kommunens"),), running=True),
        FactSource((Sign(Thing.RELATION, "god_man"),)),
    )
    assert read_sources(word(), WHERE) == ()


@pytest.mark.parametrize(
    ("source", "field"),
    [
        ({}, "follows"),
        ({"weather": ["fine"]}, "follows"),
        ({"intervention": ["sip"], "relation": ["god_man"]}, "follows"),
        ({"intervention": ["sfi-kurs"], "evidence": "antagen", "ended": True}, "follows"),
        ({"intervention": ["sfi-kursen"]}, "intervention"),
        ({"intervention": []}, "intervention"),
        ({"intervention": ["sfi-kurs"], "evidence": "genomford"}, "evidence"),
        ({"intervention": ["sfi-kurs"], "outcome": "beviljad"}, "outcome"),
        ({"accommodation": ["slottet"]}, "accommodation"),
        ({"accommodation": ["asylboende"], "ended": True}, "accommodation"),
        ({"relation": ["sibling"]}, "relation"),
        ({"relation": []}, "relation"),
        ({"relation": ["god_man"], "running": 1}, "running"),
    ],
)
def test_what_names_nothing_there_is_is_refused(source: dict[str, object], field: str) -> None:
    with pytest.raises(EnvironmentFault, match="lawbook.broken") as caught:
        read_sources(word(source), WHERE)
    assert caught.value.params["field"] == field
