"""The contact guard on the terminal: one JSON line in, one JSON line out, at once."""

import json
from collections.abc import Callable, Iterable
from typing import Any

import msgspec

from marketplace.contract.contact import Context, find


class _Asked(msgspec.Struct):
    text: str
    id: str | int | None = None
    context: Context | None = None
    history: tuple[str, ...] = ()


def run(lines: Iterable[bytes], context: Context, say: Callable[[str], None]) -> None:
    """Answer each of `lines`, `{"id", "text"}` and perhaps `context` and `history`, by `say`.

    An answer is `{"id", "spans": [[start, end, kind, severity], ...]}` with code points, `end` exclusive; a line that
    is no such thing is answered with `{"error": ...}`, and the next one is read.
    """
    for line in lines:
        if line.strip():
            say(json.dumps(_answer(line, context)))


def _answer(line: bytes, context: Context) -> dict[str, Any]:
    try:
        asked = msgspec.convert(json.loads(line), _Asked)
    except (msgspec.ValidationError, ValueError):
        return {"error": 'This line is no JSON object such as {"id": "1", "text": "..."}. The next one is read.'}
    spans = [
        [one.start, one.end, one.kind, one.severity]
        for one in find(asked.text, context=asked.context or context, history=asked.history)
    ]
    return {"id": asked.id, "spans": spans}
