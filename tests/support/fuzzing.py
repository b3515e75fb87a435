"""Requests that schemathesis makes of the interface's own description, sent to a server by every role."""

import random
from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

import requests
import schemathesis
from hypothesis import HealthCheck, Phase, given, seed, settings
from schemathesis.checks import not_a_server_error
from schemathesis.generation import GenerationMode
from schemathesis.specs.openapi import checks

CHECKS = [
    not_a_server_error,
    checks.status_code_conformance,
    checks.content_type_conformance,
    checks.response_schema_conformance,
    checks.response_headers_conformance,
]
"""No 5xx, and no answer whose status, type, headers or shape is not described."""
COMMANDS = "PUT /v1/commands/{command}"
MODES = (GenerationMode.POSITIVE, GenerationMode.NEGATIVE)


class Campaign(NamedTuple):
    """`examples` requests of each kind for each of `tokens`; the same `chance` makes the same ones.

    `known` are ids of things that there are, under the names that commands have for them: without them every
    request would be about nothing. Of commands there are `verbs` times as many: one way in, and all verbs behind it.
    """

    url: str
    tokens: Mapping[str, str]
    known: Mapping[str, str]
    examples: int
    chance: int
    verbs: int = 1


def fuzz(campaign: Campaign) -> Counter[int]:
    """Send all of it; returns how often each status was answered. Raises on an answer that is not as described."""
    url = campaign.url
    session = requests.Session()
    session.trust_env = False
    schema = schemathesis.openapi.from_dict(session.get(f"{url}/openapi.json", timeout=20).json())
    answered = Counter[int]()
    for operation in _operations(schema):
        for token in campaign.tokens.values():
            for mode in MODES:
                _send(campaign, operation, mode, token, session, answered)
    session.close()
    return answered


def _operations(schema: Any) -> Iterator[Any]:
    for result in schema.get_all_operations():
        yield result.ok()


def _send(
    campaign: Campaign, operation: Any, mode: Any, token: str, session: requests.Session, answered: Counter[int]
) -> None:
    luck = random.Random(campaign.chance)

    @seed(campaign.chance)
    @settings(
        max_examples=campaign.examples * (campaign.verbs if operation.label == COMMANDS else 1),
        database=None,
        deadline=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(case=operation.as_strategy(generation_mode=mode))
    def send(case: Any) -> None:
        _be_about(case, campaign.known, luck)
        case.headers = {**(case.headers or {}), "Authorization": f"Bearer {token}"}
        _hurry(case)
        answer = case.call(base_url=campaign.url, session=session, timeout=40)
        answered[answer.status_code] += 1
        case.validate_response(answer, checks=CHECKS)

    try:
        send()
    except Exception as error:
        if type(error).__name__ != "Unsatisfiable":  # nothing can be wrong with what has no parts
            raise


def _be_about(case: Any, known: Mapping[str, str], luck: random.Random) -> None:
    """Half of the time, name things that there are."""
    for part in (case.path_parameters, case.body):
        if not isinstance(part, dict):
            continue
        for name in part:
            if name in known and luck.random() < 0.5:
                part[name] = known[name]
            elif name == "id" and isinstance(part[name], str) and luck.random() < 0.7:
                part[name] = luck.choice(list(known.values()))


def _hurry(case: Any) -> None:
    """Nobody waits for changes here."""
    if "wait" in (case.query or {}):
        case.query["wait"] = "0"
