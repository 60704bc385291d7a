"""Sentences about who may do what with whose case, and looks in need."""

from caseworker.messages.mark import N_

SENTENCES: dict[str, str] = {
    "access.already_assigned": N_(
        "The colleague already works with the case in that way. Nothing was changed. You need do nothing more."
    ),
    "access.known_elsewhere": N_(
        "The person is already known in another unit. Nothing was saved. Ask your unit manager, or search for the "
        "number with Ctrl K and open the file in need."
    ),
    "access.locum_needs_end": N_("A locum needs a last day. Nothing was changed. Type the last day of the employment."),
    "access.look_length": N_(
        "A look in need lasts between 1 and {longest} minutes. Nothing was opened. Choose a shorter time."
    ),
    "access.not_employed": N_(
        "You have no employment in this register today. Nothing was shown or changed. Ask your unit manager to set "
        "your days."
    ),
    "access.not_assigned": N_(
        "The colleague does not work with the case. Nothing was changed. Read the list of assignments again."
    ),
    "access.out_of_reach": N_(
        "The case belongs to another unit or to a colleague, and your role does not reach it. Nothing was shown or "
        "changed. Ask your unit manager to assign you, or open the file in need with a reason."
    ),
    "access.own_employment": N_(
        "Nobody sets her own unit and last day. Nothing was changed. Ask a colleague who may do it."
    ),
    "access.own_look": N_("You made this look yourself. Nothing was changed. It must be seen by somebody else."),
    "access.protected": N_(
        "The person is protected, and a look in need does not open her. Nothing was shown. Those who can open her "
        "details are: {readers}."
    ),
    "access.reason_long": N_(
        "The reason is longer than {longest} characters. Nothing was opened. Shorten it and try again."
    ),
    "access.reason_short": N_(
        "The reason is shorter than {shortest} characters. Nothing was opened. Write why you must see the file."
    ),
    "access.responsible_stays": N_(
        "The colleague is responsible for the case. Nothing was changed. Make somebody else responsible first."
    ),
    "access.roles_broken": N_(
        "The file of roles, {file}, has a fault in {row}, field {field}. What was saved is kept. "
        "Reinstall the program or ask support."
    ),
    "access.unknown_look": N_("There is no unseen look with that id. Nothing was changed. Read the list again."),
    "access.unknown_staff": N_(
        "No member of staff has that id in this register. Nothing was changed. Choose somebody from the list."
    ),
}
