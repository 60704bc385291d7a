"""Sentences about the review of the log and whether the register is the latest."""

from caseworker.messages.mark import N_

SENTENCES: dict[str, str] = {
    "audit.anchor_missing": N_(
        "This computer has no anchor of the register, so it cannot be shown that the register is the latest copy. "
        "Nothing is lost and you may work. If you did not move the register here, ask support."
    ),
    "notice.not_acknowledged": N_(
        "You have not confirmed how the log works. Nothing was done. Read it and confirm: caseworker notice --confirm."
    ),
    "notice.other_version": N_("The text has changed since you read it. Nothing was kept. Read it again and confirm."),
    "review.changed": N_(
        "A signed review of the log is not as it was signed: an outcome or a comment was changed. Nothing else is lost "
        "by it. Restore a copy or ask support."
    ),
    "review.signature_wrong": N_(
        "The signature of a review of the log is not the signer's. Nothing else is lost by it. Restore a copy or ask "
        "support."
    ),
    "review.begun": N_(
        "A review is begun and not signed yet. Nothing was changed. Finish and sign it before you draw the next."
    ),
    "review.comment_long": N_(
        "The comment is longer than {longest} characters. Nothing was changed. Write it shorter."
    ),
    "review.comment_missing": N_("A report needs a comment. Nothing was changed. Write what is reported and to whom."),
    "review.left": N_("{left} items are not reviewed yet. Nothing was signed. Decide them first."),
    "review.no_key": N_(
        "Only the one who unlocked the register can sign. Nothing was signed. Lock, unlock as yourself and sign again."
    ),
    "review.none_signed": N_("No review is signed yet. Nothing was written. Sign a review first."),
    "review.not_declared": N_(
        "You have not declared that you are close to this person. Nothing was changed. Check that it is the right file."
    ),
    "review.nothing": N_(
        "Nothing has happened in the log since the last review. Nothing was drawn. Come back when people have worked."
    ),
    "review.own_look": N_(
        "This is your own doing in the log. Nothing was changed. Someone else who may review must decide it."
    ),
    "review.rules_broken": N_(
        "The rules about the log in {file} are damaged ({row}: {field}). Your register is untouched. "
        "Reinstall the program."
    ),
    "review.signed": N_("The review is signed and cannot be changed. Nothing was changed. Draw a new one."),
    "review.unknown_outcome": N_("There is no such outcome. Nothing was changed. Choose one of: {known}."),
    "review.unknown": N_("There is no such review or item. Nothing was changed. Read the list again."),
}
