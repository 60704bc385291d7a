"""What Linux and macOS need: file modes, durable rename, core dumps off, replacing the process.

Must not be imported directly; ``caseworker.platform`` chooses. Empty on Windows, so that it can be imported there.
"""

import sys

if sys.platform != "win32":
    import contextlib
    import os
    import resource
    from collections.abc import Mapping, Sequence
    from pathlib import Path
    from typing import NoReturn

    _PR_SET_DUMPABLE = 4  # linux/prctl.h

    def private_folder(path: Path) -> None:
        """Make ``path`` (and missing parents) and let nobody but this user enter it (0700)."""
        path.mkdir(parents=True, exist_ok=True, mode=0o700)
        path.chmod(0o700)

    def private_file(path: Path) -> None:
        """Let nobody but this user read or write the existing file (0600)."""
        path.chmod(0o600)

    def rename_durably(source: Path, target: Path) -> None:
        """Put ``source`` in the place of ``target`` in one step that survives a power cut."""
        os.replace(source, target)
        folder = os.open(target.parent, os.O_RDONLY | os.O_DIRECTORY)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)

    def harden_process() -> None:
        """No core dumps; on Linux no other process of this user may read our memory either."""
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
        if sys.platform == "linux":
            import ctypes  # only where a process hardens itself

            with contextlib.suppress(OSError, AttributeError):  # a C library without prctl: the limit above remains
                ctypes.CDLL(None, use_errno=True).prctl(_PR_SET_DUMPABLE, 0, 0, 0, 0)

    def replace_process(argv: Sequence[str], environment: Mapping[str, str] | None = None) -> NoReturn:
        """End this process and start ``argv`` in its place; nothing in memory survives.

        ``argv[0]`` is a full path. Python's own descriptors are closed by the kernel at exec, locks included.
        """
        sys.stdout.flush()
        sys.stderr.flush()
        fresh = dict(os.environ if environment is None else environment)
        if getattr(sys, "frozen", False):
            fresh["PYINSTALLER_RESET_ENVIRONMENT"] = "1"
        os.execve(argv[0], list(argv), fresh)  # noqa: S606 - the program itself, never a shell
