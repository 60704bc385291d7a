"""What the palette finds in the register: people and what led to them, a look in need, a new person of that name."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING

from ui.desk import Desk
from ui.language import _
from ui.shell.palette import Entry, PeopleSearch

if TYPE_CHECKING:
    from caseworker.domain.finding import Hit
    from ui.shell.window import MainWindow


def palette_search(desk: Desk, window: "Callable[[], MainWindow]") -> PeopleSearch:
    """Return the palette's search: people as entries that open their file. Runs outside the GUI thread."""

    def search(text: str) -> Sequence[Entry]:
        return [*_found(desk, window, text), *_new_person(desk, window, text), *_in_notes(desk, window, text)]

    return search


def _found(desk: Desk, window: "Callable[[], MainWindow]", text: str) -> Sequence[Entry]:
    from caseworker.services import finding

    if not desk.may("person.read"):
        return ()
    hits = finding.look_up(desk.register, text=text, by=desk.user)
    found = [_entry(desk, window, hit) for hit in hits]
    return found or (_hidden(desk, window, text) if desk.may("person.open_in_need") else ())


def _entry(desk: Desk, window: "Callable[[], MainWindow]", hit: "Hit") -> Entry:
    from ui.words import mid_sentence, protected_facts, shown_name

    row = hit.person
    name = shown_name(row.name, row.case_number, row.protected)
    status = mid_sentence(desk.words.status(row.status, unaccompanied=row.unaccompanied))
    if row.protected is not None:
        facts = (protected_facts(row.sex, row.protected), status, _("protected details"))
    else:
        facts = (status, _birth(hit), _led(hit))
    open_it = partial(_go, window, "person", row.id)
    actions = [Entry(_("Open the file"), _("all of the case"), open_it, icon="folder-open")]
    if desk.may("letter.make") and row.protected is None:
        letter = partial(_go, window, "letters", row.id)
        actions.append(Entry(_("Letter to this person"), _("choose sheet and language"), letter, icon="mail"))
    return Entry(
        name,
        " · ".join(part for part in facts if part),
        open_it,
        beside=row.original_name if row.original_name != name else "",
        icon="user-check" if row.protected is None else "shield-alert",
        group=_group(hit),
        actions=tuple(actions),
    )


def _birth(hit: "Hit") -> str:
    from ui.days import birth_text

    return birth_text(hit.person.born, hit.person.born_precision) if hit.person.born else ""


def _group(hit: "Hit") -> str:
    from caseworker.domain.finding import Way

    if hit.way is Way.SOUND:
        return _("People, spelt differently but sounding alike")
    return _("People who live there") if hit.way is Way.PLACE else _("People")


def _led(hit: "Hit") -> str:
    """What of the text led to the person, in words; a name that stands there as it was typed needs none."""
    from caseworker.domain.finding import Way

    words = {
        Way.SOUND: _("the name sounds alike"),
        Way.NUMBER: _("the number matches"),
        Way.FORMER_NUMBER: _("an earlier number matches"),
        Way.CASE: _("the case number matches"),
        Way.PHONE: _("the telephone number matches"),
        Way.BIRTH: _("born that day"),
        Way.PLACE: hit.told,
    }
    return words.get(hit.way, "")


def _hidden(desk: Desk, window: "Callable[[], MainWindow]", text: str) -> Sequence[Entry]:
    """Somebody beyond reach who has this very number: her case and unit, and the way to ask for the file."""
    from caseworker.services import access

    return [
        Entry(
            _("Case {number}").format(number=one.case_number),
            _("{unit}: open in need").format(unit=one.unit),
            partial(_ask, desk, window, one.person),
        )
        for one in access.find_hidden(desk.register, text=text, by=desk.user)
    ]


def _ask(desk: Desk, window: "Callable[[], MainWindow]", person: str) -> None:
    from ui.shell.in_need import ask_in_need

    ask_in_need(window(), desk, person, partial(_go, window, "person", person), window())


def _new_person(desk: Desk, window: "Callable[[], MainWindow]", text: str) -> Sequence[Entry]:
    """The typed name as a new person; what holds a digit is no name."""
    name = " ".join(word[:1].upper() + word[1:] for word in text.split())
    if any(sign.isdigit() for sign in name) or not desk.may("person.register"):
        return ()
    return [
        Entry(
            _("New person named {name}").format(name=name),
            _("nothing is saved until you choose to"),
            partial(_begin, window, name),
            icon="user-plus",
            keys="Ctrl+N",
            group=_("Do"),
        )
    ]


def _in_notes(desk: Desk, window: "Callable[[], MainWindow]", text: str) -> Sequence[Entry]:
    """The way to the notes that have these words: what is shown of a note is logged, so it is not shown unasked."""
    if not desk.may("person.read") or not any(letter.isalpha() for letter in text):
        return ()
    return [
        Entry(
            _("Search in notes: {text}").format(text=text),
            _("the words of signed notes; what is shown is logged"),
            partial(_search_notes, window, text),
            icon="notebook-pen",
            keys="Ctrl+Shift+F",
            group=_("Do"),
        )
    ]


def _search_notes(window: "Callable[[], MainWindow]", text: str) -> None:
    """Open the search in notes with the words. They are handed to the page: the way back remembers none."""
    from ui.note_search.view import NoteSearchPage

    window().go("note_search")
    page = window().stack.current
    if isinstance(page, NoteSearchPage):
        page.search_for(text)


def _go(window: "Callable[[], MainWindow]", screen: str, person: str) -> None:
    window().go(screen, person)


def _begin(window: "Callable[[], MainWindow]", name: str) -> None:
    """Open Ny person with the name. It is handed to the page: the way back remembers no name."""
    from ui.intake.view import IntakePage

    window().go("intake")
    page = window().stack.current
    if isinstance(page, IntakePage):
        page.begin_with(name)
