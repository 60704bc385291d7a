"""Sentences about what enters and leaves: letters, import, counts and the centre."""

from caseworker.messages.mark import N_

SENTENCES = {
    "centre.database": N_(
        "The database cannot be opened. Nothing was changed. Check that it runs, that the address is "
        "right and that there is room on the disk."
    ),
    "centre.database_url": N_(
        "That is not a database address the centre can use. Nothing was changed. Write "
        "sqlite:///folder/central.db or postgresql+psycopg://name@computer/database."
    ),
    "centre.demo_host": N_(
        "A practice centre listens only to this computer. It was not started and nothing was changed. Leave out --host."
    ),
    "centre.demo_only": N_(
        "This is a practice centre and takes no real figures. Nothing was stored. Use the real centre's address."
    ),
    "centre.file": N_("The file {file} cannot be read. Nothing was changed. Check its name and your rights to it."),
    "centre.key_changed": N_(
        "The centre's key is not the one this register knows. Nothing was sent and the known key is kept. "
        "Ask whoever runs the centre before you go on."
    ),
    "centre.kind": N_(
        "The database belongs to a centre of the other kind: one is for practice and one for real "
        "figures. Nothing was changed. Choose another database, or start with or without --demo."
    ),
    "centre.malformed": N_(
        "The centre cannot read the document. Nothing was stored and the release is kept. Update the "
        "program and try again."
    ),
    "centre.name": N_(
        "The centre's name must be 1 to 80 characters on one line. Nothing was changed. Choose another name."
    ),
    "centre.newer": N_(
        "The database was made by a newer version of the centre. Nothing was changed. Update the centre."
    ),
    "centre.no_demo": N_(
        "This is a real centre and takes no practice figures. Nothing was stored. Use a practice centre "
        "on this computer."
    ),
    "centre.office_taken": N_(
        "That office code already belongs to another key or municipality at the centre. Nothing was "
        "changed. Choose another office code, or ask whoever runs the centre."
    ),
    "centre.other_bytes": N_(
        "The centre already has another file for this month and revision, and never overwrites. The "
        "release is kept here. Make a new revision with a reason, or ask whoever runs the centre."
    ),
    "centre.port": N_(
        "Port {port} at {host} cannot be used; another program may have it. Nothing is lost. Choose "
        "another port, or stop the other program."
    ),
    "centre.revision": N_(
        "The centre does not have the release that this revision replaces. Nothing was stored and the "
        "release is kept. Send the earlier revision first."
    ),
    "centre.schema": N_(
        "The centre reads another version of the file. Nothing was stored and the release is kept. Update "
        "the older of the two programs."
    ),
    "centre.signature": N_(
        "The centre finds that the signature does not belong to the release. Nothing was stored and the "
        "release is kept. Run the register's check and tell support."
    ),
    "centre.tampered": N_(
        "The centre received a file that was changed on the way. Nothing was stored and the release is "
        "kept. Send from another network, and tell support."
    ),
    "centre.too_large": N_(
        "The centre finds the file too large. Nothing was stored and the release is kept. Tell support."
    ),
    "centre.unknown_codes": N_(
        "The centre does not know some of the codes in the table. Nothing was stored and the release is "
        "kept. The two programs have different versions: update the older one."
    ),
    "centre.unknown_key": N_(
        "The centre does not know this office's key. Nothing was stored and the release is kept. Hand the "
        "office's key to whoever runs the centre, then send again."
    ),
    "centre.unknown_office": N_(
        "The key does not belong to this office at the centre. Nothing was stored and the release is "
        "kept. Check the office code with whoever runs the centre."
    ),
    "centre.unprotected": N_(
        "The centre found figures that protection never sends. Nothing was stored and the release is "
        "kept. Do not send it again, and tell support."
    ),
    "counts.classes_broken": N_(
        "The shipped list of age bands and statuses is missing or damaged. Nothing was counted or sent, "
        "and the register is untouched. Install the program again."
    ),
    "counts.introduce_by_hand": N_(
        "A real office is introduced to the centre by hand. Nothing was sent. Write the office's key to a "
        "file and give it to the centre."
    ),
    "counts.lock_year": N_(
        "The step kept for {year} does not belong to {period}. Nothing was counted or sent. Run the "
        "register's check and tell support."
    ),
    "counts.malformed": N_(
        "The table is not built as agreed. Nothing was stored. Update the program and make the release again."
    ),
    "counts.office": N_(
        "{office} cannot be an office code. Nothing was saved or sent. Use at most 16 capital letters "
        "A–Z, digits and hyphens, for example U01."
    ),
    "counts.period": N_("{period} is not a month. Nothing was counted or sent. Write the month as 2026-10."),
    "counts.period_not_over": N_("The month {period} is not over. Nothing was made. Prepare it after its last day."),
    "counts.person_twice": N_(
        "One person was read twice with different facts. Nothing was counted or sent, and the register is "
        "untouched. Run the register's check and tell support."
    ),
    "counts.ptable_tampered": N_(
        "The shipped noise table is not the one the program knows. Nothing was counted or sent, and the "
        "register is untouched. Install the program again from its source."
    ),
    "counts.secret_changed": N_(
        "The office's counting secret is not the one {year} began with. Nothing was counted or sent, "
        "because new noise on old figures could reveal people. Restore the backup that holds the secret, "
        "or wait until the new year."
    ),
    "counts.unknown_status": N_(
        "The status {status} has no class in the counts. Nothing was counted or sent, and the register is "
        "untouched. Tell whoever looks after the program."
    ),
    "counts.unknown_table": N_(
        "There is no table {table} among those that may be sent. Nothing was counted or sent. Choose T1."
    ),
    "counts.unprotected": N_(
        "The table holds figures that protection never sends. Nothing was stored. Do not send it again, "
        "and tell support."
    ),
    "delivery.centre_busy": N_(
        "The centre cannot receive right now. Nothing is lost and the release stays in the queue. Send it "
        "again in a while."
    ),
    "delivery.changed": N_(
        "The file in the queue is not the release that was made. Nothing was sent. Run the register's "
        "check before you try again."
    ),
    "delivery.not_a_centre": N_(
        "What answered is not a centre; it may be a login page of the network. Nothing counts as "
        "delivered and the release stays in the queue. Log in to the network or check the address, then "
        "try again."
    ),
    "delivery.pairing": N_(
        "One is for practice and the other for real figures: the register and the centre do not belong "
        "together. Nothing was sent. Check the centre's address."
    ),
    "delivery.redirected": N_(
        "The network sent us on to another address, and we do not follow. Nothing counts as delivered and "
        "the release stays in the queue. Log in to the network or check the centre's address."
    ),
    "delivery.rejected": N_(
        "The centre refused without a reason we know. The release is kept here and is not sent again by "
        "itself. Check the address, then ask whoever runs the centre."
    ),
    "delivery.timeout": N_(
        "The centre did not answer in time. Nothing is lost and the release stays in the queue. Send it "
        "again: it is the same file, and the centre counts it only once."
    ),
    "delivery.unreachable": N_(
        "The centre cannot be reached. Nothing is lost and the release stays in the queue. Send it again "
        "when there is a network."
    ),
    "demo.centre_did_not_start": N_(
        "The demo centre did not start. The register and the letters are made. Run the command again."
    ),
    "demo.folder_not_empty": N_("The folder {folder} is not empty. Nothing was made. Choose an empty or new folder."),
    "endpoint.demo": N_(
        "A demo register's figures may only go to a demo centre on this computer. Nothing was sent. Start "
        "a demo centre here, or use a real register."
    ),
    "endpoint.insecure": N_(
        "The address begins with http and leads to another computer, so others could read along. Nothing "
        "was sent. Use the centre's https address."
    ),
    "endpoint.malformed": N_(
        "That is not an address of a centre. Nothing was sent. Write it as https://name, without user "
        "name, question mark or hash sign."
    ),
    "import.damaged": N_(
        "The file is damaged or built in a way Excel does not build files. Nothing was read and nothing "
        "was changed. Open it in Excel, save it under a new name and try that file."
    ),
    "import.hung": N_(
        "Reading the file took longer than {seconds} seconds and was stopped. Nothing was read and "
        "nothing was changed. Split the file into smaller ones and try again."
    ),
    "import.macro": N_(
        "The file contains macros, and files with macros are never opened. Nothing was read and nothing "
        'was changed. Save it in Excel as "Excel workbook (.xlsx)" without macros.'
    ),
    "import.no_headers": N_(
        "No headers were found in the first ten rows. Nothing was read and nothing was changed. Write "
        "headers such as Förnamn, Efternamn, Född and Personnummer above the rows."
    ),
    "import.no_rows": N_(
        "The file has no rows under its headers. Nothing was read and nothing was changed. Check that you "
        "chose the right file and that the people stand on its first sheet."
    ),
    "import.not_a_date": N_(
        "This is not a day the program can read. The row was not read in. Write the day as 1988-03-20, or "
        "only the year or the year and month when no more is known."
    ),
    "import.not_xlsx": N_(
        "The file is neither an Excel workbook (.xlsx) nor a text table (.csv). Nothing was read and nothing was "
        'changed. Open it in Excel and save it as "Excel workbook (.xlsx)".'
    ),
    "import.not_yes_or_no": N_("The cell must hold ja, nej or nothing. The row was not read in. Correct the cell."),
    "import.nothing_taken": N_(
        "None of the {rows} rows could be read in. Nothing was changed. Mend the rows and read the file again."
    ),
    "import.password": N_(
        "The file is protected with a password. Nothing was read and nothing was changed. Take away the "
        "password in Excel, save, and try again."
    ),
    "import.reader_missing": N_(
        "The part of the program that reads Excel files could not be started. Nothing was read and "
        "nothing was changed. Restart the program; if it happens again, reinstall it."
    ),
    "import.same_number_twice": N_(
        "The same number stands in row {first} already. This row was not read in. Check which person the "
        "number belongs to."
    ),
    "import.status_without_day": N_(
        "The legal status has no first day. The row was not read in. Write the day it began in the column Från."
    ),
    "import.too_large": N_(
        "The file is larger than the program reads: at most {limit} MB, 100 000 rows and 100 columns. "
        "Nothing was read and nothing was changed. Split it into several files, or delete empty rows and "
        "columns and save again."
    ),
    "import.two_columns": N_(
        "Two columns mean the same thing: {column}. Nothing was read and nothing was changed. Take one of "
        "them away or rename it."
    ),
    "import.unknown_permit": N_("The permit must be PUT, TUT or empty. The row was not read in. Correct the cell."),
    "import.unknown_sex": N_("The sex must be kvinna, man or okänt. The row was not read in. Correct the cell."),
    "import.unreadable": N_(
        "The file cannot be opened. Nothing was read and nothing was changed. Check that it is still "
        "there, close it in Excel and try again."
    ),
    "letter.font_missing": N_(
        "The font {font} is missing or damaged. No letter was made and nothing in the register was "
        "changed. Install the program again."
    ),
    "letter.missing_field": N_(
        "The letter needs the field {field}, and it is empty. No letter was made and nothing was changed. "
        "Fill it in and try again."
    ),
    "letter.missing_glyph": N_(
        "The character {character} ({name}) cannot be printed: none of the program's fonts has it. No "
        "letter was made and nothing was changed. Check the name and the other fields of the letter, or "
        "write them in Latin letters."
    ),
    "letter.no_meeting": N_(
        "No meeting is booked with the person, so there is nothing to call her to. No letter was made and nothing was "
        "changed. Book the meeting in the file, then make the letter."
    ),
    "letter.no_status": N_(
        "No legal status holds today, so the sheet has nothing to tell. No letter was made and nothing was changed. "
        "Record the status in the file, then make the letter."
    ),
    "letter.missing_translation": N_(
        "The sheet {sheet} is not fully translated into {language}: {count} texts are missing. No letter "
        "was made and nothing was changed. Choose another language, or print it in Swedish and book an "
        "interpreter."
    ),
    "letter.nobody": N_(
        "The choice takes nobody you can write to. No letter was made and nothing was changed. Choose more people."
    ),
    "letter.no_page": N_("The letter has no page {page}, it has {pages}. Nothing was printed. Show the letter again."),
    "letter.protected_alone": N_(
        "Letters to people with protected details are written one by one. No letter was made to her. Write it from her "
        "file."
    ),
    "letter.one_place": N_(
        "Letters to many go into one folder or into one PDF. No letter was made and nothing was changed. "
        "Give either --out or --pdf."
    ),
    "letter.no_name": N_("The person has no name to put on the letter. Nothing was printed. Enter a name first."),
    "letter.print_failed": N_(
        "The printer did not take the letter. The register is whole, but the log says that the letter was "
        "printed. Look at the printer and print again."
    ),
    "letter.recovery_words": N_(
        "A recovery sheet holds {expected} words, but {count} were given. No sheet was made and nothing "
        "was changed. Make the sheets again."
    ),
    "letter.sheet_broken": N_(
        "The sheet {sheet} cannot be read ({reason}). No letter was made and nothing in the register was "
        "changed. Install the program again, or tell whoever looks after the sheets."
    ),
    "letter.unknown_language": N_(
        "There are no letters in the language {language}. Nothing was changed. Choose one of: {known}."
    ),
    "letter.address_too_long": N_(
        "The address does not fit in the window of an envelope: it may have {lines} lines. No letter was made and "
        "nothing was changed. Shorten the address in the file, or print without the window and write the envelope by "
        "hand."
    ),
    "letter.no_address": N_(
        "No address is known where the person lives today, so there is nothing to show in the window of an envelope. "
        "No letter was made and nothing was changed. Enter the address, or hand the letter over."
    ),
    "letter.no_forwarding": N_(
        "A letter to a protected person goes through the Tax Agency, but the forwarding address or the neutral "
        "sender is not entered. No letter was made and nothing was changed. Ask the unit manager to enter both "
        "under Settings."
    ),
    "letter.no_number": N_(
        "The Tax Agency forwards by personal identity number or coordination number, and the file has none. No "
        "letter was made and nothing was changed. Enter the number, or hand the letter over."
    ),
    "letterhead.address_too_long": N_(
        "The address does not fit in the window of an envelope: it may have {lines} lines of {signs} characters. "
        "Nothing was saved. Shorten it."
    ),
    "letterhead.logo_damaged": N_(
        "The picture could not be read: it is damaged or ends too early. The head of letters is as before. Open it in "
        "another program, save it again as PNG or JPEG, and choose that file."
    ),
    "letterhead.logo_too_large": N_(
        "The picture is too large: at most {mib} MB and fifty million dots. The head of letters is as before. Save it "
        "smaller: 2,000 dots across is plenty."
    ),
    "letterhead.logo_too_pale": N_(
        "On white paper the picture is hardly seen. It may be made for a dark ground. The head of letters is as "
        "before. Choose the logo for a white ground."
    ),
    "letterhead.logo_unknown_kind": N_(
        "The file is not a picture of the kinds PNG or JPEG. The head of letters is as before. Save the logo as PNG "
        "and choose that file."
    ),
    "letter.unknown_layout": N_("There is no layout called {layout}. Nothing was changed. Choose one of: {known}."),
    "letter.unknown_placeholder": N_(
        "The text of the letter asks for {field}, which the program does not know. No letter was made and "
        "nothing was changed. Tell whoever looks after the sheets and translations."
    ),
    "letter.unknown_sheet": N_("There is no sheet called {sheet}. Nothing was changed. Choose one of: {known}."),
    "release.already_made": N_(
        "A release for that table, month and revision is already made. Nothing was changed. Show the list of releases."
    ),
    "release.not_made": N_("The month {period} is not prepared. Nothing was sent. Prepare it first."),
    "release.unknown": N_(
        "No release has that id in this register. Nothing was sent or changed. Show the list of releases."
    ),
    "wire.field": N_(
        "The field {field} in the document is not as agreed. It was not used and nothing was changed. Ask "
        "for the document again."
    ),
    "wire.not_canonical": N_(
        "The document is damaged or is not one of ours. It was not used and nothing was changed. Ask for it again."
    ),
    "wire.schema": N_(
        "The document is of another kind or version. It was not used and nothing was changed. This "
        "program reads {known}."
    ),
    "wire.signature": N_(
        "The signature does not belong to the document and its sender. It was not used and nothing was "
        "changed. Ask the sender by phone before you go on."
    ),
    "wire.tampered": N_(
        "The document has been changed after it was made. It was not used and nothing else was changed. "
        "Ask for it again from its source."
    ),
    "wire.too_large": N_(
        "The document is larger than {limit} bytes. It was not read and nothing was changed. Check that "
        "it is the right file."
    ),
}
