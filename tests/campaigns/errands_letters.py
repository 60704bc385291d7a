"""What a municipality does with the texts of its letters: own words, sheets, languages, reviews, PO files."""

from collections.abc import Callable
from datetime import date
from itertools import product

from caseworker.services import letter_exchange, letter_texts
from tests.campaigns.hands import Ack, Acks, Hands
from tests.services.conftest import MAJ

SFI, TI = "sfi", "ti"
TITLE = "Vad är sfi?"
_SHEET = """id = "{id}"
version = 1
date = 2026-11-21
title = "Odling"
group = "start"
[[block]]
kind = "paragraph"
text = "Hej {{person}}"
"""
_PO = 'msgid ""\nmsgstr ""\n"Language: ti\\n"\n\nmsgid "{text}"\nmsgstr "{told}"\n'


def _review(hands: Hands) -> Acks:
    told = letter_texts.read_sheet_texts(hands.register, sheet=SFI, language=TI, by=MAJ).state
    version = told.version if told else ""
    day = date(2026, 11, 1)
    made = hands.do(letter_texts.record_review, sheet=SFI, language=TI, version=version, name="Selam", day=day, by=MAJ)
    yield Ack("letter_texts.record_review", made.created)
    made = hands.do(letter_texts.approve_sheet, sheet=SFI, language=TI, version=version, by=MAJ)
    yield Ack("letter_texts.approve_sheet", made.created)
    made = hands.do(letter_texts.withdraw_review, sheet=SFI, language=TI, reason="Fel", by=MAJ)
    yield Ack("letter_texts.withdraw_review", made.created)
    hands.do(letter_texts.block_drafts, block=False, by=MAJ)
    yield Ack("letter_texts.block_drafts", "")


def _own_words(hands: Hands) -> Acks:
    number = hands.chance.randrange(10**9)
    text = f"Vad är sfi, fråga {number}?"
    made = hands.do(
        letter_texts.change_text, sheet=SFI, language="sv", source=TITLE, text=text, reason="Rättat", by=MAJ
    )
    yield Ack("letter_texts.change_text", made.created)
    told = _PO.format(text=text, told=f"እንታይ {number}").encode()
    hands.do(letter_exchange.import_po, content=told, language=TI, reason="Byrån", by=MAJ)
    yield Ack("letter_exchange.import_po", "")
    hands.do(letter_exchange.export_po, language=TI, sheet=SFI, by=MAJ)
    yield Ack("letter_exchange.export_po", "")
    # reviews of these words hold again for whoever comes next
    hands.do(letter_texts.change_text, sheet=SFI, language="sv", source=TITLE, text="", reason="Åter", by=MAJ)


def _own_sheet(hands: Hands) -> Acks:
    name = f"odling-{hands.chance.randrange(10**9)}"
    hands.do(letter_exchange.save_own_sheet, sheet=name, body=_SHEET.format(id=name), reason="Nytt", by=MAJ)
    yield Ack("letter_exchange.save_own_sheet", name)
    title = f"Odla {hands.chance.randrange(10**9)}"
    made = hands.do(
        letter_exchange.write_own_sheet, title=title, group="start", text="# Vem?\nAlla.", reason="Nytt", by=MAJ
    )
    yield Ack("letter_exchange.write_own_sheet", made.created)
    hands.do(letter_exchange.remove_own_sheet, sheet=name, reason="Slut", by=MAJ)
    yield Ack("letter_exchange.remove_own_sheet", name)
    known = {state.language for state in letter_texts.list_sheet_states(hands.register, by=MAJ)[0].states}
    # drawn, not the first: several errands at once are not to want the same one
    code = hands.chance.choice([code for code in map("".join, product("qxz", _LETTERS, _LETTERS)) if code not in known])
    hands.do(
        letter_exchange.add_language,
        code=code,
        swedish_name="påhittat",
        endonym="Qaa",
        script="Latn",
        rtl=False,
        by=MAJ,
    )
    yield Ack("letter_exchange.add_language", code)
    hands.do(letter_exchange.remove_own_language, language=code, reason="Slut", by=MAJ)
    yield Ack("letter_exchange.remove_own_language", code)


_LETTERS = "abcdefghijklmnopqrstuvwxyz"
ERRANDS: dict[Callable[[Hands], Acks], int] = {_review: 1, _own_words: 1, _own_sheet: 1}
LOGGED = {
    "letter_exchange.import_po": "letter_texts.imported",
    "letter_exchange.export_po": "letter_texts.exported",
    "letter_texts.block_drafts": "letter_texts.policy",
}
KEPT = {
    "letter_texts.record_review": "SELECT id FROM letter_reviews WHERE act = 'reviewed'",
    "letter_texts.approve_sheet": "SELECT id FROM letter_reviews WHERE act = 'approved'",
    "letter_texts.withdraw_review": "SELECT id FROM letter_reviews WHERE act = 'withdrawn'",
    "letter_texts.change_text": "SELECT id FROM letter_texts",
    "letter_exchange.save_own_sheet": "SELECT sheet FROM letter_sheets WHERE body <> ''",
    "letter_exchange.write_own_sheet": "SELECT sheet FROM letter_sheets WHERE body <> ''",
    "letter_exchange.remove_own_sheet": "SELECT sheet FROM letter_sheets WHERE body = ''",
    "letter_exchange.add_language": "SELECT code FROM letter_languages WHERE swedish_name <> ''",
    "letter_exchange.remove_own_language": "SELECT code FROM letter_languages WHERE swedish_name = ''",
}
TOGETHER = {
    "reviews of translations and the log": (
        "SELECT count(*) FROM letter_reviews",
        "SELECT count(*) FROM audit WHERE action IN "
        "('letter_texts.reviewed', 'letter_texts.approved', 'letter_texts.withdrawn')",
    ),
    "own sheets and the log": (
        "SELECT count(*) FROM letter_sheets",
        "SELECT count(*) FROM audit WHERE action = 'letter_texts.sheet_kept'",
    ),
    "own languages taken away and the log": (
        "SELECT count(*) FROM letter_languages WHERE swedish_name = ''",
        "SELECT count(*) FROM audit WHERE action = 'letter_texts.language_removed'",
    ),
}
