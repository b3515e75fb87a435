"""What words could be signs of: asked once for each word, before anything else is asked of a text.

Most words of most texts are signs of nothing, and what no word hints at is not looked for.
"""

import re
from functools import cache

from marketplace.contract.contact import disguises, spoken, spoken_numbers
from marketplace.contract.contact.folding import fold
from marketplace.contract.contact.hosts import providers
from marketplace.contract.contact.words import SHORTEST_STEM, street_kinds, triggers, without_article

TALK = 1  # sentences about contact have it
PHRASE = 1 << 1  # phrases about contact have it
NUMBER = 1 << 2  # says a number, or is made of such words
DIGITS = 1 << 3  # holds digits
LONE = 1 << 4  # a letter that stands by itself
STREET = 1 << 5  # kinds of streets, and words that end like one
HOUSE = 1 << 6  # kinds of houses with numbers
HALF = 1 << 7  # the end of a service's name
SIGN = 1 << 8  # says a sign, as `dot` does
LEET = 1 << 9  # a word of contact with digits for letters
AS_DIGITS = 1 << 10  # letters that pass for digits
CODED = 1 << 11  # could be hexadecimal
PROVIDER = 1 << 12  # gives out mail boxes
SPELLED = 1 << 13  # single letters with hyphens between them
SIGN_PHRASE = 1 << 14  # belongs to a phrase that says a sign, as `full stop` does
MOST_REMEMBERED = 20_000
_HEX_WORD = re.compile(r"(?=[0-9]*[a-f])(?:[0-9a-f]{2}){4,}")
_HEX_BYTE = re.compile(r"[2-7][a-f]")
_LONE_LETTERS = re.compile(r"[^\W_](?:-[^\W_])+")
HOUSES = frozenset(
    {
        "house",
        "flat",
        "plot",
        "villa",
        "building",
        "apartment",
        "apt",
        "makan",
        "apto",
        "lote",
        "sector",
        "дом",
        "будинок",
        "кв",
    }
    | {fold(word).text for word in ("मकान", "फ्लैट", "प्लॉट")}
)


class Signs(dict[str, int]):
    """By word. The known ones are there from the beginning; others are looked at when they are first met."""

    def __init__(self) -> None:
        super().__init__()
        kinds = street_kinds()
        self._stems = tuple(stem for stem in triggers().stems if len(stem) >= SHORTEST_STEM)
        self._street_ends = tuple(end.rstrip(".") for end in kinds["compound"])
        for sign, words in (
            (TALK, triggers().exact),
            (PHRASE, triggers().phrases),
            (NUMBER, spoken_numbers.number_words()),
            (STREET, [word for name in ("after", "before", "box") for word in kinds[name]]),
            (HOUSE, HOUSES),
            (HALF, disguises.HALVES),
            (SIGN, spoken.sign_words()),
            (SIGN_PHRASE, spoken.sign_phrases()),
            (PROVIDER, providers()),
        ):
            for word in words:
                self[word] = self.get(word, 0) | sign
        for word in self:
            self[word] |= self._looked_at(word)

    def __missing__(self, word: str) -> int:
        signs = self._looked_at(word)
        if len(self) < MOST_REMEMBERED:
            self[word] = signs
        return signs

    def _looked_at(self, word: str) -> int:
        """What the letters themselves say."""
        if word.isalpha():
            signs = LONE if len(word) == 1 else 0
            if not word.isascii() and (word.startswith(self._stems) or self._is_joined(word)):
                signs |= TALK
            if word.endswith(self._street_ends):
                signs |= STREET
            return signs
        return DIGITS if word.isdigit() else self._parts(word) | _spelling(word)

    def _is_joined(self, word: str) -> bool:
        """Whether Arabic wrote a word about contact in one with what belongs to it."""
        stem = without_article(word)
        return stem != word and any(self.get(part, 0) & TALK for part in (stem, stem[:-1]))

    def _parts(self, word: str) -> int:
        """Of a word with a hyphen or an apostrophe in it."""
        signs = 0
        if "-" in word:
            parts = word.split("-")
            signs |= TALK if any(self.get(part, 0) & TALK for part in parts) else 0
            signs |= NUMBER if any(self.get(part, 0) & NUMBER for part in parts) else 0
            signs |= SPELLED if _LONE_LETTERS.fullmatch(word) else 0
        if "'" in word and self.get(word.partition("'")[0], 0) & TALK:
            signs |= TALK
        if not word.isascii() and word.startswith(self._stems):
            signs |= TALK
        return signs


def _spelling(word: str) -> int:
    """Of a word with digits in it, or signs."""
    signs = DIGITS if any(letter.isdigit() for letter in word) else 0
    signs |= LEET if disguises.meant(word) else 0
    signs |= AS_DIGITS if disguises.are_as_digits(word) else 0
    signs |= NUMBER if spoken_numbers.is_glued(word) else 0
    return signs | (CODED if _HEX_WORD.fullmatch(word) or _HEX_BYTE.fullmatch(word) else 0)


@cache
def signs() -> Signs:
    """Of all words met so far."""
    return Signs()
