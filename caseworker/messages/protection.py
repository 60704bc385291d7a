"""Sentences about protected persons and their compartments."""

from collections.abc import Callable, Sequence

from caseworker.messages.mark import N_

SENTENCES: dict[str, str] = {
    "protection.not_a_new_person": N_(
        "Older names, numbers or links are kept in this file. Nothing was changed. Register her as a new person, with "
        "nothing from before, and protect that file."
    ),
    "protection.already": N_(
        "One of them is protected already. Nothing was changed. Take her out of the household, or end that protection "
        "first."
    ),
    "protection.closed": N_(
        "The details of a protected person are closed. Nothing was saved. Show them with a reason first, "
        "then save again."
    ),
    "protection.no_client_view": N_(
        "Her details are protected, and others may see the screen. Nothing was shown. Tell her about her next steps "
        "yourself, where nobody else hears or sees."
    ),
    "protection.no_keys": N_(
        "The keys of protected persons are not at hand in this program. Nothing was changed. Unlock the register in "
        "the ordinary way and try again."
    ),
    "protection.no_letter": N_(
        "Her details are protected and closed. No letter was made and nothing was changed. One of those who may "
        "read them shows them with a reason first; the letter then goes through the Swedish Tax Agency's "
        "forwarding service (förmedling)."
    ),
    "protection.no_reader_left": N_(
        "Nobody who works here can open these details any more. Nothing is lost: two recovery sheets open them. Ask "
        "your unit manager to name new readers with the sheets."
    ),
    "protection.not_protected": N_(
        "The person is not protected. Nothing was changed. Read the case again to see how it stands."
    ),
    "protection.not_reader": N_(
        "You are not one of those who may read these details. Nothing was shown. Ask one who may: {readers}."
    ),
    "protection.nothing_proposed": N_(
        "Nobody has proposed a change of readers. Nothing was changed. Propose one, and let another reader confirm it."
    ),
    "protection.reason_missing": N_(
        "There is no reason. Nothing was shown or changed. Write why in at least {shortest} characters."
    ),
    "protection.record_damaged": N_(
        "The record of protections outside the register is damaged. Nothing in the register is lost. If an older copy "
        "is put back, protect again whoever was protected after it."
    ),
    "protection.readers_left": N_(
        "There are colleagues who can open these details. Nothing was changed. Ask them to propose and confirm new "
        "readers: {readers}."
    ),
    "protection.same_person": N_(
        "The one who proposed a change of readers cannot confirm it. Nothing was changed. Ask another reader "
        "to confirm."
    ),
    "protection.sheets_do_not_open": N_(
        "The sheets do not hold the key of these details. Nothing was changed. Use two sheets of the newest set."
    ),
    "protection.tampered": N_(
        "A sealed detail does not fit its place: it was altered or moved. Nothing of it is shown. Take the "
        "register out "
        "of use and restore a backup."
    ),
    "protection.two_readers": N_(
        "At least {fewest} must be able to read a protected person's details. Nothing was changed. Name one more."
    ),
}

# What is said of a compartment whose key waits, or that too few can open, in both faces
NEW_KEY_WAITS = N_("File {cases} gets a new key when one who may read it shows the details next: {names}.")
ONE_READER = N_("File {cases} can be opened by {names} only. Another reader must be named on her page.")
NO_READER = N_("File {cases} can be opened by nobody who works here. Name new readers with two recovery sheets.")


def unsettled_words(
    cases: Sequence[str], readers: Sequence[str], lost: Sequence[str], translate: Callable[[str], str]
) -> str:
    """Return what is to be done about a compartment, most pressing first."""
    told = NO_READER if not readers else ONE_READER if len(readers) == 1 else NEW_KEY_WAITS if lost else ""
    return translate(told).format(cases=", ".join(cases), names=", ".join(readers)) if told else ""
