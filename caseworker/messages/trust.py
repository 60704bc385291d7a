"""Sentences about trust: unlocking, recovery, the register and its files."""

from caseworker.messages.mark import N_

SENTENCES = {
    "access.not_granted": N_(
        "Your role does not allow this. Nothing was changed. Ask your unit manager for access."
    ),
    "bug.unforeseen": N_(
        "Something went wrong that the program does not know. What was saved is kept. Try again or ask "
        "support."
    ),
    "file.cannot_read": N_(
        "The file {path} could not be read. Nothing was changed. Check that it exists and is yours."
    ),
    "file.cannot_write": N_(
        "The file {path} could not be written. Everything is kept in the register. Choose another place."
    ),
    "i18n.catalog_missing": N_(
        "The translations {path} are missing from the installation. Nothing is lost. Install the program "
        "again."
    ),
    "i18n.unknown_language": N_(
        "The program has no words in {language}. Nothing was changed. Choose one of: {known}."
    ),
    "init.missing_option": N_(
        "Office, municipality and user are needed. Nothing was made. Give --office, --municipality and "
        "--user."
    ),
    "init.sheets_needed": N_(
        "A real register needs recovery sheets. Nothing was made. Give --sheets-pdf with the folder for "
        "the sheets."
    ),
    "passphrase.file_unreadable": N_(
        "The passphrase file {file} cannot be read. Nothing was opened. Check the file."
    ),
    "passphrase.none_given": N_(
        "No passphrase was given and there is nobody to ask. Nothing was opened. Give --passphrase-file."
    ),
    "recovery.not_proved": N_(
        "The recovery sheets {sheets} are not proved yet. The register waits; nothing is lost. Give the "
        "first four letters of the asked words."
    ),
    "recovery.words_file": N_(
        "The file {file} is not a list of answers. The register waits; nothing is lost. Write one line "
        "per sheet: sheet, word, letters."
    ),
    "recovery.wrong_word": N_(
        "The letters for sheet {sheet}, word {position} do not match. The register waits; nothing is "
        "lost. Read the sheet again."
    ),
    "register.about_damaged": N_(
        "The file {file} beside the register cannot be read. The register itself is not touched. Restore "
        "the file from a copy."
    ),
    "register.demo_only": N_(
        "Only a demo register can be made without recovery sheets. Nothing was made. Print the sheets."
    ),
    "register.exists": N_("A register already lies in {folder}. It was not touched. Choose another folder."),
    "register.missing": N_(
        "There is no register in {folder}. Nothing is lost. Create one, or choose the folder where it "
        "lies."
    ),
    "register.not_whole": N_(
        "The register is not whole: {findings} faults were found. What is there can be read. Restore a "
        "copy or ask support."
    ),
    "register.office": N_("Office code and your name are needed. Nothing was made. Fill in both."),
    "register.proof_damaged": N_(
        "The list of asked words cannot be read. No person was registered yet. Empty the folder and begin "
        "again."
    ),
    "register.read_only_folder": N_(
        "The folder {folder} cannot be written to. Nothing was made or changed. Choose another folder or "
        "ask for write access."
    ),
    "register.synced_folder": N_(
        "The folder is copied to another place by {service}. Nothing was made. Choose a folder on this "
        "computer's own disk."
    ),
    "user.not_named": N_(
        "Several people may open this register. Nothing was opened. Say who you are with --user."
    ),
}
