"""Sentences about accounts, approval, new keys."""

from caseworker.messages.mark import N_

SENTENCES: dict[str, str] = {
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
