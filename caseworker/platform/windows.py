"""What Windows needs: access lists, write-through rename, error reporting off, replacing the process.

Must not be imported directly; ``caseworker.platform`` chooses. Empty elsewhere, so that it can be imported there.
"""

import sys

if sys.platform == "win32":
    import csv
    import ctypes
    import os
    import subprocess  # noqa: S404 - icacls and whoami from the system folder only
    import time
    from collections.abc import Mapping, Sequence
    from pathlib import Path
    from typing import NoReturn

    _SEM_FAILCRITICALERRORS = 0x0001
    _SEM_NOGPFAULTERRORBOX = 0x0002
    _WER_FAULT_REPORTING_FLAG_NOHEAP = 0x0001
    _MOVEFILE_REPLACE_EXISTING = 0x1
    _MOVEFILE_WRITE_THROUGH = 0x8
    _SHARING_ERRORS = (5, 32)  # access denied, sharing violation: a virus scanner looks at the file for a moment
    _RENAME_ATTEMPTS = 20
    _DRIVE_REMOTE = 4

    def _system_program(name: str) -> str:
        return str(Path(os.environ.get("SYSTEMROOT", r"C:\Windows")) / "System32" / name)

    def _run(arguments: Sequence[str]) -> str:
        ended = subprocess.run(  # noqa: S603 - full path into the system folder, fixed arguments
            list(arguments), check=False, capture_output=True, text=True, creationflags=subprocess.CREATE_NO_WINDOW
        )
        if ended.returncode != 0:
            raise PermissionError(ended.returncode, arguments[0])
        return ended.stdout

    def _own_sid() -> str:
        row = next(csv.reader([_run([_system_program("whoami.exe"), "/user", "/fo", "csv", "/nh"]).strip()]))
        return row[1]

    def _grant_only_me(path: Path, rights: str) -> None:
        _run([_system_program("icacls.exe"), str(path), "/inheritance:r", "/grant:r", f"*{_own_sid()}:{rights}"])

    def private_folder(path: Path) -> None:
        """Make ``path`` (and missing parents) and let nobody but this user enter it; files inside inherit that."""
        path.mkdir(parents=True, exist_ok=True)
        _grant_only_me(path, "(OI)(CI)F")

    def private_file(path: Path) -> None:
        """Let nobody but this user read or write the existing file."""
        _grant_only_me(path, "F")

    def rename_durably(source: Path, target: Path) -> None:
        """Put ``source`` in the place of ``target`` in one step that has reached the disk when it returns."""
        move = ctypes.WinDLL("kernel32", use_last_error=True).MoveFileExW
        flags = _MOVEFILE_REPLACE_EXISTING | _MOVEFILE_WRITE_THROUGH
        for attempt in range(_RENAME_ATTEMPTS):
            if move(ctypes.c_wchar_p(str(source)), ctypes.c_wchar_p(str(target)), flags):
                return
            error = ctypes.get_last_error()
            if error not in _SHARING_ERRORS or attempt == _RENAME_ATTEMPTS - 1:
                raise ctypes.WinError(error)
            time.sleep(0.05)

    def drive_is_remote(path: Path) -> bool:
        """Whether the drive letter of ``path`` is a network drive."""
        return bool(path.drive) and ctypes.windll.kernel32.GetDriveTypeW(path.drive + "\\") == _DRIVE_REMOTE

    def harden_process() -> None:
        """No error boxes, and no memory in the reports that Windows Error Reporting keeps."""
        ctypes.windll.kernel32.SetErrorMode(_SEM_FAILCRITICALERRORS | _SEM_NOGPFAULTERRORBOX)
        ctypes.windll.kernel32.WerSetFlags(_WER_FAULT_REPORTING_FLAG_NOHEAP)

    def replace_process(argv: Sequence[str], environment: Mapping[str, str] | None = None) -> NoReturn:
        """Start ``argv`` and end this process at once; the caller has released its locks before.

        Windows has no exec: its emulation keeps the parent's console and breaks quoting, so a new process is started.
        """
        fresh = dict(os.environ if environment is None else environment)
        if getattr(sys, "frozen", False):
            fresh["PYINSTALLER_RESET_ENVIRONMENT"] = "1"
        subprocess.Popen(list(argv), env=fresh, close_fds=True)  # noqa: S603 - the program itself, never a shell
        os._exit(0)
