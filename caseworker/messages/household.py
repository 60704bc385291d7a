"""Sentences about households, relations, who must not be told, and moves."""

from caseworker.messages.mark import N_

SENTENCES: dict[str, str] = {
    "household.already_related": N_(
        "This relation is recorded already and still holds. Nothing was changed. End it first if something about it "
        "has changed."
    ),
    "household.already_together": N_(
        "The two live in the same household already on that day. Nothing was changed. Read the file again."
    ),
    "household.ended": N_("It has ended already. Nothing was changed. Read the file again to see since when."),
    "household.herself": N_(
        "It is the person herself whose file is open. Nothing was saved. Choose somebody else, or write a name."
    ),
    "household.nobody": N_(
        "Nobody is named. Nothing was saved. Write a case number of somebody in the register, or a name."
    ),
    "household.no_street": N_("The address has no street. Nothing was changed. Write where the person moves."),
    "household.none": N_("The person is in no household now. Nothing was changed. Read the file again."),
    "household.not_together": N_(
        "Somebody who was to move along is not in the household on that day. Nothing was changed. Choose again who "
        "moves along."
    ),
    "household.parent_protected": N_(
        "The parent's details are protected, and the child's open file would tell where she lives. Nothing was saved. "
        "Register the child on its own, protect it, and then record the relation."
    ),
    "household.tied_to_protected": N_(
        "A relation of hers is to somebody in another protected household. The protection still holds. Show that "
        "person's details with a reason first, then end the relation."
    ),
    "household.unknown": N_("What was to be changed is not in the file any more. Nothing was changed. Read it again."),
    "household.unknown_case": N_(
        "No file within your reach has that case number. Nothing was saved. Check the number, or write a name."
    ),
    "letter.no_contact": N_(
        "Somebody who must not be told about this person may read mail at the address. Nothing was printed or saved. "
        "Hand the letter over instead, or say that it is to be made all the same."
    ),
    "moves.rules_broken": N_(
        "The rules about moves cannot be read: {file}, {row}, {field}. Nothing was changed. Install the program "
        "again or ask support."
    ),
}
