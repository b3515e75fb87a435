"""Answers of an interview in the store: they go with their draft, and outlive damage like all that is only here."""

from pathlib import Path

import pytest

from desktop.local import drafts, interviews, mirror, receipts
from desktop.local.backups import Backups
from desktop.local.drafts import Draft
from desktop.local.interviews import Answered
from desktop.local.recovery import recover
from desktop.local.store import Connection, open_store, transaction
from marketplace.contract.entities import Attachment, Interview, InterviewAnswer
from marketplace.contract.ids import BlobId
from tests.unit.desktop.things import NOW, a_page, an_invitation

ASKED = Interview(questions=("Why you?", "How soon?"), seconds=60, retakes=1)
BLOB = BlobId("ab" * 32)
ANSWER = InterviewAnswer(recording=Attachment(blob=BLOB, name="Answer 1.mp4", size=3), seconds=7)


def fill(connection: Connection) -> Draft:
    """An invitation, and a draft whose second question is answered."""
    mirror.write_page(connection, a_page(an_invitation()))
    draft = drafts.open_for(connection, "invitation", direct=False)
    interviews.keep(connection, draft, 1, ASKED.questions[1], ANSWER, NOW)
    return draft


def spoil(path: Path, part: bytes) -> None:
    """Overwrite `part` wherever it stands in the file, as a bad sector would."""
    content = path.read_bytes()
    assert part in content
    path.write_bytes(content.replace(part, b"\xa5" * len(part)))


def spoil_page_of(path: Path, table: str) -> None:
    """Overwrite the first page of a table."""
    connection = open_store(path)
    (page,) = connection.execute("select rootpage from sqlite_schema where name = ?", (table,)).fetchone() or (0,)
    size = int(connection.pragma("page_size"))
    connection.close()
    content = bytearray(path.read_bytes())
    content[(int(str(page)) - 1) * size : int(str(page)) * size] = b"\xa5" * size
    path.write_bytes(content)


@pytest.fixture
def filled(path: Path) -> tuple[Path, Draft]:
    """A store with an answer; closed."""
    connection = open_store(path)
    draft = transaction(connection, fill)
    connection.close()
    return path, draft


def test_an_answer_outlives_a_damage_elsewhere(filled: tuple[Path, Draft]) -> None:
    path, draft = filled
    spoil_page_of(path, "entry")
    recover(path, Backups(path.parent / "backups"))
    recovered = open_store(path)
    assert interviews.of(recovered, draft.id, ASKED) == (Answered(), Answered(1, ANSWER))
    recovered.close()


def test_an_answer_that_was_garbled_is_none(filled: tuple[Path, Draft]) -> None:
    path, draft = filled
    spoil(path, b'"recording":')
    spoil_page_of(path, "entry")
    recover(path, Backups(path.parent / "backups"))
    recovered = open_store(path)
    assert interviews.of(recovered, draft.id, ASKED) == (Answered(), Answered())
    assert interviews.wanted(recovered) == set()
    recovered.close()


def test_an_answer_goes_with_its_draft(store: Connection) -> None:
    draft = fill(store)
    assert interviews.wanted(store) == {BLOB}
    drafts.remove(store, draft.id)
    assert interviews.wanted(store) == set()


def test_a_receipt_that_comes_back_with_a_backup_lets_the_answers_go(store: Connection) -> None:
    draft = fill(store)
    store.execute(
        "insert into receipt (command, seq, at, sha256, verb, title, draft) values ('c', 1, 1, '', '', '', ?)",
        (draft.id,),
    )
    receipts.prevail(store)
    assert interviews.wanted(store) == set()


def test_a_transcript_is_written_to_the_recording_it_was_made_from_and_to_no_other(store: Connection) -> None:
    draft = fill(store)
    assert not interviews.say(store, draft.id, 1, BlobId("cd" * 32), "of an earlier take")
    assert not interviews.say(store, draft.id, 0, BLOB, "of a question without answer")
    assert interviews.say(store, draft.id, 1, BLOB, "of this one")
    answer = interviews.of(store, draft.id, ASKED)[1].answer
    assert answer is not None
    assert answer.transcript == "of this one"


def test_a_retake_counts_and_a_question_worded_anew_begins_anew(store: Connection) -> None:
    draft = fill(store)
    interviews.keep(store, draft, 1, ASKED.questions[1], ANSWER, NOW)
    assert interviews.of(store, draft.id, ASKED)[1].takes == 2
    interviews.keep(store, draft, 1, "How late?", ANSWER, NOW)
    reworded = Interview(questions=("Why you?", "How late?"), seconds=60, retakes=1)
    assert interviews.of(store, draft.id, reworded)[1].takes == 1
