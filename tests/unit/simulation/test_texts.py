"""No text of the simulation gives away a way around the marketplace, or a promise to be filled later."""

import re
from collections.abc import Iterable, Iterator
from importlib.resources import files
from importlib.resources.abc import Traversable

import pytest

CONTACT = {
    "an e-mail address or a handle": re.compile(r"\w?@\w"),
    "an address of a page": re.compile(r"https?:|www\.|\b\w+\.(com|org|net|io|example)\b", re.IGNORECASE),
    "a telephone number": re.compile(r"\+?\d[\d ()/-]{7,}\d"),
    "a messenger": re.compile(r"\b(whatsapp|telegram|skype|signal app|wechat|discord|zoom|viber)\b", re.IGNORECASE),
    "filler": re.compile(r"lorem|ipsum|\bTODO\b|\bfoo\b|\bbar\b", re.IGNORECASE),
}


def _data(folder: Traversable) -> Iterator[Traversable]:
    for entry in folder.iterdir():
        if entry.is_dir():
            yield from _data(entry)
        elif entry.name.endswith(".toml"):
            yield entry


def _strings(text: str) -> Iterable[str]:
    """The quoted texts, without dates and numbers of the data itself."""
    return [
        found for pair in re.findall(r'"""(.*?)"""|"((?:[^"\\]|\\.)*)"', text, re.DOTALL) for found in pair if found
    ]


TEXTS = {entry.name: entry.read_text("utf-8") for entry in _data(files("marketplace.simulation.texts"))}


def test_all_texts_are_found() -> None:
    assert set(TEXTS) == {
        "archive.toml",
        "clients.toml",
        "further.toml",
        "inbox.toml",
        "phrases.toml",
        "places.toml",
        "offers.toml",
        "proposals.toml",
        "replies.toml",
        "trades.toml",
    }


@pytest.mark.parametrize("name", TEXTS)
@pytest.mark.parametrize("what", CONTACT)
def test_a_text_is_free_of(what: str, name: str) -> None:
    assert [text for text in _strings(TEXTS[name]) if CONTACT[what].search(text)] == []
