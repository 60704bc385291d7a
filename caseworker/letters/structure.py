"""The structure of a tagged PDF (ISO 32000-1 §14.7, PDF/UA-1): what each text is, and the order they are read in.

Each language of a paper is read whole, one after the other: a listener hears her own language as one text and can leap
over the other. Beside each other stand the languages on paper only.
"""

from dataclasses import dataclass, field
from typing import Any, Final

from caseworker.letters.objects import Written, literal, reference
from caseworker.letters.parts import Grouping, Part, Role, Whole

_LISTS: Final = {
    Grouping.NAMED: ("L", "LI", "/A<</O/List/ListNumbering/None>>"),
    Grouping.NUMBERED: ("L", "LI", "/A<</O/List/ListNumbering/Decimal>>"),
    Grouping.TABLE_ROW: ("Table", "TR", ""),
}
_HEADS: Final = {
    Role.COLUMN_HEAD: ("TH", "/A<</O/Table/Scope/Column>>"),
    Role.ROW_HEAD: ("TH", "/A<</O/Table/Scope/Row>>"),
}


@dataclass(slots=True)
class _Element:
    """A structure element under construction; ``kids`` are references and places in pages, as they are written."""

    tag: str
    parent: str
    more: str = ""
    kids: list[str] = field(default_factory=list)

    def write(self) -> bytes:
        """Return the element's dictionary."""
        return f"<</Type/StructElem/S/{self.tag}/P {self.parent}{self.more}/K[{' '.join(self.kids)}]>>".encode(
            "latin-1"
        )


class Structure:
    """Collects what is said while pages are drawn, and writes the tree when the document is finished."""

    def __init__(self) -> None:
        self._pages: list[list[Part]] = [[]]  # on each page, by number, the part that its marked content belongs to
        self._said: dict[str, dict[Part, list[tuple[int, int]]]] = {}

    def mark(self, part: Part, language: str) -> int:
        """Return the number (MCID) under which the page now drawn holds what comes next of ``part``."""
        page = self._pages[-1]
        page.append(part)
        self._said.setdefault(language, {}).setdefault(part, []).append((len(self._pages) - 1, len(page) - 1))
        return len(page) - 1

    def next_page(self) -> int:
        """End a page and return its number, from 0."""
        self._pages.append([])
        return len(self._pages) - 2

    def write(self, document: Any, pages: list[str]) -> Written:
        """Return the root of the tree; ``pages`` are the references of the pages that were drawn."""
        tree = _Tree(document, pages)
        return tree.root(self._said, self._pages[:-1])


class _Tree:
    """Writes the tree of one document."""

    def __init__(self, document: Any, pages: list[str]) -> None:
        self._document = document
        self._pages = pages
        self._of: dict[Part, str] = {}  # the element of each part

    def root(self, said: dict[str, dict[Part, list[tuple[int, int]]]], marked: list[list[Part]]) -> Written:
        """Return the root, every element of the document registered."""
        told = _Root()
        root = Written(told.write)
        top = _Element("Document", reference(self._document, root))
        told.kid = self._add(top)
        for language, parts in said.items():
            holder = top
            if len(said) > 1:
                holder, own = self._under(top, told.kid, "Part", f"/Lang({language})")
            else:
                own = told.kid
            self._fill(holder, own, parts)
        told.marked = [" ".join(map(self._of.__getitem__, page)) for page in marked]
        return root

    def _fill(self, holder: _Element, own: str, parts: dict[Part, list[tuple[int, int]]]) -> None:
        """Put every part under ``holder``, those that belong together in the list or table they make."""
        done: set[Whole] = set()
        gathering: tuple[Grouping, _Element, str] | None = None
        for part, marks in parts.items():
            if part.whole is None:
                gathering = None
                self._leaf(holder, own, part, marks)
                continue
            if part.whole in done:
                continue
            done.add(part.whole)
            grouping = part.whole.grouping
            outer, inner, more = _LISTS[grouping]
            if gathering is None or gathering[0] is not grouping:
                gathering = (grouping, *self._under(holder, own, outer, more))
            line = self._under(gathering[1], gathering[2], inner)
            for each in part.whole.parts:
                if each in parts or grouping is Grouping.TABLE_ROW:  # an empty cell keeps its place in a table
                    self._leaf(*line, each, parts.get(each, []))

    def _leaf(self, holder: _Element, own: str, part: Part, marks: list[tuple[int, int]]) -> None:
        tag, more = _HEADS.get(part.role, (part.role.value, ""))
        if part.words:
            more += f"/ActualText{literal(part.words)}"
        first = marks[0][0] if marks else 0
        made, self._of[part] = self._under(holder, own, tag, f"/Pg {self._pages[first]}{more}")
        for page, number in marks:
            kid = str(number) if page == first else f"<</Type/MCR/Pg {self._pages[page]}/MCID {number}>>"
            made.kids.append(kid)

    def _under(self, holder: _Element, own: str, tag: str, more: str = "") -> tuple[_Element, str]:
        made = _Element(tag, own, more)
        at = self._add(made)
        holder.kids.append(at)
        return made, at

    def _add(self, element: _Element) -> str:
        return reference(self._document, Written(element.write))


@dataclass(slots=True)
class _Root:
    """The root of the tree: the document's element, and which element each piece of marked content belongs to."""

    kid: str = ""
    marked: list[str] = field(default_factory=list)

    def write(self) -> bytes:
        """Return the root's dictionary."""
        numbers = "".join(f"{page}[{elements}]" for page, elements in enumerate(self.marked))
        tree = f"<</Nums[{numbers}]>>/ParentTreeNextKey {len(self.marked)}"
        return f"<</Type/StructTreeRoot/K[{self.kid}]/ParentTree {tree}>>".encode("ascii")
