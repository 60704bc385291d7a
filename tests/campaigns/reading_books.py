"""Reads every workbook of a folder and says on standard output what became of each, one line of JSON a file.

Started by ``test_hostile_files.py`` under strace, so that what the reader and its child do to the system can be seen.
"""

import json
import sys
from pathlib import Path

from caseworker.errors import CaseworkerError
from caseworker.exchange.workbook import read_workbook


def main(folder: Path) -> None:
    """Read what lies in ``folder``, by name."""
    for path in sorted(folder.iterdir()):
        code, rows, widest = "", 0, 0
        try:
            read = read_workbook(path)
        except CaseworkerError as fault:
            code = fault.code
        else:
            rows, widest = len(read), max(len(row.cells) for row in read)
        sys.stdout.write(json.dumps([path.name, code, rows, widest]) + "\n")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
