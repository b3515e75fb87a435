"""What can go wrong outside of us, in words a person understands. Everything else that is raised is a bug.

AppError                 `sentence` says what happened, what is safe, and what to do next
├── Offline              nobody answered
├── Busy                 the marketplace asks to wait `retry_after` seconds
├── Unreadable           an answer that makes no sense, or never ends
├── SignedOut            there is no access token, or it is not accepted
├── Untrusted            whoever answers cannot show that it is the marketplace
├── NotEncrypted         an access token would travel in the open
├── InDoubt              an answer would take away what is here; the person is asked first
│   ├── OtherMarket      another marketplace answers than the one this profile mirrors
│   └── MassRemoval      most of what is here has gone over there
├── Refused              a command's final no; carries the refusal
├── Cancelled            the user no longer wanted it
├── ProfileProblem       the profile's directory cannot be used
└── StoreProblem         the local store cannot be used
    ├── StoreDamaged
    ├── StoreNewer
    ├── StoreBusy        another program holds it for longer than anybody waits
    └── DiskProblem      full, read-only or failing; what is on the screen is still there
"""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from marketplace.contract.refusals import Refusal


class AppError(Exception):
    """Base of all expected failures; `str()` of it is the sentence."""

    def __init__(self, sentence: str) -> None:
        super().__init__(sentence)
        self.sentence = sentence


class Offline(AppError):
    """The marketplace could not be reached; trying again later may help."""


class Busy(AppError):
    """The marketplace asks for patience. `retry_after` is in seconds."""

    def __init__(self, sentence: str, retry_after: float) -> None:
        super().__init__(sentence)
        self.retry_after = retry_after


class Unreadable(AppError):
    """What came back is not an answer of a marketplace we know."""


class SignedOut(AppError):
    """The access token is missing, expired or revoked."""


class Untrusted(AppError):
    """The other end's certificate is not one that this system trusts for that name, now."""


class NotEncrypted(AppError):
    """The address leads to another computer without encryption."""


class InDoubt(AppError):
    """What the marketplace says would take away most of the copy that is here. Nothing is done without a yes."""


class OtherMarket(InDoubt):
    """The address answers with another marketplace's identity than the mirrored one."""


class MassRemoval(InDoubt):
    """Of the things that are here, the marketplace has most no more."""


class Refused(AppError):
    """The marketplace said no, for good."""

    def __init__(self, refusal: "Refusal") -> None:
        super().__init__(refusal.sentence)
        self.refusal = refusal


class Cancelled(AppError):
    """The user no longer wanted it while it was being done."""


class ProfileProblem(AppError):
    """The profile's directory is missing, not a directory, or not ours to write."""


class StoreProblem(AppError):
    """The local store cannot be used."""


class StoreDamaged(StoreProblem):
    """The file is not a database, or is broken inside."""


class StoreNewer(StoreProblem):
    """A newer Bellhop wrote the file; this one must not touch it."""


class StoreBusy(StoreProblem):
    """Another program is writing to the store."""


class DiskProblem(StoreProblem):
    """The disk is full, read-only or failing."""
