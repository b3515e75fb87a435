"""What can stand in a query: each parameter says what it means, reads itself, and describes itself in OpenAPI."""

import math
from dataclasses import dataclass
from typing import Any

from starlette.requests import Request

from marketplace.contract.refusals import Refusal
from marketplace.http.answers import BadRequest

LARGEST = 2**53
LONGEST_WORD = 300


def malformed(detail: str) -> BadRequest:
    """The request cannot be understood, because of `detail`."""
    return BadRequest(Refusal(name="malformed", detail=detail))


@dataclass(frozen=True, slots=True, kw_only=True)
class Whole:
    """A whole number within its range; without a default it must be there."""

    name: str
    about: str
    default: int | None = None
    low: int = 0
    high: int = LARGEST

    def of(self, request: Request) -> int:
        """What the request says."""
        given = request.query_params.get(self.name)
        if given is None and self.default is not None:
            return self.default
        if given is None or not (given.isascii() and given.isdigit() and len(given) <= 16):
            raise malformed(f"“{self.name}” must be a whole number.")
        if not self.low <= int(given) <= self.high:
            raise malformed(f"“{self.name}” must be from {self.low} to {self.high}.")
        return int(given)

    def parameter(self) -> dict[str, Any]:
        """Itself, for OpenAPI."""
        schema = {"type": "integer", "minimum": self.low, "maximum": self.high}
        if self.default is not None:
            schema["default"] = self.default
        return _parameter(self.name, self.about, schema, required=self.default is None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Seconds:
    """A duration; 0 where it is not there, `high` where it is longer."""

    name: str
    about: str
    high: float

    def of(self, request: Request) -> float:
        """What the request says."""
        given = request.query_params.get(self.name, "0")
        try:
            value = float(given)
        except ValueError:
            value = math.nan
        if not value >= 0:
            raise malformed(f"“{self.name}” must be a number of seconds.")
        return min(value, self.high)

    def parameter(self) -> dict[str, Any]:
        """Itself, for OpenAPI."""
        return _parameter(self.name, self.about, {"type": "number", "minimum": 0, "default": 0})


@dataclass(frozen=True, slots=True, kw_only=True)
class Word:
    """A short text; None where it is not there. Only one of `choices`, where there are any."""

    name: str
    about: str
    choices: tuple[str, ...] = ()

    def of(self, request: Request) -> str | None:
        """What the request says."""
        given = request.query_params.get(self.name)
        if given is None:
            return None
        if len(given) > LONGEST_WORD or "\0" in given or (self.choices and given not in self.choices):
            raise malformed(f"“{self.name}” cannot be that.")
        return given

    def parameter(self) -> dict[str, Any]:
        """Itself, for OpenAPI."""
        schema: dict[str, Any] = {"type": "string", "maxLength": LONGEST_WORD}
        if self.choices:
            schema = {"type": "string", "enum": list(self.choices)}
        return _parameter(self.name, self.about, schema)


Query = Whole | Seconds | Word


def _parameter(name: str, about: str, schema: dict[str, Any], *, required: bool = False) -> dict[str, Any]:
    return {"name": name, "in": "query", "description": about, "required": required, "schema": schema}
