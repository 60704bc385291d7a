"""The appendix on permissions as PDF: every permission and role stands in it, the same bytes every time."""

from datetime import date

import pypdfium2

from caseworker import roles
from caseworker.letters.appendix import Appendix, AppendixRole, AppendixRow, appendix_pdf
from caseworker.letters.compose import Letterhead

HEAD = Letterhead(municipality="Uppsala", office="Mottagningsenheten")


def printed(*, demo: bool = False) -> bytes:
    matrix = roles.load()
    appendix = Appendix(
        ("Inledning.",),
        tuple(AppendixRole(one.sv, one.purpose, one.source) for one in matrix.roles),
        tuple(AppendixRow(one.sv, one.why, ("ja", "", "", "", "", "")) for one in matrix.permissions.values()),
        date(2026, 11, 21),
    )
    return appendix_pdf(appendix, HEAD, demo=demo)


def words(pdf: bytes) -> tuple[int, str]:
    with pypdfium2.PdfDocument(pdf) as document:
        pages = [page.get_textpage().get_text_bounded() for page in document]
    return len(pages), " ".join(" ".join(pages).split())


def test_every_role_and_permission_is_printed_and_the_head_on_every_page() -> None:
    pages, text = words(printed())
    matrix = roles.load()
    for name in (*(one.sv for one in matrix.roles), *(one.sv for one in matrix.permissions.values())):
        assert name in text, name
    assert text.count("Administratör ") >= pages
    assert f"sida {pages} av {pages}" in text
    assert "DEMO" not in text
    assert "DEMO" in words(printed(demo=True))[1]


def test_equal_facts_give_equal_bytes() -> None:
    assert printed() == printed()
