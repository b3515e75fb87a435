"""Attached files: only files, whole, copied as they were, named by their content."""

import hashlib
import os
import stat
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from desktop.errors import AppError, DiskProblem
from desktop.local.blobs import BlobStore
from marketplace.contract.entities import Attachment
from marketplace.contract.ids import BlobId

MOST = 2**20
posix = pytest.mark.skipif(os.name != "posix", reason="POSIX's kinds of files")


@pytest.fixture
def blobs(tmp_path: Path) -> BlobStore:
    """An empty store of files."""
    return BlobStore(tmp_path / "blobs")


@pytest.fixture
def source(tmp_path: Path) -> Path:
    """A file to attach."""
    path = tmp_path / "samples.pdf"
    path.write_bytes(b"sample pages")
    return path


def test_a_file_is_taken_by_content_name_and_size(blobs: BlobStore, source: Path) -> None:
    digest = hashlib.sha256(b"sample pages").hexdigest()
    assert blobs.take(source, MOST) == Attachment(blob=BlobId(digest), name="samples.pdf", size=12)
    assert blobs.path(BlobId(digest)).read_bytes() == b"sample pages"


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=30)
@given(content=st.binary(max_size=5000), cut=st.integers(1, 2000))
def test_pieces_put_together_are_the_file(blobs: BlobStore, source: Path, content: bytes, cut: int) -> None:
    source.write_bytes(content)
    taken = blobs.take(source, MOST)
    pieces = [blobs.piece(taken.blob, offset, cut) for offset in range(0, len(content) + 1, cut)]
    assert b"".join(pieces) == content


def test_later_changes_of_the_source_change_nothing(blobs: BlobStore, source: Path) -> None:
    taken = blobs.take(source, MOST)
    source.write_bytes(b"something else")
    source.unlink()
    assert blobs.piece(taken.blob, 0, 100) == b"sample pages"


def test_the_same_content_is_kept_once(blobs: BlobStore, source: Path, tmp_path: Path) -> None:
    again = tmp_path / "again.txt"
    again.write_bytes(b"sample pages")
    first, second = blobs.take(source, MOST), blobs.take(again, MOST)
    assert (first.blob, second.name) == (second.blob, "again.txt")
    assert _kept(tmp_path) == [blobs.path(first.blob)]


def test_an_empty_file_is_a_file(blobs: BlobStore, source: Path) -> None:
    source.write_bytes(b"")
    assert blobs.take(source, MOST).size == 0


def test_the_largest_allowed_file_is_taken_and_one_more_byte_is_not(
    blobs: BlobStore, source: Path, tmp_path: Path
) -> None:
    source.write_bytes(b"x" * MOST)
    assert blobs.take(source, MOST).size == MOST
    source.write_bytes(b"x" * (MOST + 1))
    with pytest.raises(AppError, match="larger than 1 MB"):
        blobs.take(source, MOST)
    assert len(_kept(tmp_path)) == 1


def test_a_huge_file_is_refused_by_its_size_before_any_of_it_is_read(
    blobs: BlobStore, source: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with source.open("wb") as sparse:
        sparse.truncate(20 * 2**30)
    monkeypatch.setattr(BlobStore, "_copy_in", None)
    with pytest.raises(AppError, match=r"is larger than 1 MB\. Nothing was attached\."):
        blobs.take(source, MOST)


def test_a_folder_is_not_a_file(blobs: BlobStore, tmp_path: Path) -> None:
    with pytest.raises(AppError, match=r"not a file|cannot be read"):
        blobs.take(tmp_path, MOST)


@posix
def test_a_pipe_with_nobody_behind_it_does_not_hold_us(blobs: BlobStore, tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    with pytest.raises(AppError, match="“pipe” is a folder or a device, not a file"):
        blobs.take(pipe, MOST)


@posix
def test_a_device_that_never_ends_is_not_a_file(blobs: BlobStore) -> None:
    with pytest.raises(AppError, match="“zero” is a folder or a device, not a file"):
        blobs.take(Path("/dev/zero"), MOST)


@posix
def test_a_link_to_a_device_is_not_a_file(blobs: BlobStore, tmp_path: Path) -> None:
    link = tmp_path / "holiday.jpg"
    link.symlink_to("/dev/zero")
    with pytest.raises(AppError, match="not a file"):
        blobs.take(link, MOST)


@posix
@pytest.mark.parametrize("link", ["loop", "dangling"])
def test_a_link_to_nothing_cannot_be_read(blobs: BlobStore, tmp_path: Path, link: str) -> None:
    (tmp_path / link).symlink_to(tmp_path / ("loop" if link == "loop" else "gone"))
    with pytest.raises(AppError, match="is a link that leads to no file"):
        blobs.take(tmp_path / link, MOST)


def test_a_file_that_has_vanished_is_named(blobs: BlobStore, source: Path) -> None:
    source.unlink()
    with pytest.raises(AppError, match="cannot be read: No such file"):
        blobs.take(source, MOST)


def test_a_name_that_no_file_can_have_is_no_crash(blobs: BlobStore, tmp_path: Path) -> None:
    with pytest.raises(AppError, match="cannot be read"):
        blobs.take(tmp_path / "a\0b", MOST)


@pytest.mark.skipif(os.name != "posix" or os.geteuid() == 0, reason="permissions do not hold root back")
def test_a_file_that_may_not_be_read_is_named(blobs: BlobStore, source: Path) -> None:
    source.chmod(0)
    with pytest.raises(AppError, match="Permission denied"):
        blobs.take(source, MOST)


def test_a_profile_that_cannot_take_files_says_so(source: Path, tmp_path: Path) -> None:
    (tmp_path / "blobs").write_text("in the way", encoding="utf-8")
    with pytest.raises(AppError, match="Nothing was attached"):
        BlobStore(tmp_path / "blobs").take(source, MOST)


def test_a_copy_that_fails_half_way_leaves_nothing(
    blobs: BlobStore, source: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_descriptor: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(DiskProblem, match="No space left on device"):
        blobs.take(source, MOST)
    assert _kept(tmp_path) == []


def test_a_copy_that_has_gone_is_said_in_a_sentence(blobs: BlobStore, source: Path) -> None:
    taken = blobs.take(source, MOST)
    blobs.path(taken.blob).unlink()
    with pytest.raises(DiskProblem, match="Attach the file again"):
        blobs.piece(taken.blob, 0, 10)


@posix
def test_copies_are_for_their_owner_alone(blobs: BlobStore, source: Path) -> None:
    path = blobs.path(blobs.take(source, MOST).blob)
    assert [stat.S_IMODE(each.stat().st_mode) & 0o077 for each in (path, path.parent, path.parent.parent)] == [0, 0, 0]


def _kept(tmp_path: Path) -> list[Path]:
    return [path for path in (tmp_path / "blobs").rglob("*") if path.is_file()]
