"""The head of the office's letters: kept for everybody by those who decide, printed on the first page."""

import io
from dataclasses import replace

import pikepdf
import pytest
from PIL import Image, ImageDraw

from caseworker.domain.access import Role, User
from caseworker.domain.ids import PersonId, StaffId
from caseworker.domain.intake import EnteredAddress, EnteredNumber
from caseworker.domain.letterhead import address_lines
from caseworker.errors import EnvironmentFault, Refused
from caseworker.exchange import document_check
from caseworker.services import letterhead, letters, people
from caseworker.services._letter_address import forwarding_number, window_address
from caseworker.services.letterhead import OfficeLetterhead
from caseworker.store.register import Register
from tests.exchange import hostile_papers
from tests.services.conftest import MAJ, SAMIRA
from tests.services.test_letters import text_of

HEAD = OfficeLetterhead(
    address="Storgatan 12, 753 20 Uppsala",
    phone="018-727 00 00",
    web="uppsala.example",
    hours="Måndag till fredag 8\N{EN DASH}16",
    sender="Box 1, 753 20 Uppsala",
    forwarding="Skatteverket, Box 2, 111 11 Staden",
)


def test_the_head_is_kept_tidy_for_everybody_and_logged(register: Register) -> None:
    colleague = User(StaffId("other"), "Inger Dahl", frozenset({Role.CASEWORKER}))
    assert letterhead.read_letterhead(register, by=colleague) == OfficeLetterhead()
    letterhead.save_letterhead(register, head=HEAD, by=MAJ)
    assert letterhead.read_letterhead(register, by=colleague) == HEAD
    with pytest.raises(Refused) as refused:
        letterhead.save_letterhead(register, head=HEAD, by=colleague)
    assert refused.value.code == "access.not_granted"


@pytest.mark.parametrize("address", ["a, b, c, d, e", "x" * 37])
def test_an_address_no_window_shows_whole_is_refused(register: Register, address: str) -> None:
    for head in (OfficeLetterhead(sender=address), OfficeLetterhead(forwarding=address)):
        with pytest.raises(Refused) as refused:
            letterhead.save_letterhead(register, head=head, by=MAJ)
        assert refused.value.code == "letterhead.address_too_long"
    assert letterhead.read_letterhead(register, by=MAJ) == OfficeLetterhead()
    assert address_lines("Box 1,\n 753 20 Uppsala,") == ("Box 1", "753 20 Uppsala")


@pytest.mark.parametrize("layout", [letters.Layout(), letters.Layout(window=True)])
def test_how_the_office_is_reached_stands_once_under_its_name(register: Register, layout: letters.Layout) -> None:
    samira = PersonId(people.register_person(register, intake=SAMIRA, by=MAJ).created)
    home = EnteredAddress("Storgatan 12", "123 45", "Lövåsa")
    people.move_to_address(register, person=samira, address=home, begins=register.today(), by=MAJ)
    letterhead.save_letterhead(register, head=HEAD, by=MAJ)
    text = text_of(
        letters.issue_letter(
            register, person=samira, sheet="valkommen", language="ti", how="saved", layout=layout, by=MAJ
        ).pdf
    )
    for told in HEAD.contact:
        assert text.count(told) == 1
    assert "Box 1" not in text


def test_mail_goes_to_the_postal_address_and_the_tax_agency_wants_a_number(register: Register) -> None:
    samira = PersonId(people.register_person(register, intake=SAMIRA, by=MAJ).created)
    today = register.today()
    home = EnteredAddress("Storgatan 1", "123 45", "Lövåsa", care_of="c/o Åsa Öberg")
    people.move_to_address(register, person=samira, address=home, begins=today, by=MAJ)
    file = people.open_file(register, person=samira, by=MAJ)
    assert window_address(file, "Samira", today) == ("Samira", "c/o Åsa Öberg", "Storgatan 1", "123 45 LÖVÅSA")
    assert forwarding_number(file, today) == "19880314-2382"
    nobody = replace(SAMIRA, numbers=(EnteredNumber("dossier", "99-318842"),))
    bare = people.register_person(register, intake=nobody, by=MAJ).created
    with pytest.raises(Refused) as refused:
        forwarding_number(people.open_file(register, person=PersonId(bare), by=MAJ), today)
    assert refused.value.code == "letter.no_number"


def drawing(kind: str, size: tuple[int, int] = (900, 400), ink: str = "navy") -> bytes:
    """A disc with much empty paper around it; a PNG is transparent there."""
    picture = Image.new("RGBA", size, (255, 255, 255, 0))
    ImageDraw.Draw(picture).ellipse((300, 50, 600, 350), fill=ink)
    paper = Image.new("RGBA", size, "white")
    paper.alpha_composite(picture)
    told = Image.Exif()
    told[0x010E] = "hemligt"
    out = io.BytesIO()
    (picture if kind == "PNG" else paper.convert("RGB")).save(out, kind, comment="hemligt", exif=told)
    return out.getvalue()


def pictures_in(pdf: bytes) -> int:
    with pikepdf.open(io.BytesIO(pdf)) as read:
        return sum(
            1 for one in read.objects if isinstance(one, pikepdf.Stream) and one.get("/Subtype") == pikepdf.Name.Image
        )


@pytest.mark.parametrize("kind", ["PNG", "JPEG"])
def test_a_logo_is_kept_small_and_bare_and_stands_in_the_letter_until_it_is_removed(
    register: Register, kind: str
) -> None:
    samira = PersonId(people.register_person(register, intake=SAMIRA, by=MAJ).created)
    order = {"person": samira, "sheet": "valkommen", "language": "ar", "how": "saved", "by": MAJ}
    before = letters.issue_letter(register, **order).pdf
    assert letterhead.read_logo(register, by=MAJ) == b""
    letterhead.save_logo(register, content=drawing(kind), by=MAJ)
    kept = letterhead.read_logo(register, by=MAJ)
    assert b"hemligt" not in kept
    with Image.open(io.BytesIO(kept)) as picture:
        assert picture.mode == "P"
        assert picture.size == pytest.approx((189, 189), abs=5), "no margins, four hundred dots an inch"
        assert picture.convert("RGB").getpixel((0, 0)) == pytest.approx((255, 255, 255), abs=6)
    made = letters.issue_letter(register, **order).pdf
    assert pictures_in(made) == 1
    assert len(made) < len(before) + 8_000
    letterhead.remove_logo(register, by=MAJ)
    assert letters.issue_letter(register, **order).pdf == before


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "unknown_kind"),
        (b"GIF89a" + b"\0" * 90, "unknown_kind"),
        (hostile_papers.pdf(), "unknown_kind"),
        (b"\x89PNG\r\n\x1a\n" + b"\0" * (2 * 1024 * 1024), "too_large"),
        (hostile_papers.png_of(60_000, 60_000), "too_large"),
        (hostile_papers.png_of(500, 500, b"\0" * 90), "damaged"),
        (drawing("JPEG")[:900], "damaged"),
        (drawing("PNG", ink="white"), "too_pale"),
        (drawing("PNG", ink="#cde"), "too_pale"),
    ],
)
def test_what_is_no_logo_is_refused_and_the_one_there_was_stays(register: Register, content: bytes, code: str) -> None:
    letterhead.save_logo(register, content=drawing("PNG"), by=MAJ)
    kept = letterhead.read_logo(register, by=MAJ)
    with pytest.raises(Refused) as refused:
        letterhead.save_logo(register, content=content, by=MAJ)
    assert refused.value.code == f"letterhead.logo_{code}"
    assert letterhead.read_logo(register, by=MAJ) == kept


def test_a_program_without_its_reader_says_so(register: Register, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(document_check, "child_command", lambda *_: ["/nowhere/at/all"])
    with pytest.raises(EnvironmentFault) as fault:
        letterhead.save_logo(register, content=drawing("PNG"), by=MAJ)
    assert fault.value.code == "attachment.reader_missing"
