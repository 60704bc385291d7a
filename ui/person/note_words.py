"""What notes are called: kinds, who signed in which role and when, who interpreted."""

from datetime import datetime

from caseworker.domain.access import Role
from caseworker.domain.notes import NoteKind
from caseworker.domain.rows import NoteRow
from ui.desk import Desk
from ui.language import _, clock_text, day_text
from ui.words import from_case


def kind_rows() -> tuple[tuple[str, str], ...]:
    """Return the kinds a note may be given, with their words."""
    return (
        (NoteKind.FACT.value, _("Fact")),
        (NoteKind.STATEMENT.value, _("Statement")),
        (NoteKind.ASSESSMENT.value, _("Assessment")),
    )


def kind_words(note: NoteRow) -> str:
    """Return what a note holds, a statement with who made it; "" for one from before notes were marked."""
    if note.kind == NoteKind.STATEMENT:
        return _("Statement by {who}").format(who=note.stated_by) if note.stated_by else _("Statement")
    return dict(kind_rows()).get(note.kind, "")


def moment_words(desk: Desk, moment: datetime) -> str:
    """Return day and time as a Swedish clock shows them."""
    local = desk.local(moment)
    return f"{day_text(local.date())} {clock_text(local)}"


def signature_words(desk: Desk, note: NoteRow) -> str:
    """Return who signed the note, as what and when; of an unsigned one who writes it and since when."""
    if note.signed is None:
        begun = moment_words(desk, note.begun or note.written)
        return _("{author} is writing, since {when}").format(author=note.author, when=begun)
    when = moment_words(desk, note.signed)
    role = _role_words(note.signed_role)
    if not role:
        signed = _("{author}, written {when}").format(author=note.author, when=when)
    else:
        signed = _("{author}, {role}, signed {when}").format(author=note.author, role=role, when=when)
    return ", ".join(part for part in (signed, from_case(note.of_case)) if part)


def interpreter_words(note: NoteRow) -> str:
    """Return who interpreted into which language and when; "" when nobody did."""
    parts = (note.interpreter, note.interpreter_language, note.interpreter_time)
    told = ", ".join(part for part in parts if part)
    return _("Interpreter: {who}").format(who=told) if told else ""


def _role_words(role: str) -> str:
    words = {
        Role.CASEWORKER.value: _("caseworker"),
        Role.LOCUM.value: _("locum"),
        Role.UNIT_MANAGER.value: _("unit manager"),
    }
    return words.get(role, "")
