"""Sentences about protected persons and their compartments."""

from caseworker.messages.mark import N_

SENTENCES: dict[str, str] = {
    "protection.already": N_(
        "One of them is protected already. Nothing was changed. Take her out of the household, or end that protection "
        "first."
    ),
    "protection.closed": N_(
        "The details of a protected person are closed. Nothing was saved. Show them with a reason first, "
        "then save again."
    ),
    "protection.no_keys": N_(
        "The keys of protected persons are not at hand in this program. Nothing was changed. Unlock the register in "
        "the ordinary way and try again."
    ),
    "protection.no_letter": N_(
        "Her details are protected, so no letter can carry her name or address. Nothing was printed. Send mail through "
        "the Swedish Tax Agency's forwarding service (förmedling)."
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
    "protection.same_person": N_(
        "The one who proposed a change of readers cannot confirm it. Nothing was changed. Ask another reader "
        "to confirm."
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
