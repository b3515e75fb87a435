"""Words by what they do in a sentence, and by what they say it is about. They stand in `words/`, in all languages.

A language's file gives words a letter (`LETTERS`), so that a sentence becomes a short string and the grammar of
`requests` a handful of patterns over it. `notions.txt` gives sets of words by which a sentence is known to be about
something. Everything is read when it is first needed.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from importlib import resources

from marketplace.contract.contact.folding import fold

LETTERS = {
    "messenger": "C", "social": "s", "venue": "c", "point": "E", "number": "N", "detail": "D", "account": "I",
    "address": "A", "your": "Y", "mine": "M", "me": "O", "you": "U", "we": "w", "together": "S", "what": "W",
    "how": "K", "give": "G", "have": "H", "need": "h", "move": "V", "reach": "R", "via": "P", "outside": "X",
    "aside": "x", "platform": "L", "polite": "Q", "not": "Z", "until": "F", "contract": "J", "deferral": "d",
    "product": "T", "others": "B", "exchange": "g", "for": "f", "of": "o", "contact": "k", "postposition": "p",
    "forbidden": "z", "home": "a", "person": "b", "medium": "m", "link": "l", "told": "t",
    "icon": "i", "namesake": "n", "search": "q", "enclosure": "e",
    "plain": "-",
}  # fmt: skip
PLAIN = "-"
_PUNCTUATION = {",": ",", "(": ",", ")": ",", ":": ":", "?": "?", '"': '"', "=": ":", ">": ":", "-": ","}
LANGUAGES = ("en", "es", "pt", "de", "fr", "uk", "ru", "pl", "hi", "ar", "it", "nl", "id", "tr")
NEIGHBOURS = {"uk": ("ru",), "ru": ("uk",)}
_SCRIPTS = (("ar", "\u0600", "\u06ff"), ("hi", "\u0900", "\u097f"), ("ru", "\u0400", "\u04ff"))
MOST_REMEMBERED = 20_000
SHORTEST_STEM = 3
LONGEST_ELISION = 2  # letters: `d'indiquer`, `l'email`
_ACCOUNTS = frozenset(
    {"handle", "username", "nickname", "nick", "direccion", "endereco", "adresse", "адрес", "адресу", "adres"}
)  # that somebody may be asked for
_COMMON = frozenset(
    {
        "which",
        "what",
        "where",
        "same",
        "other",
        "this",
        "here",
        "out",
        "off",
        "us",
        "me",
        "another",
        "different",
        "look",
    }
    | {"text", "per", "name", "que", "como", "der", "die", "на", "в"}
)
_EVERYDAY = frozenset({"no", "scan", "bubble"})  # that say something only beside others


_JOINED_BEFORE = re.compile(
    "^[\u0648\u0641]?(?:\u0628\u0627\u0644|\u0639\u0627\u0644|\u0641\u0627\u0644|\u0644\u0644|\u0627\u0644|\u0628|\u0644|\u0639)?"
)
_OWNERS = {"\u0643\u0645": "Y", "\u0643": "Y", "\u064a": "M", "\u0647\u0627": "B", "\u0647": "B"}
_OWNED = frozenset("ENIADC")


class Lexicon(dict[str, str]):
    """The letters of each word; `phrases` by their first word, longest first. Words are remembered once looked up."""

    def __init__(self) -> None:
        super().__init__(_PUNCTUATION)
        self.stems: dict[str, str] = {}
        self.phrases: dict[str, list[tuple[tuple[str, ...], str]]] = {}

    def add(self, text: str) -> None:
        """Take over the classes of a word file; later files win."""
        for name, words in entries(text):
            letters = "".join(LETTERS[part] for part in name.split("+"))
            for word in words:
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

    def phrases_with(self, wanted: frozenset[str]) -> Iterator[tuple[str, ...]]:
        """Those phrases that have one of some letters."""
        for first, phrases in self.phrases.items():
            yield from ((first, *rest) for rest, letters in phrases if wanted.intersection(letters))

    def __missing__(self, word: str) -> str:
        letters = self._worked_out(word)
        if len(self) < MOST_REMEMBERED:
            self[word] = letters
        return letters

    def _worked_out(self, word: str) -> str:
        for length in range(len(word), SHORTEST_STEM - 1, -1):
            if (known := self.stems.get(word[:length])) is not None:
                return known
        if "." in word:
            return LETTERS["product"]  # a file of a program
        if "'" in word:
            before, _, after = word.partition("'")
            return self[before] if self[before] != PLAIN or len(before) > LONGEST_ELISION else self[after]
        if "\u0600" <= word[0] <= "\u06ff":
            return self._worked_out_of_parts(word)
        return "".join(self[part] for part in word.split("-") if part).strip(PLAIN) or PLAIN if "-" in word else PLAIN

    def _worked_out_of_parts(self, word: str) -> str:
        """Arabic writes `and`, `on`, `the`, `your` and `my` in one word with what they belong to."""
        stem = without_article(word)
        if stem != word and (letters := self.get(stem)) is not None:
            return "P" + letters if word[0] in "بعف" else letters
        for ending, owner in _OWNERS.items() if len(stem) > SHORTEST_STEM else ():
            thing = self.get(stem.removesuffix(ending)) if stem.endswith(ending) else None
            if thing and not _OWNED.isdisjoint(thing):
                return owner + thing
        return PLAIN


def without_article(word: str) -> str:
    """An Arabic word without what is written in one with it in front."""
    return _JOINED_BEFORE.sub("", word)


def entries(text: str) -> list[tuple[str, list[str]]]:
    """The classes of a word file with their words."""
    lines = (line.partition(":") for line in text.splitlines() if line and not line.startswith("#"))
    return [(name, words.split()) for name, _, words in lines]


@cache
def file(name: str) -> str:
    """A word file in the spelling of `fold`."""
    folder = resources.files("marketplace.contract.contact") / "words"
    return fold((folder / f"{name}.txt").read_text("utf-8")).text


@cache
def lexicon(language: str) -> Lexicon:
    """The words of `language` over those of English, which is mixed into all of them, and of its neighbours."""
    made = Lexicon()
    for part in dict.fromkeys(("any", "en", *NEIGHBOURS.get(language, ()), language)):
        made.add(file(part))
    return made


@cache
def vocabulary() -> dict[str, frozenset[str]]:
    """The words that each language has of its own."""
    return {name: frozenset(word for _, words in entries(file(name)) for word in words) for name in LANGUAGES}


@cache
def _languages_of_words() -> dict[str, tuple[int, ...]]:
    """Which languages, by their place in `LANGUAGES`, have a word."""
    known: dict[str, list[int]] = {}
    for place, name in enumerate(LANGUAGES):
        for word in vocabulary()[name]:
            known.setdefault(word, []).append(place)
    return {word: tuple(places) for word, places in known.items()}


def languages_of(words: Iterable[str]) -> list[str]:
    """The language most of `words` belong to, then others that as many do; English where nothing speaks for another."""
    known = _languages_of_words()
    scores = [0] * len(LANGUAGES)
    for word in known.keys() & words:
        for place in known[word]:
            scores[place] += 1
    most = max(scores)
    best = [name for name, score in zip(LANGUAGES, scores, strict=True) if score == most] if most else []
    return best if best and best[0] != "en" else [_by_script(words), *best[1:]]


def _by_script(words: Iterable[str]) -> str:
    letters = "".join(words)
    if not letters.isascii():
        for language, first, last in _SCRIPTS:
            if any(first <= letter <= last for letter in letters):
                return language
    return "en"


def rarest(phrase: Sequence[str]) -> str:
    """The word of a phrase by which it is looked for: few texts have it."""
    return max(phrase, key=lambda word: (word not in _COMMON and len(word) > SHORTEST_STEM, len(word)))


class Triggers:
    """The words and phrases of all languages that have one of some letters, and more words."""

    def __init__(self, wanted: frozenset[str], more: frozenset[str] = frozenset()) -> None:
        exact: set[str] = set(more)
        stems: set[str] = set()
        phrases: dict[str, set[str]] = {}
        for name in ("any", *LANGUAGES):
            one = Lexicon()
            one.add(file(name))
            exact.update(word for word, letters in one.items() if wanted.intersection(letters))
            for phrase in one.phrases_with(wanted):
                phrases.setdefault(rarest(phrase), set()).add(f" {' '.join(phrase)} ")
            stems.update(stem for stem, letters in one.stems.items() if wanted.intersection(letters))
        self.exact = frozenset(exact - _EVERYDAY | (_ACCOUNTS if "C" in wanted and "E" in wanted else set()))
        self.stems = tuple(sorted(stems))
        self.phrases = {word: tuple(sorted(found)) for word, found in phrases.items()}
        """Whole phrases by the word in them that is seldom met, with gaps around them."""


@cache
def triggers() -> Triggers:
    """Words without which no sentence is about contact."""
    return Triggers(frozenset("CscENXgkaxmlinq"), notions()["dialled"].exact)


@cache
def owning() -> frozenset[str]:
    """Words that say whose something is: what follows is missing where they stand last."""
    return Triggers(frozenset("YM")).exact


@cache
def asking() -> frozenset[str]:
    """Words by which contact is asked for, or which name a way to it."""
    return Triggers(frozenset("CscENYGORWVUHXxk")).exact


@cache
def services() -> frozenset[str]:
    """Names of services by which people reach each other."""
    return Triggers(frozenset("Csc")).exact


@cache
def street_kinds() -> dict[str, list[str]]:
    """The words by which streets are known, by where they stand."""
    return dict(entries(file("streets")))


class Notion:
    """A set of words, some by their beginnings."""

    __slots__ = ("_stems", "exact")

    def __init__(self, words: list[str]) -> None:
        self.exact = frozenset(word for word in words if not word.endswith("*"))
        self._stems = tuple(word[:-1] for word in words if word.endswith("*"))

    def among(self, words: frozenset[str]) -> bool:
        """Whether one of `words` belongs to it."""
        return not self.exact.isdisjoint(words) or bool(
            self._stems and any(word.startswith(self._stems) for word in words)
        )


@cache
def notions() -> dict[str, Notion]:
    """By name, from `notions.txt`."""
    return {name: Notion(words) for name, words in entries(file("notions"))}
