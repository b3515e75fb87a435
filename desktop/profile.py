"""The profile's directory: where it is, what lies in it, and who holds it. Cheap to import."""

import os
from pathlib import Path
from typing import NamedTuple

from desktop.errors import ProfileProblem


class Profile(NamedTuple):
    """Paths inside one profile."""

    directory: Path

    @property
    def lock(self) -> Path:
        """Held by the one running instance."""
        return self.directory / "lock"

    @property
    def store(self) -> Path:
        """The client's store."""
        return self.directory / "bellhop.sqlite3"

    @property
    def market(self) -> Path:
        """The embedded marketplace."""
        return self.directory / "market.sqlite3"

    @property
    def blobs(self) -> Path:
        """Copies of attached files."""
        return self.directory / "blobs"

    @property
    def recordings(self) -> Path:
        """Recorded answers of interviews that were not sent yet."""
        return self.directory / "recordings"

    @property
    def backups(self) -> Path:
        """Checked copies of the client's store, by the time they were taken."""
        return self.directory / "backups"

    @property
    def market_blobs(self) -> Path:
        """Files that the embedded marketplace holds."""
        return self.directory / "market-blobs"

    @property
    def log(self) -> Path:
        """What went wrong, without anybody's texts."""
        return self.directory / "logs" / "bellhop.log"


def open_profile(directory: Path) -> Profile:
    """Make sure that `directory` exists, is ours alone, and can be written. Raises ProfileProblem."""
    try:
        directory.mkdir(mode=0o700, parents=True, exist_ok=True)
        if os.name == "posix":
            directory.chmod(0o700)
        probe = directory / ".writable"
        probe.touch()
        probe.unlink(missing_ok=True)  # another start may be trying the same
    except (FileExistsError, NotADirectoryError) as error:
        raise ProfileProblem(f"The profile {directory} is not a directory. Choose another with --profile.") from error
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or "it cannot be used"
        raise ProfileProblem(
            f"The profile {directory} cannot be written ({reason})."
            " Check its permissions or choose another with --profile."
        ) from error
    return Profile(directory)


def default_directory() -> Path:
    """Where the operating system wants a program's data."""
    import platformdirs

    return Path(platformdirs.user_data_dir("bellhop", appauthor=False))
