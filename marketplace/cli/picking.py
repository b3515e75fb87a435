"""Finding what is meant: an id, its unambiguous beginning, or nothing at all for the newest that fits."""

from collections.abc import Collection, Sequence
from typing import TypeVar

from marketplace.cli.errors import Failed
from marketplace.contract.entities import Client
from marketplace.engine import Engine
from marketplace.engine.overview import Line

MOST = 80

Named = TypeVar("Named", Line, Client)


def pick(engine: Engine, kind: str, prefix: str | None, states: Collection[str] = ()) -> Line:
    """The thing of `kind` that is meant; without a prefix the newest in one of `states`.

    A named thing is found in any state: the marketplace says better than we could why it cannot be done.
    """
    if prefix is not None:
        return shown(only(engine.listing(kind, prefix, limit=2), kind, prefix))
    newest = engine.listing(kind, states=states, limit=1)
    if not newest:
        raise Failed(f"There are no {kind} for which this can be done.")
    return shown(newest[0])


def shown(line: Line) -> Line:
    """`line` as a terminal may show it: its texts come from outside."""
    return line._replace(title=plain(line.title), client_name=plain(line.client_name))


def plain(text: str) -> str:
    """`text` in one line, without what would steer a terminal, at most 80 characters."""
    line = "".join(sign if sign.isprintable() else "�" for sign in " ".join(text.split()))
    return line if len(line) <= MOST else f"{line[: MOST - 1]}…"


def only(found: Sequence[Named], kind: str, prefix: str) -> Named:
    """The only one of `found`, or the one whose whole id is `prefix`."""
    exact = [one for one in found if one.id == prefix]
    if len(exact or found) == 1:
        return (exact or found)[0]
    raise Failed(f"Several {kind} begin with “{prefix}”." if found else f"None of the {kind} begins with “{prefix}”.")
