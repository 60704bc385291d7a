"""The sections of papers about one person's file: rows of the file as entries in Swedish. Not a service.

Who reads them is the person herself or another authority. Others stand here with their name and what they are to her,
and without even that when she must not be told of them.
"""

from collections.abc import Collection, Iterator, Mapping
from datetime import date

from caseworker.domain.agenda import InterpreterWay
from caseworker.domain.handing_out import HIDDEN, HandedOut, LookedAt
from caseworker.domain.intervention import MOST_SCALE
from caseworker.domain.plan import PlanRow
from caseworker.domain.rows import InterventionRow, NoteRow, PersonFile
from caseworker.lawbook_files import LawBook
from caseworker.letters.record_paper import Entry, Passage, Section, Table
from caseworker.services import _record_words as say
from caseworker.services._planned import Planned
from caseworker.store.agenda import Own

NOTHING = "Inget är antecknat."


def identity(file: PersonFile) -> Section:
    """Names, numbers, birth, sex, languages."""
    return Section("Vem du är", entries=tuple(_identity(file)))


def _identity(file: PersonFile) -> Iterator[Entry]:
    for name in file.names:
        yield Entry(say.word("name", name.role), name.full)
    for number in file.identifiers:
        told = [
            number.value,
            say.period(number.begins, number.ends),
            say.word("ended", number.why_ended),
            number.reason,
        ]
        told += [number.certainty, f"utfärdat av {number.issuer}" if number.issuer else ""]
        told += ["kopia av handlingen finns" if number.copy_kept else ""]
        yield Entry(say.number_word(number.type), ", ".join(part for part in told if part))
    length = {"year": 4, "month": 7, "day": 10}.get(file.born_precision, 0)
    born = file.born.isoformat()[:length] if file.born is not None else "Inte känt"
    yield Entry("Född", f"{born}, {say.word('birth_source', file.born_source)}")
    for birth in file.births:
        told = [birth.stated, say.word("calendar", birth.calendar), say.word("birth_source", birth.source)]
        told += [f"antecknat {birth.recorded.isoformat()}"]
        yield Entry("Uppgift om födelse", ", ".join(part for part in told if part))
    yield Entry("Kön", say.word("sex", file.sex))
    yield Entry("Talar", say.language_word(file.speaks))
    yield Entry("Läser", say.language_word(file.reads))
    yield Entry("Tolk", say.word("interpreter", file.interpreter))
    yield Entry("Kom genom", say.arrival_word(file.arrived_through))
    if file.protected is not None:
        yield Entry("Skydd", f"Skyddade personuppgifter sedan {file.protected.begins.isoformat()}")


def reached(file: PersonFile) -> Section:
    """Addresses and ways to reach her."""
    entries = []
    for one in file.addresses:
        lines = (f"c/o {one.care_of}" if one.care_of else "", one.street, f"{one.postcode} {one.city}".strip())
        text = "\n".join([*(line for line in lines if line), say.period(one.begins, one.ends)])
        entries.append(Entry(say.word("address", one.kind), text))
    for way in file.contacts:
        entries.append(Entry(say.word("contact", way.kind), f"{way.value}, {say.period(way.begins, way.ends)}"))
    return Section("Så når vi dig", "" if entries else NOTHING, tuple(entries))


def case(file: PersonFile) -> Section:
    """The case, who works with it, linked files, how it ended."""
    entries = [Entry("Ärendenummer", file.case_number), Entry("Enhet", file.unit)]
    entries.append(Entry("Öppnat", file.opened.isoformat()))
    if file.closed is not None:
        entries.append(Entry("Avslutat", file.closed.isoformat()))
    for one in file.assignments:
        entries.append(Entry(say.word("assignment", one.kind), f"{one.name}, {say.period(one.begins, one.ends)}"))
    for linked in file.linked:
        told = f"{linked.case_number}, sedan {linked.begins.isoformat()}, av {linked.linked_by}"
        entries.append(Entry("Sammanlänkad akt", told))
    for end in file.endings:
        told = ", ".join(part for part in (end.day.isoformat(), end.place, end.source, end.note) if part)
        entries.append(Entry(say.word("ending", end.kind), told))
    return Section("Ärendet", entries=tuple(entries))


def standing(file: PersonFile, law: LawBook) -> Section:
    """Legal status, settlement and accommodation, and the days and circumstances the law asks about."""
    book, words = law.statuses, law.rules.rules.words
    entries = []
    for row in file.statuses:
        until = f"till och med {row.permit_until.isoformat()}" if row.permit_until is not None else ""
        told = [say.period(row.begins, row.ends), row.ground, say.word("permit", row.permit), until]
        told.append(f"klassningskod {row.classification}" if row.classification else "")
        entries.append(Entry(say.status_word(row, book), ", ".join(part for part in told if part)))
    for way in file.settlements:
        entries.append(
            Entry("Bosättning", f"{say.settlement_word(way.code, book)}, {say.period(way.begins, way.ends)}")
        )
    for home in file.accommodations:
        entries.append(
            Entry("Boende", f"{say.accommodation_word(home.code, book)}, {say.period(home.begins, home.ends)}")
        )
    entries += [Entry(say.fact_word(row.code, words), say.fact(row)) for row in file.law_facts]
    return Section("Rättslig ställning och boende", "" if entries else NOTHING, tuple(entries))


def interventions(rows: Collection[InterventionRow], names: Mapping[str, str]) -> Section:
    """Interventions: the plan and what came of it. ``names`` are what the catalogue here calls the types."""
    passages = []
    for row in rows:
        about = [say.word("state", row.state), say.period(row.begins, row.ends), say.actor_word(row.actor)]
        about += [row.contact, row.place, _hours(row)]
        about += [f"antecknad {row.recorded.isoformat()}", f"akt {row.of_case}" if row.of_case else ""]
        heading = ", ".join(part for part in (names.get(row.type, row.type), row.detail) if part)
        told = "\n".join(_course(row))
        passages.append(Passage(heading, " · ".join(part for part in about if part), told))
    return Section("Insatser och plan", "" if passages else NOTHING, passages=tuple(passages))


def _course(row: InterventionRow) -> Iterator[str]:
    """Tell what came of it, the steps, what was seen, and how it went afterwards."""
    came = [say.outcome_word(row.outcome_code), _scale(row.scale), row.outcome]
    if any(came):
        yield ", ".join(part for part in came if part)
    for step in row.steps:
        told = [f"{step.day.isoformat()} {say.word('state', step.state).lower()}", step.by, step.why]
        yield ", ".join(part for part in told if part)
    for tick in row.ticks:
        yield f"Underlag: {say.evidence_word(tick.code)}, {tick.day.isoformat()}, {tick.by}"
    for seen in row.follow_ups:
        told = [f"Uppföljning efter {seen.months} månader, {seen.day.isoformat()}", say.outcome_word(seen.outcome)]
        told += [_scale(seen.scale), seen.text, seen.by]
        yield ", ".join(part for part in told if part)


def _scale(step: int | None) -> str:
    return "" if step is None else f"{step} av {MOST_SCALE}"


def _hours(row: InterventionRow) -> str:
    if row.hours_total is None:
        return "" if row.hours_done is None else f"{row.hours_done} timmar"
    return f"{row.hours_done or 0} av {row.hours_total} timmar"


def notes(rows: Collection[NoteRow], *, told: str = "") -> Section:
    """Notes, oldest first, each with what the person says is wrong in it."""
    passages = []
    by_id = {row.id: row for row in rows}
    for row in sorted(rows, key=lambda one: (one.happened_on, one.written)):
        passages.append(Passage(_note_heading(row), "\n".join(_about(row, by_id.get(row.corrects))), row.text))
        for one in row.disputes:
            about = f"Antecknat {say.moment(one.recorded)} av {one.recorded_name}"
            passages.append(Passage("Den enskilde anser att något i anteckningen ovan är fel", about, one.text))
    return Section("Anteckningar", told if passages else NOTHING, passages=tuple(passages))


def _note_heading(row: NoteRow) -> str:
    by = f" ({row.stated_by})" if row.stated_by else ""
    return f"{row.happened_on.isoformat()} · {say.word('note', row.kind)}{by}"


def _about(row: NoteRow, corrects: NoteRow | None) -> Iterator[str]:
    role = f", {say.role_words((row.signed_role,)).lower()}" if row.signed_role else ""
    signed = f"signerad {say.moment(row.signed)}" if row.signed is not None else "osignerad"
    case_number = f" · akt {row.of_case}" if row.of_case else ""
    yield f"{row.author}{role} · {signed}{case_number}"
    if row.interpreter:
        told = (row.interpreter, say.language_word(row.interpreter_language), row.interpreter_time)
        yield f"Tolk: {', '.join(part for part in told if part)}"
    if corrects is not None:
        yield f"Rättar anteckningen {corrects.happened_on.isoformat()}, skriven {say.moment(corrects.written)}"


def family(file: PersonFile, hidden: Collection[str]) -> Section:
    """Household, relations and warnings; others by name alone, and not even that when they are to be hidden."""
    entries = []
    for member in file.household:
        if member.person != file.id:
            name = _other(member.person, member.name, hidden)
            entries.append(Entry("I samma hushåll", f"{name}, {say.period(member.begins, member.ends)}"))
    for row in file.relations:
        told = [_other(row.other, row.name, hidden), say.word("ground", row.ground), say.period(row.begins, row.ends)]
        told += [f"enligt {row.source}" if row.source and row.other not in hidden else ""]
        entries.append(Entry(say.word("relation", row.kind), ", ".join(part for part in told if part)))
    for warning in file.no_contacts:
        told = [_other(warning.other, warning.name, hidden), warning.reason, say.period(warning.begins, warning.ends)]
        entries.append(Entry("Får inte få veta något om dig", ", ".join(part for part in told if part)))
    told_of_others = (
        "Om andra står bara namn och vad de är till dig. Deras nummer, adresser och telefon lämnas inte ut."
    )
    return Section("Hushåll och närstående", told_of_others if entries else NOTHING, tuple(entries))


def _other(person: str, name: str, hidden: Collection[str]) -> str:
    return name if name and person not in hidden else HIDDEN


def errands(file: PersonFile) -> Section | None:
    """What moves asked for, None when there was no move."""
    entries = []
    for row in file.errands:
        if row.person != file.id:
            continue
        told = [f"uppstod {row.arose.isoformat()}", f"senast {row.due.isoformat()}" if row.due else ""]
        told += [f"klart {row.done.isoformat()}" if row.done else "inte klart", row.note]
        entries.append(Entry(say.errand_word(row.code), ", ".join(part for part in told if part)))
    return Section("Att göra efter en flytt", entries=tuple(entries)) if entries else None


def agenda(own: Own) -> Section | None:
    """What was promised, visits, and who was to act; None when there is nothing."""
    entries = []
    for one in own.reminders:
        told = [f"lovat {one.made.isoformat()}", f"till {one.day.isoformat()}"]
        told += [f"klart {one.done.isoformat()}" if one.done else "inte klart"]
        entries.append(Entry(one.text or "Påminnelse", ", ".join(told)))
    for one in own.visits:
        told = [f"{one.day.isoformat()} {one.at}".strip(), one.text, one.place, say.word("visit_outcome", one.outcome)]
        if one.interpreter != InterpreterWay.NONE:
            told += [say.word("interpreter_way", one.interpreter), say.language_word(one.language)]
            told += [say.word("interpreter_wish", one.wish)]
        entries.append(Entry(say.word("visit", one.kind), ", ".join(part for part in told if part)))
    for one in own.waits:
        told = [one.text, f"sedan {one.since.isoformat()}"]
        told += [f"påmind {one.reminded.isoformat()}" if one.reminded else ""]
        told += [f"svar {one.ended.isoformat()}" if one.ended else ""]
        entries.append(Entry(f"Väntan på {say.actor_word(one.actor)}", ", ".join(part for part in told if part)))
    return Section("Lovat, besök och väntan", entries=tuple(entries)) if entries else None


def plans(rows: Collection[PlanRow]) -> Section | None:
    """Every version of the plan, None when there is none."""
    passages = []
    for row in rows:
        about = [say.word("plan", row.state), f"utkast {row.begun.isoformat()}"]
        if row.approved is not None:
            about += [f"godkänd {row.approved.isoformat()}", say.word("approval", row.approved_how), row.approved_by]
        told = [f"Mål: {row.goal}"]
        for one in row.sub_goals:
            days = [f"till {one.due.isoformat()}" if one.due else "", f"nått {one.reached}" if one.reached else ""]
            told.append(", ".join(part for part in (f"Delmål: {one.text}", *days) if part))
        passages.append(Passage(f"Version {row.number}", ", ".join(about), "\n".join(told)))
    return Section("Planen", passages=tuple(passages)) if passages else None


def mapped(planned: Planned) -> Section | None:
    """What was answered in mappings, who interpreted, and which suggestions were declined; None when nothing was."""
    entries = [Entry(f"Tolk vid kartläggningen {day}", name) for day, name in planned.interpreters]
    for question, choices, answer in planned.answers:
        told = (choices, answer.words, answer.answered.date().isoformat())
        entries.append(Entry(question, ", ".join(part for part in told if part)))
    for one in planned.declines:
        told = (one.reason, one.at.date().isoformat(), one.by)
        entries.append(Entry(f"Avböjt: {say.intervention_word(one.type)}", ", ".join(told)))
    return Section("Kartläggning och förslag", entries=tuple(entries)) if entries else None


def documents(file: PersonFile) -> Section:
    """Which documents lie in the file; they themselves are handed out beside this paper."""
    rows = []
    for one in file.attachments:
        state = say.word("removal", one.removal)
        when = f" {say.moment(one.removed)}" if one.removed is not None else ""
        title = f"{one.title or '–'}{f' ({state}{when})' if state else ''}"
        kind = f"{say.word('document', one.kind.value)}, {max(one.size // 1024, 1)} kB"
        rows.append((say.moment(one.added), title, kind, one.added_by))
    table = Table(("Tillagt", "Titel", "Slag", "Av"), (0.18, 0.44, 0.2, 0.18), tuple(rows))
    return Section("Dokument i akten", "" if rows else NOTHING, tables=(table,) if rows else ())


def handed_out(rows: Collection[HandedOut]) -> Section:
    """What has left the register, to whom if the log knows."""
    cells = tuple((say.moment(one.at), one.name, say.word("action", one.action), one.purpose or "–") for one in rows)
    table = Table(("När", "Av", "Vad", "Ändamål"), (0.18, 0.2, 0.3, 0.32), cells)
    return Section("Uppgifter som har lämnat registret", "" if cells else NOTHING, tables=(table,) if cells else ())


def looks(rows: Collection[LookedAt]) -> Section:
    """Who has looked."""
    cells = tuple(
        (say.moment(one.at), one.name, say.role_words(one.roles), one.unit, say.word("action", one.action))
        for one in rows
    )
    told = (
        "Medarbetarens roll är den hon eller han har i dag, enheten den hon eller han arbetade i den dagen. Listor och "
        "sökträffar, där nummer är maskerade, loggas inte person för person."
    )
    table = Table(("När", "Vem", "Roll", "Enhet", "Vad"), (0.17, 0.19, 0.17, 0.21, 0.26), cells)
    return Section("Vem som har läst", told if cells else NOTHING, tables=(table,) if cells else ())


def kept(until: date | None, rules: Collection[tuple[str, str]], *, for_ever: bool) -> Section:
    """How long it is all kept, and why."""
    if for_ever:
        told = "Akten gallras inte."
    elif until is None:
        told = "Akten sparas så länge ärendet pågår. Därefter gäller reglerna nedan."
    else:
        told = f"Akten sparas till och med {until.isoformat()}, om inget nytt antecknas."
    return Section("Hur länge uppgifterna sparas", told, tuple(Entry(law, words) for words, law in rules))
