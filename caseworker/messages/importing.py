"""Sentences about reading people from a list, cell by cell, and about taking an import back."""

from caseworker.messages.mark import N_

SENTENCES: dict[str, str] = {
    "import.already_undone": N_("This import is taken back already. Nothing was changed now. Read the list in again."),
    "import.day_or_month": N_("This may be two different days. The row was not read in. Write the day as 1988-03-20."),
    "import.forbidden_column": N_(
        "The column {column} may never be registered. Nothing was read and nothing was changed. Leave it unread."
    ),
    "import.formula": N_(
        "The cell is a formula, not a value. The row was not read in. Write the value itself in the cell."
    ),
    "import.merged": N_(
        "The cell lies under a merged one. The row was not read in. Take the cells apart and write the value in each."
    ),
    "import.no_sheet": N_(
        "The workbook has no sheet of that name any more. Nothing was read and nothing was changed. Choose the file "
        "again."
    ),
    "import.no_such_day": N_("That month has {days} days. The row was not read in. Ask the person for the day."),
    "import.not_yours": N_(
        "Only {who}, who read it in, or the head of the unit takes this import back. Nothing was changed. Ask one of "
        "them."
    ),
    "import.same_row_twice": N_(
        "The same stands in row {first} already. This row was not read in. Take one of them away, or write a number if "
        "they are two people."
    ),
    "import.stopped": N_("You stopped it. Nothing was saved. Begin again when you like."),
    "import.stopped_half": N_(
        "You stopped it. The rows that were done are saved as an import of their own. Take it back, or choose the same "
        "file again to go on."
    ),
    "import.too_late": N_(
        "The thirty days to take this import back are over. Nothing was changed. Correct the files one by one."
    ),
    "import.unknown_batch": N_("There is no such import. Nothing was changed. Choose one from the list of imports."),
    "import.unknown_field": N_("That is no field of a person. Nothing was changed. Choose one from the list."),
}
