"""Postal addresses: a street with a number, and a place or words that say that somebody is there."""

import re
from collections.abc import Iterator
from functools import cache
from itertools import islice

from marketplace.contract.contact.finding import Kind
from marketplace.contract.contact.folding import fold
from marketplace.contract.contact.reading import occurrences
from marketplace.contract.contact.scene import Match, Scene
from marketplace.contract.contact.sentences import Sentence
from marketplace.contract.contact.signs import DIGITS, HOUSE, STREET
from marketplace.contract.contact.words import street_kinds

_TOWN = re.compile(r",\s([^\W\d_][\w'-]{2,30})")
REACH = 70
MOST_STREETS = 60
NEAR = 45  # characters between a street's name and its number
_WORD = r"[^\W\d_][\w'.-]{0,30}"
_NUMBER = r"\d{1,5}[a-z]?(?:[-/]\d{1,4})?"
_NUMBER_BEFORE = re.compile(r"\d[a-z]?,? (?:[^\W\d_][\w'.-]* ){1,4}\Z")
_DIGIT = re.compile(r"\d")
_CODE = (
    r"(?:\d{5}(?:-\d{4})?|\d{4}-\d{3}|\d{2}-\d{3}|\d{6}|\d{4}\s?[a-z]{2}"
    r"|[a-z]{1,2}\d[a-z\d]?\s?\d[a-z]{2}|[a-z]\d[a-z] ?\d[a-z]\d)"
)
_PLACE = re.compile(
    r"(?:[,/]?\s?m\.?\s?\d{1,4})?(?:,?\s(?:apt|apartment|unit|suite|flat|floor|кв\.?|apto)\.?\s?#?\w{1,5})?"
    r"(?:,?\s\d{1,2}\.?[oaº°]?\.?\s?(?:dto|esq|frente|tv|th|mf|izq|izda|dcha|etage|og|stock|piso|andar)?\b\.?(?=,))?"
    rf"(?:[,\n]\s?[^\W\d_][\w .'-]{{1,30}}){{0,3}}?[,\s]{{1,3}}{_CODE}\b(?:[,\s]{{1,2}}[^\W\d_][\w-]+)?"
)


# "House 14, Road 7, Block C, Banani": where streets have numbers, and parts of a town.
_NUMBERED = (
    r"(?:house|flat|plot|block|sector|phase|road|street|lane|building|villa|floor|apartment|apt|h\.? ?no\.?|khasra|gali"
    r"|mohalla|makan|villa|apto|bloco|quadra|lote|manzana|etage|дом|будинок|корпус|квартира|кв|д|буд"
    rf"|{fold('मकान|फ्लैट|प्लॉट|गली|सेक्टर|ब्लॉक|रोड|वार्ड').text})"
    rf"(?:(?: {fold('नं').text})?\.? ?#?\d{{1,4}}[a-z]?| [a-z])\b"
)
_BLOCKS = re.compile(
    rf"(?<![\w.]){_NUMBERED}(?:,? {_NUMBERED}){{1,4}}(?:, [^\W\d_][\w'-]*(?: [^\W\d_][\w'-]*)?){{0,3}}(?: \d{{4,6}})?"
)

_CODED = re.compile(rf"(?<![\w.]){_NUMBERED}(?:,? [^,\n\d]{{2,30}}){{1,4}}?[ ,-]{{1,3}}\d{{5,6}}(?![\w])")


@cache
def _street() -> re.Pattern[str]:
    kinds = street_kinds()
    before = [kind for kind in kinds["before"] if kind != "place"]  # `takes the place of 7`: its number stands in front
    return re.compile(
        rf"(?<![\w.])(?:(?:flat|unit|apt|suite|apartment|house|plot|office|room|h\.?no\.?|no\.?)\s?#?\d{{1,4}}[a-z]?,?\s)?"
        rf"{_NUMBER},?\s(?:{_WORD}\s){{1,4}}?(?:{'|'.join(kinds['after'])})\b\.?"
        rf"|(?<![\w.])\d{{1,5}}[a-z]?,?\s(?:bis\s|ter\s|quater\s)?(?:rue|rua|avenue|boulevard|bd|allee|chemin|impasse|quai|via|calle|place)"
        rf"\s(?:{_WORD}[ ]?){{1,5}}"
        rf"|(?<![\w.])(?:{_NUMBER},?\s)?(?:{'|'.join(before)}|r|c)\b[./]?\s?"
        rf"(?:(?:{_WORD}|\d{{1,2}})[\s,]{{1,2}}){{1,5}}?(?:n[o°º]?\.?\s?|nr\.?\s?|буд\.?\s?|д\.?\s?|#\s?)?{_NUMBER}\b"
        rf"|(?<![\w.])(?:{_WORD}\s)?(?:{_WORD})?(?:{'|'.join(map(re.escape, kinds['compound']))})\s\d{{1,4}}"
        rf"(?:-[a-z\d]{{1,4}}|\s?[a-z])?\b|\bp\.?\s?o\.?\s?box\s?\d{{2,6}}\b"
        r"|\b(?:postfach|apartado(?: de correos)?|skrytka)\s\d{2,8}\b"
    )


def addresses(scene: Scene) -> Iterator[Match]:
    """Where somebody lives, works or wants to meet."""
    if not scene.signs & DIGITS:
        return
    for street in islice(_named(scene), MOST_STREETS):
        yield from _judged(scene, street)


def _named(scene: Scene) -> Iterator[re.Match[str]]:
    done = 0
    near = (word for word, kind in _streets(scene) if _has_number(scene.text, word, kind))
    for word in islice(near, MOST_STREETS):
        last = min(len(scene.text), word + REACH)
        for street in _street().finditer(scene.text, max(done, word - REACH), last) if word >= done else ():
            if street.end() < last or last == len(scene.text):  # else it may be cut short: its own word comes next
                yield street
                done = street.end()
    if scene.signs & HOUSE:
        yield from _BLOCKS.finditer(scene.text)
        yield from _CODED.finditer(scene.text)


def _has_number(text: str, word: int, kind: str) -> bool:
    """Whether a number stands where it belongs to a street: before those kinds that end its name, else behind."""
    if kind == "after":
        return _NUMBER_BEFORE.search(text, max(0, word - NEAR), word) is not None
    return _DIGIT.search(text, max(0, word - 8), word + NEAR) is not None


def _streets(scene: Scene) -> list[tuple[int, str]]:
    """Where the words stand by which streets are known, and which kind of words they are."""
    kinds = _by_word()
    ends = tuple(street_kinds()["compound"])
    words = {(word, kind) for word in scene.marked(STREET) for kind in kinds.get(word, ())}
    words |= {(f"{word} ", "compound") for word in scene.marked(STREET) if word.endswith(ends)}
    words |= {("str. ", "compound")} if "str. " in scene.text else set()
    return sorted({(place, kind) for word, kind in words for place in occurrences(scene.text, word)})


@cache
def _by_word() -> dict[str, tuple[str, ...]]:
    """What kinds of words for streets a word is one of."""
    kinds = {kind: frozenset(street_kinds()[kind]) for kind in ("after", "before", "box")}
    return {word: tuple(kind for kind in kinds if word in kinds[kind]) for word in frozenset().union(*kinds.values())}


def _is_lived_at(scene: Scene, sentence: Sentence, street: re.Match[str]) -> bool:
    """Whether the words say that somebody is there, or the writer names a town behind it and speaks of himself."""
    if sentence.speaks_of("there"):
        return True
    town = _TOWN.match(scene.text, street.end())
    return town is not None and scene.written(*town.span(1))[0].isupper() and sentence.speaks_of("self")


def _judged(scene: Scene, street: re.Match[str]) -> Iterator[Match]:
    place = _PLACE.match(scene.text, street.end())
    sentence = scene.sentence(street.start())
    if sentence.speaks_of("nowhere") or (place is None and not _is_lived_at(scene, sentence, street)):
        return
    yield Match(street.start(), place.end() if place else street.end(), Kind.ADDRESS)
