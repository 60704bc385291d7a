"""Makes a PDF of ours fit for an archive: PDF/A-2b (ISO 19005-2), which a reader can still open in fifty years.

Our own PDFs embed every font and hold no program, no link and no picture already; what is added is the meaning of their
colours (an sRGB profile as output intent) and the metadata that say what the file is. Equal bytes in, equal bytes out.
"""

import io
from functools import cache
from typing import Final

import pikepdf
from PIL import ImageCms

_COLOURS: Final = "sRGB IEC61966-2.1"
_PROFILE_DATE: Final = slice(24, 36)  # of an ICC profile's head: when it was made, which would change with the clock
_PROFILE_ID: Final = slice(84, 100)  # a checksum over the profile, which may be nought
_AGREED_DATE: Final = b"".join(number.to_bytes(2, "big") for number in (1998, 2, 9, 0, 0, 0))


def as_archive(pdf: bytes) -> bytes:
    """Return a PDF of ours as PDF/A-2b."""
    with pikepdf.open(io.BytesIO(pdf)) as document:
        profile = document.make_stream(_srgb(), {"/N": 3})
        intent = pikepdf.Dictionary(
            Type=pikepdf.Name.OutputIntent,
            S=pikepdf.Name.GTS_PDFA1,
            OutputConditionIdentifier=pikepdf.String(_COLOURS),
            Info=pikepdf.String(_COLOURS),
            DestOutputProfile=profile,
        )
        document.Root.OutputIntents = pikepdf.Array([document.make_indirect(intent)])
        del document.docinfo["/Trapped"]  # has no word among the metadata that an archive reads
        with document.open_metadata(set_pikepdf_as_editor=False, update_docinfo=False) as told:
            told.load_from_docinfo(document.docinfo)
            told["pdfaid:part"] = "2"
            told["pdfaid:conformance"] = "B"
        out = io.BytesIO()
        document.save(out, deterministic_id=True, min_version="1.7")
    return out.getvalue()


@cache
def _srgb() -> bytes:
    made = bytearray(ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes())
    made[_PROFILE_DATE] = _AGREED_DATE
    made[_PROFILE_ID] = bytes(16)
    return bytes(made)
