"""Sentences about linking several files of one person."""

from caseworker.messages.mark import N_

SENTENCES = {
    "link.same_file": N_(
        "The two files are already shown as one. Nothing was changed. Choose another file or leave it as it is."
    ),
    "link.two_numbers": N_(
        "The two people hold different personal identity numbers today. Nothing was changed. Say that the number was "
        "changed, if you know it, or leave them as two people."
    ),
    "link.fictitious": N_(
        "One of the files belongs to a person whose file may never be linked. Nothing was changed. Leave them as two "
        "people."
    ),
    "link.other_readers": N_(
        "Both people are protected, with different readers. Nothing was changed. Give both the same readers before you "
        "link their files."
    ),
    "link.in_quarantine": N_(
        "One of the files waits to be erased. Nothing was changed. Take it off the list for erasure first, if it is "
        "still needed."
    ),
    "pair.protected": N_(
        "One of the two people is protected and is compared with nobody. Nothing was changed. Open both files, if you "
        "may read them, and link them there."
    ),
    "link.not_linked": N_(
        "The file is not linked to another. Nothing was changed. Open the file again to see how it stands."
    ),
}
