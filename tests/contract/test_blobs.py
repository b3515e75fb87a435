"""Files over HTTP: in pieces, resumable, and never shown as anything but bytes."""

import hashlib

from marketplace.contract.entities import BlobProgress
from tests.contract.places import Place, read, refused

CONTENT = bytes(range(256)) * 40
BLOB = hashlib.sha256(CONTENT).hexdigest()
SIZE = len(CONTENT)


def put(place: Place, offset: int, piece: bytes, size: int = SIZE, reader: str = "ana") -> BlobProgress:
    """Send a piece."""
    answer = place.ask("PUT", f"/v1/blobs/{BLOB}", reader, params={"offset": offset, "size": size}, content=piece)
    return read(answer, BlobProgress)


def test_a_file_goes_up_in_pieces_and_comes_down_whole(place: Place) -> None:
    assert put(place, 0, CONTENT[:6000]) == BlobProgress(received=6000, complete=False)
    assert put(place, 6000, CONTENT[6000:]) == BlobProgress(received=SIZE, complete=True)
    assert place.ask("GET", f"/v1/blobs/{BLOB}").content == CONTENT


def test_a_broken_upload_is_continued_where_it_stopped(place: Place) -> None:
    put(place, 0, CONTENT[:6000])
    progress = read(place.ask("GET", f"/v1/blobs/{BLOB}/progress"), BlobProgress)
    assert put(place, progress.received, CONTENT[progress.received :]).complete


def test_a_file_comes_down_as_mere_bytes(place: Place) -> None:
    put(place, 0, CONTENT)
    headers = place.ask("GET", f"/v1/blobs/{BLOB}").headers
    assert headers["content-type"] == "application/octet-stream"
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["content-disposition"].startswith("attachment")


def test_a_file_of_another_is_not_there(place: Place) -> None:
    put(place, 0, CONTENT)
    assert refused(place.ask("GET", f"/v1/blobs/{BLOB}", "ben")) == (404, "unknown_thing")
    assert read(place.ask("GET", f"/v1/blobs/{BLOB}/progress", "ben"), BlobProgress).received == 0


def test_a_file_that_is_not_what_its_name_says_is_refused(place: Place) -> None:
    answer = place.ask("PUT", f"/v1/blobs/{BLOB}?offset=0&size=3", content=b"abc")
    assert refused(answer) == (422, "blob_mismatch")


def test_a_piece_that_is_too_large_is_refused(place: Place) -> None:
    piece = b"x" * (4 * 2**20 + 1)
    answer = place.ask("PUT", f"/v1/blobs/{BLOB}?offset=0&size={2**23}", content=piece)
    assert refused(answer) == (413, "too_large")


def test_a_piece_says_where_it_belongs(place: Place) -> None:
    assert refused(place.ask("PUT", f"/v1/blobs/{BLOB}?size=3", content=b"abc")) == (400, "malformed")
