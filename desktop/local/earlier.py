"""Letters that were sent to a client before."""

from typing import NamedTuple

import msgspec

from desktop.local.store import Connection
from marketplace.contract.entities import Proposal

MOST = 20

_decode = msgspec.json.Decoder(Proposal).decode


class EarlierLetter(NamedTuple):
    """A cover letter to a client, `sent_at` in milliseconds since the epoch."""

    proposal: str
    job_title: str
    sent_at: int
    text: str


def letters_to(connection: Connection, client: str) -> list[EarlierLetter]:
    """The letters to `client`, newest first."""
    rows = connection.execute(
        "select body from entry where kind = 'proposal' and body is not null"
        " and json_extract(cast(body as text), '$.client.id') = ? order by at desc limit ?",
        (client, MOST),
    )
    sent = (_decode(row[0]) for row in rows.fetchall() if isinstance(row[0], bytes))
    return [
        EarlierLetter(each.id, each.job.title, round(each.submitted_at.timestamp() * 1000), each.cover_letter)
        for each in sent
        if each.cover_letter.strip()
    ]
