"""Where a register may lie: local folders pass, copied and remote ones are named."""

from pathlib import Path, PurePosixPath, PureWindowsPath

import pytest

from caseworker.platform import config_folder, default_register_folder, lies_elsewhere, synced_or_network_folder
from caseworker.platform.folders import file_system_of, service_in_names

MOUNTS = """\
overlay / overlay rw 0 0
//server/share /mnt/nämnd\\040IFO cifs rw 0 0
server:/home /home nfs4 rw 0 0
/dev/sda2 /home/local ext4 rw 0 0
tmpfs /home/local tmpfs rw 0 0
broken
"""


def test_a_plain_folder_passes(tmp_path: Path) -> None:
    assert synced_or_network_folder(tmp_path / "not" / "yet" / "made") is None


def test_a_place_on_another_volume_lies_elsewhere(tmp_path: Path) -> None:
    beside = tmp_path / "beside"
    beside.mkdir()
    assert not lies_elsewhere(beside, tmp_path)
    assert not lies_elsewhere(tmp_path / "missing", tmp_path)
    assert lies_elsewhere(Path("/proc"), tmp_path)


@pytest.mark.parametrize(
    ("path", "service"),
    [
        (PureWindowsPath(r"C:\Users\kim\OneDrive - Lövåsa kommun\register"), "OneDrive"),
        (PureWindowsPath(r"C:\Users\kim\OneDrive\register"), "OneDrive"),
        (PureWindowsPath(r"G:\Min enhet\register"), "Google Drive"),
        (PurePosixPath("/home/kim/Dropbox (Personal)/register"), "Dropbox"),
        (PurePosixPath("/home/kim/Nextcloud/a/b"), "Nextcloud"),
        (PurePosixPath("/Users/kim/Library/Mobile Documents/x"), "iCloud"),
        (PurePosixPath("/home/kim/onedriven/register"), None),
        (PurePosixPath("/home/kim/.local/share/Handlaggarstod/register"), None),
    ],
)
def test_a_service_is_known_by_its_folder_name(path: PurePosixPath, service: str | None) -> None:
    assert service_in_names(path) == service


def test_a_service_is_known_by_the_marker_it_leaves_above(tmp_path: Path) -> None:
    (tmp_path / ".stfolder").mkdir()
    assert synced_or_network_folder(tmp_path / "a" / "b") == "Syncthing"


def test_a_service_is_known_by_its_environment_variable(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OneDriveCommercial", str(tmp_path / "Moln"))
    assert synced_or_network_folder(tmp_path / "Moln" / "register") == "OneDrive"
    assert synced_or_network_folder(tmp_path / "register") is None


def test_a_link_into_a_synced_folder_is_seen_through(tmp_path: Path) -> None:
    (tmp_path / "Dropbox" / "x").mkdir(parents=True)
    (tmp_path / "plain").symlink_to(tmp_path / "Dropbox" / "x")
    assert synced_or_network_folder(tmp_path / "plain" / "register") == "Dropbox"


@pytest.mark.parametrize(
    ("path", "kind"),
    [("/", "overlay"), ("/home/kim", "nfs4"), ("/home/local/kim", "tmpfs"), ("/mnt/nämnd IFO/r", "cifs")],
)
def test_the_deepest_and_last_mount_decides_the_file_system(path: str, kind: str) -> None:
    assert file_system_of(PurePosixPath(path), MOUNTS) == kind


def test_the_default_folders_follow_the_xdg_variables_and_never_meet(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    assert default_register_folder() == tmp_path / "data" / "Handlaggarstod" / "register"
    assert config_folder() == tmp_path / "config" / "Handlaggarstod"
    assert not list(tmp_path.iterdir())
