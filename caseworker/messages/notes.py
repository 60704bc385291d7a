"""Sentences about the journal and its notes."""

from caseworker.messages.mark import N_

SENTENCES: dict[str, str] = {
    "note.empty": N_("There is no text. Nothing was signed. Write what it is about."),
    "note.in_future": N_("The day lies in the future. The note is kept unsigned. Choose today or an earlier day."),
    "note.interpreter_time": N_(
        "The time of the interpreter cannot be read. The note is kept unsigned. Write 10:00–10:45, or 45 min."
    ),
    "note.not_yours": N_(
        "A colleague is writing this note. Nothing was changed. Who writes a note signs it; write one of your own "
        "about it."
    ),
    "note.signed": N_("The note is signed. Nothing was changed. Write a correction: both stay in the journal."),
    "note.stated_by": N_("It is not said who made the statement. The note is kept unsigned. Write who said it."),
    "note.too_long": N_(
        "The text is longer than {longest} characters. What was kept before is still there. Split it into two notes."
    ),
    "note.unknown": N_("There is no such note in this journal. Nothing was changed. Open the file again."),
    "note.unsigned": N_("The note is not signed yet. Nothing was changed. Its author can still change it."),
}
