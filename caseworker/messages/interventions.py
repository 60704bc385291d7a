"""Sentences about interventions: their steps, evidence, outcome and follow-up, and the catalogue."""

from caseworker.messages.mark import N_

SENTENCES: dict[str, str] = {
    "intervention.before_last_step": N_(
        "The day lies before {day}, the day of the step before. Nothing was changed. Choose that day or a later one."
    ),
    "intervention.followed_up": N_(
        "That follow-up is recorded already. Nothing was changed. Undo it first if it is wrong."
    ),
    "intervention.from_accepted": N_(
        "The intervention is accepted: from here it can begin, be declined or be interrupted. Nothing was changed. "
        "Choose one of these."
    ),
    "intervention.from_completed": N_(
        "The intervention is completed: no step follows. Nothing was changed. Undo the last step, or add a new one."
    ),
    "intervention.from_decided": N_(
        "The intervention is decided: from here it can be referred, begin, be declined or be interrupted. Nothing was "
        "changed. Choose one of these."
    ),
    "intervention.from_declined": N_(
        "The intervention was declined: no step follows. Nothing was changed. Undo the last step, or add a new one."
    ),
    "intervention.from_interrupted": N_(
        "The intervention was interrupted: no step follows. Nothing was changed. Undo the last step, or add a new one."
    ),
    "intervention.from_ongoing": N_(
        "The intervention goes on: from here it can be completed or interrupted. Nothing was changed. Choose one of "
        "these."
    ),
    "intervention.from_proposed": N_(
        "The intervention is proposed: from here it can be decided or declined. Nothing was changed. Choose one of "
        "these."
    ),
    "intervention.from_referred": N_(
        "The intervention is referred: from here it can be accepted, declined or interrupted. Nothing was changed. "
        "Choose one of these."
    ),
    "intervention.hours": N_(
        "The hours are not right. Nothing was saved. Enter whole hours, no more done than there are in all."
    ),
    "intervention.in_future": N_(
        "The day lies in the future. Nothing was saved. Enter the day it happened, today at the latest."
    ),
    "intervention.local_reason": N_("The reason is missing. Nothing was saved. Write why this holds here."),
    "intervention.no_follow_up": N_(
        "Only a completed intervention is followed up, after 6 and after 12 months. Nothing was saved. Complete it "
        "first."
    ),
    "intervention.not_offered": N_(
        "This municipality does not offer that intervention. Nothing was saved. Choose another one, or ask your "
        "administrator."
    ),
    "intervention.own_only": N_(
        "The municipality's own interventions and the program's are changed in different ways. Nothing was saved. "
        "Choose the row again."
    ),
    "intervention.reason_missing": N_(
        "The reason is missing. Nothing was changed. Write why the intervention was declined or interrupted."
    ),
    "intervention.scale": N_("The scale goes from 1 to 5. Nothing was saved. Choose a step of it, or none."),
    "intervention.text_long": N_("A text is longer than {longest} characters. Nothing was saved. Make it shorter."),
    "intervention.title_missing": N_("The name is missing. Nothing was saved. Write what the intervention is called."),
    "intervention.unknown": N_(
        "No intervention has that id in this register. Nothing was changed. Open the person's file again."
    ),
    "intervention.unknown_actor": N_(
        'There is no actor with the code "{code}". Nothing was saved. Choose one from the list.'
    ),
    "intervention.unknown_area": N_(
        'There is no area with the code "{code}". Nothing was saved. Choose one from the list.'
    ),
    "intervention.unknown_evidence": N_(
        'This type of intervention has no evidence with the code "{code}". Nothing was saved. Choose one from the list.'
    ),
    "intervention.unknown_outcome": N_(
        'This type of intervention has no outcome with the code "{code}". Nothing was saved. Choose one from the list.'
    ),
    "intervention.unknown_state": N_("There is no state called {state}. Nothing was saved. Choose one of: {known}."),
    "intervention.unknown_type": N_(
        'There is no type of intervention with the code "{code}". Nothing was saved. Choose one from the list.'
    ),
}
