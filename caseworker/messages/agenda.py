"""Sentences about what is to be done: reminders, visits, interpreters, putting off and handing over."""

from caseworker.messages.mark import N_

SENTENCES = {
    "agenda.bad_time": N_("The time cannot be read. Nothing was saved. Write it as 09:30."),
    "agenda.in_the_future": N_(
        "The day lies ahead. Nothing was saved. Write the day from which you have waited for somebody."
    ),
    "agenda.in_the_past": N_("The day has passed. Nothing was saved. Choose today or a later day."),
    "agenda.no_day": N_("No new day is written. Nothing was changed. Write the day the visit is moved to."),
    "agenda.no_such_colleague": N_(
        "That colleague does not work here now. Nothing was changed. Choose somebody who does."
    ),
    "agenda.no_text": N_("Nothing is written. Nothing was saved. Write what you want to be reminded of."),
    "agenda.not_later": N_("That is not a later day. Nothing was changed. Choose a day after today."),
    "agenda.not_yet": N_("The visit is still to come. Nothing was changed. Say what came of it when the day is here."),
    "agenda.past_last_day": N_(
        "The last day is {last_day}. Nothing was changed. Choose that day or an earlier one: what the law gives would "
        "otherwise be lost."
    ),
    "agenda.past_reminder": N_(
        "The next reminder of the last day comes {day}. Nothing was changed. Choose that day or an earlier one."
    ),
    "agenda.settled": N_("What came of the visit has been said already. Nothing was changed. Book a new visit."),
    "agenda.stays": N_(
        "A visit is moved and somebody else's turn is ended; neither is put off. Nothing was changed. Open the file."
    ),
    "agenda.too_far": N_("The day lies more than five years ahead. Nothing was saved. Look at the year again."),
    "agenda.unknown": N_("This is not on the list any more. Nothing was changed. Look at the list again."),
}
