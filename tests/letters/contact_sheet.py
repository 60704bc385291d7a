"""``python -m tests.letters.contact_sheet FILE``: the first page of every sheet in every language, on one picture.

What a reviewer of layout looks at first, and what ``docs/letters.md`` shows. A sheet that a language does not have is
an empty square.
"""

import sys
import tempfile
from datetime import timedelta
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont

from caseworker.domain.agenda import EnteredVisit, InterpreterWay, VisitKind
from caseworker.domain.ids import PersonId
from caseworker.domain.intervention import InterventionState
from caseworker.letters.fonts import FONT_FOLDER
from caseworker.services import agenda, interventions, letters, people, preferences
from caseworker.services._settings import OfficeDetails
from caseworker.store.register import Register
from tests.services.conftest import KEY, MAJ, NOW, SAMIRA, found

WIDE, HIGH, GAP, SIDE, TOP = 118, 167, 8, 190, 40  # dots: a page, between pages, the names of sheets, of languages
_PAPER, _INK, _GROUND = (255, 255, 255), (28, 30, 34), (226, 226, 222)


def office(folder: Path) -> tuple[Register, PersonId]:
    """Make a register with one woman whom every sheet can be made for."""
    register = Register.open(found(folder / "register.db", demo=True), key=KEY, clock=lambda: NOW)
    details = OfficeDetails("010-123 45 67", "mottagningen@lovasa.example", "Storgatan 12, 123 45 Lövåsa")
    preferences.save_office_details(register, details=details, by=MAJ)
    person = PersonId(people.register_person(register, intake=SAMIRA, by=MAJ).created)
    day = NOW.date()
    visit = EnteredVisit(
        day + timedelta(days=3), at="09:30", kind=VisitKind.OFFICE, interpreter=InterpreterWay.PHONE, language="ar"
    )
    agenda.book_visit(register, person=person, visit=visit, by=MAJ)
    for kind, until in (("halsoundersokning", day + timedelta(days=29)), ("praktik", day + timedelta(days=71))):
        entered = interventions.EnteredIntervention(kind, "", InterventionState.ONGOING, day, until)
        interventions.add_intervention(register, person=person, entered=entered, by=MAJ)
    return register, person


def contact_sheet(register: Register, person: PersonId) -> Image.Image:
    """Draw the first page of every sheet in every language it is whole in."""
    sheets = letters.list_sheets(register, by=MAJ)
    languages = letters.list_letter_languages(register, by=MAJ)
    size = (SIDE + len(languages) * (WIDE + GAP) + GAP, TOP + len(sheets) * (HIGH + GAP) + GAP)
    picture = Image.new("RGB", size, _GROUND)
    pen = ImageDraw.Draw(picture)
    type_ = ImageFont.truetype(FONT_FOLDER / "Inter-Medium.ttf", 13)
    for column, language in enumerate(languages):
        pen.text((SIDE + GAP + column * (WIDE + GAP), 14), language.sv, fill=_INK, font=type_)
    for line, sheet in enumerate(sheets):
        top = TOP + line * (HIGH + GAP)
        pen.multiline_text((GAP, top), _wrapped(sheet.title), fill=_INK, font=type_)
        for column, language in enumerate(languages):
            left = SIDE + GAP + column * (WIDE + GAP)
            if language.code not in sheet.languages:
                pen.rectangle((left, top, left + WIDE, top + HIGH), outline=(200, 200, 196))
                continue
            page = letters.preview_letter(
                register, person=person, sheet=sheet.id, language=language.code, scale=2 * WIDE / 595.28, by=MAJ
            )[0]
            drawn = Image.frombytes("RGBA", (page.width, page.height), page.rgba).convert("RGB")
            picture.paste(drawn.resize((WIDE, HIGH), Image.Resampling.LANCZOS), (left, top))
    return picture.quantize(48, dither=Image.Dither.NONE)


def _wrapped(title: str) -> str:
    lines = [""]
    for word in title.split():
        if len(lines[-1]) + len(word) > 22:
            lines.append("")
        lines[-1] = f"{lines[-1]} {word}".strip()
    return "\n".join(lines)


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as folder:
        made, samira = office(Path(folder))
        contact_sheet(made, samira).save(sys.argv[1], optimize=True)
        made.close()
