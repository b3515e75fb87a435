"""Sentences of a reading, their words, and what each word does."""

import re
from bisect import bisect_right
from functools import cached_property

from marketplace.contract.contact.lexicon import Lexicon

SENTENCE_END = re.compile(r"[.!?…]+[\s\"')\]]+(?=\S)|\n+|[;•|]\s|\s[-–—]{1,2}\s|\s//\s|[।؟]\s*")
TOKEN = re.compile(r"[^\W_]+(?:['’-][^\W_]+)*|[^\s\w]|_")
PUNCTUATION = {",": ",", "(": ",", ")": ",", ":": ":", "?": "?", '"': '"', "=": ":", "→": ":", ">": ":"}


class Sentence:
    """`letters[i]` says what the words at `places[i]` of the reading do."""

    __slots__ = ("end", "letters", "places", "start", "text")

    def __init__(self, text: str, start: int, end: int, lexicon: Lexicon) -> None:
        self.text = text
        self.start = start
        self.end = end
        self.letters, self.places = _classified(text, start, end, lexicon)

    def span(self, first: int, last: int) -> tuple[int, int]:
        """Places of the reading from letter `first` up to but not including letter `last`."""
        return self.places[first][0], self.places[last - 1][1]


def _classified(text: str, start: int, end: int, lexicon: Lexicon) -> tuple[str, list[tuple[int, int]]]:
    tokens = [(token[0], token.start(), token.end()) for token in TOKEN.finditer(text, start, end)]
    letters: list[str] = []
    places: list[tuple[int, int]] = []
    place = 0
    while place < len(tokens):
        word, first, last = tokens[place]
        classes, length = _phrase(tokens, place, lexicon) or (_single(word, lexicon), 1)
        last = tokens[place + length - 1][2]
        letters.append(classes)
        places.extend([(first, last)] * len(classes))
        place += length
    return "".join(letters), places


def _single(word: str, lexicon: Lexicon) -> str:
    if word[0].isalnum():
        return lexicon[word]
    return PUNCTUATION.get(word, "")


def _phrase(tokens: list[tuple[str, int, int]], place: int, lexicon: Lexicon) -> tuple[str, int] | None:
    for rest, letters in lexicon.phrases.get(tokens[place][0], ()):
        if tuple(token[0] for token in tokens[place + 1 : place + 1 + len(rest)]) == rest:
            return letters, 1 + len(rest)
    return None


class Clauses:
    """The sentences of a text, classified when they are asked for."""

    def __init__(self, text: str, lexicon: Lexicon) -> None:
        self.text = text
        self._lexicon = lexicon
        self._known: dict[int, Sentence] = {}

    @cached_property
    def _starts(self) -> list[int]:
        return [0, *(end.end() for end in SENTENCE_END.finditer(self.text))]

    def __len__(self) -> int:
        return len(self._starts)

    def at(self, place: int) -> Sentence:
        """The sentence that holds `place`."""
        return self.number(bisect_right(self._starts, place) - 1)

    def index(self, place: int) -> int:
        """Which sentence holds `place`, counted from 0."""
        return bisect_right(self._starts, place) - 1

    def number(self, index: int) -> Sentence:
        """Sentence `index`."""
        if index not in self._known:
            start = self._starts[index]
            end = self._starts[index + 1] if index + 1 < len(self._starts) else len(self.text)
            self._known[index] = Sentence(self.text, start, end, self._lexicon)
        return self._known[index]
