"""The bundled faces: what they are, what they cover, and how what they lack is said."""

import hashlib
import re
import threading
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from caseworker.errors import EnvironmentFault, Refused
from caseworker.letters import fonts
from caseworker.letters.bidi import resolve
from caseworker.letters.fonts import ARABIC, ETHIOPIC, FALLBACK, FONT_FOLDER, SANS, face_runs, load_face
from caseworker.letters.lines import Style, layout


def _families(text: str, direction: int = 0) -> list[str]:
    return [run.face.family for run in face_runs(text, resolve(text, direction).levels, bold=False)]


def test_the_files_are_the_ones_the_readme_names() -> None:
    rows = re.findall(
        r"\| (Noto\S+\.ttf) \|.*`([0-9a-f]{64})`", (FONT_FOLDER / "README.md").read_text(encoding="utf-8")
    )
    assert len(rows) >= 6
    for name, digest in rows:
        assert hashlib.sha256((FONT_FOLDER / name).read_bytes()).hexdigest() == digest, name


@pytest.mark.parametrize("family", FALLBACK)
@pytest.mark.parametrize("bold", [False, True])
def test_every_family_has_both_weights_and_a_glyph_without_ink(family: str, bold: bool) -> None:
    face = load_face(family, bold)
    assert face.covers("a")
    assert face.natural_advance(face.blank) == 0


def test_each_script_is_drawn_by_its_own_face() -> None:
    assert _families("Hej") == [SANS]
    assert _families("Їжа ґанок") == [SANS]
    assert _families("ትግርኛ፡ኣብ።") == [ETHIOPIC]
    assert _families("بلدية", 1) == [ARABIC]


def test_brackets_around_latin_in_arabic_text_are_both_drawn_by_the_arabic_face() -> None:
    text = "بلدية (Lövåsa) هنا"
    drawn = {text[run.start : run.end]: run.face.family for run in face_runs(text, resolve(text, 1).levels, bold=False)}
    assert drawn == {"بلدية (": ARABIC, "Lövåsa": SANS, ") هنا": ARABIC}


def test_every_ukrainian_somali_swedish_dari_and_tigrinya_letter_is_covered() -> None:
    for text in ("АаҐґЄєІіЇїʼ’", "ÅåÄäÖöÉé§–”…€", "پچژگکیآأإؤئةهٔ،؛؟«»", "ሀለሐመሠረሰሸቀቐበተቸነኘአከኸወዐዘዠየደጀገጠጨጰጸፀፈፐ።፣፤፡"):
        assert face_runs(text, resolve(text).levels, bold=True)


@pytest.mark.parametrize(("character", "code"), [("漢", "U+6F22"), ("\U0001f600", "U+1F600"), ("ก", "U+0E01")])
def test_a_character_no_face_has_is_refused_by_name(character: str, code: str) -> None:
    with pytest.raises(Refused) as refusal:
        layout(f"Hej {character} hej", Style(11, 15), 200, rtl=False, language="sv")
    assert refusal.value.code == "letter.missing_glyph"
    assert refusal.value.params["character"] == code
    assert refusal.value.params["name"]
    assert "Hej" not in str(refusal.value.params)


def test_a_missing_font_file_says_which(monkeypatch: pytest.MonkeyPatch, tmp_path: object) -> None:
    monkeypatch.setattr(fonts, "FONT_FOLDER", tmp_path)
    monkeypatch.setattr(fonts, "_opened", {})
    with pytest.raises(EnvironmentFault) as fault:
        load_face(SANS, bold=False)
    assert fault.value.params == {"font": "NotoSans-Regular"}


def test_two_threads_that_want_a_face_first_get_the_same_one(monkeypatch: pytest.MonkeyPatch) -> None:
    second = threading.Event()
    entered: list[str] = []

    class Folder:
        """Lets whoever reads first wait for another reader, who must not come."""

        def __truediv__(self, name: str) -> Path:
            entered.append(name)
            if len(entered) > 1:
                second.set()
            second.wait(0.3)
            return FONT_FOLDER / name

    monkeypatch.setattr(fonts, "FONT_FOLDER", Folder())
    monkeypatch.setattr(fonts, "_opened", {})
    with ThreadPoolExecutor(4) as threads:
        faces = list(threads.map(lambda _: load_face(ARABIC, bold=False), range(4)))
    assert entered == ["NotoSansArabic-Regular.ttf"]
    assert all(face is faces[0] for face in faces)
