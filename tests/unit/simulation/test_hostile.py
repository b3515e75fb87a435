"""The hostile invitations arrive as they were sent: the marketplace changes nothing, the client must bear it."""

import re
import unicodedata

import pytest

from marketplace.contract.entities import AnyEntity, Invitation, Message, Room
from marketplace.contract.policy import Policy
from marketplace.simulation import hostile

TAG = re.compile(r"<(b|img|table|script|h1)\b")
ENTITY = re.compile(r"&(amp|lt);")
MNEMONIC = re.compile(r"&[A-Z]")
OVERRIDE = re.compile(hostile.RIGHT_TO_LEFT_OVERRIDE)
HEBREW_OR_ARABIC = re.compile(r"[\u0590-\u06ff]{3}")
ENDLESS = re.compile(r"\S{5000}")
TOWER = re.compile(r"\w[\u0300-\u036f]{12}")
JOINED_EMOJI = re.compile("\U0001f468\u200d\U0001f469")
FLAG = re.compile("[\U0001f1e6-\U0001f1ff]{2}")
SKIN_TONE = re.compile("[\U0001f3fb-\U0001f3ff]")
ESCAPE_SEQUENCE = re.compile(r"\x1b\[31m")
MANY_LINES = re.compile(r"\n{40}")
TAB = re.compile(r"\t")


@pytest.fixture
def invitations(entities: tuple[AnyEntity, ...]) -> list[Invitation]:
    return [entity for entity in entities if isinstance(entity, Invitation)]


@pytest.mark.parametrize(
    "attack",
    [
        pytest.param(TAG, id="tags"),
        pytest.param(ENTITY, id="entities"),
        pytest.param(MNEMONIC, id="mnemonics"),
        pytest.param(OVERRIDE, id="bidi override"),
        pytest.param(HEBREW_OR_ARABIC, id="right to left"),
        pytest.param(ENDLESS, id="5,000 characters without a space"),
        pytest.param(TOWER, id="stacked marks"),
        pytest.param(JOINED_EMOJI, id="joined emoji"),
        pytest.param(FLAG, id="flags"),
        pytest.param(SKIN_TONE, id="skin tones"),
        pytest.param(ESCAPE_SEQUENCE, id="terminal escapes"),
        pytest.param(MANY_LINES, id="forty empty lines"),
        pytest.param(TAB, id="tabs"),
    ],
)
def test_an_invitation_carries_it(attack: re.Pattern[str], invitations: list[Invitation]) -> None:
    texts = [text for one in invitations for text in (one.job.title, one.job.description, one.message)]

    assert any(attack.search(text) for text in texts)


@pytest.mark.parametrize("attack", [TAG, OVERRIDE, TOWER, SKIN_TONE])
def test_a_title_carries_it_too(attack: re.Pattern[str], invitations: list[Invitation]) -> None:
    assert any(attack.search(one.job.title) for one in invitations)


def test_a_title_of_three_hundred_characters_arrives(invitations: list[Invitation]) -> None:
    assert 300 in {len(one.job.title) for one in invitations}


def test_a_title_holds_line_breaks(invitations: list[Invitation]) -> None:
    assert any("\n" in one.job.title for one in invitations)


def test_skills_questions_and_cities_are_hostile(invitations: list[Invitation]) -> None:
    assert any(TAG.search(skill) or MNEMONIC.search(skill) for one in invitations for skill in one.job.skills)
    assert any("<input" in question for one in invitations for question in one.job.questions)
    assert any("<u>" in (one.client.city or "") for one in invitations)


def test_a_conversation_is_hostile_in_its_names_and_words(entities: tuple[AnyEntity, ...]) -> None:
    rooms = [entity for entity in entities if isinstance(entity, Room)]
    messages = [entity.text for entity in entities if isinstance(entity, Message)]

    assert any(TAG.search(room.client.name or "") for room in rooms)
    for attack in (TAG, OVERRIDE, TOWER, SKIN_TONE):
        assert any(attack.search(text) for text in messages)


def test_what_no_text_can_hold_is_not_in_it() -> None:
    limits = Policy().limits
    for scene in hostile.scenes():
        whole = "".join((scene.title, scene.description, scene.message, *scene.skills, *scene.questions))
        assert "\0" not in whole
        assert not any(unicodedata.category(character) == "Cs" for character in whole)
        assert len(scene.message) <= limits.client_message
