"""A keystore in memory, kept by the library's own rules for a backend, in place of the operating system's."""

from keyring.backend import KeyringBackend
from keyring.errors import KeyringLocked, PasswordDeleteError

from caseworker.platform.keystore import Keystore


class MemoryKeyring(KeyringBackend):
    """Keeps what it is given; ``locked`` refuses everything, ``broken`` keeps something else."""

    priority = 1

    def __init__(self) -> None:
        super().__init__()  # type: ignore[no-untyped-call]  # the library says nothing of its types here
        self.kept: dict[tuple[str, str], str] = {}
        self.written: list[str] = []
        self.locked = self.broken = False

    def get_password(self, service: str, username: str) -> str | None:
        self._require_open()
        return self.kept.get((service, username))

    def set_password(self, service: str, username: str, password: str) -> None:
        self._require_open()
        self.written.append(password)
        self.kept[service, username] = password[:5] if self.broken else password

    def delete_password(self, service: str, username: str) -> None:
        self._require_open()
        if self.kept.pop((service, username), None) is None:
            raise PasswordDeleteError(username)

    def _require_open(self) -> None:
        if self.locked:
            raise KeyringLocked("locked")

    @property
    def store(self) -> Keystore:
        return Keystore(self)
