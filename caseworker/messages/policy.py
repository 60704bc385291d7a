"""Sentences about the machine's policy, diagnostics, the security log."""

from caseworker.messages.mark import N_

SENTENCES: dict[str, str] = {
    "lock.not_saved": N_(
        "The latest change was not saved: the program locked while it was being written. Everything before it is kept. "
        "Unlock and look at what you wrote last."
    ),
    "policy.bad_value": N_(
        "The computer's policy has a value for {key} that cannot be used. The strictest value holds instead and "
        "nothing in the register was changed. Ask the administrator of the computer to correct the policy."
    ),
    "policy.endpoint_not_allowed": N_(
        "The computer's policy does not let counts go to that address. Nothing was sent or changed. Use the address "
        "that the municipality has chosen."
    ),
    "policy.malformed": N_(
        "The computer's policy cannot be read as a policy. The strictest rules hold and nothing in the register was "
        "changed. Ask the administrator of the computer to correct the file."
    ),
    "policy.not_the_administrators": N_(
        "The computer's policy can be written by others than its administrator. The strictest rules hold and nothing "
        "in the register was changed. Ask the administrator of the computer to take the file back."
    ),
    "policy.printing_not_allowed": N_(
        "The computer's policy does not allow letters to be printed here. Nothing was printed or logged. Save the "
        "letter, or print it on another computer."
    ),
    "policy.unknown_key": N_(
        "The computer's policy holds a rule that this program does not know: {key}. Whatever the policy leaves open is "
        "closed and nothing in the register was changed. Ask the administrator of the computer to correct the policy."
    ),
    "policy.unreadable": N_(
        "The computer's policy is there but cannot be read. The strictest rules hold and nothing in the register was "
        "changed. Ask the administrator of the computer."
    ),
}
