"""Recorded answers to the questions of an interview, by draft. The files themselves are in `recordings`.

A row remembers how often its question was answered, also after the recording was deleted; it goes with its draft.
"""

from collections.abc import Iterator
from typing import Any, NamedTuple

import msgspec

from desktop.local import drafts, outbox
from desktop.local.drafts import Draft
from desktop.local.store import Connection
from marketplace.contract.entities import Interview, InterviewAnswer
from marketplace.contract.ids import BlobId


class Answered(NamedTuple):
    """How one question stands: `takes` were recorded so far, and `answer` is the one that stands, if any."""

    takes: int = 0
    answer: InterviewAnswer | None = None


_decode = msgspec.json.Decoder(InterviewAnswer).decode
_encoder = msgspec.json.Encoder()


def of(connection: Connection, draft: str, interview: Interview | None) -> tuple[Answered, ...]:
    """How each question of `interview` stands, in order. What was said to one that was worded anew does not count."""
    if interview is None:
        return ()
    rows = connection.execute(
        "select place, question, takes, answer from interview_answer join draft on draft.id = draft"
        " where draft = ? and draft.state != 'discarded'",
        (draft,),
    ).fetchall()
    found = {(row[0], row[1]): _answered(*row[2:]) for row in rows}
    return tuple(found.get(asked, Answered()) for asked in enumerate(interview.questions))


def keep(connection: Connection, draft: Draft, place: int, question: str, answer: InterviewAnswer, now: int) -> None:
    """`answer` stands for the question at `place` from now on. A draft that was never saved is saved with it."""
    if drafts.get(connection, draft.id) is None:
        drafts.save(connection, draft, now)
    connection.execute(
        "insert into interview_answer (draft, place, question, takes, answer) values (?1, ?2, ?3, 1, ?4)"
        " on conflict (draft, place) do update set answer = excluded.answer,"
        " takes = case when question = excluded.question then takes + 1 else 1 end, question = excluded.question",
        (draft.id, place, question, _encode(answer)),
    )


def say(connection: Connection, draft: str, place: int, blob: BlobId, transcript: str) -> bool:
    """What was said in a recording is known now; False where another one stands there, or none."""
    row = connection.execute("select answer from interview_answer where draft = ? and place = ?", (draft, place))
    stored = row.fetchone()
    answer = None if stored is None or stored[0] is None else _decode(stored[0])
    if answer is None or answer.recording.blob != blob:
        return False
    said = msgspec.structs.replace(answer, transcript=transcript)
    connection.execute(
        "update interview_answer set answer = ? where draft = ? and place = ?", (_encode(said), draft, place)
    )
    return True


def put_away(connection: Connection, draft: str, place: int) -> None:
    """No answer stands for the question at `place` any more; that it was recorded is remembered."""
    connection.execute("update interview_answer set answer = null where draft = ? and place = ?", (draft, place))


def forget_discarded(connection: Connection) -> None:
    """Answers of discarded drafts are gone for good."""
    connection.execute("delete from interview_answer where draft in (select id from draft where state = 'discarded')")


def wanted(connection: Connection) -> set[BlobId]:
    """The recordings that somebody may still want: of drafts, and of proposals that have no receipt yet."""
    return {answer.recording.blob for answer in (*_standing(connection), *_on_their_way(connection))}


def is_readable(answer: str | None) -> bool:
    """Whether a stored answer can be read."""
    try:
        return answer is None or bool(_decode(answer))
    except (msgspec.MsgspecError, TypeError):
        return False


def _standing(connection: Connection) -> Iterator[InterviewAnswer]:
    for (answer,) in connection.execute("select answer from interview_answer where answer is not null").fetchall():
        yield _decode(str(answer))


def _on_their_way(connection: Connection) -> Iterator[InterviewAnswer]:
    for item in outbox.unsettled(connection):
        if item.state != "answered":
            yield from getattr(item.command, "interview", ())


def _answered(takes: Any, answer: Any) -> Answered:
    return Answered(takes, None if answer is None else _decode(answer))


def _encode(answer: InterviewAnswer) -> str:
    return _encoder.encode(answer).decode()
