"""The only home of operating-system differences: private files, atomic replacement, the process itself, folders.

Callers import from here and never ask which system they run on. This package must not know what the files hold.
"""

import sys

from caseworker.platform.files import replace_atomically
from caseworker.platform.folders import (
    config_folder,
    default_register_folder,
    lies_elsewhere,
    synced_or_network_folder,
)
from caseworker.platform.logs import quiet_process
from caseworker.platform.policy import Policy, machine_policy

if sys.platform == "win32":
    from caseworker.platform.windows import (
        harden_process,
        private_file,
        private_folder,
        rename_durably,
        replace_process,
    )
else:
    from caseworker.platform.posix import harden_process, private_file, private_folder, rename_durably, replace_process

__all__ = [
    "Policy",
    "config_folder",
    "default_register_folder",
    "harden_process",
    "machine_policy",
    "private_file",
    "private_folder",
    "quiet_process",
    "rename_durably",
    "replace_atomically",
    "replace_process",
    "lies_elsewhere",
    "synced_or_network_folder",
]
