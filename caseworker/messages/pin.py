"""Sentences about the PIN for quick unlock."""

from caseworker.messages.mark import N_

SENTENCES: dict[str, str] = {
    "pin.common": N_(
        "Many people choose exactly these digits. No PIN was made. Choose digits that make no pattern on the keys."
    ),
    "pin.date": N_(
        "The digits read as a date, and dates are tried first. No PIN was made. Choose digits that are no date."
    ),
    "pin.digits": N_("A PIN is {least} to {most} digits and nothing else. No PIN was made. Type it again."),
    "pin.forbidden": N_(
        "The computer's policy does not allow a PIN. Nothing was changed. Unlock with your passphrase as before."
    ),
    "pin.keystore": N_(
        "The computer's keystore does not answer, so the PIN cannot be used. Nothing is lost. Unlock with your "
        "passphrase."
    ),
    "pin.missed": N_(
        "That was the wrong PIN {tries} times, so it is gone. Nothing is lost. Unlock with your passphrase."
    ),
    "pin.over": N_("The PIN does not hold any more. Nothing is lost. Unlock with your passphrase."),
    "pin.passphrase_needed": N_(
        "You unlocked with a PIN, which does not open protected persons or the keys. Nothing was shown or changed. Log "
        "out and open with your passphrase to go on."
    ),
    "pin.repeats": N_(
        "The same digits come again and again. No PIN was made. Choose at least three different digits in no pattern."
    ),
    "pin.runs": N_("The digits follow one another in a row. No PIN was made. Choose digits that do not count."),
    "pin.wrong": N_("That is not the PIN. Nothing was opened. Tries that are left: {left}."),
}
