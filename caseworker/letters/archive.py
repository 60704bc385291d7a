"""What a PDF says of itself, so that a reader may trust it: accessible (PDF/UA-1) and, on request, fit for an archive.

An archive file (PDF/A-2b, ISO 19005-2) holds the meaning of its colours (an sRGB profile as output intent) and its
metadata in the open. Our PDFs embed every font and hold no program, no link and no picture from elsewhere already.
"""

import zlib
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any, Final
from xml.sax.saxutils import escape

from PIL import ImageCms

from caseworker.letters.languages import SWEDISH
from caseworker.letters.objects import Written, reference, stream

_COLOURS: Final = "sRGB IEC61966-2.1"
_PROFILE_DATE: Final = slice(24, 36)  # of an ICC profile's head: when it was made, which would change with the clock
_PROFILE_ID: Final = slice(84, 100)  # a checksum over the profile, which may be nought
_AGREED_DATE: Final = b"".join(number.to_bytes(2, "big") for number in (1998, 2, 9, 0, 0, 0))
# PDF/A lets a file use only words it knows or explains; this one is from PDF/UA.
_EXPLAINED: Final = (
    '<rdf:Description rdf:about="" xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/"'
    ' xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#"'
    ' xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#"><pdfaExtension:schemas><rdf:Bag>'
    '<rdf:li rdf:parseType="Resource"><pdfaSchema:schema>PDF/UA identification schema</pdfaSchema:schema>'
    "<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>"
    "<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix><pdfaSchema:property><rdf:Seq>"
    '<rdf:li rdf:parseType="Resource"><pdfaProperty:name>part</pdfaProperty:name>'
    "<pdfaProperty:valueType>Integer</pdfaProperty:valueType><pdfaProperty:category>internal</pdfaProperty:category>"
    "<pdfaProperty:description>Part of PDF/UA</pdfaProperty:description></rdf:li>"
    "</rdf:Seq></pdfaSchema:property></rdf:li></rdf:Bag></pdfaExtension:schemas></rdf:Description>"
    '<rdf:Description rdf:about="" xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/">'
    "<pdfaid:part>2</pdfaid:part><pdfaid:conformance>B</pdfaid:conformance></rdf:Description>"
)


@dataclass(frozen=True, slots=True)
class About:
    """What the metadata tell: never a person's name."""

    title: str
    author: str
    creator: str
    producer: str
    dated: date


def metadata(about: About, *, archive: bool) -> Written:
    """Return the metadata (XMP, ISO 16684-1), left unpacked so that anybody can read them."""
    day = f"{about.dated:%Y-%m-%d}T00:00:00Z"
    title = f'<rdf:Alt><rdf:li xml:lang="x-default">{escape(about.title)}</rdf:li></rdf:Alt>'
    told = (
        '<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>'
        '<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">'
        '<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/"'
        ' xmlns:xmp="http://ns.adobe.com/xap/1.0/" xmlns:pdf="http://ns.adobe.com/pdf/1.3/"'
        ' xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/">'
        f"<dc:title>{title}</dc:title><dc:description>{title}</dc:description>"
        f"<dc:creator><rdf:Seq><rdf:li>{escape(about.author)}</rdf:li></rdf:Seq></dc:creator>"
        f"<dc:language><rdf:Bag><rdf:li>{SWEDISH.bcp47}</rdf:li></rdf:Bag></dc:language>"
        f"<xmp:CreatorTool>{escape(about.creator)}</xmp:CreatorTool>"
        f"<xmp:CreateDate>{day}</xmp:CreateDate><xmp:ModifyDate>{day}</xmp:ModifyDate>"
        f"<pdf:Producer>{escape(about.producer)}</pdf:Producer><pdfuaid:part>1</pdfuaid:part></rdf:Description>"
        f'{_EXPLAINED if archive else ""}</rdf:RDF></x:xmpmeta><?xpacket end="r"?>'
    )
    return stream("/Type/Metadata/Subtype/XML", told.encode("utf-8"))


def output_intent(document: Any) -> str:
    """Return the entry that says what the colours mean; the profile joins the document."""
    profile = reference(document, stream("/N 3/Filter/FlateDecode", _srgb()))
    told = f"/OutputConditionIdentifier({_COLOURS})/Info({_COLOURS})"
    return f"[<</Type/OutputIntent/S/GTS_PDFA1{told}/DestOutputProfile {profile}>>]"


@cache
def _srgb() -> bytes:
    made = bytearray(ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes())
    made[_PROFILE_DATE] = _AGREED_DATE
    made[_PROFILE_ID] = bytes(16)
    return zlib.compress(bytes(made), 9)
