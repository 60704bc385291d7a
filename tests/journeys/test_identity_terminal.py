"""Who a person is, from the terminal: numbers are shown in full only when asked, and then logged; unknown; ends."""

from tests.journeys.terminals import Run, add_samira


def test_a_number_is_shown_in_full_only_when_asked(demo: Run) -> None:
    person = add_samira(demo)
    status, facts, said = demo("person", "show", person)
    assert status == 0
    assert "19880314" not in said
    assert facts["identifiers"][0]["value"] == "••••-2382"  # type: ignore[index]  # JSON
    status, facts, _said = demo("person", "show", person, "--numbers")
    assert (status, facts["identifiers"][0]["value"]) == (0, "19880314-2382")  # type: ignore[index]  # JSON
    log = demo("person", "show", person)[1]["log"]
    assert "identifier.revealed" in {line["action"] for line in log}  # type: ignore[attr-defined]  # JSON
    assert "19880314-2382" in demo("person", "show", person, "--numbers", plain=True)[2]


def test_an_unknown_person_is_registered_on_purpose(demo: Run) -> None:
    assert demo("person", "add")[0] == 3
    status, facts, said = demo("person", "add", "--unknown")
    assert status == 0, said
    assert demo("person", "show", str(facts["id"]))[1]["names"] == []


def test_a_case_ends_with_what_happened(demo: Run) -> None:
    person = add_samira(demo)
    assert demo("case", "close", "--person", person, "--how", "fel")[0] == 2
    assert demo("case", "close", "--person", person, "--how", "moved")[0] == 3
    assert demo("case", "close", "--person", person, "--how", "moved", "--place", "Lövåsa kommun")[0] == 0
    endings = demo("person", "show", person)[1]["endings"]
    assert [(one["kind"], one["place"]) for one in endings] == [("moved", "Lövåsa kommun")]  # type: ignore[attr-defined]  # JSON


def test_lists_and_searches_are_made_anew(demo: Run) -> None:
    add_samira(demo)
    status, facts, said = demo("rebuild")
    assert (status, facts["differed"]) == (0, {}), said
    assert "ombyggt" in demo("rebuild", plain=True)[2]
