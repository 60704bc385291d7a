"""Who a person is, in words: names and their parts, where a birth date comes from, numbers and why they ended, ends."""

from datetime import date

from caseworker.domain.calendars import Calendar
from caseworker.domain.endings import EndingKind
from caseworker.domain.identity import dormancy_near, dormant_from
from caseworker.domain.person import BirthPrecision, BirthSource, Certainty, NameRole, TokenRole, WhyEnded
from caseworker.domain.rows import EndingRow, IdentifierRow, NameRow
from ui.days import birth_text
from ui.language import _, day_text
from ui.words import from_case

Pairs = list[tuple[str, str]]


def name_roles() -> Pairs:
    """Spellings of a name."""
    return [
        (NameRole.LATIN, _("Name in Latin letters")),
        (NameRole.ORIGINAL, _("Name in own script")),
        (NameRole.MIGRATION_AGENCY, _("As the Migration Agency spells it")),
        (NameRole.FORMER, _("Former name")),
        (NameRole.ALIAS, _("Also known as")),
    ]


def token_roles() -> Pairs:
    """Parts of a name."""
    return [
        (TokenRole.GIVEN, _("Given name")),
        (TokenRole.FATHER, _("Father's name")),
        (TokenRole.GRANDFATHER, _("Grandfather's name")),
        (TokenRole.MOTHER, _("Mother's name")),
        (TokenRole.FAMILY, _("Family name")),
        (TokenRole.TITLE, _("Title")),
        (TokenRole.OTHER, _("Other part")),
    ]


def calendars() -> Pairs:
    """Calendars a date may be told in."""
    return [
        (Calendar.GREGORIAN, _("Gregorian")),
        (Calendar.ETHIOPIAN, _("Ethiopian")),
        (Calendar.SOLAR_HIJRI, _("Solar Hijri (Iran, Afghanistan)")),
    ]


def birth_sources() -> Pairs:
    """Where a birth date comes from."""
    return [
        (BirthSource.NOT_STATED, _("Not stated")),
        (BirthSource.DOCUMENT, _("Passport or other document")),
        (BirthSource.DECISION, _("Decision of an authority")),
        (BirthSource.OWN_STATEMENT, _("Own statement")),
        (BirthSource.ESTIMATED, _("Estimated")),
        (BirthSource.OTHER, _("Other source")),
    ]


def certainties() -> Pairs:
    """How surely the identity behind a samordningsnummer is known."""
    return [
        (Certainty.NOT_STATED, _("Not stated")),
        (Certainty.CONFIRMED, _("Confirmed identity")),
        (Certainty.LIKELY, _("Likely identity")),
        (Certainty.UNCERTAIN, _("Uncertain identity")),
    ]


def ending_kinds() -> Pairs:
    """How a case ends."""
    return [
        (EndingKind.CLOSED, _("Closed")),
        (EndingKind.MOVED, _("Moved to another municipality")),
        (EndingKind.ABROAD, _("Moved abroad")),
        (EndingKind.DISAPPEARED, _("Disappeared")),
        (EndingKind.DECEASED, _("Deceased")),
        (EndingKind.HANDED_OVER, _("Handed over")),
    ]


def ending_words(kind: str) -> str:
    """What happened, in a word or two."""
    return dict([*ending_kinds(), (EndingKind.RETURNED, _("Came back"))])[EndingKind(kind)]


def follows_words(code: str) -> str:
    """What is to be thought of when a case ends."""
    words = {
        "tell_person": _("Tell the person that the case is closed."),
        "end_interventions": _("End the interventions that still go on."),
        "hand_over_file": _("Hand the file over: what goes along needs consent or a rule that allows it."),
        "tell_school": _("Tell the school and the preschool, if there are children."),
        "tell_insurance": _("Tell Försäkringskassan."),
        "new_address": _("Record the new address, if it may be known."),
        "report_if_child": _("A child who has disappeared is reported to the police and the social services at once."),
        "tell_migration_agency": _("Tell the Migration Agency."),
        "tell_guardian": _("Tell the guardian, god man or other representative."),
        "household_children": _("See to the children of the household."),
        "check_status": _("Check legal status and permit."),
        "check_address": _("Check address and household."),
    }
    return words[code]


def ending_line(row: EndingRow) -> str:
    """One end on one line: what, when, where to, who told."""
    source = _("told by {source}").format(source=row.source) if row.source else ""
    return " · ".join(part for part in (day_text(row.day), row.place, source, row.note) if part)


def ending_chip(row: EndingRow) -> str:
    """The latest end, short: what and when."""
    return _("{what} {day}").format(what=ending_words(row.kind), day=day_text(row.day))


def birth_line(born: date | None, precision: str, source: str) -> str:
    """A birth date with what is known of it and where that comes from: ``omkring 1990 (uppskattad)``."""
    day = birth_text(born, precision)
    if born is None or not day:
        return ""
    if source == BirthSource.ESTIMATED:
        return _("about {day} (estimated)").format(day=day)
    if source == BirthSource.DECISION and (born.month, born.day) == (1, 1):
        told = day_text(born) if precision == BirthPrecision.DAY else day
        return _("{day} by decision").format(day=told)
    words = dict(birth_sources()).get(source, source) if source else ""
    return f"{day} ({words[:1].lower()}{words[1:]})" if words else day


def number_state(row: IdentifierRow, today: date) -> tuple[str, str, str]:
    """Whether a number is in use, as words, tone and icon of a chip."""
    if row.why_ended == WhyEnded.MISTYPED:
        return _("Mistyped"), "danger", "x"
    if row.why_ended == WhyEnded.WITHDRAWN:
        return _("Withdrawn"), "warn", "x"
    if row.ends is not None and row.ends < today:
        return _("Before"), "neutral", "clock"
    dormant = dormant_from(row.type, row.begins, row.renewed_on)
    if dormant is not None and dormant <= today:
        return _("Dormant since {day}").format(day=day_text(dormant)), "danger", "clock"
    if dormant is not None and dormancy_near(row.type, row.begins, row.renewed_on, today):
        return _("Dormant from {day}").format(day=day_text(dormant)), "warn", "clock"
    return _("In use"), "ok", "check"


def number_facts(row: IdentifierRow, today: date) -> str:
    """What stood on the paper, in one line."""
    dormant = dormant_from(row.type, row.begins, row.renewed_on) if row.ends is None else None
    sure = dict(certainties())[Certainty(row.certainty)].lower() if row.certainty else ""
    soon = dormancy_near(row.type, row.begins, row.renewed_on, today)
    parts = (
        sure,
        _("renewed {day}").format(day=day_text(row.renewed_on)) if row.renewed_on else "",
        _("dormant from {day}").format(day=day_text(dormant)) if dormant and not soon else "",
        _("seen {day}").format(day=day_text(row.seen_on)) if row.seen_on else "",
        _("copy kept") if row.copy_kept else "",
        row.reason,
        from_case(row.of_case),
    )
    return " · ".join(part for part in parts if part)


def name_facts(row: NameRow) -> str:
    """The parts of a name, told apart, and its days."""
    words = dict(token_roles())
    parts = [f"{words[TokenRole(role)].lower()} {text}" for role, text in row.tokens]
    if row.begins or row.ends:
        begins, ends = (day_text(day) if day else "" for day in (row.begins, row.ends))
        parts.append(f"{begins} – {ends}".strip())
    return " · ".join(part for part in (*parts, from_case(row.of_case)) if part)
