"""Numbers that are said in words, digit by digit or in tens and hundreds: `plus four eight 601 two three four`."""

import re
from functools import cache
from itertools import islice, pairwise

from marketplace.contract.contact.reading import Edit, Reading
from marketplace.contract.contact.spoken import said

FEWEST_DIGITS, MOST_DIGITS = 7, 16
SURELY_MANY = 9  # digits, where only words are said that say other things as well
FEWEST_WORDS = 3
FEWEST_DIFFERENT = 2  # words: nobody has a number of one digit
MOST_WORDS = 3_000
MOST_REMEMBERED = 20_000
_PIECE = re.compile(r"[^\W\d_]+(?:'[^\W\d_]+)*|\d+|\+|[^\w\s]|\n")
_SIGNS = frozenset(",-./()_+:")
_HUNDREDS = {"hundred": "00", "hundert": "00", "cent": "00", "cents": "00", "thousand": "000", "tausend": "000"}
_GERMAN_ONES = ("ein", "zwei", "zwo", "drei", "vier", "funf", "sechs", "sieben", "acht", "neun")
_GERMAN_TENS = ("zwanzig", "dreisig", "vierzig", "funfzig", "sechzig", "siebzig", "achtzig", "neunzig")
_DUTCH_ONES = ("een", "twee", "drie", "vier", "vijf", "zes", "zeven", "acht", "negen")
_DUTCH_TENS = ("twintig", "dertig", "veertig", "vijftig", "zestig", "zeventig", "tachtig", "negentig")
_Piece = tuple[str, int, int]


@cache
def values() -> dict[str, int]:
    """What each number word is worth."""
    simple = {word: int(name) for name, words in said().items() if name.isdigit() for word in words}
    joined = {
        f"{one}{joint}{ten}": simple[one] + simple[ten]
        for ones, joint, tens in ((_GERMAN_ONES, "und", _GERMAN_TENS), (_DUTCH_ONES, "en", _DUTCH_TENS))
        for one in ones
        for ten in tens
    }
    return simple | joined


@cache
def repeats() -> dict[str, int]:
    """Words that say the next digit several times."""
    return {**dict.fromkeys(said()["double"], 2), **dict.fromkeys(said()["triple"], 3)}


@cache
def several() -> dict[str, int]:
    """`three fives`: what there are several of."""
    pairs = said()["several"]
    return dict(zip(pairs[::2], map(int, pairs[1::2]), strict=True))


@cache
def number_words() -> frozenset[str]:
    """All words that a spoken number is made of."""
    return frozenset(values()) | frozenset(repeats()) | frozenset(several())


@cache
def between_numbers() -> frozenset[str]:
    """Words that stand between those of a number and say nothing."""
    return frozenset(said()["between"]) | frozenset(said()["and"])


@cache
def _strong() -> frozenset[str]:
    return number_words() - frozenset(said()["weak"])


class _Kinds(dict[str, str]):
    """What a word is in a spoken number: `n` for each number word in it, `d` for digits, `c` between them, else `-`."""

    def __missing__(self, word: str) -> str:
        numbers = sum(map(number_words().__contains__, word.split("-")))
        if is_glued(word):
            kind = "nnn"
        elif numbers > ("-" in word):  # there is no number in `two-week`
            kind = "n" * numbers
        else:
            kind = "d" if word.isdigit() else "c" if word in between_numbers() or word in said()["plus"] else "-"
        if len(self) < MOST_REMEMBERED:
            self[word] = kind
        return kind


@cache
def _glued() -> re.Pattern[str]:
    """Digits and number words in one: `8two`."""
    words = sorted((word for word in values() if len(word) > SHORTEST_GLUED), key=len, reverse=True)
    return re.compile(rf"(?:\d|{'|'.join(words)})+")


def is_glued(word: str) -> bool:
    """Whether a word is made of digits and number words."""
    return _GLUED_WORD.fullmatch(word) is not None and _glued().fullmatch(word) is not None


_GLUED_WORD = re.compile(r"(?=\D*\d)(?=\d*\D)[^\W_]+")
SHORTEST_GLUED = 2  # letters
_KINDS = _Kinds()
_IN_A_ROW = re.compile(rf"n(?:[cd]*n){{{FEWEST_WORDS - 1}}}")  # with nothing but what belongs to numbers between them


def are_several(words: list[str]) -> bool:
    """Whether a number can be said with the number words that are there: nobody has one of a single digit."""
    return len(words) >= FEWEST_DIFFERENT or any(len(_KINDS[word]) > 1 for word in words)


def places(text: str, listed: list[str]) -> list[tuple[int, int]]:
    """Where several number words stand near each other, given the words of the text in their order."""
    if not _IN_A_ROW.search("".join(map(_KINDS.__getitem__, listed))):
        return []
    known = number_words()
    pieces = (found for found in _PIECE.finditer(text) if found[0] in known or found[0].isdigit())
    words = [found.span() for found in islice(pieces, MOST_WORDS)]
    return [word for word, later in zip(words, words[FEWEST_WORDS - 1 :], strict=False) if later[0] - word[0] < 80]


def spoken_numbers(reading: Reading) -> Reading:
    """The reading with runs of number words written as digits, where they are as many as a phone number has."""
    edits: list[Edit] = []
    run: list[_Piece] = []
    for piece in _PIECE.finditer(reading.text):
        word = piece[0]
        if _belongs(word, started=bool(run)):
            run.append((word, piece.start(), piece.end()))
        elif run:
            edits += _number(run)
            run = []
    edits += _number(run)
    return reading.rewritten(edits)


def _belongs(word: str, *, started: bool) -> bool:
    if word in number_words() or word.isdigit() or word == "+" or word in said()["plus"]:
        return True
    return started and (word in _SIGNS or word in between_numbers())


def _number(run: list[_Piece]) -> list[Edit]:
    while run and run[-1][0] not in values() and run[-1][0] not in several() and not run[-1][0].isdigit():
        run.pop()
    words = [word for word, _, _ in run]
    spoken = [word for word in words if word in number_words()]
    glued = any(one[2] == later[1] and one[0].isdigit() != later[0].isdigit() for one, later in pairwise(run))
    if not spoken or (len(spoken) < FEWEST_WORDS and not glued):
        return []
    digits = _digits(words)
    fewest = FEWEST_DIGITS if len(spoken) >= FEWEST_DIGITS or not _strong().isdisjoint(spoken) else SURELY_MANY
    if not fewest <= len(digits) <= MOST_DIGITS:
        return []
    plus = "+" if words[0] == "+" or words[0] in said()["plus"] else ""
    return [(run[0][1], run[-1][2], plus + digits)]


def _digits(words: list[str]) -> str:
    written: list[str] = []
    times, last, hyphen = 1, 0, False  # how often the next digit is said; what a following word may add to
    for word in words:
        value = values().get(word)
        if word == "-":
            hyphen = True
            continue
        if word in repeats():
            times = repeats()[word]
        elif word in _HUNDREDS and written and 0 < last < 10:
            written.append(_HUNDREDS[word])
            times, last = 1, 0
        elif word in several() and written and 1 < last < 6:
            written[-1] = str(several()[word]) * last
            times, last = 1, 0
        elif value is None:
            written += [word * times] if word.isdigit() else []
            times, last = 1, last if word in said()["and"] else 0
        elif _adds(last, value) or (hyphen and _adds_in_french(last, value)):
            last += value
            written[-1] = str(last)
        else:
            written.append(str(value) * times)
            times, last = 1, value
        hyphen = False
    return "".join(written)


def _adds(last: int, value: int) -> bool:
    """`twenty one` is 21 and `шестьсот два` 602, but `one two` is two digits."""
    return (last >= 20 and last % 10 == 0 and 0 < value < 10) or (last >= 100 and last % 100 == 0 and 0 < value < 100)


def _adds_in_french(last: int, value: int) -> bool:
    """`soixante-dix` is 70, `dix-huit` 18."""
    return (last in {60, 80} and 10 <= value < 20) or (last == 10 and 7 <= value < 10)
