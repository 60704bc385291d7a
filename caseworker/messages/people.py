"""Sentences about people: names, numbers, periods, interventions, notes."""

from caseworker.messages.mark import N_

SENTENCES = {
    "accommodation.unknown_code": N_(
        'There is no form of accommodation with the code "{code}". Nothing was saved. Choose asylboende, '
        "eget, kommunens or ovrigt."
    ),
    "case.unknown": N_("The person has no case in this register. Nothing was changed. Search for the person again."),
    "code.unknown_arrival": N_(
        'There is no arrival channel with the code "{code}". Nothing was saved. Choose one from the list.'
    ),
    "code.unknown_language": N_(
        'The program does not know the language "{code}". Nothing was saved. Choose one from the list, or '
        "write its Swedish name."
    ),
    "code.unknown_municipality": N_(
        'There is no municipality with the code "{code}". Nothing was saved. Use the four digits of '
        "Statistics Sweden, such as 0380."
    ),
    "field.control_character": N_(
        "The text holds an invisible control character. Nothing was saved. Type the text instead of pasting it."
    ),
    "field.not_a_date": N_("That is not a date. Nothing was saved. Write year-month-day, for example 2026-11-21."),
    "field.not_chosen": N_("Nothing is chosen in the field. Nothing was saved. Choose a row and save again."),
    "field.too_long": N_("The text is longer than {longest} characters. Nothing was saved. Shorten it."),
    "identity.already_held": N_("The person already has this number. Nothing was changed. You need do nothing more."),
    "identity.century": N_(
        "The number begins with a century nobody alive is born in. Nothing was saved. Write the year of "
        "birth with four digits, for example 1988."
    ),
    "identity.characters": N_(
        "The number contains signs that do not belong there, or a hyphen in the wrong place. Nothing was "
        "saved. Check the number against the document."
    ),
    "identity.check_digit": N_(
        "The last digit does not fit the rest of the number, so one of the digits is wrong. Nothing was "
        "saved. Check the number against the document."
    ),
    "identity.day": N_(
        "The day in the number does not exist in that month. Nothing was saved. Check the day against the document."
    ),
    "identity.future": N_(
        "The birth date in the number lies after today. Nothing was saved. Check the year against the document."
    ),
    "identity.length": N_(
        "The number should have {expected} digits or characters but has {digits}. Nothing was saved. "
        "Check the number against the document."
    ),
    "identity.month": N_(
        "The month in the number does not exist. Nothing was saved. Check digits five and six counted "
        "from the full year against the document."
    ),
    "identity.no_test_number": N_(
        "There is no official test number by rule for the birth year {year}. Nothing was saved. Choose a "
        "year such as 1988 or 2012."
    ),
    "identity.not_held": N_(
        "The person has no number of that kind today. Nothing was changed. Look in the history of numbers."
    ),
    "identity.not_test_number": N_(
        "This is a demo register and takes only official test numbers, never a real person's. Nothing was "
        "saved. Use one of the numbers from the demo workbook, or create a real register."
    ),
    "identity.number_form": N_(
        "Write the number as TYPE:NUMBER, for example personnummer:19880314-2382. Nothing was saved. Try again."
    ),
    "identity.same_number_other_person": N_(
        "Another person in the register has this number. Nothing was saved. Open that person and compare "
        "before you go on."
    ),
    "identity.serial": N_(
        "Numbers with the serial 000 are never given to anyone. Nothing was saved. Check the last four "
        "digits against the document."
    ),
    "identity.test_number_in_production": N_(
        "This is an official test number and belongs to no person. Nothing was saved. Enter the person's "
        "own number, or use a demo register to try things out."
    ),
    "identity.type_mismatch": N_(
        "The number was entered as {type} but looks like {looks_like}. Nothing was saved. Choose the "
        "other kind, or check the number."
    ),
    "identity.unknown_type": N_(
        "The program does not know that kind of identity number. Nothing was saved. Choose one of: "
        "personnummer, samordningsnummer, dossier, lma, t_number, reserve, migration_reference."
    ),
    "period.backwards": N_("The period ends before it begins. Nothing was saved. Check both dates."),
    "period.overlap": N_(
        "The period overlaps one that is already recorded from {begins}. Nothing was saved. Choose a later first day."
    ),
    "person.born_in_future": N_(
        "The birth date lies in the future. Nothing was saved. Read the date on the document again."
    ),
    "person.name_or_number": N_(
        "A name or a number is missing. What you typed is kept. Type a name or an identity number to save."
    ),
    "person.unknown": N_("No person has that id in this register. Nothing was changed. Search for the person again."),
    "person.unknown_sex": N_("That is not a value for sex. Nothing was saved. Choose one of: {known}."),
    "settlement.unknown_code": N_(
        'There is no way of settlement with the code "{code}". Nothing was saved. Choose anvisad or sjalvbosatt.'
    ),
    "status.ground": N_(
        "The ground {ground} does not belong to the status {code}. Nothing was saved. Choose one of the "
        "grounds shown, or leave it empty."
    ),
    "status.not_in_force": N_(
        "The status {code} cannot be recorded from {day}: no rule for it holds that day. Nothing was "
        "saved. Check the day and the status against the decision."
    ),
    "status.permit": N_(
        "The permit does not fit the status {code}. Possible: {permits}. Nothing was saved. Choose the "
        "permit that stands on the decision."
    ),
    "status.proposed": N_(
        "The status {code} is only proposed and is not law yet. Nothing was saved. Record the status that holds today."
    ),
    "status.unknown_code": N_(
        'There is no legal status with the code "{code}". Nothing was saved. Choose one from the list.'
    ),
    "status.unknown_permit": N_("That is not a kind of permit. Nothing was saved. Choose one of: {known}."),
}
