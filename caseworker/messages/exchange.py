"""Sentences about what enters and leaves: letters, import, counts and the centre."""

from caseworker.messages.mark import N_

SENTENCES = {
    "counts.introduce_by_hand": N_(
        "A real office is introduced to the centre by hand. Nothing was sent. Write the office's key to a "
        "file and give it to the centre."
    ),
    "counts.period_not_over": N_("The month {period} is not over. Nothing was made. Prepare it after its last day."),
    "demo.centre_did_not_start": N_(
        "The demo centre did not start. The register and the letters are made. Run the command again."
    ),
    "demo.folder_not_empty": N_("The folder {folder} is not empty. Nothing was made. Choose an empty or new folder."),
    "import.nothing_taken": N_(
        "None of the {rows} rows could be read in. Nothing was changed. Mend the rows and read the file again."
    ),
    "letter.no_name": N_("The person has no name to put on the letter. Nothing was printed. Enter a name first."),
    "letter.unknown_language": N_(
        "There are no letters in the language {language}. Nothing was printed. Choose one of: {known}."
    ),
    "letter.unknown_sheet": N_("There is no sheet called {sheet}. Nothing was printed. Choose one of: {known}."),
    "release.not_made": N_("The month {period} is not prepared. Nothing was sent. Prepare it first."),
}
