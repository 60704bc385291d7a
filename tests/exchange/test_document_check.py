"""Documents from outside: told by content, drawn in a process apart, and refused in words when they mean harm."""

import subprocess
from pathlib import Path

import pytest
from PIL import ImageFile

from caseworker.domain.attachments import AttachmentKind
from caseworker.errors import CaseworkerError, EnvironmentFault
from caseworker.exchange import document_check, document_child
from caseworker.exchange.document_check import Checked, check_document, draw_page
from caseworker.messages import SENTENCES
from caseworker.platform.programs import Helper, helper_command
from tests.exchange import hostile_papers as papers

SOUND = {
    "a PDF": (papers.pdf(3), Checked(AttachmentKind.PDF, 3)),
    "a PNG": (papers.picture("PNG"), Checked(AttachmentKind.PNG, 1)),
    "a JPEG": (papers.picture("JPEG"), Checked(AttachmentKind.JPEG, 1)),
    "a JPEG with what a camera adds": (papers.picture("JPEG") + b"SEFT more", Checked(AttachmentKind.JPEG, 1)),
    "a text document": (papers.word(), Checked(AttachmentKind.DOCX, 0)),
    "settings with a template of its own": (
        papers.word({"word/_rels/settings.xml.rels": "<Relationships/>"}),
        Checked(AttachmentKind.DOCX, 0),
    ),
}


@pytest.mark.parametrize("name", SOUND)
def test_a_sound_document_is_what_its_content_says(name: str) -> None:
    content, expected = SOUND[name]
    assert check_document(content) == expected


@pytest.mark.parametrize("name", papers.HOSTILE)
def test_a_hostile_document_is_refused_in_words(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    make, code = papers.HOSTILE[name]
    with pytest.raises(CaseworkerError) as told:
        check_document(make())
    assert told.value.code == code
    assert code in SENTENCES
    assert list(tmp_path.iterdir()) == []


def test_there_are_hostile_documents_of_every_kind() -> None:
    assert len(papers.HOSTILE) >= 30


def test_a_page_is_drawn_as_wide_as_asked_for_and_a_picture_not_larger_than_it_is() -> None:
    page = draw_page(papers.pdf(2), AttachmentKind.PDF, page=7, wide=300)
    assert (page.width, page.pages, len(page.rgba)) == (300, 2, 4 * page.width * page.height)
    small = draw_page(papers.picture("PNG"), AttachmentKind.PNG, page=0, wide=300)
    assert (small.width, small.height, small.pages) == (64, 48, 1)
    assert draw_page(papers.pdf(), AttachmentKind.PDF, page=0, wide=-5).width == 1
    turned = draw_page(papers.picture("JPEG", (400, 200)), AttachmentKind.JPEG, page=0, wide=100)
    assert (turned.width, turned.height) == (100, 50)


def test_a_page_that_would_fill_the_memory_is_drawn_smaller() -> None:
    page = draw_page(papers.pdf(), AttachmentKind.PDF, page=0, wide=10**9)
    assert page.width * page.height <= 4_100_000


def answering(script: str) -> object:
    """Return a command that answers with what ``script`` prints, whatever it is asked."""
    return lambda *_arguments: [*helper_command(Helper.SELF_TEST)[:1], "-c", script]


@pytest.mark.parametrize(
    ("script", "code"),
    [
        ("print('no answer')", "attachment.damaged"),
        ("print('[1]')", "attachment.damaged"),
        ("import sys; sys.exit(3)", "attachment.damaged"),
        ('print(\'{"width": 9, "height": 9, "pages": 1}\')', "attachment.damaged"),
        ('print(\'{"fault": "something.else"}\')', "attachment.damaged"),
    ],
)
def test_a_reader_that_answers_something_else_has_met_a_broken_document(
    script: str, code: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(document_check, "child_command", answering(script))
    with pytest.raises(EnvironmentFault, match=code):
        draw_page(papers.pdf(), AttachmentKind.PDF, page=0, wide=10)


def test_a_reader_that_does_not_start_or_end_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(document_check, "child_command", lambda *_arguments: ["/no/such/program"])
    with pytest.raises(EnvironmentFault, match="attachment.reader_missing"):
        check_document(papers.pdf())

    def slow(*_arguments: object, **_options: object) -> None:
        raise subprocess.TimeoutExpired("reader", 1)

    monkeypatch.setattr(subprocess, "run", slow)
    with pytest.raises(EnvironmentFault, match="attachment.hung"):
        check_document(papers.pdf())


def test_the_reader_answers_nothing_it_was_not_asked() -> None:
    content = papers.pdf()
    with pytest.raises(EnvironmentFault, match="attachment.damaged"):
        document_check._ask_child(content, "delete", "pdf")  # noqa: SLF001 - no caller asks so


# The reader itself, called in this process: what a child answers is what it says here
@pytest.mark.parametrize(
    "name", [name for name in SOUND if SOUND[name][1].kind is not AttachmentKind.DOCX] + ["a locked PDF"]
)
def test_the_reader_counts_pages_or_says_why_not(name: str) -> None:
    if name in SOUND:
        content, checked = SOUND[name]
        assert document_child.answer(content, ["check", checked.kind.value]) == ({"pages": checked.pages}, b"")
    else:
        with pytest.raises(Exception, match="attachment.password"):
            document_child.answer(papers.HOSTILE[name][0](), ["check", "pdf"])


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("a PDF of a head alone", "pdf"),
        ("a PDF of 501 pages", "pdf"),
        ("a PDF without pages", "pdf"),
        ("a page as large as a parish", "pdf"),
        ("a PNG with more behind it", "png"),
        ("a PNG of 60 000 by 60 000", "png"),
        ("a JPEG cut off", "jpg"),
    ],
)
def test_the_reader_stops_at_what_it_cannot_bear(name: str, kind: str, monkeypatch: pytest.MonkeyPatch) -> None:
    # as in a child; WeasyPrint, which the benchmark tests import, makes every reader of this process lenient
    monkeypatch.setattr(ImageFile, "LOAD_TRUNCATED_IMAGES", False)
    with pytest.raises(Exception, match=r"attachment|truncated|exceeds limit"):
        document_child.answer(papers.HOSTILE[name][0](), ["check", kind])


def test_the_reader_draws_pdf_and_picture() -> None:
    told, pixels = document_child.answer(papers.pdf(2), ["draw", "pdf", "1", "120"])
    assert (told["width"], told["pages"], len(pixels)) == (120, 2, 4 * 120 * int(str(told["height"])))
    told, pixels = document_child.answer(papers.picture("JPEG", (400, 200)), ["draw", "jpg", "0", "100"])
    assert (told, len(pixels)) == ({"width": 100, "height": 50, "pages": 1}, 4 * 100 * 50)
    with pytest.raises(ValueError, match="something else"):
        document_child.answer(b"", ["delete"])
