"""Sentences about documents in a person's file and about what is taken out of the register."""

from caseworker.messages.mark import N_

SENTENCES = {
    "attachment.already_there": N_(
        "This very document is in the file already, since {day}. Nothing was added. Look for it in the list."
    ),
    "attachment.damaged": N_(
        "The document is broken or not whole. Nothing was added. Ask for it again, or scan the paper once more."
    ),
    "attachment.empty": N_("The file is empty. Nothing was added. Check that it was copied whole."),
    "attachment.erase_instead": N_(
        "Another person's document is erased, not taken out. Nothing was changed. Choose to erase it."
    ),
    "attachment.erased": N_(
        "The document was erased because it was another person's. It cannot be brought back. Ask for it again if it "
        "is needed."
    ),
    "attachment.hung": N_(
        "Reading the document took too long and was stopped. Nothing was added. Save it as a new PDF and try again."
    ),
    "attachment.macro": N_(
        "The document holds a program or fetches one from elsewhere. Nothing was added. Save it as a PDF and add that."
    ),
    "attachment.no_pages": N_(
        "A text document cannot be shown here. It is kept unchanged. Save it out to read it in another program."
    ),
    "attachment.not_removed": N_("The document is in the file. Nothing was changed. Look at the list once more."),
    "attachment.other_kind": N_(
        "The file's name ends with {named} but its content is {kind}. Nothing was added. Ask where it comes from, then "
        "give it the right name."
    ),
    "attachment.password": N_(
        "The document is locked with a password. Nothing was added. Save it without a password and try again."
    ),
    "attachment.picture_too_large": N_(
        "The picture is larger than the program can bear. Nothing was added. Make it smaller, at most 50 million "
        "pixels."
    ),
    "attachment.reader_missing": N_(
        "The part of the program that reads documents does not start. Nothing was added. Install the program anew or "
        "ask support."
    ),
    "attachment.removed": N_(
        "The document has been taken out of the file. Nothing was changed. Put it back first if it is needed."
    ),
    "attachment.title_long": N_("The title may be {longest} characters. Nothing was added. Make it shorter."),
    "attachment.title_missing": N_("The document has no title. Nothing was added. Write what it is."),
    "attachment.too_large": N_("The file is larger than {limit} MB. Nothing was added. Make it smaller or split it."),
    "attachment.too_many_pages": N_("The document has more than {pages} pages. Nothing was added. Split it."),
    "attachment.two_kinds": N_(
        "The file is two kinds of document at once, which nobody makes by mistake. Nothing was added. Ask where it "
        "comes from."
    ),
    "attachment.unknown": N_(
        "The document is not in this file. Nothing was changed. Open the file again and look at the list."
    ),
    "attachment.unknown_kind": N_(
        "The file is not a PDF, PNG, JPG or DOCX. Nothing was added. Save it as a PDF and try again."
    ),
    "attachment.unpacks_too_large": N_(
        "The document would become far too large when it is unpacked. Nothing was added. Save it as a PDF and add that."
    ),
    "attachment.unreadable": N_("The file cannot be read. Nothing was added. Check your rights to it and try again."),
    "attachment.wrong_note": N_(
        "The note belongs to another file. Nothing was added. Choose a note of this person, or none."
    ),
    "purpose.long": N_(
        "The purpose may be {longest} characters. Nothing has left the register. Say it in a sentence or two."
    ),
    "purpose.short": N_(
        "The purpose is missing or too short. Nothing has left the register. Write in a few words what it is for."
    ),
    "record.not_written": N_(
        "The files cannot be written there. Nothing has left the register. Choose another folder, or make "
        "room on the disk."
    ),
}
