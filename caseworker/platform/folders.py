"""Where the register lies by default, and whether a folder is one that a cloud service or a server copies.

A register in a synced or network folder is copied while it is being written and locked unreliably; the caller warns or
refuses. Must not create anything.
"""

import os
import sys
from collections.abc import Mapping
from pathlib import Path, PurePath

APPLICATION_FOLDER = "Handlaggarstod"

_SERVICE_BY_NAME = {  # a folder's own name, lower case, or its beginning before " -" and " (": "OneDrive - Kommun"
    "onedrive": "OneDrive",
    "sharepoint": "SharePoint",
    "dropbox": "Dropbox",
    "google drive": "Google Drive",
    "googledrive": "Google Drive",
    "my drive": "Google Drive",
    "min enhet": "Google Drive",
    "icloud drive": "iCloud",
    "iclouddrive": "iCloud",
    "mobile documents": "iCloud",
    "nextcloud": "Nextcloud",
    "owncloud": "ownCloud",
    "box sync": "Box",
    "pcloud drive": "pCloud",
    "megasync": "MEGA",
    "syncthing": "Syncthing",
    "cloudstorage": "CloudStorage",  # macOS puts every provider under ~/Library/CloudStorage
}
_SERVICE_BY_VARIABLE = {"OneDrive": "OneDrive", "OneDriveCommercial": "OneDrive", "OneDriveConsumer": "OneDrive"}
_SERVICE_BY_MARKER = {  # files and folders a service keeps at the top of what it copies
    ".dropbox": "Dropbox",
    ".dropbox.cache": "Dropbox",
    ".nextcloudsync.log": "Nextcloud",
    ".owncloudsync.log": "ownCloud",
    ".stfolder": "Syncthing",
    ".tmp.drivedownload": "Google Drive",
    ".849C9593-D756-4E56-8D6E-42412F2A707B": "OneDrive",
}
_NETWORK_FILE_SYSTEMS = frozenset(
    {"nfs", "nfs4", "cifs", "smb3", "smbfs", "ncpfs", "afs", "ceph", "glusterfs", "lustre", "davfs"}
    | {f"fuse.{name}" for name in ("sshfs", "rclone", "davfs2", "gvfsd-fuse", "glusterfs", "s3fs", "onedriver")}
)
NETWORK = "network"


def default_register_folder() -> Path:
    """Where a new register goes: %LOCALAPPDATA% on Windows (never the roaming profile), XDG data elsewhere."""
    if sys.platform == "linux":
        return _xdg("XDG_DATA_HOME", ".local/share") / "register"
    else:
        from platformdirs import user_data_dir

        return Path(user_data_dir(APPLICATION_FOLDER, appauthor=False, roaming=False)) / "register"


def config_folder() -> Path:
    """Where window sizes and language choices go; never anything about people."""
    if sys.platform == "linux":
        return _xdg("XDG_CONFIG_HOME", ".config")
    else:
        from platformdirs import user_config_dir

        return Path(user_config_dir(APPLICATION_FOLDER, appauthor=False, roaming=False))


def _xdg(variable: str, usual: str) -> Path:
    """Return our folder as the XDG base directory specification says; no library before the first window."""
    named = os.environ.get(variable, "")
    return (Path(named) if os.path.isabs(named) else Path.home() / usual) / APPLICATION_FOLDER


def lies_elsewhere(place: Path, register: Path) -> bool:
    """Tell whether ``place`` is a folder that is there now, on another volume than ``register``.

    Two volumes may share one disk; that they do is not seen from here.
    """
    try:
        return place.stat().st_dev != register.stat().st_dev
    except OSError:
        return False


def synced_or_network_folder(path: Path) -> str | None:
    """Return the copying service's name, ``"network"`` for a server's disk, or None for a plain local folder.

    ``path`` need not exist. Recognised by folder names, environment variables, marker files and the file system;
    a service that leaves no such trace is not seen.
    """
    whole = Path(os.path.abspath(path))
    resolved = whole.resolve()
    for place in (whole, resolved):
        service = service_in_names(place) or _service_in_variables(place, os.environ) or _service_in_markers(place)
        if service is not None:
            return service
    return NETWORK if _lies_on_network(resolved) else None


def service_in_names(path: PurePath) -> str | None:
    """Return the service that one of the path's folder names belongs to."""
    for part in path.parts:
        name = part.lower().split(" -")[0].split(" (")[0].strip()
        if name in _SERVICE_BY_NAME:
            return _SERVICE_BY_NAME[name]
    return None


def _service_in_variables(path: Path, environment: Mapping[str, str]) -> str | None:
    for variable, service in _SERVICE_BY_VARIABLE.items():
        top = environment.get(variable)
        if top and path.is_relative_to(top):
            return service
    return None


def _service_in_markers(path: Path) -> str | None:
    for folder in (path, *path.parents):
        for marker, service in _SERVICE_BY_MARKER.items():
            # ~/.dropbox is the program's own folder, not a sign that the home folder is copied
            if folder != Path.home() and os.path.lexists(folder / marker):
                return service
    return None


def _lies_on_network(path: Path) -> bool:
    if sys.platform == "win32":
        from caseworker.platform.windows import drive_is_remote

        return str(path).startswith("\\\\") or drive_is_remote(path)
    else:
        try:
            mounts = Path("/proc/mounts").read_text(encoding="utf-8", errors="surrogateescape")
        except OSError:
            return False
        return file_system_of(path, mounts) in _NETWORK_FILE_SYSTEMS


def file_system_of(path: PurePath, mounts: str) -> str:
    """Return the type of the file system ``path`` lies on; ``mounts`` is the text of /proc/mounts."""
    found, kind = -1, ""
    for line in mounts.splitlines():
        fields = line.split(" ")
        if len(fields) < 3:
            continue
        point = PurePath(fields[1].replace("\\040", " ").replace("\\011", "\t").replace("\\134", "\\"))
        if path.is_relative_to(point) and len(point.parts) >= found:  # a later mount on the same point covers it
            found, kind = len(point.parts), fields[2]
    return kind
