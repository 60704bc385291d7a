"""Every sheet in every language and layout as a file for the judge, with sample values."""

from collections.abc import Iterator, Mapping
from datetime import date
from functools import cache

from PIL import Image

from caseworker import i18n
from caseworker.letters.compose import Forwarding, Letterhead, compose
from caseworker.letters.languages import letter_language
from caseworker.letters.layout import USUAL, Arrangement, Layout
from caseworker.letters.logo import logo_of, logo_png
from caseworker.letters.samples import sample_rows, sample_values
from caseworker.letters.sheet import load_sheet, sheet_ids
from tests.letters.letterkit import catalog

DAY = date(2026, 11, 21)
LOGO = logo_of(logo_png(300, 200, Image.linear_gradient("L").resize((300, 200)).convert("RGBA").tobytes()))
HEAD = Letterhead("Lövåsa kommun", "Mottagningsenheten", ("010-123 45 67",), LOGO)
_ADDRESS = ("Sara Exempel", "Storgatan 1", "123 45 Exempelstad")
_TAX_AGENCY = ("Förmedlingsuppdrag", "Box 2820", "403 20 Göteborg")
WIDE = ("valkommen", "nasta-steg", "nodnummer")  # in all languages
NARROW = ("ps", "ru", "ckb", "tr")  # these alone in them
FORWARDED = "forwarded"  # to a protected person, with the sheet for the outer envelope before it
LAYOUTS: Mapping[str, Layout] = {
    "beside": USUAL,
    "stacked": Layout(Arrangement.STACKED),
    "large": Layout(large=True),
    "pictograms": Layout(Arrangement.STACKED, pictograms=True),
    "window": Layout(window=True),
    "interpreter": Layout(Arrangement.INTERPRETER),
    FORWARDED: Layout(window=True),
}
_translations = cache(catalog)


def pairs() -> Iterator[tuple[str, str]]:
    """Every sheet with every language it is translated to."""
    for language in i18n.letter_languages():
        for sheet in sheet_ids():
            if language not in NARROW or sheet in WIDE:
                yield sheet, language


def archive_file(sheet: str, language: str, layout: str = "beside", *, archive: bool = True) -> bytes:
    """One sheet with sample values, in one of ``LAYOUTS``."""
    values, target = sample_values(language, DAY, office="Mottagningsenheten", municipality="Lövåsa kommun")
    loaded = load_sheet(sheet)
    kinds = {block.kind for block in loaded.blocks}
    made = compose(
        loaded,
        language=letter_language(language),
        translate=_translations(language),
        values=values,
        target_values=target,
        made={kind: rows for kind, rows in sample_rows().items() if kind in kinds},
        letterhead=HEAD,
        demo=True,
        draft=True,
        layout=LAYOUTS[layout],
        address=_ADDRESS if LAYOUTS[layout].window else (),
        forwarding=Forwarding(_TAX_AGENCY, ("Box 12", "123 45 Exempelstad")) if layout == FORWARDED else None,
        archive=archive,
    )
    return made.pdf
