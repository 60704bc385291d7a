"""The keystore of the operating system: a short text under a name, for the signed-in user, on this computer alone.

Only three kinds count: Windows' Credential Manager, the Keychain of macOS, and the Secret Service or KWallet of a Linux
desktop. What the library itself would settle for (plain text, nothing at all, a chain of others, or whatever its own
configuration names) is no keystore. It is a convenience: whatever is wrong with it becomes one fault, and nothing waits
for it long. The library is imported where it is used.
"""

import sys
import threading
from collections.abc import Callable
from contextlib import closing, suppress
from typing import TYPE_CHECKING, TypeVar

from caseworker.errors import EnvironmentFault

if TYPE_CHECKING:
    from keyring.backend import KeyringBackend

T = TypeVar("T")
SERVICE = "Handlaggarstod"
WAIT_SECONDS = 20.0  # the system may ask for a password first; somebody may have gone away from that question
# kept in memory until the user signs out of the computer, and never locked while she is signed in
_UNTIL_SIGNED_OUT = "/org/freedesktop/secrets/collection/session"


class Keystore:
    """One keystore that can be trusted with a secret. Each call raises ``EnvironmentFault("pin.keystore")``."""

    def __init__(self, backend: "KeyringBackend") -> None:
        """Use ``backend``, which the caller has chosen."""
        self._backend = backend

    def put(self, name: str, text: str) -> None:
        """Keep ``text`` under ``name`` in place of what was there; it is there when this returns."""
        self._answer(lambda: self._backend.set_password(SERVICE, name, text))
        if self.get(name) != text:
            raise EnvironmentFault("pin.keystore")

    def get(self, name: str) -> str | None:
        """Return what is kept under ``name``, None when there is nothing."""
        return self._answer(lambda: self._backend.get_password(SERVICE, name))

    def delete(self, name: str) -> None:
        """Forget what is kept under ``name``; nothing happens when there is nothing."""
        if self.get(name) is not None:
            self._answer(lambda: self._backend.delete_password(SERVICE, name))

    def _answer(self, ask: Callable[[], T]) -> T:
        """Return what the keystore answers in time: a locked one may ask the user, and a broken one may hang."""
        answers: list[T] = []

        def asked() -> None:
            with suppress(Exception):  # each keystore has errors of its own kind
                answers.append(ask())

        thread = threading.Thread(target=asked, daemon=True)
        thread.start()
        thread.join(WAIT_SECONDS)
        if not answers:
            raise EnvironmentFault("pin.keystore")
        return answers[0]


def system_keystore() -> Keystore | None:
    """Return this computer's keystore, None where there is none that counts. Imports the library: 0.2 s."""
    for make in _KINDS:
        with suppress(Exception):  # not installed, not running, or of another desktop
            return Keystore(make())
    return None


if sys.platform == "win32":

    def _credential_manager() -> "KeyringBackend":
        from keyring.backends.Windows import WinVaultKeyring

        backend = _running(WinVaultKeyring)
        backend.persist = "session"  # gone when the user signs out, and never part of a roaming profile
        return backend

    _KINDS: tuple[Callable[[], "KeyringBackend"], ...] = (_credential_manager,)
elif sys.platform == "darwin":

    def _keychain() -> "KeyringBackend":
        from keyring.backends.macOS import Keyring

        return _running(Keyring)

    _KINDS = (_keychain,)
else:

    def _secret_service() -> "KeyringBackend":
        import secretstorage
        from keyring.backends.SecretService import Keyring

        backend = _running(Keyring)
        with closing(secretstorage.dbus_init()) as bus, suppress(secretstorage.SecretStorageException):
            secretstorage.Collection(bus, _UNTIL_SIGNED_OUT)
            # read by the library; where there is no such collection the user's own will do
            setattr(backend, "preferred_collection", _UNTIL_SIGNED_OUT)  # noqa: B010 - a type checker does not know it
        return backend

    def _kwallet() -> "KeyringBackend":
        from keyring.backends.kwallet import DBusKeyring

        return _running(DBusKeyring)

    _KINDS = (_secret_service, _kwallet)

B = TypeVar("B", bound="KeyringBackend")


def _running(kind: type[B]) -> B:
    """Return a keystore of that kind when it is there; raises whatever says that it is not."""
    if not kind.viable:
        raise EnvironmentFault("pin.keystore")
    return kind()
