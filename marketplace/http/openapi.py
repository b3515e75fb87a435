"""The interface described in OpenAPI 3.1, made of the table of endpoints and the contract's own structs."""

from collections.abc import Iterable, Sequence
from http import HTTPStatus
from typing import Any

import msgspec

import marketplace
from marketplace.contract.refusals import SENTENCES, Problem
from marketplace.http.answers import STATUS
from marketplace.http.endpoints import PATH_PARAMETERS, Endpoint

REFERENCE = "#/components/schemas/{name}"
ABOUT = (
    "Reads of one's own things, commands that are carried out once, and what changed. Refusals are problem documents "
    "(RFC 9457) whose `type` is `/problems/` and the refusal's name."
)
ANY_REQUEST = ("malformed", "failed", "unavailable", "unknown_thing")
ANY_SIGNED_IN = ("signed_out", "not_yours_to_do", "too_often", "scope_missing")
ANY_BODY = ("too_large", "too_slow")


def document(endpoints: Sequence[Endpoint]) -> dict[str, Any]:
    """The whole description."""
    shapes = [shape for one in endpoints for shape in (one.gives, one.takes) if _is_shape(shape)]
    references, schemas = msgspec.json.schema_components([*shapes, Problem], ref_template=REFERENCE)
    schema_of = dict(zip([*map(repr, shapes), repr(Problem)], references, strict=True))
    paths: dict[str, dict[str, Any]] = {}
    for one in endpoints:
        paths.setdefault(one.path, {})[one.method.lower()] = _operation(one, schema_of)
    described: dict[str, Any] = {
        "openapi": "3.1.0",
        "info": {"title": "Bellhop marketplace", "version": marketplace.__version__, "description": ABOUT},
        "paths": paths,
        "components": {"schemas": schemas, "securitySchemes": {"token": {"type": "http", "scheme": "bearer"}}},
    }
    # Defaults are values of the contract until here.
    plain: dict[str, Any] = msgspec.json.decode(msgspec.json.encode(described))
    return plain


def _operation(one: Endpoint, schema_of: dict[str, Any]) -> dict[str, Any]:
    operation: dict[str, Any] = {
        "operationId": one.name,
        "summary": one.summary,
        "parameters": [*_path_parameters(one.path), *(each.parameter() for each in one.query)],
        "responses": {**_good(one, schema_of), **_refusals(one, schema_of)},
    }
    if one.scope is not None:
        operation["security"] = [{"token": []}]
        operation["description"] = f"For: {', '.join(sorted(one.parties))}. Scope: {one.scope}."
    if one.takes is not None:
        operation["requestBody"] = {"required": True, "content": _content(one.takes, schema_of)}
    return operation


def _path_parameters(path: str) -> list[dict[str, Any]]:
    names = [part[1:-1] for part in path.split("/") if part.startswith("{")]
    return [{"name": name, "in": "path", "required": True, "schema": PATH_PARAMETERS[name]} for name in names]


def _good(one: Endpoint, schema_of: dict[str, Any]) -> dict[str, Any]:
    answers: dict[str, Any] = {"200": {"description": "Done.", "content": _content(one.gives, schema_of)}}
    if one.tagged:
        answers["200"]["headers"] = {"ETag": {"schema": {"type": "string"}}}
        answers["304"] = {"description": "The reader has it already."}
    return answers


def _refusals(one: Endpoint, schema_of: dict[str, Any]) -> dict[str, Any]:
    names = [*ANY_REQUEST, *one.refuses]
    names += ANY_SIGNED_IN if one.scope is not None else ()
    names += ANY_BODY if one.takes is not None else ()
    content = {"application/problem+json": {"schema": schema_of[repr(Problem)]}}
    return {
        str(int(status)): {"description": " ".join(sentences), "content": content}
        for status, sentences in sorted(_by_status(names).items())
    }


def _by_status(names: Iterable[str]) -> dict[HTTPStatus, list[str]]:
    found: dict[HTTPStatus, list[str]] = {}
    for name in names:
        status = STATUS.get(name, HTTPStatus.UNPROCESSABLE_ENTITY)
        found.setdefault(status, []).append(f"{name}: {SENTENCES.get(name, 'see the document.')}")
    return found


def _content(shape: Any, schema_of: dict[str, Any]) -> dict[str, Any]:
    if _is_shape(shape):
        return {"application/json": {"schema": schema_of[repr(shape)]}}
    binary = {"type": "string"} if shape.startswith("text/") else {"type": "string", "format": "binary"}
    return {shape: {"schema": binary}}


def _is_shape(shape: Any) -> bool:
    return shape is not None and not isinstance(shape, str)
