"""Sentences about accounts, approval, new keys."""

from caseworker.messages.mark import N_

SENTENCES: dict[str, str] = {
    "register.about_differs": N_(
        "What the file register.about said of the office was not what the register itself says. The register counts, "
        "the file has been written anew and nothing is lost. If nobody here changed it, ask support."
    ),
    "account.begun": N_(
        "The account has a passphrase of its own already. Nothing was changed. Unlock with it, or ask the "
        "administrator for a new start passphrase."
    ),
    "account.not_begun": N_(
        "The colleague has not chosen a passphrase of her own yet. Nothing was changed. Ask her to unlock with the "
        "start passphrase first, then approve."
    ),
    "account.signs_differ": N_(
        "The signs are not those of that account. Nobody was let in and nothing was changed. Ask the colleague to "
        "read them again; if they still differ, somebody has changed the key file: ask support."
    ),
    "account.unknown_role": N_("There is no such role. Nothing was changed. Choose among: {known}."),
    "passphrase.new_file": N_(
        "No new passphrase was given and there is nobody to ask. Nothing was changed. Give --new-passphrase-file."
    ),
    "account.swapped": N_(
        "The keys of an account are not those that the register knows. No key was given out and nothing was changed. "
        "Compare the signs with the colleague again; if they differ, somebody has changed the key file: ask support."
    ),
    "recovery.swapped": N_(
        "The recovery key in the key file is not the one that the register knows. No key was given out and nothing was "
        "changed. Somebody has changed the key file: ask support."
    ),
    "account.own": N_(
        "You cannot do this with your own account. Nothing was changed. Ask another administrator to do it."
    ),
    "proof.needed": N_(
        "This asks for your passphrase again, and it was not given in the last five minutes. Nothing was done and "
        "nothing is lost. Do it again and give your passphrase."
    ),
    "passphrase.same": N_(
        "The new passphrase is the same as the old one. Nothing was changed. Choose another that nobody else knows."
    ),
    "register.rekey_failed": N_(
        "The copy under the new key could not be read back. The register was not changed and the old key still opens "
        "it. Free some space on the disk and try again."
    ),
    "staff.known": N_(
        "The register knows this colleague already. Nothing was changed. She unlocks with her own passphrase."
    ),
    "staff.no_role": N_("An account needs at least one role. Nothing was changed. Choose what the colleague works as."),
    "staff.not_here": N_(
        "The register knows nobody with that account who works here. Nothing was changed. Read the list of accounts "
        "again."
    ),
    "staff.not_oneself": N_("You cannot end your own access. Nothing was changed. Ask a colleague to do it."),
    "unlock.begin": N_(
        "This is a start passphrase. Nothing has been opened yet. Choose a passphrase of your own, which nobody else "
        "knows."
    ),
    "unlock.start_expired": N_(
        "The start passphrase has expired. Nothing is lost. Ask the administrator for a new one."
    ),
    "account.not_approved": N_(
        "The account cannot open the register itself, so no key can be given to it. Nothing was changed. Choose "
        "colleagues who can open the register, or approve the account first."
    ),
    "vault.key_not_held": N_(
        "Your account does not hold that key. Nothing was opened or changed. Ask a colleague who holds it."
    ),
    "vault.last_holder": N_(
        "Nobody would be left who can open what is sealed. Nothing was changed. Name another holder first."
    ),
    "vault.other_key": N_(
        "The key file has another key under that name already. Nothing was changed. Ask support before you go on."
    ),
}
