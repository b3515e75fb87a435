"""Contact information is refused over HTTP with a problem document that says where in the text it stands."""

from http import HTTPStatus

import msgspec

from marketplace.contract import commands
from marketplace.contract.contact import Kind
from marketplace.contract.refusals import Problem
from tests.contract.places import Place
from tests.unit.marketplace.stories import INVITATION

TEXT = "Sorry, full. Write to olga at posteo dot de, or call +44 20 7946 0958."


def test_a_refused_text_comes_back_with_the_places_that_are_meant(place: Place) -> None:
    declined = commands.DeclineInvitation(invitation=INVITATION, reason="other", message=TEXT)
    response = place.sends(declined)
    assert response.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert response.headers["content-type"] == "application/problem+json"
    problem = msgspec.json.decode(response.content, type=Problem)
    assert (problem.type, problem.field) == ("/problems/contact_information", "message")
    assert [(one.kind, TEXT[one.start : one.end]) for one in problem.findings] == [
        (Kind.EMAIL, "olga at posteo dot de"),
        (Kind.PHONE, "+44 20 7946 0958"),
    ]
