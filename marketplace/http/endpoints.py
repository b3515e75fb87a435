"""Every way into the marketplace, as a table: the app's routes and the OpenAPI document are both made of it."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from typing import Any

from starlette.responses import Response

from marketplace.contract.entities import Party
from marketplace.engine.tokens import Scope
from marketplace.http.queries import Query

Handler = Callable[..., Awaitable[Response]]
"""A method of `Api`: takes the request and, where a token is needed, who acts."""

EVERYBODY = frozenset({Party.FREELANCER, Party.CLIENT, Party.MODERATOR})


@dataclass(frozen=True, slots=True, kw_only=True)
class Endpoint:
    """One verb on one path. `gives` is the shape of a good answer, or a media type that is no JSON."""

    method: str
    path: str
    handler: Handler
    gives: Any
    scope: Scope | None = Scope.READ
    """What a token has to be good for; None where none is needed."""
    parties: frozenset[Party] = EVERYBODY
    query: tuple[Query, ...] = ()
    takes: Any = None
    """The shape of the body, or a media type that is no JSON."""
    refuses: tuple[str, ...] = ()
    """Names of refusals beside those that any request can meet."""
    tagged: bool = False
    """Whether the answer has an ETag, and none is sent to who has it already."""

    @property
    def name(self) -> str:
        """The operation's name: its handler's."""
        return self.handler.__name__

    @property
    def summary(self) -> str:
        """What it does, in a sentence: its handler's."""
        return (self.handler.__doc__ or "").strip()


PATH_PARAMETERS: Mapping[str, dict[str, Any]] = {
    "id": {"type": "string", "minLength": 1, "maxLength": 100},
    "command": {"type": "string", "format": "uuid"},
    "blob": {"type": "string", "pattern": "^[0-9a-f]{64}$"},
}
"""What can stand in a path: ids are whatever their makers chose, a command's is a UUID, a file's its SHA-256."""
