"""The centre receives: on both databases, every release once, byte for byte, and nothing that was not protected."""

import json
import uuid
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import pytest

from caseworker import classes, wire
from caseworker.central.app import create_app
from caseworker.central.archive import open_archive
from caseworker.domain.counts.dataset import dataset
from caseworker.errors import EnvironmentFault, Refused
from caseworker.wire import Receipt, canonical, seal_release
from tests.central.fixtures import NOW, CentreClient, Sender, put
from tests.counts.offices import CLASSES, office, table


def centre_key(client: CentreClient) -> bytes:
    return wire.Centre.open(client.get("/v1/centre").content).key


def refusal(answer: tuple[int, bytes]) -> tuple[int, str]:
    return answer[0], json.loads(answer[1])["code"]


def test_a_release_is_stored_and_answered_with_a_signed_receipt(centre: CentreClient, sender: Sender) -> None:
    raw = sender.release()
    status, answer = put(centre, raw)
    envelope = wire.open_release(raw)
    assert status == 201
    assert Receipt.open(answer, centre_key(centre)) == Receipt(
        envelope.head.release_id, envelope.sha256, "2026-11-18T14:20:00Z"
    )
    assert centre.get(f"/v1/releases/{envelope.head.release_id}").content == raw
    assert centre.get(f"/v1/receipts/{envelope.head.release_id}").content == answer


def test_the_same_bytes_again_change_nothing(centre: CentreClient, sender: Sender) -> None:
    raw = sender.release()
    first, again = put(centre, raw), put(centre, raw)
    assert (first[0], again[0]) == (201, 200)
    assert first[1] == again[1]


def test_other_bytes_under_the_same_id_are_refused_with_the_stored_hash(centre: CentreClient, sender: Sender) -> None:
    stored = sender.release()
    put(centre, stored)
    status, answer = put(centre, sender.release(seed=2))
    assert status == 409
    assert json.loads(answer) == {"code": "centre.other_bytes", "sha256": wire.open_release(stored).sha256}
    assert centre.get(f"/v1/releases/{sender.head().release_id}").content == stored


def test_a_higher_revision_names_the_one_it_replaces_and_both_stay(centre: CentreClient, sender: Sender) -> None:
    first, second = sender.release(), sender.release(revision=2, seed=2)
    assert refusal(put(centre, second)) == (409, "centre.revision")
    put(centre, first)
    assert put(centre, second)[0] == 201
    assert centre.get(f"/v1/releases/{sender.head().release_id}").content == first


@pytest.mark.parametrize("supersedes", [None, "5f0c2d1e-77b4-5a10-9c3e-d2b04e61a917"])
def test_a_revision_that_replaces_something_else_is_refused(
    centre: CentreClient, sender: Sender, supersedes: str | None
) -> None:
    put(centre, sender.release())
    figures = dataset(table(office(200, 2)), CLASSES)
    raw = seal_release(replace(sender.head(revision=2), supersedes=supersedes), figures, sender.private)
    assert refusal(put(centre, raw)) == (409, "centre.revision")


def test_an_unknown_key_is_refused(centre: CentreClient, sender: Sender) -> None:
    stranger = replace(sender, private=bytes(range(1, 33)))
    assert refusal(put(centre, stranger.release())) == (403, "centre.unknown_key")


def test_an_office_cannot_speak_for_another(centre: CentreClient, sender: Sender) -> None:
    assert refusal(put(centre, replace(sender, office="U02").release())) == (403, "centre.unknown_office")


def test_a_forged_signature_is_refused(centre: CentreClient, sender: Sender) -> None:
    forged = json.loads(replace(sender, private=bytes(range(1, 33))).release())
    forged["sig"]["kid"] = wire.key_id(wire.public_key(sender.private))
    assert refusal(put(centre, canonical(forged))) == (403, "centre.signature")


def test_changed_figures_are_refused_as_tampered_with(centre: CentreClient, sender: Sender) -> None:
    raw = sender.release()
    document = json.loads(raw)
    document["dataset"]["value"][0] += 1
    answer = centre.put(
        f"/v1/releases/{sender.head().release_id}",
        content=canonical(document),
        headers={"Idempotency-Key": document["sha256"]},
    )
    assert refusal((answer.status_code, answer.content)) == (403, "centre.tampered")


def test_unknown_codes_are_answered_with_a_list_and_nothing_is_stored(centre: CentreClient, sender: Sender) -> None:
    figures = json.loads(sender.release())["dataset"]
    figures["dimension"]["age"]["category"]["index"][1] = "0-3"
    figures["dimension"]["<script>"] = {}
    raw = seal_release(replace(sender.head(), table="T7@1"), figures, sender.private)
    status, answer = put(centre, raw)
    assert status == 409
    assert json.loads(answer) == {"code": "centre.unknown_codes", "codes": ["table:T7@1", "age:0-3", "?"]}
    assert centre.get(f"/v1/releases/{sender.head().release_id}").status_code == 404


def test_raw_counts_are_refused_even_when_they_are_signed(centre: CentreClient, sender: Sender) -> None:
    tables = (table(office(150, seed)) for seed in range(1, 100))
    protected = next(made for made in tables if {1, 2} & {cell.true for cell in made.cells if cell.sent is not None})
    raw_cells = tuple(replace(cell, sent=cell.true if cell.sent is not None else None) for cell in protected.cells)
    figures = dataset(replace(protected, cells=raw_cells), CLASSES)
    raw = seal_release(sender.head(), figures, sender.private)
    assert refusal(put(centre, raw)) == (422, "centre.unprotected")


def test_free_text_has_no_place_in_a_release(centre: CentreClient, sender: Sender) -> None:
    figures = json.loads(sender.release())["dataset"] | {"note": "Samira bor på Storgatan"}
    assert refusal(put(centre, seal_release(sender.head(), figures, sender.private))) == (422, "centre.malformed")


@pytest.mark.parametrize("change", [{"period": "2026-13"}, {"period": "oktober"}])
def test_a_month_that_is_none_is_refused(centre: CentreClient, sender: Sender, change: dict[str, str]) -> None:
    figures = json.loads(sender.release())["dataset"]
    raw = seal_release(replace(sender.head(), **change), figures, sender.private)  # type: ignore[arg-type]  # text only
    assert refusal(put(centre, raw)) == (422, "centre.malformed")


def test_an_id_that_does_not_follow_from_its_names_is_refused(centre: CentreClient, sender: Sender) -> None:
    other = str(uuid.UUID(int=5))
    figures = json.loads(sender.release())["dataset"]
    raw = seal_release(replace(sender.head(), release_id=other), figures, sender.private)
    assert refusal(put(centre, raw)) == (400, "centre.malformed")
    assert refusal(put(centre, sender.release(), to=other)) == (400, "centre.malformed")
    assert refusal(put(centre, sender.release(), key="0" * 64)) == (400, "centre.malformed")


def test_too_large_a_body_is_refused_while_it_is_read(centre: CentreClient, sender: Sender) -> None:
    answer = centre.put(
        f"/v1/releases/{sender.head().release_id}",
        content=b" " * (wire.MAX_DOCUMENT + 1),
        headers={"Idempotency-Key": "0" * 64},
    )
    assert refusal((answer.status_code, answer.content)) == (413, "centre.too_large")


def test_a_demo_release_is_refused_by_a_real_centre(centre: CentreClient, sender: Sender) -> None:
    assert refusal(put(centre, replace(sender, demo=True).release())) == (403, "centre.no_demo")


def test_a_demo_centre_takes_demo_releases_from_offices_that_present_themselves(demo_centre: CentreClient) -> None:
    demo = Sender(demo=True)
    assert demo_centre.post("/v1/offices", content=demo.enrolment()).status_code == 201
    assert demo_centre.post("/v1/offices", content=demo.enrolment()).status_code == 200
    assert put(demo_centre, demo.release())[0] == 201
    assert refusal(put(demo_centre, replace(demo, demo=False).release())) == (403, "centre.demo_only")


def test_a_demo_centre_takes_no_real_office_and_no_second_key(demo_centre: CentreClient) -> None:
    real = demo_centre.post("/v1/offices", content=Sender().enrolment())
    assert refusal((real.status_code, real.content)) == (403, "centre.demo_only")
    demo_centre.post("/v1/offices", content=Sender(demo=True).enrolment())
    other = demo_centre.post("/v1/offices", content=Sender(demo=True, private=bytes(range(1, 33))).enrolment())
    assert refusal((other.status_code, other.content)) == (409, "centre.office_taken")


def test_a_real_centre_has_no_door_for_enrolment(centre: CentreClient, sender: Sender) -> None:
    assert centre.post("/v1/offices", content=sender.enrolment()).status_code == 404


def test_a_demo_centre_refuses_an_office_in_a_municipality_that_is_none(demo_centre: CentreClient) -> None:
    answer = demo_centre.post("/v1/offices", content=Sender(demo=True, municipality="9999").enrolment())
    assert refusal((answer.status_code, answer.content)) == (400, "centre.malformed")


def test_a_second_key_needs_the_operator_and_both_keys_then_work(database_url: str, sender: Sender) -> None:
    archive = open_archive(database_url, demo=False, name="Länets siffror")
    renewed = replace(sender, private=bytes(range(1, 33)))
    try:
        first, second = (wire.Enrolment.open(one.enrolment()) for one in (sender, renewed))
        assert archive.enrol(first, NOW, new_key=False)
        with pytest.raises(Refused) as refused:
            archive.enrol(second, NOW, new_key=False)
        assert refused.value.code == "centre.office_taken"
        assert archive.enrol(second, NOW, new_key=True)
        with pytest.raises(Refused):
            archive.enrol(replace(second, municipality="0114"), NOW, new_key=True)
        assert not archive.enrol(first, NOW, new_key=True)
        for one in (sender, renewed):
            assert archive.key(wire.key_id(wire.public_key(one.private))) is not None
    finally:
        archive.close()


def test_one_release_sent_at_once_by_many_is_stored_once(centre: CentreClient, sender: Sender) -> None:
    raw = sender.release()
    with ThreadPoolExecutor(8) as pool:
        answers = list(pool.map(lambda _: put(centre, raw), range(16)))
    assert sorted(status for status, _ in answers) == [200] * 15 + [201]
    assert len({answer for _, answer in answers}) == 1


def test_of_two_different_bytes_sent_at_once_one_is_stored_and_all_learn_which(
    centre: CentreClient, sender: Sender
) -> None:
    rivals = [sender.release(seed=seed) for seed in (1, 2)]
    with ThreadPoolExecutor(8) as pool:
        answers = list(pool.map(lambda turn: (turn % 2, put(centre, rivals[turn % 2])), range(16)))
    stored = centre.get(f"/v1/releases/{sender.head().release_id}").content
    winner = rivals.index(stored)
    assert sorted(status for rival, (status, _) in answers if rival == winner) == [200] * 7 + [201]
    assert {status for rival, (status, _) in answers if rival != winner} == {409}


def test_two_processes_may_open_an_empty_database_at_once(database_url: str) -> None:
    with ThreadPoolExecutor(4) as pool:
        opened = list(pool.map(lambda _: open_archive(database_url, demo=False, name="C"), range(4)))
    keys = {archive.identity.key for archive in opened}
    for archive in opened:
        archive.close()
    assert len(keys) == 1


def test_one_office_enrolled_at_once_by_many_is_enrolled_once(database_url: str, sender: Sender) -> None:
    archive = open_archive(database_url, demo=False, name="C")
    enrolment = wire.Enrolment.open(sender.enrolment())
    try:
        with ThreadPoolExecutor(8) as pool:
            new = list(pool.map(lambda _: archive.enrol(enrolment, NOW, new_key=False), range(16)))
    finally:
        archive.close()
    assert sorted(new) == [False] * 15 + [True]


def test_a_centre_without_its_classes_does_not_start(
    database_url: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(classes, "RESOURCES", tmp_path / "nowhere")
    with pytest.raises(EnvironmentFault) as fault:
        create_app(database_url, demo=False)
    assert fault.value.code == "counts.classes_broken"
