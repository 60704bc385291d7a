"""Sentences about who receives a letter: what was looked at before it leaves, and what to do."""

from caseworker.messages.mark import N_

SENTENCES: dict[str, str] = {
    # these stop the letter
    "letter.not_her_guardian": N_(
        "The letter is about somebody else than the one it goes to, and no guardian relation between them holds today. "
        "Nothing was printed or saved. Choose the person herself, or record in her file who decides for her."
    ),
    "letter.to_kept_away": N_(
        "The one the letter goes to must not be told about this person. Nothing was printed or saved. Choose another "
        "addressee."
    ),
    "letter.guardian_of_adult": N_(
        "The person is 18, and nobody receives letters for an adult as guardian. Nothing was printed or saved. Send it "
        "to the person herself, and end the relation in the file."
    ),
    "letter.deceased": N_(
        "The file says that one of the two has died. Nothing was printed or saved. Look in the file before anything is "
        "sent."
    ),
    "letter.case_closed": N_(
        "The case is closed. Nothing was printed or saved. Open the case again in the file if letters are to go out."
    ),
    "letter.protected_home": N_(
        "Somebody with protected details lives where the letter goes. Nothing was printed or saved. Show the sheet at "
        "a meeting instead, and ask whoever may open those details how to send it."
    ),
    "letter.protected_apart": N_(
        "The letter is about a protected person and would go to somebody who is not protected with her. Nothing was "
        "printed or saved. Send it to the protected person herself, through the Tax Agency."
    ),
    "letter.anothers_number": N_(
        "The letter tells a number that belongs to somebody else. Nothing was printed or saved. Look at numbers, "
        "meeting and the sheet's own words, and correct what is wrong."
    ),
    "letter.anothers_name": N_(
        "The letter names somebody else around the person. Nothing was printed or saved. Look at the meeting and the "
        "sheet's own words, and take the name out."
    ),
    "letter.anothers_street": N_(
        "The letter tells where somebody else around the person lives. Nothing was printed or saved. Look at the "
        "meeting's place and the sheet's own words, and take the address out."
    ),
    "letter.number_of_another": N_(
        "The person's number is of a quite different birth year than the file says. Nothing was printed or saved. "
        "Correct the number or the day of birth in the file first."
    ),
    "letter.address_ended": N_(
        "The address has ended and no new one is recorded. Nothing was printed or saved. Record where the addressee "
        "lives, or say that the letter is to be made all the same and hand it over."
    ),
    "letter.changed_since_preview": N_(
        "Something in the letter or about its addressee has changed since it was shown. Nothing was printed or saved. "
        "Look at the new preview and print again."
    ),
    # these ask for a look
    "letter.to_child": N_(
        "The person is under 15 and receives the letter herself. Nothing is stopped. Should it go to the guardian? "
        "Choose that as addressee."
    ),
    "letter.child_without_guardian": N_(
        "The person is under 15 and no guardian is recorded. Nothing is stopped. Record in the file who decides for "
        "the child if the letter should go there."
    ),
    "letter.another_decides": N_(
        "Somebody appointed decides for the child before the one the letter goes to. Nothing is stopped. Choose that "
        "guardian as addressee unless both are to know."
    ),
    "letter.god_man_of_adult": N_(
        "The person is 18. Nothing is stopped. Check that the god man is appointed for an adult too."
    ),
    "letter.number_of_another_day": N_(
        "The person's number is of another day than her birth day in the file. Nothing is stopped. Check that it is "
        "her number."
    ),
    "letter.no_address_recorded": N_("No address is recorded. Nothing is stopped. Hand the letter over."),
    "letter.reads_another": N_(
        "The addressee reads another language, as the file says. Nothing is stopped. Choose that language if the sheet "
        "has it, or book an interpreter."
    ),
    "letter.reads_unknown": N_(
        "Nobody has recorded which language the addressee reads. Nothing is stopped. Ask, and write it in the file."
    ),
}
