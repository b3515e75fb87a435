"""A reading with what the detectors ask about it, worked out once and only when asked."""

from collections.abc import Iterable, Iterator
from functools import cached_property, reduce
from itertools import accumulate, compress
from operator import or_
from typing import NamedTuple

from marketplace.contract.contact.finding import Kind, Severity
from marketplace.contract.contact.reading import Reading
from marketplace.contract.contact.sentences import WORD, Sentence, Sentences
from marketplace.contract.contact.signs import DIGITS, PHRASE, TALK, signs
from marketplace.contract.contact.words import triggers

_GAPS = str.maketrans({sign: " " for sign in map(chr, range(128)) if not sign.isalnum() and sign not in "'-"})
_SHAPE = str.maketrans(
    {
        **dict.fromkeys("abcdefghijklmnopqrstuvwxyz", "a"),
        **dict.fromkeys("0123456789", "0"),
        **dict.fromkeys("*_|/~,-", "."),
        **dict.fromkeys("\n\t", " "),
    }
)
MOST_LINKS = 40
MESSAGE = 10_500  # characters: a message in full
MOST_TALK, FAR_LONGER = 12_000, 3_000  # characters of sentences about contact, in messages and in longer texts
SHORT = 8  # letters: so short a sentence says what the one beside it is about


class Match(NamedTuple):
    """Something found, in places of the reading."""

    start: int
    end: int
    kind: Kind
    severity: Severity = Severity.BLOCK


class Scene:
    """A reading, its words and sentences; `source` is the whole text as it was written."""

    def __init__(self, reading: Reading, source: str) -> None:
        self.reading = reading
        self.source = source
        self.text = reading.text
        self.weighed_links = 0

    @cached_property
    def listed(self) -> list[str]:
        """The words in their order; hyphens and apostrophes stand inside words."""
        return self.text.translate(_GAPS).split() if self.text.isascii() else WORD.findall(self.text)

    @cached_property
    def words(self) -> frozenset[str]:
        """The distinct words."""
        return frozenset(self.listed)

    @cached_property
    def signs(self) -> int:
        """What its words could be signs of, all together (see `signs`)."""
        return reduce(or_, {noted for _, noted in self._noted}, 0)

    @cached_property
    def _noted(self) -> list[tuple[str, int]]:
        """The words that could be a sign of anything."""
        noted = list(map(signs().__getitem__, self.words))
        return list(compress(zip(self.words, noted, strict=True), noted))

    def marked(self, sign: int) -> list[str]:
        """The words that could be a sign of it."""
        return [word for word, noted in self._noted if noted & sign] if self.signs & sign else []

    @cached_property
    def shape(self) -> str:
        """The text with all letters alike, all digits, and all signs between them; empty where that tells nothing."""
        return self.text.translate(_SHAPE) if self.signs & DIGITS and self.text.isascii() else ""

    @cached_property
    def sentences(self) -> Sentences:
        """All sentences."""
        return Sentences(self.text)

    def sentence(self, place: int) -> Sentence:
        """The sentence around `place`."""
        return self.sentences.at(place)

    @cached_property
    def talking(self) -> list[Sentence]:
        """The sentences that could be about contact, by a word in them; in order."""
        most = MOST_TALK if len(self.text) <= MESSAGE else FAR_LONGER
        indices: set[int] = set()
        for word in (*self.marked(TALK), *self._phrased()):
            indices.update(self._sentences_with(word, most))
        talking = [self.sentences[index] for index in sorted(indices)]
        lengths = accumulate(one.end - one.start for one in talking)
        return [one for one, length in zip(talking, lengths, strict=True) if length <= most]

    def _sentences_with(self, word: str, most: int) -> Iterator[int]:
        """Which sentences `word` is in, of `most` characters together."""
        at = self.text.find(word)
        while at >= 0 and most > 0:
            index = self.sentences.index(at)
            start, end = self.sentences.bounds(index)
            yield index
            most -= end - start
            at = self.text.find(word, max(end, at + 1))

    def _phrased(self) -> list[str]:
        """Words of phrases about contact that are there as a whole."""
        return [word for word in self.marked(PHRASE) if self.says(triggers().phrases[word])]

    def says(self, phrases: Iterable[str]) -> bool:
        """Whether one of `phrases`, which have gaps around them, is there as a whole."""
        return any(phrase in self.said for phrase in phrases)

    @cached_property
    def said(self) -> str:
        """The words in their order with single spaces between and around them."""
        return f" {' '.join(self.listed)} "

    def beside(self, place: int) -> list[Sentence]:
        """The sentences just before and after the one around `place`, where they are short."""
        here = self.sentences.index(place)
        near = [self.sentences[index] for index in (here - 1, here + 1) if 0 <= index < len(self.sentences)]
        return [one for one in near if len(one.letters) <= SHORT]

    def alone(self, start: int, end: int) -> bool:
        """Whether nothing else is said in the sentence."""
        one = self.sentence(start)
        return not WORD.search(self.text, one.start, start) and not WORD.search(self.text, end, max(end, one.end))

    @property
    def may_weigh_links(self) -> bool:
        """Whether there were not too many yet whose sentences had to be read."""
        return self.weighed_links < MOST_LINKS

    def is_all(self, start: int, end: int) -> bool:
        """Whether nothing else is said at all."""
        return not WORD.search(self.text, 0, start) and not WORD.search(self.text, end)

    def is_spelled(self, start: int, end: int) -> bool:
        """Whether the writer put gaps between the letters."""
        return " " in self.written(start, end).strip()

    def written(self, start: int, end: int) -> str:
        """What the writer wrote there, before it was read in any way."""
        first, last = self.reading.span(start, end)
        return self.source[first:last]
