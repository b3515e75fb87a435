"""Keyrings in every state that one can be in, of which a person's is in one at a time."""

import threading
from collections.abc import Callable
from types import TracebackType

from desktop.secrets.ring import NoRing, Ring


class KeyringLocked(Exception):
    """As the keyring package calls it."""


class PromptDismissedException(Exception):
    """As SecretStorage calls a person's no."""


class FakeRing:
    """Keeps what it is given, unless `trouble` is in the way of every question."""

    def __init__(self, trouble: Callable[[], None] | None = None) -> None:
        self.kept: dict[tuple[str, str], str] = {}
        self.trouble = trouble
        self.deleted = 0

    def get_password(self, service: str, username: str) -> str | None:
        self._be_troubled()
        return self.kept.get((service, username))

    def set_password(self, service: str, username: str, password: str) -> None:
        self._be_troubled()
        self.kept[service, username] = password

    def delete_password(self, service: str, username: str) -> None:
        self._be_troubled()
        self.deleted += 1
        del self.kept[service, username]

    def _be_troubled(self) -> None:
        if self.trouble is not None:
            self.trouble()


def offered(ring: Ring) -> Callable[[], tuple[str, Ring]]:
    """A system that offers `ring`."""
    return lambda: ("the keyring", ring)


def none_offered() -> tuple[str, Ring]:
    """A system without a keyring."""
    raise NoRing


def raises(error: BaseException) -> Callable[[], None]:
    """Trouble that raises."""

    def trouble() -> None:
        raise error

    return trouble


class Hanging:
    """Trouble that never ends before the test does."""

    def __init__(self) -> None:
        self._end = threading.Event()

    def __call__(self) -> None:
        self._end.wait(30)

    def __enter__(self) -> "Hanging":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._end.set()
