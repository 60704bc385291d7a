"""The bundle for support holds what it says and nobody who is in the register."""

import io
import json
import zipfile
from datetime import date

import pytest

from caseworker import diagnostics
from caseworker.app import Application
from caseworker.diagnostics import collect
from caseworker.domain.intake import Intake
from caseworker.platform.policy import Policy, PolicyFault
from caseworker.platform.security_log import SecurityEvent, last_lines, note
from caseworker.services import drafts, people
from caseworker.services.support import SupportFacts
from tests.app.offices import NAME, NOW, PHRASE
from tests.canaries import CANARIES, found_in


def unzipped(archive: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(archive)) as bundle:
        return {name: bundle.read(name) for name in bundle.namelist()}


def test_the_bundle_holds_facts_and_nobody(demo: Application) -> None:
    session = demo.unlock(NAME, PHRASE)
    intake = Intake(given=CANARIES[0], family=CANARIES[1], original_name=CANARIES[2], born=date(1988, 3, 14))
    people.register_person(session.register, intake=intake, by=session.user)
    drafts.save_draft(session.register, kind="intake", key="", fields={"note": CANARIES[10]}, by=session.user)
    note(demo.folder, SecurityEvent.EXPORTED, at=NOW, kind=CANARIES[16], code=CANARIES[3])
    found = demo.diagnostics(session)
    demo.diagnostics_saved(session)
    session.close()
    inside = unzipped(found.archive)
    assert set(inside) == {"facts.json", "security.jsonl"}
    facts = json.loads(inside["facts.json"])
    assert facts["rows of people, to the next ten"] == "10"
    assert facts["rows of statuses, to the next ten"] == "0"
    assert facts["cipher"].startswith("4.")
    assert int(facts["bytes of register.db"]) > 10_000
    assert "unlocked" in inside["security.jsonl"].decode()
    for content in (*inside.values(), found.archive, found.text.encode()):
        assert found_in(content) == []
        assert not [word for word in (*NAME.split(), session.user.id, str(demo.folder)) if word.encode() in content]
    assert "exported" in last_lines(demo.folder, 2)[0]
    # every line that is shown is saved and the other way round
    assert [line.split(": ")[0] for line in found.text.split("\n\n")[0].splitlines()] == list(facts)


def test_the_search_finds_a_canary_that_was_planted(demo: Application) -> None:
    session = demo.unlock(NAME, PHRASE)
    found = demo.diagnostics(session)
    session.close()
    for canary in CANARIES:
        assert found_in(f"{found.text}\n{canary}".encode()) == [canary]


@pytest.mark.parametrize("canary", CANARIES)
def test_a_fact_in_another_form_is_not_told(demo: Application, canary: str) -> None:
    facts = SupportFacts(2, f"4.1 {canary}/", f"{canary}!", {"people": 10}, (f"{canary}.Å",))
    policy = Policy(decided=frozenset({canary}), faults=(PolicyFault(f"{canary} ä"),))
    found = collect(demo.folder, facts, policy, made=NOW)
    assert found_in(found.archive) == []
    assert [found.facts[name] for name in ("cipher", "sqlite", "policy decides", "policy faults")].count("?") >= 3


def test_a_folder_that_cannot_be_read_and_a_library_without_metadata_are_no_faults(
    demo: Application, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(diagnostics, "_LIBRARIES", ("nobody-has-this",))
    facts = collect(demo.folder / "none", SupportFacts(2, "4", "3", {}, ()), Policy(), made=NOW).facts
    assert facts["library nobody-has-this"] == "unknown"
    assert (facts["free bytes"], facts["bytes of register.db"]) == ("0", "0")
