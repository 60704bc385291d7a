"""Sentences about closing cases and erasing what the law no longer lets us keep (gallring)."""

from caseworker.messages.mark import N_

SENTENCES: dict[str, str] = {
    "case.already_closed": N_(
        "The case was closed on {closed}. Nothing was changed. Open it again first if the day is wrong."
    ),
    "case.closed_in_future": N_("A case cannot be closed in advance. Nothing was changed. Choose today or earlier."),
    "case.not_closed": N_("The case is open. Nothing was changed. You can go on working in it."),
    "erasure.alone": N_(
        "Erasing takes two people and only one works in this register. Nothing was changed. Let a colleague be added "
        "who can approve."
    ),
    "erasure.child_born": N_("The child's birth day lies in the future. Nothing was changed. Check the date."),
    "erasure.in_quarantine": N_(
        "Somebody in the register has this number, and her file {case} is to be erased on {day}. Nothing was saved. "
        "Stop it under Erasing by bringing the file back (in the terminal: erasure restore), then go on in that file."
    ),
    "erasure.in_quarantine_ask": N_(
        "Somebody in the register has this number, and her file {case} is to be erased on {day}. Nothing was saved. "
        "Ask one who can stop it: {who}."
    ),
    "erasure.nobody": N_("Nobody was chosen. Nothing was changed. Choose at least one file that is to be erased."),
    "erasure.not_due": N_(
        "The law keeps {files} of the chosen files for now. Nothing was changed. Look at the dry run again and choose "
        "only files that are to be erased."
    ),
    "erasure.not_listed": N_("The file is on no list. Nothing was changed. It may be back already."),
    "erasure.on_a_list": N_(
        "One of the files is on a list already. Nothing was changed. Wait for that list, or withdraw it."
    ),
    "erasure.other_number": N_(
        "The list does not hold {files} files. Nothing was erased. Show the lists and write the number that stands "
        "there."
    ),
    "erasure.record_damaged": N_(
        "The record of erasures outside the register is damaged. Nothing in the register is lost. If an older copy is "
        "put back, erase again what was erased after it."
    ),
    "erasure.record_not_written": N_(
        "The files are erased, but the record of it outside the register could not be written. Nothing else is "
        "lost. See that the disk has room, then lock and unlock: it is written then."
    ),
    "erasure.rules_broken": N_(
        "The file {file} with the rules of erasure is broken at {row} {field}. Nothing was erased. "
        "Install the program again."
    ),
    "erasure.same_person": N_(
        "You proposed this list yourself, so somebody else must approve it. Nothing was changed. Ask a colleague to "
        "look at it."
    ),
    "erasure.unknown_list": N_("There is no such list. Nothing was changed. Show the lists and choose one of them."),
    "erasure.unknown_word": N_("That answer is not known. Nothing was changed. Choose one of: {known}."),
    "erasure.wrong_state": N_(
        "The list does not stand where that can be done. Nothing was changed. Show the lists to see where it stands."
    ),
}

# Why a file is kept although no rule says until when, in the words of both faces
WHY: dict[str, str] = {
    "case_open": N_("The case is open"),
    "intervention_open": N_("An intervention is not ended"),
    "birth_day_unknown": N_("The birth day is not known"),
    "board_unknown": N_("It is not said which board keeps the register"),
    "other_board": N_("Not a social board's register: the municipality's own plan decides"),
    "provider_unknown": N_("It is not said whether the municipality or a private provider keeps the file"),
    "parentage_unknown": N_("Not entered: paternity, parenthood or adoption"),
    "child_placed_unknown": N_("Not entered: a child placed in care"),
    "child_inquiry_unknown": N_("Not entered: a child-protection inquiry"),
    "custody_unknown": N_("Not entered: an agreement on custody, residence or contact"),
    "child_birth_unknown": N_("The birth day of the child is not entered"),
    "no_rule": N_("No rule that holds today says when"),
}
OUTCOMES: dict[str, str] = {
    "erase": N_("Erase by {day}"),
    "keep_until": N_("Keep until {day}"),
    "keep_for_ever": N_("Keep for ever"),
    "keep": N_("Keep for now"),
}
STATES: dict[str, str] = {
    "proposed": N_("Proposed, waits for somebody else"),
    "quarantine": N_("In quarantine until {day}"),
    "ready": N_("Ready to be carried out"),
    "carried_out": N_("Carried out {day}"),
    "withdrawn": N_("Withdrawn {day}"),
}
