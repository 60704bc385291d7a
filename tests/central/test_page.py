"""The page and the face of the centre: escaped, scriptless, and described for machines."""

import base64
import hashlib
import random
import re
from collections.abc import Iterator

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import event

from caseworker import wire
from caseworker.central.app import create_app
from caseworker.central.archive import OfficeRow, ReleaseRow, open_archive
from caseworker.central.page import STYLE, render
from caseworker.errors import EnvironmentFault
from tests.central.fixtures import NOW, CentreClient, Sender, put

NUMBER = r"<td[^>]*>(\d+)</td>"
PAIRS = [("ink", "surface"), ("ink", "canvas"), ("ink2", "canvas"), ("accent", "canvas"), ("warn", "warnsoft")]
TEXT = st.text(max_size=30)
NOBODY = wire.Centre("Länets siffror", bytes(32), demo=False)


def test_the_page_names_offices_and_releases(centre: CentreClient, sender: Sender) -> None:
    put(centre, sender.release())
    page = centre.get("/")
    assert page.headers["content-type"] == "text/html; charset=utf-8"
    assert '<html lang="sv">' in page.text
    for named in ("U01", "Uppsala", "oktober 2026", "T1@1", "18 november 2026 14:20", "Revision"):
        assert named in page.text
    assert "Övning" not in page.text


def test_a_demo_centre_says_so_on_its_page(demo_centre: CentreClient) -> None:
    page = demo_centre.get("/").text
    assert "Övning: inga riktiga siffror" in page
    assert "Inget kontor är anslutet än." in page
    assert "Ingen tabell har kommit än." in page


def test_the_page_shows_no_figures(centre: CentreClient, sender: Sender) -> None:
    raw = sender.release()
    before = centre.get("/").text
    put(centre, raw)
    shown = set(re.findall(r"<td[^>]*>(\d+)</td>", centre.get("/").text)) - set(
        re.findall(r"<td[^>]*>(\d+)</td>", before)
    )
    assert shown <= {"1"}  # one table, revision one


@given(name=TEXT, office=TEXT, table=TEXT, sha256=TEXT)
@settings(max_examples=60, deadline=None)
def test_nothing_shown_can_become_markup(name: str, office: str, table: str, sha256: str) -> None:
    poison = "<script>alert(1)</script>\"'&"
    page = render(
        wire.Centre(name + poison, bytes(32), demo=True),
        [OfficeRow(office + poison, "0380", "2026-11-18T14:20:00Z", 1)],
        [ReleaseRow(office + poison, table + poison, "2026-10", 1, "2026-11-18T14:20:00Z", "a" * 64)],
    )
    assert "<script" not in page
    assert page.count("<td>") + page.count('<td class="n">') == 4 + 6


def test_a_municipality_that_left_the_list_is_shown_by_its_code() -> None:
    assert "<td>9999</td>" in render(NOBODY, [OfficeRow("U01", "9999", "2026-11-18T14:20:00Z", 0)], [])


@pytest.mark.parametrize("path", ["/", "/v1/centre", "/openapi.json", "/nowhere", "/v1/releases/x"])
def test_every_answer_carries_the_security_headers(centre: CentreClient, path: str) -> None:
    headers = centre.get(path).headers
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["x-frame-options"] == "DENY"
    assert headers["referrer-policy"] == "no-referrer"
    assert "default-src 'none'" in headers["content-security-policy"]
    assert "unsafe" not in headers["content-security-policy"]
    assert "server" not in headers


def test_the_policy_names_the_very_style_sheet_of_the_page(centre: CentreClient) -> None:
    page = centre.get("/")
    style = page.text.partition("<style>")[2].partition("</style>")[0]
    assert style == STYLE
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    assert f"'sha256-{digest}'" in page.headers["content-security-policy"]


def test_both_themes_reach_the_contrast_of_the_design() -> None:
    def luminance(colour: str) -> float:
        parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
        red, green, blue = ((c / 12.92) if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts)
        return 0.2126 * red + 0.7152 * green + 0.0722 * blue

    def contrast(one: str, other: str) -> float:
        light, dark = sorted((luminance(one), luminance(other)), reverse=True)
        return (light + 0.05) / (dark + 0.05)

    bright, dark = STYLE.split("@media (prefers-color-scheme:dark)")
    for theme in (bright, dark.partition("}}")[0]):
        token = dict(re.findall(r"--(\w+):(#[0-9A-F]{6})", theme))
        for ink, ground in (
            ("ink", "surface"),
            ("ink", "canvas"),
            ("ink2", "canvas"),
            ("accent", "canvas"),
            ("warn", "warnsoft"),
        ):
            assert contrast(token[ink], token[ground]) >= 4.5, (ink, ground)
        assert contrast(token["focus"], token["surface"]) >= 3


def test_the_interface_is_described_for_machines(centre: CentreClient) -> None:
    described = centre.get("/openapi.json").json()
    assert set(described["paths"]) == {"/v1/releases/{release_id}", "/v1/receipts/{release_id}", "/v1/centre"}
    assert set(described["paths"]["/v1/releases/{release_id}"]["put"]["responses"]) >= {
        "200",
        "201",
        "403",
        "409",
        "413",
    }
    assert centre.get("/docs").status_code == 404


def test_what_is_not_there_is_not_found(centre: CentreClient, sender: Sender) -> None:
    absent = sender.head().release_id
    for path in (f"/v1/releases/{absent}", f"/v1/receipts/{absent}", "/v2"):
        answer = centre.get(path)
        assert (answer.status_code, answer.json()) == (404, {"code": "centre.not_found"})
    assert centre.ask("DELETE", f"/v1/releases/{absent}").status_code == 405


def _mutants(raw: bytes) -> Iterator[bytes]:
    rng = random.Random(3)
    for _ in range(60):
        mutant = bytearray(raw)
        for _ in range(rng.randint(1, 4)):
            mutant[rng.randrange(len(mutant))] = rng.randrange(256)
        if bytes(mutant) != raw:
            yield bytes(mutant)
    yield from (b"", b"null", b"{}", b"[" * 10_000, b'{"a":' * 5_000, raw[:-1], raw + b" ", b"\x00" * 100)


def test_no_mutated_release_is_stored_or_breaks_the_centre(centre: CentreClient, sender: Sender) -> None:
    release, head = sender.release(), sender.head()
    key = wire.open_release(release).sha256
    for mutant in _mutants(release):
        answer = centre.put(f"/v1/releases/{head.release_id}", content=mutant, headers={"Idempotency-Key": key})
        assert 400 <= answer.status_code < 500, mutant
        assert answer.json()["code"].startswith("centre.")
    assert centre.get(f"/v1/releases/{head.release_id}").status_code == 404
    assert put(centre, release)[0] == 201


def test_a_missing_or_endless_key_header_is_refused(centre: CentreClient, sender: Sender) -> None:
    path = f"/v1/releases/{sender.head().release_id}"
    for headers in ({}, {"Idempotency-Key": "a" * 5000}):
        answer = centre.put(path, content=sender.release(), headers=headers)
        assert (answer.status_code, answer.json()) == (400, {"code": "centre.malformed"})


def test_a_database_that_fails_is_told_as_busy_and_nothing_of_it_is_repeated(
    database_url: str, sender: Sender, loop: object, caplog: pytest.LogCaptureFixture
) -> None:
    app = create_app(database_url, demo=False, clock=lambda: NOW)
    archive = app.state.archive
    archive.enrol(wire.Enrolment.open(sender.enrolment()), NOW, new_key=False)

    def full(*_: object) -> None:
        raise archive._engine.dialect.dbapi.OperationalError("disk full: secret words")  # noqa: SLF001  # the engine fails

    event.listen(archive._engine, "before_cursor_execute", full)  # noqa: SLF001  # the same
    client = CentreClient(app, loop)  # type: ignore[arg-type]  # the fixture's loop
    status, answer = put(client, sender.release())
    assert (status, answer) == (503, b'{"code": "centre.unavailable"}')
    assert "secret words" not in caplog.text
    caplog.clear()
    archive.close()


def test_a_newer_database_is_refused_kindly(database_url: str) -> None:
    archive = open_archive(database_url, demo=False, name="C")
    with archive._engine.begin() as tx:  # noqa: SLF001  # a newer program was here
        tx.exec_driver_sql("UPDATE centre SET schema_version = 99")
    archive.close()
    with pytest.raises(EnvironmentFault) as fault:
        open_archive(database_url, demo=False, name="C")
    assert fault.value.code == "centre.newer"
