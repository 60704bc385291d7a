"""What a step is called when it is taken back, and what its fields are called when two values are compared."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date

from caseworker.domain.undo import FieldPair
from ui.language import _, day_text
from ui.words import Words, interpreter_words, permit_kind, sex_words, state_words

Value = str | int | None


def step_words(what: str) -> str:
    """What kind of step it was, as it stands after "Undo:"."""
    words = {
        "accommodation": _("accommodation"),
        "decline": _("suggestion that was declined"),
        "draft_removed": _("note thrown away"),
        "mapping": _("mapping that was begun"),
        "mapping_consent": _("consent to questions about health"),
        "mapping_finished": _("mapping that was finished"),
        "mapping_interpreter": _("interpreter of the mapping"),
        "plan": _("draft of the plan"),
        "plan_draft_removed": _("draft of the plan thrown away"),
        "plan_goal": _("sub-goal reached"),
        "law_fact": _("day or circumstance that the law asks about"),
        "link": _("files linked as one person"),
        "pair": _("answer about two files"),
        "unlink": _("files taken apart"),
        "address": _("address"),
        "assignment": _("assignment of a colleague"),
        "birth": _("birth date"),
        "closing": _("closing of the case"),
        "contact": _("contact details"),
        "details": _("corrected details"),
        "document_put_back": _("document put back"),
        "document_removed": _("document taken out of the file"),
        "errand": _("errand after a move"),
        "household": _("who lives together"),
        "intervention": _("new intervention"),
        "intervention_details": _("details of an intervention"),
        "intervention_evidence": _("evidence of an intervention"),
        "intervention_follow_up": _("follow-up of an intervention"),
        "intervention_state": _("state of an intervention"),
        "move": _("move of the household"),
        "name": _("name"),
        "no_contact": _("who must not be told"),
        "own_language_gone": _("language taken away"),
        "own_sheet_gone": _("sheet taken away"),
        "number": _("identity number"),
        "registration": _("registration of a person"),
        "relation": _("relation"),
        "release": _("a colleague taken off the case"),
        "reopening": _("opening of the case again"),
        "retention": _("how long the file is kept"),
        "settlement": _("way of settlement"),
        "reminder": _("reminder"),
        "status": _("legal status"),
        "task_done": _("what was done"),
        "task_handed": _("what was handed over"),
        "task_later": _("what was put off"),
        "visit": _("visit"),
        "visit_outcome": _("what came of a visit"),
        "wait": _("waiting for somebody"),
        "wait_reminded": _("reminder to whoever is to act"),
    }
    return words.get(what) or _("latest change")


def field_words(field: str) -> str:
    """A field of the register in words; one that no page shows by name is called by what it belongs to."""
    return _fields().get(field) or part_words(field.partition(".")[0])


def told_pairs(pairs: Sequence[FieldPair]) -> list[FieldPair]:
    """The pairs worth reading: named fields, and one for a part of which no field has a name."""
    named = _fields()
    parts = {pair.field.partition(".")[0] for pair in pairs if pair.field in named}
    found: dict[str, FieldPair] = {}
    for pair in pairs:
        part = pair.field.partition(".")[0]
        if pair.field in named:
            found[f"{pair.field} {len(found)}"] = pair
        elif part not in parts:
            found.setdefault(part, pair)
    return list(found.values())


def part_words(part: str) -> str:
    """A part of a file: what hangs on a person, or where a changed field belongs."""
    words = {
        "accommodations": _("Accommodation"),
        "address": _("Address"),
        "addresses": _("Address"),
        "assignments": _("Assigned colleagues"),
        "attachments": _("Attached documents"),
        "birth_statements": _("Birth date"),
        "cases": _("The case"),
        "contact": _("Contact details"),
        "contacts": _("Contact details"),
        "declines": _("Declined suggestions"),
        "drafts": _("Drafts"),
        "mapping_answers": _("Mapping"),
        "mappings": _("Mapping"),
        "plan_goals": _("The plan"),
        "plans": _("The plan"),
        "endings": _("How the case ended"),
        "identifier": _("Identity numbers"),
        "identifiers": _("Identity numbers"),
        "evidence_ticks": _("Evidence of interventions"),
        "follow_ups": _("Follow-ups of interventions"),
        "intervention_steps": _("Steps of interventions"),
        "interventions": _("Interventions"),
        "law_facts": _("What the law asks about"),
        "looks_in_need": _("Looks in need"),
        "name": _("Names"),
        "notes": _("Notes"),
        "people": _("Personal details"),
        "person": _("Personal details"),
        "person_names": _("Names"),
        "protections": _("Protection"),
        "reminders": _("Reminders"),
        "retention_facts": _("How long the file is kept"),
        "settlements": _("Settlement"),
        "statuses": _("Legal status"),
        "task_marks": _("What is to be done"),
        "visits": _("Visits"),
        "waits": _("Waiting for others"),
    }
    return words.get(part) or _("Other entries")


def value_words(field: str, value: Value, words: Words) -> str:
    """A kept value as it is read."""
    if value is None or value == "":
        return _("Nothing")
    column = field.partition(".")[2]
    told = _codes(words).get(field) or _codes(words).get(f"*.{column}")
    if told is not None:
        try:
            return told(str(value))
        except (KeyError, ValueError):  # a code of another time
            return str(value)
    return _day(str(value))


def _day(text: str) -> str:
    try:
        return day_text(date.fromisoformat(text)) if len(text) == len("2026-11-21") else text
    except ValueError:
        return text


def _codes(words: Words) -> Mapping[str, Callable[[str], str]]:
    return {
        "accommodations.code": words.accommodation,
        "identifiers.type": words.identifier,
        "interventions.state": state_words,
        "interventions.type": words.intervention,
        "interventions.actor": words.actor,
        "interventions.area": words.area,
        "interventions.outcome_code": words.outcome,
        "intervention_steps.state": state_words,
        "evidence_ticks.code": words.evidence,
        "follow_ups.outcome": words.outcome,
        "people.interpreter": interpreter_words,
        "people.reads": words.language,
        "people.sex": sex_words,
        "people.speaks": words.language,
        "settlements.code": words.settlement,
        "statuses.code": words.status,
        "statuses.permit": permit_kind,
        "*.arrived_through": words.arrival,
    }


def _fields() -> Mapping[str, str]:
    return {
        "addresses.street": _("Street address"),
        "addresses.city": _("Town"),
        "addresses.postcode": _("Postcode"),
        "addresses.care_of": _("Care of"),
        "addresses.ends": _("Address, last day"),
        "cases.closed": _("Last day of the case"),
        "contacts.value": _("Telephone or e-mail"),
        "contacts.ends": _("Telephone or e-mail, last day"),
        "identifiers.value": _("Number"),
        "identifiers.ends": _("Number, last day"),
        "interventions.state": _("State"),
        "interventions.begins": _("Intervention, first day"),
        "interventions.ends": _("Intervention, last day"),
        "interventions.outcome": _("Outcome"),
        "interventions.outcome_code": _("Outcome of the intervention"),
        "interventions.actor": _("Who does it"),
        "interventions.contact": _("Contact at the actor"),
        "interventions.detail": _("More about the intervention"),
        "interventions.place": _("Place"),
        "interventions.hours_done": _("Hours done"),
        "interventions.hours_total": _("Hours in all"),
        "evidence_ticks.code": _("Evidence"),
        "follow_ups.outcome": _("Follow-up"),
        "people.born": _("Born"),
        "people.interpreter": _("Interpreter"),
        "people.reads": _("Reads"),
        "people.sex": _("Sex in the population register"),
        "people.speaks": _("Speaks"),
        "people.arrived_through": _("Came here through"),
        "person_names.full": _("Name"),
        "person_names.given": _("Given name"),
        "person_names.family": _("Family name"),
        "statuses.begins": _("Legal status, first day"),
        "statuses.ends": _("Legal status, last day"),
        "statuses.permit_until": _("Permit, last day"),
    }


def undo_words(what: str) -> str:
    """What the menu says: ``Undo: legal status``."""
    return _("Undo: {what}").format(what=step_words(what)) if what else _("Undo")


def redo_words(what: str) -> str:
    """What the menu says: ``Redo: legal status``."""
    return _("Redo: {what}").format(what=step_words(what)) if what else _("Redo")


def done_words(what: str) -> str:
    """What the bar says for ten seconds after a step."""
    return _("Saved: {what}").format(what=step_words(what))
