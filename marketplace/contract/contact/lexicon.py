# ruff: noqa: E501
"""Words by what they do in a sentence: services, points of contact, asking, refusing, putting off, talk about products.

The words stand in `words/`, a file for each language. A class is a letter, so that a sentence becomes a short string
and the grammar of `requests` a handful of patterns over it.
"""

from functools import cache
from importlib import resources

from marketplace.contract.contact.folding import fold

LETTERS = {
    "messenger": "C", "social": "s", "venue": "c", "point": "E", "number": "N", "detail": "D", "account": "I",
    "address": "A", "your": "Y", "mine": "M", "me": "O", "you": "U", "we": "w", "together": "S", "what": "W",
    "how": "K", "give": "G", "have": "H", "need": "h", "move": "V", "reach": "R", "via": "P", "outside": "X", "aside": "x",
    "platform": "L", "polite": "Q", "not": "Z", "until": "F", "contract": "J", "deferral": "d", "product": "T",
    "others": "B", "exchange": "g", "for": "f", "of": "o", "plain": "-",
}  # fmt: skip
PLAIN = "-"
LANGUAGES = ("en", "es", "pt", "de", "fr", "uk", "ru", "pl", "hi", "ar")
MOST_REMEMBERED = 20_000
SHORTEST_STEM = 3


class Lexicon(dict[str, str]):
    """Class letters of a word; `phrases` by their first word, longest first."""

    def __init__(self) -> None:
        super().__init__()
        self.stems: dict[str, str] = {}
        self.phrases: dict[str, list[tuple[tuple[str, ...], str]]] = {}
        self.own: frozenset[str] = frozenset()

    def add(self, text: str) -> None:
        """Take over the classes of a word file; later files win."""
        for line in text.splitlines():
            name, colon, words = line.partition(":")
            if colon and not line.startswith("#"):
                letters = "".join(LETTERS[part] for part in name.split("+"))
                for word in words.split():
                    self._add_word(word, letters)

    def _add_word(self, word: str, letters: str) -> None:
        if word.endswith("*"):
            self.stems[word[:-1]] = letters
        elif "_" in word:
            first, *rest = word.split("_")
            others = self.phrases.setdefault(first, [])
            others.append((tuple(rest), letters))
            others.sort(key=lambda phrase: -len(phrase[0]))
        else:
            self[word] = letters

    def __missing__(self, word: str) -> str:
        letters = self._worked_out(word)
        if len(self) < MOST_REMEMBERED:
            self[word] = letters
        return letters

    def _worked_out(self, word: str) -> str:
        for length in range(len(word), SHORTEST_STEM - 1, -1):
            if (known := self.stems.get(word[:length])) is not None:
                return known
        if word.endswith("'s"):
            return self[word[:-2]]
        for part in word.split("-") if "-" in word else ():
            if part and (letters := self[part]) != PLAIN:
                return letters
        return PLAIN


@cache
def words_of(language: str) -> str:
    """The word file of `language`, in the spelling of `fold`."""
    folder = resources.files("marketplace.contract.contact") / "words"
    return fold((folder / f"{language}.txt").read_text("utf-8")).text


@cache
def lexicon(language: str) -> Lexicon:
    """The words of `language` over those of English, which is mixed into all of them."""
    made = Lexicon()
    for part in dict.fromkeys(("any", "en", language)):
        made.add(words_of(part))
    return made


@cache
def _own_words() -> dict[str, frozenset[str]]:
    own = {}
    for language in LANGUAGES:
        alone = Lexicon()
        alone.add(words_of(language))
        own[language] = frozenset(alone)
    return own


@cache
def triggers() -> Lexicon:
    """Words without which no sentence is about contact, of all languages at once."""
    made = Lexicon()
    for part in ("any", *LANGUAGES):
        one = Lexicon()
        one.add(words_of(part))
        _take_triggers(made, one)
    return made


TRIGGERING = frozenset("CscENXxg")


def _take_triggers(made: Lexicon, one: Lexicon) -> None:
    made.update({word: letters for word, letters in one.items() if TRIGGERING.intersection(letters)})
    made.stems.update({stem: letters for stem, letters in one.stems.items() if TRIGGERING.intersection(letters)})
    for first, phrases in one.phrases.items():
        for rest, letters in phrases:
            if TRIGGERING.intersection(letters):
                made[rest[-1] if rest else first] = letters


def language_of(words: set[str]) -> str:
    """The language most of `words` belong to; English where nothing speaks for another."""
    own = _own_words()
    scores = {language: len(words & own[language]) for language in LANGUAGES}
    best = max(LANGUAGES, key=lambda language: scores[language])
    return best if scores[best] > scores["en"] else "en"
