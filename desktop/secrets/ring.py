"""The keyring of this system, asked directly: looking for plug-ins would run whatever other packages have installed."""

import sys
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from keyring.backend import KeyringBackend


class NoRing(Exception):
    """This system, or this session, offers no keyring."""


class Ring(Protocol):
    """A keyring. Every method may block, and raise whatever the system thinks of."""

    def get_password(self, service: str, username: str) -> str | None:
        """What is kept under these two names, None for nothing."""

    def set_password(self, service: str, username: str, password: str) -> None:
        """Keep something."""

    def delete_password(self, service: str, username: str) -> None:
        """Forget it."""


def system_ring() -> tuple[str, Ring]:
    """What the user calls it, and the keyring. Raises NoRing. Blocking."""
    name, kind = _of_this_system()
    try:
        # Whether it is there at all is told by its priority, which raises where it is not.
        _ = kind.priority
    except RuntimeError as error:
        raise NoRing(str(error)) from error
    ring: Ring = kind()
    return name, ring


def _of_this_system() -> "tuple[str, type[KeyringBackend]]":
    if sys.platform == "darwin":
        from keyring.backends import macOS

        return "the Keychain", macOS.Keyring
    if sys.platform == "win32":
        from keyring.backends import Windows

        return "the Credential Manager", Windows.WinVaultKeyring
    from keyring.backends import SecretService

    return "the keyring", SecretService.Keyring
