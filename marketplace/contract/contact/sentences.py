"""Sentences of a reading: where they begin and end, what their words do, and what they are about."""

import re
from bisect import bisect_right
from functools import cached_property

from marketplace.contract.contact.words import Lexicon, language_of, lexicon, notions

_END = re.compile(r"\n|[.?!;\u2026\u0964]\s(?<!tel\.\s)(?<!\bn[or]\.\s)(?<!\b(?:ul|av|st)\.\s)| [|\u2022] ")
_END_OF_PROSE = re.compile(_END.pattern.removesuffix(r"| [|\u2022] "))  # without bars, spaces need not be looked at
LONGEST = 600  # characters: what never ends is cut
_TOKEN = re.compile(r"[^\W_]+(?:['-][^\W_]+)*|[,(:?\"=>)]|(?<= )-(?= )")
WORD = re.compile(r"[^\W_]+(?:['-][^\W_]+)*")


class Sentence:
    """Part of a reading. `letters[i]` says what the word at `place(i)` does."""

    def __init__(self, text: str, start: int, end: int) -> None:
        self.text = text
        self.start = start
        self.end = end
        self._notions: dict[str, bool] = {}

    @cached_property
    def _tokens(self) -> list[str]:
        return _TOKEN.findall(self.text, self.start, self.end)

    @cached_property
    def words(self) -> frozenset[str]:
        """Its distinct words, with hyphens and apostrophes inside them, and its punctuation."""
        return frozenset(self._tokens)

    @cached_property
    def _lexicon(self) -> Lexicon:
        return lexicon(language_of(self.words))

    @cached_property
    def letters(self) -> str:
        """What its words do (see `words`); a word may have no letter, or two."""
        known = self._lexicon
        if known.phrases.keys().isdisjoint(self.words):
            return "".join([known[word] for word in self._tokens])
        return "".join([classes for classes, _ in _with_phrases(self._tokens, known)])

    @cached_property
    def _places(self) -> list[tuple[int, int]]:
        spans = [token.span() for token in _TOKEN.finditer(self.text, self.start, self.end)]
        places: list[tuple[int, int]] = []
        here = 0
        for classes, count in _with_phrases(self._tokens, self._lexicon):
            places += [(spans[here][0], spans[here + count - 1][1])] * len(classes)
            here += count
        return places

    def place(self, letter: int) -> tuple[int, int]:
        """Where the word behind a letter stands."""
        return self._places[letter]

    def span(self, first: int, last: int) -> tuple[int, int]:
        """Places of the reading from letter `first` up to but not including letter `last`."""
        return self._places[first][0], self._places[last - 1][1]

    def quotes(self, start: int, end: int) -> bool:
        """Whether a place of it stands between quotation marks."""
        return self.text.count('"', self.start, start) % 2 == 1 and self.text.find('"', end, self.end) >= 0

    def speaks_of(self, *names: str) -> bool:
        """Whether one of its words belongs to one of the notions."""
        return any(self._is_about(name) for name in names)

    def _is_about(self, name: str) -> bool:
        if (known := self._notions.get(name)) is None:
            known = self._notions[name] = notions()[name].among(self.words)
        return known


def _with_phrases(tokens: list[str], known: Lexicon) -> list[tuple[str, int]]:
    """The letters of each word or phrase, and how many tokens it takes."""
    found: list[tuple[str, int]] = []
    here = 0
    while here < len(tokens):
        one = known[tokens[here]], 1
        for rest, letters in known.phrases.get(tokens[here], ()):
            if tokens[here + 1 : here + 1 + len(rest)] == list(rest):
                one = letters, 1 + len(rest)
                break
        found.append(one)
        here += one[1]
    return found


class Sentences:
    """All sentences of a text; each is made when it is asked for."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._starts = [0]
        for end in (_END if " | " in text or " \u2022 " in text else _END_OF_PROSE).finditer(text):
            if end.start() - self._starts[-1] > LONGEST:
                self._cut(end.start())
            self._starts.append(end.end())
        self._cut(len(text))
        self._made: dict[int, Sentence] = {}

    def _cut(self, end: int) -> None:
        while end - self._starts[-1] > LONGEST:
            self._starts.append(self._starts[-1] + LONGEST)

    def __len__(self) -> int:
        return len(self._starts)

    def index(self, place: int) -> int:
        """Which sentence holds `place`, counted from 0."""
        return bisect_right(self._starts, place) - 1

    def __getitem__(self, index: int) -> Sentence:
        if index not in self._made:
            end = self._starts[index + 1] if index + 1 < len(self._starts) else len(self._text)
            self._made[index] = Sentence(self._text, self._starts[index], end)
        return self._made[index]

    def at(self, place: int) -> Sentence:
        """The sentence that holds `place`."""
        return self[self.index(place)]
