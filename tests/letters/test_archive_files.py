"""veraPDF's judgement: letters are PDF/UA-1, and PDF/A-2b when made for an archive. And it does find what is wrong."""

from collections.abc import Mapping
from itertools import cycle
from pathlib import Path

from caseworker.letters.cover_list import CoverFacts, CoverLine, cover_pdf
from caseworker.letters.record_paper import record_pdf
from tests.letters import test_appendix, test_plan_paper, test_record_paper, test_recovery
from tests.letters.archive_files import DAY, HEAD, LAYOUTS, archive_file, pairs
from tests.letters.judge import ACCESSIBLE, ARCHIVE, COMPLIANT, verdicts

FILES = 24
# what is spoiled, and the rules of veraPDF that then are broken
SPOILED: Mapping[str, tuple[str, bytes, bytes, str]] = {
    "not tagged": (ACCESSIBLE, b"/Marked true", b"/Marked null", "6.2-1"),
    "no language": (ACCESSIBLE, b"/Lang (sv)", b"/Lunk (sv)", "7.2-"),
    "an unknown role": (ACCESSIBLE, b"/S/H1/", b"/S/Q1/", "7.1-5"),
    "no title in the window": (ACCESSIBLE, b"/DisplayDocTitle true", b"/DisplayDocTitle null", "7.1-10"),
    "colours without a meaning": (ARCHIVE, b"/OutputIntents", b"/OutputIntintz", "6.2.4.3-"),
    "a stream's end on its last line": (ARCHIVE, b"\nendstream", b" endstream", "6.1.7.1-2"),
    "another part of the standard": (ARCHIVE, b"<pdfaid:part>2<", b"<pdfaid:part>7<", "6.6.4-"),
}


def some_letters() -> dict[str, tuple[str, str, str]]:
    """Every sheet once, with its languages and layouts in turn, and every language; a name and what is asked for."""
    languages = dict.fromkeys(language for _, language in pairs())
    turns = sorted(pairs(), key=lambda pair: list(languages).index(pair[1]))
    chosen: dict[str, tuple[str, str]] = {}
    while len(chosen) < len({sheet for sheet, _ in turns}):
        for language in languages:
            fresh = [pair for pair in turns if pair[1] == language and pair[0] not in chosen]
            if fresh:
                chosen[fresh[0][0]] = fresh[0]
    missing = set(languages) - {language for _, language in chosen.values()}
    asked = [*chosen.values(), *(("valkommen", language) for language in sorted(missing))]
    return {" ".join(one): one for one in ((*pair, way) for pair, way in zip(asked, cycle(LAYOUTS), strict=False))}


def test_our_files_are_fit_for_an_archive_and_for_listening_and_spoiled_ones_are_not(tmp_path: Path) -> None:
    files = {name: archive_file(*letter) for name, letter in some_letters().items()}
    record = test_record_paper.paper(*test_record_paper.SECTIONS)
    files["record"] = record_pdf(record, test_record_paper.HEAD, archive=True)
    assert len(files) >= FILES
    asked = {(name, standard): pdf for name, pdf in files.items() for standard in (ACCESSIBLE, ARCHIVE)}
    asked["not for an archive", ACCESSIBLE] = archive_file("valkommen", "ti", archive=False)
    asked["plan", ACCESSIBLE] = test_plan_paper.pdf("ar")
    asked["appendix", ACCESSIBLE] = test_appendix.printed()
    asked["recovery", ACCESSIBLE] = test_recovery.sheet(test_recovery.WORDS)
    line = CoverLine(1, "Samira Haddad", "2026-0001", "Arabiska, 2 sidor.")
    facts = CoverFacts(DAY, (("Blad", "Sfi"),), (("Brev: 1", [line]),), demo=True)
    asked["cover list", ACCESSIBLE] = cover_pdf(facts, HEAD)
    whole = archive_file("sfi", "ar")
    for name, (standard, good, bad, _) in SPOILED.items():
        assert good in whole, name
        asked[name, standard] = whole.replace(good, bad)
    judged = verdicts(asked, tmp_path)  # one Java process, one test: starting it is what takes time
    assert {who: said for who, said in judged.items() if who[0] not in SPOILED and said != COMPLIANT} == {}
    assert {who: said for who, said in judged.items() if who[0] in SPOILED and SPOILED[who[0]][3] not in said} == {}
