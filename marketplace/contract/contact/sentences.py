"""Sentences of a reading: where they begin and end, what their words do, and what they are about."""

import re
from bisect import bisect_right
from collections.abc import Iterator
from functools import cached_property

from marketplace.contract.contact.words import Lexicon, languages_of, lexicon, notions

_NO_ABBREVIATION = (
    r"(?<!tel\.\s)(?<!\bn[or]\.\s)(?<!\b(?:ul|av|st|ул|кв|пл|пр|нр)\.\s)"
    r"(?<!\b(?:вул|буд|тел|str)\.\s)(?<!\b[мгд]\.\s)(?<!\u0928\u0919\.\s)"
)
# Beginning with a set of characters, which is what is searched for quickly.
_END_OF_PROSE = re.compile(rf"[\n.?!;\u2026\u0964](?:(?<=\n)|(?<!\n)\s{_NO_ABBREVIATION})")
_END = re.compile(rf"{_END_OF_PROSE.pattern}| [|\u2022] ")
LONGEST = 600  # characters: what never ends is cut
# `telegram.py` is one word, and none about a service.
_FILE = r"(?:\.(?:py|js|ts|php|rb|java|json|css|html?|lua|go|vue|net)\b)?"
_TOKEN = re.compile(rf"[^\W_]+(?:['-][^\W_]+)*{_FILE}|[,(:?\"=>)]|(?<= )-(?= )")
WORD = re.compile(r"[^\W_]+(?:['-][^\W_]+)*")


class Sentence:
    """Part of a reading. `letters[i]` says what the word at `place(i)` does."""

    def __init__(self, text: str, start: int, end: int, language: str = "") -> None:
        self.text = text
        self.start = start
        self.end = end
        self._language = language
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
        return lexicon(self._language or self.languages[0])

    @cached_property
    def languages(self) -> list[str]:
        """The language that most of its words belong to, and others that as many do."""
        return languages_of(self.words)

    def otherwise(self) -> "Iterator[Sentence]":
        """The same in the other languages that it could as well be in."""
        for language in self.languages[1:]:
            yield Sentence(self.text, self.start, self.end, language)

    @cached_property
    def letters(self) -> str:
        """What its words do (see `words`); a word may have no letter, or two."""
        return "".join(self._classes)

    @cached_property
    def _classes(self) -> list[str]:
        """The letters of each word or phrase."""
        classes = [self._lexicon[word] for word in self._tokens]
        for at, count, letters in reversed(self._phrases):
            classes[at : at + count] = [letters]
        return classes

    @cached_property
    def _phrases(self) -> list[tuple[int, int, str]]:
        """Where phrases begin, of how many words they are, and their letters; in order, apart from each other."""
        known, tokens = self._lexicon.phrases, self._tokens
        found: list[tuple[int, int, str]] = []
        done = 0
        for at, word in enumerate(tokens) if not known.keys().isdisjoint(self.words) else ():
            if at >= done and word in known and (phrase := _phrase_at(tokens, at, known[word])):
                found.append((at, *phrase))
                done = at + phrase[0]
        return found

    @cached_property
    def _places(self) -> list[tuple[int, int]]:
        spans = [token.span() for token in _TOKEN.finditer(self.text, self.start, self.end)]
        for at, count, _ in reversed(self._phrases):
            spans[at : at + count] = [(spans[at][0], spans[at + count - 1][1])]
        return [place for letters, place in zip(self._classes, spans, strict=True) for _ in letters]

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


def _phrase_at(tokens: list[str], at: int, known: list[tuple[tuple[str, ...], str]]) -> tuple[int, str] | None:
    """Of how many words the longest phrase there is, and its letters."""
    for rest, letters in known:
        if tokens[at + 1 : at + 1 + len(rest)] == list(rest):
            return 1 + len(rest), letters
    return None


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

    def bounds(self, index: int) -> tuple[int, int]:
        """Where a sentence begins and ends."""
        end = self._starts[index + 1] if index + 1 < len(self._starts) else len(self._text)
        return self._starts[index], end

    def __getitem__(self, index: int) -> Sentence:
        if index not in self._made:
            self._made[index] = Sentence(self._text, *self.bounds(index))
        return self._made[index]

    def at(self, place: int) -> Sentence:
        """The sentence that holds `place`."""
        return self[self.index(place)]
