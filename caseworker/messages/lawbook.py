"""Sentences about the lawbook: reading in an update, trusted keys, and the municipality's own rows."""

from caseworker.messages.mark import N_

SENTENCES: dict[str, str] = {
    "law.bad_answer": N_(
        "A rule of the municipality answers yes, depends or no. Nothing was saved. Choose one of them."
    ),
    "law.bad_limit": N_("A limit is a whole number between 1 and 400. Nothing was saved. Write such a number."),
    "law.cite": N_(
        "The paragraph {law} is not in the lawbook's index. Nothing was saved. Write it as 2010:800 29:13, several "
        "with a semicolon between."
    ),
    "law.contact": N_("Nobody is named. Nothing was saved. Choose an actor or write a name."),
    "law.duty_not_known": N_(
        "The law's own last day is not known for these statuses and days, so it cannot be told whether yours is "
        "earlier. Nothing was saved. Choose other statuses or other days."
    ),
    "law.ended": N_(
        "The rule already ends on {ends}. Nothing was changed. Choose an earlier last day or make a new rule."
    ),
    "law.limit_later": N_(
        "The municipality's last day would be later than the law's: for {event} it would be {own}, but the law says "
        "{law}. Nothing was saved. Write a shorter limit."
    ),
    "law.local_overlap": N_(
        "The municipality already has a rule for the same thing, from {begins} to {ends}. Nothing was saved. End that "
        "one first, or choose other statuses or days."
    ),
    "law.no_reason": N_("A rule of the municipality needs its words and a reason. Nothing was saved. Write both."),
    "law.no_statuses": N_("No status is chosen, or one is not in the lawbook. Nothing was saved. Choose at least one."),
    "law.responsible_overlap": N_(
        "Somebody is already responsible from {begins}. Nothing was saved. Choose a later first day."
    ),
    "law.unknown_area": N_(
        "The lawbook has no such area of responsibility. Nothing was saved. Choose one of the list."
    ),
    "law.unknown_rule": N_("That rule is not in the register. Nothing was changed. Choose one of the list."),
    "law.unknown_target": N_("The lawbook has no such right or duty. Nothing was saved. Choose one of the list."),
    "lawbook.demo_key": N_(
        "The update is signed with the demo key, which anybody can use. A register in use does not take it. The "
        "lawbook is as it was. Ask for an update signed by the one who keeps the lawbook."
    ),
    "lawbook.follows": N_(
        "The lawbook's version {version} has to be later than the one it follows ({follows}). Nothing was made. Raise "
        "the version in version.toml, or give another --follows."
    ),
    "lawbook.key_form": N_("A key is 64 digits 0–9 and a–f. Nothing was changed. Copy the whole key."),
    "lawbook.key_known": N_(
        "That key is trusted already. Nothing was changed. You can read in updates signed with it."
    ),
    "lawbook.key_name": N_("The key has no name. Nothing was changed. Write whose key it is."),
    "lawbook.key_not_trusted": N_("That key is not trusted. Nothing was changed. Choose a key of the list."),
    "lawbook.not_an_update": N_(
        "The file is not a lawbook update, or it is damaged. The lawbook is as it was. Fetch the file again."
    ),
    "lawbook.not_found": N_(
        "The lawbook has no right, row or status called {name}. Nothing was changed. Check the spelling."
    ),
    "lawbook.older": N_(
        "The update is version {version}, but version {now} already applies. The lawbook is as it was. Fetch a later "
        "update."
    ),
    "lawbook.signature": N_(
        "The signature does not fit the file: it has been changed on the way. The lawbook is as it was. Fetch the file "
        "again from the one who keeps the lawbook."
    ),
    "lawbook.too_large": N_(
        "The file is larger than {megabytes} MB, and no lawbook is. The lawbook is as it was. Choose the right file."
    ),
    "lawbook.unknown_key": N_(
        "The update is signed with the key {key}, which this register does not trust. The lawbook is as it was. "
        "Compare the key with the one who keeps the lawbook, then trust it under trusted keys."
    ),
    "lawbook.unread": N_("The file {file} cannot be read. The lawbook is as it was. Choose another file."),
    "lawbook.update_broken": N_(
        "The update has a broken row: {file}, {row}, {field}. The lawbook is as it was. Tell the one who keeps the "
        "lawbook."
    ),
    "lawbook.version_unknown": N_(
        "The lawbook version {version} is not kept in this register. Nothing was changed. Choose one of the list."
    ),
    "lawbook.matrix_file": N_(
        "The matrix can be written as .md or .pdf, not as {file}. Nothing was written. Choose another file name."
    ),
    "lawbook.wrong_folder": N_("There is no lawbook in {folder}. Nothing was changed. Choose another folder."),
    "lawbook.rows_wrong": N_(
        "Faults were found in the lawbook: {n}. Nothing was changed. Mend the rows that are named."
    ),
}
