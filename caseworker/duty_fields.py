"""Fields of a duty's row that a list is made of: its title in few words, and the steps it reminds at."""

from caseworker.rowfile import FileRow

SHORT = 45  # characters: what one line of a list holds


def read_short(row: FileRow, field: str) -> str:
    """Return a title of at most ``SHORT`` characters, no sentence."""
    words = row.text(field)
    if len(words) > SHORT or words.endswith("."):
        raise row.broken(field)
    return words


def read_opens(row: FileRow) -> int | None:
    """Return how many days before its last day a duty is shown: from its first reminder, or as the row says."""
    steps = read_steps(row)
    if not steps:
        return row.number("opens") if "opens" in row.fields() else None
    if "opens" in row.fields():
        raise row.broken("opens")
    return steps[0]


def read_steps(row: FileRow) -> tuple[int, ...]:
    """Return ``remind``: how many days before the last day to remind, the longest first."""
    steps = row.numbers("remind")
    if any(step <= 0 for step in steps) or list(steps) != sorted(set(steps), reverse=True):
        raise row.broken("remind")
    return steps
