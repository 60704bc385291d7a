"""Sentences about what the law asks, and about lines of a batch that cannot be answered."""

from caseworker.messages.mark import N_

SENTENCES: dict[str, str] = {
    "facts.bad_value": N_(
        "The value of {field} cannot be read. Nothing was answered. Write days as 2026-02-01, circumstances as yes or "
        "no, and give status, born and from."
    ),
    "facts.before_birth": N_(
        "The status begins {begins}, before the birth {born}. Nothing was answered. One of the days is wrong."
    ),
    "facts.day_out_of_range": N_("The day {day} lies too far back or ahead. Nothing was saved. Check the year."),
    "facts.derived": N_(
        "The register knows this already from the legal status. Nothing was saved. Correct the legal status instead."
    ),
    "facts.incomplete": N_(
        "A day needs a day, and a circumstance needs yes or no. Nothing was saved. Fill in the field that is empty."
    ),
    "facts.not_recorded": N_("Nothing is recorded of this any more. Nothing was changed. Open the file again."),
    "facts.unknown": N_('The lawbook asks for nothing called "{code}". Nothing was saved. Choose one from the list.'),
    "rights.bad_lines": N_("{bad} lines could not be answered; all others were. Correct those lines and run it again."),
    "rights.batch_alone": N_(
        "A batch has its facts in its lines. Nothing was answered. Give either --batch or the other options."
    ),
    "rights.fact_form": N_(
        "A fact is written CODE=VALUE. Nothing was answered. Write for instance assigned=2026-02-01."
    ),
    "rights.file_unreadable": N_("The file of lines cannot be read. Nothing more was answered. Check where it lies."),
    "rights.line_too_long": N_(
        "The line is longer than {most} thousand characters. It was not answered; the others are. Make it shorter."
    ),
    "rights.not_json": N_(
        "The line is not one JSON object in UTF-8. It was not answered; the others are. Check its brackets and quotes."
    ),
    "rights.same_field_twice": N_(
        'The field "{field}" stands twice in the line. It was not answered; the others are. Take one away.'
    ),
    "facts.unknown_field": N_(
        'The lawbook asks for nothing called "{field}". Nothing was answered. Take it away or correct its spelling.'
    ),
}
