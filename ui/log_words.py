"""What a line of the log says was done, in the reader's words."""

from ui.language import _


def log_words(action: str) -> str:
    """What a line of the log says was done."""
    words = _log_of_person() | _log_of_case() | _log_of_agenda()
    return words.get(action) or _("Did something else ({code})").format(code=action)


def _log_of_person() -> dict[str, str]:
    return {
        "person.import_undone": _("Took the import back"),
        "person.updated_by_import": _("Added what was missing"),
        "person.registered": _("Registered the person and opened the case"),
        "person.corrected": _("Corrected the person's details"),
        "person.linked": _("Linked the file with another of the same person"),
        "person.link_looked": _("Looked at what was written in linked files"),
        "person.unlinked": _("Took linked files apart"),
        "identifier.revealed": _("Showed an identity number in full"),
        "identifier.added": _("Added an identity number"),
        "identifier.ended": _("Ended a number"),
        "identifier.renewed": _("Renewed a number"),
        "name.recorded": _("Recorded a name"),
        "name.removed": _("Took away a name"),
        "birth.recorded": _("Recorded what is said of the birth date"),
        "household.joined": _("Recorded who lives together"),
        "household.left": _("Recorded that somebody left the household"),
        "relation.recorded": _("Recorded a relation"),
        "relation.ended": _("Ended a relation"),
        "no_contact.recorded": _("Recorded who must not be told"),
        "no_contact.ended": _("Ended the warning about who must not be told"),
        "errand.settled": _("Settled an errand after a move"),
        "contact.added": _("Added a telephone number or e-mail address"),
        "address.added": _("Added an address"),
        "status.recorded": _("Recorded a legal status"),
        "settlement.recorded": _("Recorded the way of settlement"),
        "accommodation.recorded": _("Recorded the accommodation"),
        "protection.begun": _("Protected the person"),
        "protection.ended": _("Ended the protection"),
        "protection.revealed": _("Showed the protected details"),
        "protection.readers_proposed": _("Proposed who may read the protected details"),
        "protection.readers_changed": _("Changed who may read the protected details"),
    }


def _log_of_case() -> dict[str, str]:
    return {
        "register.derived_rebuilt": _("Made lists and searches anew"),
        "case.opened": _("Opened the file"),
        "client.shown": _("Turned the screen to the person"),
        "case.assigned": _("Assigned a colleague to the case"),
        "case.released": _("Took a colleague off the case"),
        "pair.looked": _("Compared the person with another"),
        "pair.judged": _("Judged whether two people are the same"),
        "case.closed": _("Closed the case"),
        "case.reopened": _("Opened the case again"),
        "access.opened_in_need": _("Opened the file in need"),
        "access.look_seen": _("Saw a colleague's look in need"),
        "erasure.facts_recorded": _("Recorded what decides how long the file is kept"),
        "erasure.proposed": _("Proposed files for erasure"),
        "erasure.restored": _("Took the file back from a list for erasure"),
        "plan.drafted": _("Drafted the plan"),
        "plan.approved": _("Approved the plan"),
        "plan.draft_discarded": _("Threw a draft of the plan away"),
        "plan.goal_reached": _("Said whether a sub-goal was reached"),
        "suggestion.declined": _("Declined a suggestion"),
        "mapping.begun": _("Began a mapping"),
        "mapping.interpreter_recorded": _("Recorded the interpreter of the mapping"),
        "mapping.consent_recorded": _("Recorded consent to questions about health"),
        "mapping.finished": _("Finished the mapping"),
        "intervention.added": _("Added an intervention"),
        "intervention.moved": _("Changed the state of an intervention"),
        "intervention.changed": _("Changed the details of an intervention"),
        "intervention.evidence": _("Ticked evidence of an intervention"),
        "intervention.followed_up": _("Followed up an intervention"),
        "note.begun": _("Began a note"),
        "note.discarded": _("Threw away an unsigned note"),
        "note.disputed": _("Recorded what the person says is wrong"),
        "note.found": _("Saw words of a note in a search"),
        "note.signed": _("Signed a note"),
        "conflict.settled": _("Chose between two values"),
        "undo.done_again": _("Did again what was taken back"),
        "undo.taken_back": _("Took back the latest step"),
        "note.written": _("Wrote a note"),
        "attachment.added": _("Added a document"),
        "attachment.opened": _("Looked at a document"),
        "attachment.put_back": _("Put a document back"),
        "attachment.removed": _("Took a document out of the file"),
        "attachment.saved": _("Saved a document out"),
        "record.taken_out": _("Took out journal and plan"),
        "extract.taken_out": _("Took out a register extract"),
        "looks.taken_out": _("Took out who has read the file"),
        "letter.printed": _("Printed a letter"),
        "letter.stopped": _("A letter did not come out whole: the printing was stopped"),
        "calculation.printed": _("Printed the calculation of a right or a last day"),
        "plan.printed": _("Printed the plan"),
        "letter.saved": _("Saved a letter as PDF"),
    }


def _log_of_agenda() -> dict[str, str]:
    return {
        "agenda.reminder_added": _("Promised to do something"),
        "agenda.visit_booked": _("Booked a visit"),
        "agenda.visit_settled": _("Said what came of a visit"),
        "agenda.wait_begun": _("Wrote down who is to act"),
        "agenda.wait_reminded": _("Reminded whoever is to act"),
        "agenda.task_done": _("Said that something is done"),
        "agenda.task_put_off": _("Put something off"),
        "agenda.task_handed_over": _("Handed something over to a colleague"),
        "handover.taken_out": _("Made a hand-over paper"),
    }
