"""A link shows a thing, or nothing: whatever somebody writes into one."""

import string
from random import Random

import pytest

from desktop import commandline
from desktop.links import KINDS, LONGEST, target

SEED = 5
PIECES = (
    *("bellhop:", "bellhop://", "BELLHOP:", "//", "/", "\\", "..", "../", "invitation/", "proposal/", "room/", "send/"),
    *("--server=http://evil", "-", "--", "?accept=1", "#", "%2e%2e", "\x00", "\n", "\u202e", "'", '"', "<b>", "$(id)"),
    *("decline", "file:///etc/passwd", "javascript:", "i1", "8c4de1b0-6a6c-4a3f-9d9e-2f9a1b4c5d6e", "x" * 300),
)


def test_each_kind_of_thing_can_be_linked_to() -> None:
    for kind in KINDS:
        assert target(f"bellhop:{kind}/8c4de1b0-6a6c") == (kind, "8c4de1b0-6a6c")
    assert target("bellhop://invitation/i1") == ("invitation", "i1")


@pytest.mark.parametrize(
    "link",
    [
        "",
        "bellhop:",
        "bellhop:invitation",
        "bellhop:invitation/",
        "bellhop:draft/d",
        "bellhop:command/c",
        "invitation/i",
    ],
)
def test_what_names_nothing_shows_nothing(link: str) -> None:
    assert target(link) is None


def test_out_of_a_hundred_thousand_none_does_more_than_show() -> None:
    dice = Random(SEED)
    shown = 0
    for number in range(100_000):
        pieces = [dice.choice((*PIECES, dice.choice(string.printable))) for _ in range(dice.randrange(1, 6))]
        found = target("".join(pieces))
        if found is not None:
            kind, thing = found
            shown += 1
            assert kind in KINDS, f"seed {SEED}, number {number}"
            assert 0 < len(thing) <= LONGEST, f"seed {SEED}, number {number}"
            assert not set(thing) & set("/\\ \n\x00\u202e?#%"), f"seed {SEED}, number {number}"
    assert shown > 30


def test_a_link_is_never_an_option_or_a_verb() -> None:
    options = commandline.parse(["bellhop:--server=http://evil"])
    assert options == commandline.Options(link="bellhop:--server=http://evil")
    assert not commandline.names_verb(["bellhop:send/i1"])
