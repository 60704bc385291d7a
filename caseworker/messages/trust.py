"""Sentences about trust: unlocking, recovery, the register and its files."""

from caseworker.messages.mark import N_

SENTENCES = {
    "access.not_granted": N_("Your role does not allow this. Nothing was changed. Ask your unit manager for access."),
    "account.exists": N_("There is already an account with that name or id. Nothing was changed. Choose another name."),
    "account.last": N_(
        "This is the last account that can open the register. Nothing was changed. Give another account access first."
    ),
    "account.name_missing": N_("The account has no name. Nothing was changed. Type the colleague's name."),
    "account.unknown": N_(
        "No account has that id in this register. Nothing was changed. Read the list of accounts again."
    ),
    "audit.anchor_damaged": N_(
        "The file register.anchor cannot be read or belongs to another register, so an older copy would "
        "not be noticed. The register itself is checked separately. Ask support."
    ),
    "audit.broken": N_(
        "The log does not hang together: something was changed, removed or added outside the program. "
        "Rows before it are sound. Ask support before you write anything."
    ),
    "audit.head_mismatch": N_(
        "The signed end of a session does not match the log. Something was changed outside the program. Ask support."
    ),
    "audit.payload_changed": N_(
        "What a row of the log says was changed afterwards. That it happened, who did it and when are "
        "still sound. Ask support."
    ),
    "audit.payload_missing": N_(
        "What a row of the log said is gone, without a row that says it was erased. Who and when are "
        "still there. Ask support."
    ),
    "audit.rolled_back": N_(
        "The register is an older copy: its log once reached further than it does now. What was written "
        "after that is not in this file. If you restored a backup on purpose, accept it; otherwise ask "
        "support."
    ),
    "audit.signature_wrong": N_(
        "A signature in the log is not the one of the person it names. The rows themselves hang together. Ask support."
    ),
    "bug.unforeseen": N_(
        "Something went wrong that the program does not know. What was saved is kept. Try again or ask support."
    ),
    "codes.broken": N_(
        "The code list {file} is damaged ({row}: {field}). Your register is untouched. Reinstall the program."
    ),
    "file.cannot_read": N_(
        "The file {path} could not be read. Nothing was changed. Check that it exists and is yours."
    ),
    "file.cannot_write": N_(
        "The file {path} could not be written. Everything is kept in the register. Choose another place."
    ),
    "file.disk_full": N_(
        "The disk is full: {path} could not be written. What was saved before is whole. Free some space and try again."
    ),
    "file.not_as_left": N_(
        "The register's file is not as it was left: a page of an earlier day lies in it, or it was written to outside "
        "the program. It can be read, but what it shows may be old. Restore the latest backup or ask support."
    ),
    "file.not_compared": N_(
        "Whether every page is the latest could not be compared: the register was cut off, restored, given a new key "
        "or last open elsewhere. Nothing is lost and you may work. It is compared again once it has been closed here."
    ),
    "file.not_written": N_(
        "{path} could not be written ({reason}). What was saved before is whole. Check that you may write "
        "in the folder, then try again."
    ),
    "file.page_damaged": N_(
        "{count} pages of the file are damaged. Nothing damaged is shown. Restore the latest backup or ask support."
    ),
    "file.rule_lost": N_(
        "{count} of the rules that keep notes and log unchanged are gone from the file. The rows "
        "themselves are checked separately. Ask support."
    ),
    "file.structure": N_(
        "The file's structure has {count} faults. What can be read is shown. Restore the latest backup or ask support."
    ),
    "i18n.catalog_missing": N_(
        "The translations {path} are missing from the installation. Nothing is lost. Install the program again."
    ),
    "i18n.unknown_language": N_("The program has no words in {language}. Nothing was changed. Choose one of: {known}."),
    "init.missing_option": N_(
        "Office, municipality and user are needed. Nothing was made. Give --office, --municipality and --user."
    ),
    "init.sheets_needed": N_(
        "A real register needs recovery sheets. Nothing was made. Give --sheets-pdf with the folder for the sheets."
    ),
    "lawbook.broken": N_(
        "The lawbook file {file} is damaged ({row}: {field}). Your register is untouched. Reinstall the "
        "program or ask whoever keeps the file."
    ),
    "output.not_written": N_(
        "The answer could not be written out. What the command did is done and kept. Let it write to a "
        "screen or a file with room, and ask again."
    ),
    "passphrase.file_unreadable": N_("The passphrase file {file} cannot be read. Nothing was opened. Check the file."),
    "passphrase.none_given": N_(
        "No passphrase was given and there is nobody to ask. Nothing was opened. Give --passphrase-file."
    ),
    "passphrase.not_the_same": N_(
        "The two passphrases are not the same. Nothing was made or changed. Run the command again and "
        "type the same one twice."
    ),
    "passphrase.old_wrong": N_(
        "The present passphrase is not right. Nothing was changed and the old passphrase still holds. Type it again."
    ),
    "passphrase.too_short": N_(
        "The passphrase is too short. Nothing was saved. Use at least {characters} characters or {words} "
        "words that do not belong together."
    ),
    "passphrase.weak": N_(
        "The passphrase is easy to guess. Nothing was saved. Add words that do not belong together (at "
        "least {words_missing} more), without names, places or years."
    ),
    "print.failed": N_(
        "The printer stopped. Nothing is lost; some pages may already lie in the printer. Check the "
        "printer, destroy half-printed sheets and print again."
    ),
    "print.no_printer": N_(
        "No printer is set up on this computer. Nothing is lost; what you began waits here. Connect a "
        "printer, then print again."
    ),
    "print.to_file": N_(
        "That printer makes a file, and a recovery sheet must exist on paper only. Nothing was printed or "
        "saved. Choose a printer that prints on paper."
    ),
    "receipt.other_bytes": N_(
        "The receipt is for a file with another checksum. Nothing is marked as sent and the release is "
        "kept. Ask whoever runs the centre before you try again."
    ),
    "receipt.other_release": N_(
        "The receipt is for another release. Nothing is marked as sent and the release is kept. Ask "
        "whoever runs the centre before you try again."
    ),
    "receipt.signature": N_(
        "The receipt is not signed by the centre you know. Nothing is marked as sent and the release is "
        "kept. Ask whoever runs the centre by phone before you try again."
    ),
    "recovery.mixed_sheets": N_(
        "The two sheets do not belong to the same set. Nothing was changed. Look for the sheet with the "
        "same register number and date."
    ),
    "recovery.none": N_(
        "This register has no recovery sheets. Nothing was changed. A demo register is made anew instead."
    ),
    "recovery.not_proved": N_(
        "The recovery sheets {sheets} are not proved yet. The register waits; nothing is lost. Give the "
        "first four letters of the asked words."
    ),
    "recovery.other_register": N_(
        "The sheets are whole but belong to another register or have been replaced by newer ones. Nothing "
        "was changed. Compare the register number and date on the paper."
    ),
    "recovery.same_sheet": N_(
        "The same sheet was typed twice. Nothing was changed. Type the words of another sheet as well."
    ),
    "recovery.two_sheets": N_(
        "Exactly two recovery sheets are needed, {count} were given. Nothing was changed. Type the words "
        "of two of the three sheets."
    ),
    "recovery.unknown_account": N_(
        "There is no account with that name. Nothing was changed. Choose one of the names in the list."
    ),
    "recovery.unknown_word": N_(
        "Word {position} of sheet {sheet} as typed is not a recovery word. Nothing was changed. Read it "
        "on the paper again; four letters are enough."
    ),
    "recovery.word_count": N_(
        "Sheet {sheet} as typed has {count} words, not {expected}. Nothing was changed. Compare the "
        "numbers on the paper."
    ),
    "recovery.words": N_(
        "A word of sheet {sheet} is wrong, or two have changed places. Nothing was changed. Compare every "
        "word with the paper."
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
    "register.append_only": N_(
        "Notes and the log can be added to but not changed. Nothing was changed. Write a new note that "
        "corrects the old one."
    ),
    "register.backup_failed": N_(
        "The copy that must be made before an update could not be read back. The register was not "
        "changed. Free some space on the disk and open the register again."
    ),
    "register.begun_otherwise": N_(
        "A register was begun in {folder} for another office, or with another name or passphrase. Nobody "
        "is registered in it yet. Give the same ones, or delete register.vault.pending and begin again."
    ),
    "register.busy": N_(
        "Another change is being saved right now. This one was not saved; nothing else is lost. Wait a "
        "moment and save again."
    ),
    "register.cannot_lock": N_(
        "The folder {path} does not let the program take the register for itself. Nothing was changed. "
        "Check that you may write there and that it is a folder on this computer."
    ),
    "register.changed_meanwhile": N_(
        "Somebody changed the same thing while you had it open. Your change was not saved and theirs is "
        "kept. Open it again and make your change once more."
    ),
    "register.check_stopped": N_(
        "The check of the register was stopped. Nothing was changed. It runs again the next time you unlock."
    ),
    "register.closed_for_writing": N_(
        "A check found faults in the register, so nothing more is written in it. What is saved is kept: "
        "lists and searches can be read, but no file is opened, because every look must be logged. Run "
        "the register's check and ask support, or restore a backup."
    ),
    "register.damaged": N_(
        "The register's file is damaged. Nothing damaged is shown and nothing was changed. Make a copy of "
        "the folder before anything else, then restore the latest backup or ask support."
    ),
    "register.demo_only": N_(
        "Only a demo register can be made without recovery sheets. Nothing was made. Print the sheets."
    ),
    "register.disk_failed": N_(
        "The disk could not be read or written. This change was not saved; what was saved before is kept. "
        "Check that the disk is connected, then try again."
    ),
    "register.disk_full": N_(
        "The disk is full. This change was not saved; everything saved before is whole. Free some space and save again."
    ),
    "register.exists": N_("A register already lies in {folder}. It was not touched. Choose another folder."),
    "register.foreign": N_(
        "The file register.db is not a register of this program. It was not opened and not changed. "
        "Choose the folder where your register lies, or restore a copy."
    ),
    "register.in_use": N_(
        "The register is already open: {holder}, {program}, since {since} on {host}. Nothing was changed. "
        "Close it there, then try again."
    ),
    "register.missing": N_(
        "There is no register in {folder}. Nothing is lost. Create one, or choose the folder where it lies."
    ),
    "register.newer_schema": N_(
        "The register was written by a newer version of the program (form {found}, this program knows "
        "{known}). It was not opened and not changed. Update the program."
    ),
    "register.no_cipher": N_(
        "The program's encryption is missing on this computer. Nothing was opened or written. Install the "
        "program again."
    ),
    "register.not_rolled_back": N_(
        "The register does not come from an earlier copy, so there is nothing to accept. Nothing was "
        "changed. Run the register's check."
    ),
    "register.not_whole": N_(
        "The register is not whole: {findings} faults were found. What is there can be read. Restore a "
        "copy or ask support."
    ),
    "register.office": N_("Office code and your name are needed. Nothing was made. Fill in both."),
    "register.plaintext": N_(
        "The file is an ordinary database without encryption. It was not opened and nothing was written "
        "to it. Choose the folder where your register lies."
    ),
    "register.proof_damaged": N_(
        "The list of asked words cannot be read. No person was registered yet. Empty the folder and begin again."
    ),
    "register.read_only_folder": N_(
        "The folder {folder} cannot be written to. Nothing was made or changed. Choose another folder or "
        "ask for write access."
    ),
    "register.synced_folder": N_(
        "The folder is copied to another place by {service}. Nothing was made. Choose a folder on this "
        "computer's own disk."
    ),
    "register.unreadable": N_(
        "The register's file cannot be read. Nothing was changed. Check that you have the right to read "
        "the folder and that the disk is connected."
    ),
    "register.wrong_key": N_(
        "The key does not belong to this register. Nothing was opened or changed. Check that register.db "
        "and register.vault come from the same register."
    ),
    "unlock.memory": N_(
        "The computer has too little free memory to open the register ({mebibytes} MiB are needed). "
        "Nothing is lost. Close other programs and try again."
    ),
    "unlock.not_approved": N_(
        "The account has not been given the register's key yet. Nothing is lost. Ask a colleague who can "
        "open the register to approve it."
    ),
    "unlock.suspended": N_(
        "The account is suspended and cannot open the register. Nothing is lost. Ask the administrator to reinstate it."
    ),
    "unlock.wait": N_("There have been several wrong tries. Nothing is lost. Wait {seconds} seconds, then try again."),
    "unlock.wrong": N_(
        "The name and the passphrase do not open the register. Nothing is lost. Check the keyboard's "
        "language and Caps Lock, then try again."
    ),
    "usage.malformed": N_(
        "The command cannot be understood as it stands. Nothing was done. Read the help: caseworker --help."
    ),
    "usage.not_text": N_(
        "Word {place} of the command is not text in UTF-8. Nothing was done. Check the terminal's character set."
    ),
    "usage.stopped": N_("The command was stopped. What was saved before is kept. Run it again when you want to."),
    "user.not_named": N_("Several people may open this register. Nothing was opened. Say who you are with --user."),
    "vault.damaged": N_(
        "The key file register.vault is damaged. The register itself was not touched. Put the key file "
        "back from a backup; do not create a new register in the same folder."
    ),
    "vault.exists": N_(
        "There is already a key file: {path}. Nothing was changed. Open the register that is there, or "
        "choose an empty folder."
    ),
    "vault.missing": N_(
        "The key file {path} is missing. The register is still there but cannot be opened without it. Put "
        "the file back from a backup, or choose another folder."
    ),
    "vault.newer": N_(
        "The key file was written by a newer version of the program (format {version}). Nothing was "
        "changed. Update the program on this computer."
    ),
    "vault.unreadable": N_(
        "The key file {path} cannot be read. Nothing was changed. Check that you may read the folder and "
        "that the disk works, then try again."
    ),
}
