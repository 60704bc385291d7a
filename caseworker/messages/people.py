"""Sentences about people: names, numbers, periods, interventions, notes."""

from caseworker.messages.mark import N_

SENTENCES = {
    "field.control_character": N_(
        "The text holds an invisible control character. Nothing was saved. Type the text instead of "
        "pasting it."
    ),
    "field.not_a_date": N_(
        "That is not a date. Nothing was saved. Write year-month-day, for example 2026-11-21."
    ),
    "field.too_long": N_("The text is longer than {longest} characters. Nothing was saved. Shorten it."),
    "identity.not_held": N_(
        "The person has no number of that kind today. Nothing was changed. Look in the history of "
        "numbers."
    ),
    "identity.number_form": N_(
        "Write the number as TYPE:NUMBER, for example personnummer:19880314-2382. Nothing was saved. Try "
        "again."
    ),
    "intervention.transition": N_(
        "An intervention cannot go from {current} to {wanted}. Nothing was changed. Choose a step that "
        "follows."
    ),
    "intervention.unknown_state": N_(
        "There is no state called {state}. Nothing was saved. Choose one of: {known}."
    ),
    "note.empty": N_("The note is empty. Nothing was saved. Write what happened."),
    "note.in_future": N_(
        "The day lies in the future. The text is kept as a draft. Choose today or an earlier day."
    ),
    "note.too_long": N_(
        "The note is longer than {longest} characters. The text is kept as a draft. Split it into two "
        "notes."
    ),
    "period.backwards": N_("The period ends before it begins. Nothing was saved. Check both dates."),
    "period.overlap": N_(
        "The period overlaps one that is already recorded from {begins}. Nothing was saved. Choose a "
        "later first day."
    ),
    "person.born_in_future": N_(
        "The birth date lies in the future. Nothing was saved. Read the date on the document again."
    ),
    "person.name_or_number": N_(
        "A name or a number is missing. What you typed is kept. Type a name or an identity number to "
        "save."
    ),
    "person.unknown": N_(
        "No person has that id in this register. Nothing was changed. Search for the person again."
    ),
    "person.unknown_sex": N_("That is not a value for sex. Nothing was saved. Choose one of: {known}."),
    "status.unknown_permit": N_("That is not a kind of permit. Nothing was saved. Choose one of: {known}."),
}
