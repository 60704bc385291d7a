"""Twenty made-up values that must never be seen outside the encrypted register, and every form they may hide in."""

import base64
import os
import urllib.parse
from collections.abc import Iterable
from pathlib import Path

CANARIES = (
    "Zyxqvalda",  # given name
    "Kanariefågelsson",  # family name
    "زیخکوالدا",  # name in its own script
    "QYXWALDAH KANARIE",  # as the Migration Agency spells it
    "19880314-2382",  # identity number, an official test number
    "0701740699",  # telephone
    "qyxpost@kanarie.example",  # e-mail
    "Kanariegränden 77",  # street
    "Kvittervik",  # town
    "c/o Tjattersson",  # care of
    "Zyxanteckning om kvitter",  # a note
    "Zyxrubrik i journalen",  # its heading
    "Zyxsökning",  # a search
    "Zyxutkast halvskrivet",  # a draft
    "Zyxutfall av insatsen",  # an outcome
    "Zyxskäl till beslutet",  # a reason
    "Zyxfil-kanarie",  # the name of a file
    "Zyxkontakt på skolan",  # somebody at a school
    "Zyxrelation mormor",  # a relative
    "ዝይቅቫልዳ",  # a name in Ethiopic
)
_SHORTEST = 6  # bytes; a shorter form is met by chance


def forms(word: str) -> list[bytes]:
    """Return the ways a word may lie on a disk or in a memory."""
    text = word.encode()
    found = [text, word.encode("utf-16-le"), word.upper().encode(), word.lower().encode()]
    found += [urllib.parse.quote(word).encode(), ascii(word)[1:-1].encode(), text.hex().encode()]
    # base64 hides a word at three offsets; the ends share their bits with what stands beside
    found += [base64.b64encode(b"x" * offset + text)[offset * 2 : -4].strip(b"=") for offset in range(3)]
    return [form for form in found if len(form) >= _SHORTEST]


def found_in(content: bytes, words: Iterable[str] = CANARIES) -> list[str]:
    """Return the words that ``content`` holds in any form."""
    return [word for word in words if any(form in content for form in forms(word))]


def hits(roots: Iterable[Path], words: Iterable[str] = CANARIES, allowed: Iterable[Path] = ()) -> list[str]:
    """Return every file outside ``allowed`` that holds one of ``words`` in any form, also in its own name."""
    needles = [form for word in words for form in forms(word)]
    spared = set(allowed)
    found = []
    for root in roots:
        for path in sorted(root.rglob("*")):
            if path in spared:
                continue
            if any(form in os.fsencode(path.name) for form in needles):
                found.append(f"name of {path}")
            if path.is_file() and any(form in path.read_bytes() for form in needles):
                found.append(str(path))
    return found
