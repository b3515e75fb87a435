"""What the marketplace says about itself: its interface in OpenAPI, and its figures."""

import re

from openapi_spec_validator import OpenAPIV31SpecValidator

from marketplace.contract.commands import AnyCommand
from marketplace.http.api import ENDPOINTS
from marketplace.http.app import create_app
from tests.contract.conftest import Server
from tests.contract.places import Place


def test_the_description_is_openapi_3_1(place: Place) -> None:
    document = place.ask("GET", "/openapi.json", "").json()
    OpenAPIV31SpecValidator(document).validate()
    assert document["openapi"].startswith("3.1.")


def test_every_way_in_is_described(place: Place) -> None:
    paths = place.ask("GET", "/openapi.json", "").json()["paths"]
    described = {(method.upper(), path) for path, verbs in paths.items() for method in verbs}
    app = create_app(lambda: place.story.engine)
    served = {(method, route.path) for route in app.routes for method in route.methods - {"HEAD"}}  # type: ignore[attr-defined]
    assert described == served


def test_every_command_is_described_by_its_name(place: Place) -> None:
    document = place.ask("GET", "/openapi.json", "").json()
    body = document["paths"]["/v1/commands/{command}"]["put"]["requestBody"]["content"]["application/json"]["schema"]
    assert set(body["discriminator"]["mapping"]) == {
        str(command.__struct_config__.tag) for command in AnyCommand.__args__
    }


def test_every_answer_is_one_of_those_that_are_described() -> None:
    for endpoint in ENDPOINTS:
        assert endpoint.summary.endswith("."), endpoint.name
        assert endpoint.scope is not None or endpoint.path in {"/health", "/metrics", "/openapi.json"}


def test_a_server_counts_what_it_answers(place: Place, on_postgresql: Server, on_sqlite: Server) -> None:
    place.ask("GET", "/v1/account")
    answer = place.ask("GET", "/metrics", "")
    if place.client.base_url.host == "market":
        assert answer.status_code == 404, "the embedded marketplace counts nothing"
        return
    assert answer.headers["content-type"].startswith("text/plain")
    counted = re.search(
        r'^bellhop_requests_total{.*path="/v1/account",status="200".*} (\S+)$', answer.text, re.MULTILINE
    )
    assert counted is not None
    assert float(counted[1]) >= 1


def test_no_word_of_a_sender_makes_a_series_of_its_own(place: Place) -> None:
    place.ask("GET", "/v1/commands/6e0b6a61-8f7a-4b3e-9a55-0f9f6f1f9a10")
    place.ask("BREW", "/v1/account")
    told = place.ask("GET", "/metrics", "").text
    assert "6e0b6a61" not in told
    assert "BREW" not in told
