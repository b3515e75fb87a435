"""A reading with what the detectors need to know about its words, worked out once."""

import re
from collections.abc import Callable
from functools import cached_property
from typing import NamedTuple

from marketplace.contract.contact.clauses import Clauses, Sentence
from marketplace.contract.contact.finding import Kind, Severity
from marketplace.contract.contact.lexicon import PLAIN, language_of, lexicon, triggers
from marketplace.contract.contact.reading import Reading

WORD = re.compile(r"[^\W_]+(?:['-][^\W_]+)*")
TALK_OF_SAMPLES = re.compile(
    r"\b(?:placeholders?|samples?|examples?|dummy|fake|test|tests|testing|formats?|formatted|regex|masks?|e\.?164|mock|seed"
    r"|fixtures?|patterns?|pin|dataset|voice-?over|script|reads|pronunciation|ejemplo|exemplo|beispiel|exemple|приклад\w*"
    r"|пример\w*|przyklad\w*|udaharan|maps|geocod\w+|validat\w+|parser?|lorem|stripe's|sandbox)\b"
)


class Match(NamedTuple):
    """Something found, in places of the reading."""

    start: int
    end: int
    kind: Kind
    severity: Severity = Severity.BLOCK


class Scene:
    """A reading, its words and sentences."""

    def __init__(self, reading: Reading) -> None:
        self.reading = reading
        self.text = reading.text

    @cached_property
    def words(self) -> set[str]:
        """The distinct words, with hyphens and apostrophes inside them."""
        return set(WORD.findall(self.text))

    @cached_property
    def triggering(self) -> list[str]:
        """The words by which a sentence could be about contact."""
        known = triggers()
        return [word for word in self.words if known[word] != PLAIN]

    @cached_property
    def clauses(self) -> Clauses:
        """The sentences, in the words of the language that most words belong to."""
        return Clauses(self.text, lexicon(language_of(self.words)))

    @cached_property
    def talking(self) -> list[Sentence]:
        """The sentences that hold a triggering word, in order."""
        indices: set[int] = set()
        for word in self.triggering:
            at = self.text.find(word)
            while at >= 0:
                indices.add(self.clauses.index(at))
                at = self.text.find(word, self.clauses.number(self.clauses.index(at)).end)
        return [self.clauses.number(index) for index in sorted(indices)]

    def around(self, place: int) -> Sentence:
        """The sentence that holds `place`."""
        return self.clauses.at(place)

    def cued(self, start: int, end: int, is_cue: Callable[[Sentence], bool]) -> bool:
        """Whether the sentence around a find, or a short one beside it, is a cue for it."""
        here = self.clauses.index(start)
        if is_cue(self.clauses.number(here)):
            return True
        beside = (here - 1, self.clauses.index(max(start, end - 1)) + 1)
        return any(
            0 <= index < len(self.clauses)
            and len(self.clauses.number(index).letters) <= 8
            and is_cue(self.clauses.number(index))
            for index in beside
        )

    def alone(self, start: int, end: int) -> bool:
        """Whether nothing else is said in the text."""
        return not WORD.search(self.text, 0, start) and not WORD.search(self.text, end)
