"""Sentences about plans, suggestions and the early mapping."""

from caseworker.messages.mark import N_

SENTENCES: dict[str, str] = {
    "plan.backwards": N_(
        "The plan was drafted on {begun} and cannot be approved on {day}, before that. Nothing was changed. Write a "
        "later day."
    ),
    "plan.in_future": N_("{day} lies ahead. Nothing was changed. Write today or an earlier day."),
    "plan.no_draft": N_("There is no draft of the plan. Nothing was changed. Read the file again."),
    "plan.no_goal": N_("The plan has no goal. Nothing was saved. Write what the person is working towards."),
    "plan.none": N_("There is no plan. Nothing was printed. Write one first."),
    "plan.protected": N_(
        "The details of this person are protected. Nothing was printed. Go through the plan with her on the screen."
    ),
    "plan.too_many": N_("A plan has at most {most} sub-goals. Nothing was saved. Take some away."),
    "plan.unknown": N_("The plan has no version with that number. Nothing was changed. Read the file again."),
    "plan.unknown_goal": N_("The sub-goal is not in the current plan. Nothing was changed. Read the file again."),
    "suggestion.no_reason": N_("There is no reason. Nothing was saved. Write why the suggestion does not suit."),
    "suggestion.not_proposed": N_(
        "The suggestion is not made any more: what it rested on has changed. Nothing was saved. Read the file again."
    ),
    "mapping.finished": N_("The mapping is finished. Nothing was saved. Begin a new one to change what was answered."),
    "mapping.form_broken": N_(
        "The questions of the mapping cannot be read: {file}, {row}, {field}. Nothing was changed. Install the program "
        "again or ask support."
    ),
    "mapping.no_consent": N_(
        "Questions about health are closed: the person has not consented. Nothing was saved. Record her consent first."
    ),
    "mapping.no_words": N_("This question has only choices. Nothing was saved. Choose one of them."),
    "mapping.not_begun": N_("No mapping has begun. Nothing was saved. Begin it first."),
    "mapping.one_choice": N_("This question has one answer. Nothing was saved. Choose one."),
    "mapping.open_already": N_("A mapping is open already. Nothing was changed. Go on with it, or finish it first."),
    "mapping.unknown_choice": N_("The answer is none of the question's choices. Nothing was saved. Choose again."),
    "mapping.unknown_question": N_("The mapping has no such question. Nothing was saved. Read the file again."),
}
