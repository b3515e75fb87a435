"""The contact guard on this side: the marketplace's own, asked once for each text."""

import asyncio

import pytest

from desktop.services import guard as guards
from desktop.services.guard import KEPT, Guard
from marketplace.contract import rules
from marketplace.contract.contact import Context, Exemption, Kind
from marketplace.contract.rules import Said
from tests.unit.desktop.things import a_client

ADDRESS = Said("cover_letter", "Write to ana.reis@textwerk-reis.de any time.", Context.PROPOSAL)
CLEAN = Said("message", "I could begin on Monday.", Context.PROPOSAL)


def test_only_texts_with_findings_are_named() -> None:
    found = asyncio.run(Guard().look([ADDRESS, CLEAN]))
    assert {field: [each.kind for each in findings] for field, findings in found.items()} == {
        "cover_letter": [Kind.EMAIL]
    }


def test_a_text_that_was_looked_at_is_not_looked_at_again(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []

    def note(text: str, **_more: object) -> tuple[()]:
        asked.append(text)
        return ()

    monkeypatch.setattr(guards, "find", note)

    async def look_twice() -> None:
        guard = Guard()
        await guard.look([ADDRESS, CLEAN])
        await guard.look([ADDRESS, CLEAN._replace(text="On Tuesday.")])

    asyncio.run(look_twice())
    assert asked == [ADDRESS.text, CLEAN.text, "On Tuesday."]


def test_what_is_remembered_is_bounded() -> None:
    async def look_often() -> int:
        guard = Guard()
        for number in range(2 * KEPT):
            await guard.look([CLEAN._replace(text=f"Letter {number}")])
        return len(guard._known)

    assert asyncio.run(look_often()) == KEPT


def test_what_stands_beside_a_text_that_is_being_written_is_looked_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []

    def note(text: str, **_more: object) -> tuple[()]:
        asked.append(text)
        return ()

    monkeypatch.setattr(guards, "find", note)

    async def write_long() -> None:
        guard = Guard()
        for number in range(2 * KEPT):
            await guard.look([CLEAN._replace(text=f"Letter {number}"), ADDRESS])

    asyncio.run(write_long())
    assert asked.count(ADDRESS.text) == 1


def test_an_enterprise_client_may_be_told() -> None:
    allowed = rules.exemptions(a_client(may_share_contacts=True))
    assert allowed == {Exemption.ENTERPRISE_CLIENT}
    assert not rules.exemptions(a_client())
    assert asyncio.run(Guard().look([ADDRESS], allowed=allowed)) == {}
