"""Sentences about backups, restore, rescue, room on the disk."""

from collections.abc import Callable

from caseworker.messages.mark import N_

SENTENCES: dict[str, str] = {
    "backup.changing": N_(
        "Somebody saved all the time while the backup was being made. Nothing is lost. It is tried again in a while."
    ),
    "backup.damaged": N_(
        "The backup {file} is damaged and cannot be used. The register is untouched. Choose another backup."
    ),
    "backup.no_place": N_(
        "No backup could be made ({why}). What you have saved is kept in the register. Check the places for backups."
    ),
    "backup.none": N_(
        "There is no backup that opens in these places. Nothing was changed. Name another folder with --place."
    ),
    "backup.none_named": N_(
        "There is no backup with that name in these places. Nothing was changed. Read the list of backups again."
    ),
    "backup.not_written": N_(
        "The backup could not be written in {path} ({reason}). What you have saved is kept in the register. Check that "
        "there is room and that you may write there."
    ),
    "backup.other_key": N_(
        "The backup {file} is sealed to other keys. Nothing was changed. Use the recovery sheets of its register."
    ),
    "backup.other_log": N_(
        "The newest backup that opens belongs to another log than this register's: an older copy was restored after it."
        " Nothing was changed. Make a backup now and rehearse again."
    ),
    "backup.other_register": N_(
        "The backup {file} belongs to another register. Nothing was changed. Choose one of this register."
    ),
    "backup.place_inside": N_(
        "A place for backups must be a folder outside the register's own. Nothing was changed. Choose another folder."
    ),
    "backup.place_missing": N_(
        "The folder {path} is not there. What you have saved is kept in the register. Connect the disk or choose "
        "another folder."
    ),
    "backup.places_decided": N_(
        "Where backups lie is decided for this computer. Nothing was changed. Ask whoever looks after the computer."
    ),
    "backup.too_many_places": N_(
        "Backups go to at most {most} places. Nothing was changed. Choose the ones that matter most."
    ),
    "backup.unreadable": N_(
        "The backup {file} cannot be read from where it lies. The register is untouched. Check the disk or choose "
        "another backup."
    ),
    "backup.sheets_needed": N_(
        "The file with the accounts is missing or damaged, so no passphrase can be proved. Nothing was changed. "
        "Restore with two recovery sheets."
    ),
    "register.no_room_left": N_(
        "The disk is full, so only drafts and the log are written. What was saved before is whole. Free some space, "
        "then save again."
    ),
    "export.exists": N_("There is already a file {path}. Nothing was opened. Name another folder or remove the file."),
    "program.no_memory": N_(
        "The computer has no memory left for this. What was saved is kept, and nothing is there by half. Close other "
        "programs, see whether it was done, and try again if not."
    ),
}

# What is said after a restore, in both faces
THE_OLD_ONE_LIES_IN = N_("The register that was there lies in {folder}.")
SEALED_AGAIN = N_("Protected after this copy was made, and sealed again: {n}.")
ACCOUNTS_AS_THEN = N_("The accounts and passphrases are those of the backup.")


def restored_words(
    aside: object, protected_again: int, *, accounts_as_then: bool, translate: Callable[[str], str]
) -> list[str]:
    """Return what a restore has left behind, sealed again and brought back: a line each."""
    lines = [translate(THE_OLD_ONE_LIES_IN).format(folder=aside)]
    if protected_again:
        lines.append(translate(SEALED_AGAIN).format(n=protected_again))
    if accounts_as_then:
        lines.append(translate(ACCOUNTS_AS_THEN))
    return lines
