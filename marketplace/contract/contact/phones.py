# ruff: noqa: E501
"""Phone numbers: runs of digits, judged by their shape and by what is said around them."""

import itertools
import re
from collections.abc import Iterator
from functools import cache
from importlib import resources

from marketplace.contract.contact.clauses import Sentence
from marketplace.contract.contact.finding import Kind
from marketplace.contract.contact.scene import TALK_OF_SAMPLES, Match, Scene

FEWEST, MOST = 7, 15
_DIGITS = re.compile(r"\d+")
_RUN = re.compile(r"(?:\+ ?|\(\+?)?\d(?:[ \t]?[().+/\-_*|·•~x]{0,2}[ \t]{0,2}\d){6,}(?:\s?(?:ext|x)\.?\s?\d{1,5})?")
_BEFORE = re.compile(r"[\w$€£₹¥#&.,@%/=\\-]$")
_AFTER = re.compile(
    r"[\w%$€£°]|[.,:]\d|\s?(?:px|mb|gb|kb|tb|ms|kg|km|usd|inr|eur|rows|lines|words|hours|hrs|users|impressions|views|fps|records|people|items|bytes|requests|subscribers|downloads|rupees|dollars)\b"
)
_DATES = re.compile(
    r"(?:(?:0?[1-9]|[12]\d|3[01])[./-](?:0?[1-9]|[12]\d|3[01])[./-](?:19|20)?\d\d|(?:19|20)\d\d[./-](?:0?[1-9]|1[0-2])[./-](?:0?[1-9]|[12]\d|3[01])"
    r"|(?:19|20)\d\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01]))(?:[ t]?\d{1,2}(?::?\d\d)?)?"
)
_YEARS = re.compile(r"(?:19|20)\d\d ?[-/] ?(?:(?:19|20)\d\d|\d\d)(?: ?[-/ ] ?(?:19|20)?\d\d)*")
_DOTTED = re.compile(r"\d{1,3}(?:\.\d{1,3}){3}(?:[/ ].*)?|\d+\.\d+\.\d{4,}\.\d+")
_THOUSANDS = re.compile(r"\d{1,3}(?:([ .])\d{3})(?:\1\d{3})*")
_NORTH_AMERICAN = re.compile(
    r"(?:\+?1[ .-]*)?(?:\([2-9]\d\d\)[ .-]*|[2-9]\d\d[ .\-/]+)[2-9]?\d\d[ .\-/]+\d{4}(?:\s?(?:ext|x)\.?\s?\d{1,5})?"
)
_NATIONAL = re.compile(
    r"\(0?\d{1,4}\)[ ]?\d{3,5}[ .-]?\d{3,5}|0\d(?:[ .-]\d\d){4}|0\d{2,4}[ /-]\d{5,8}|0\d{2,4}[ /-]\d{3,4}[ -]\d{2,4}(?:[ -]\d{2,4})?|[6-9]\d{4}[ -]\d{5}|0[67]\d{8}"
    r"|0\d{2}[ -]?\d{3}[ -]?\d{2}[ -]?\d{2}"
)
_SINGLES = re.compile(r"\+?\d(?:[^\d]{1,3}\d)+")
_OTHER_NUMBERS = re.compile(
    r"\b(?:orders?|invoices?|sku|ref(?:erence)?|serial|ticket|isbn|tracking|case|part|model|version|build|card|iban|swift|vat|transaction|ids?|uuid|hash|commit|port|ip"
    r"|range|gateway|subnet|zip|barcode|ean|upc|batch|lot|policy|claim|bestellung|bestellnummer|rechnung\w*|factura|pedido|nota fiscal|заказ\w*|замовленн\w*|рахун\w*|axis|coordinates?|lat"
    r"|ratings?|scores?|values?|results?|steps?|pages?|chapters?|column|cell|row|epoch|timestamp|pantone|hex|rgb|size|resolution|patent|docket|iso|din|doi|cas|article|account number|routing)\b"
)


def phones(scene: Scene) -> Iterator[Match]:
    """Numbers somebody can be called on."""
    for run in _RUN.finditer(scene.text):
        start, end = run.start(), run.end()
        if _is_phone(scene, start, end):
            yield Match(start, end, Kind.PHONE)


def _is_phone(scene: Scene, start: int, end: int) -> bool:
    text = scene.text
    run = text[start:end]
    digits = "".join(_DIGITS.findall(run))
    if not FEWEST <= len(digits) <= MOST or (start and _BEFORE.search(text[start - 1])) or _AFTER.match(text, end):
        return False
    if _DATES.fullmatch(run) or _YEARS.fullmatch(run) or _DOTTED.fullmatch(run) or len(set(digits)) < 2:
        return False
    cue = scene.cued(start, end, is_cue)
    if not cue and (
        _OTHER_NUMBERS.search(text, *_near(scene, start)) or TALK_OF_SAMPLES.search(text, *_near(scene, start))
    ):
        return False
    return cue or _has_shape(run, digits) or (scene.alone(start, end) and _could_be(run, digits))


def _near(scene: Scene, start: int) -> tuple[int, int]:
    sentence = scene.around(start)
    return sentence.start, sentence.end


def is_cue(sentence: Sentence) -> bool:
    """Whether a sentence speaks of reaching somebody: a point of contact, a service, a verb of calling."""
    letters = sentence.letters
    return (
        (any(letter in letters for letter in "CE") and "T" not in letters)
        or "RO" in letters
        or "MN" in letters
        or "MEN" in letters
    )


def _has_shape(run: str, digits: str) -> bool:
    if run.startswith(("+", "(+")):
        return is_international(digits)
    if digits.startswith("00") and is_international(digits[2:]):
        return True
    return bool(
        _NORTH_AMERICAN.fullmatch(run)
        or _NATIONAL.fullmatch(run)
        or (_SINGLES.fullmatch(run) and len(digits) > 8 and not _counts(run))
    )


def _could_be(run: str, digits: str) -> bool:
    """A number that is said without a word: not one that counts, and as long as numbers are."""
    if _counts(run) or len(digits) > 12:
        return False
    return len(digits) >= 9 or len(_DIGITS.findall(run)) > 1


def _counts(run: str) -> bool:
    numbers = [int(group) for group in _DIGITS.findall(run)]
    return len(numbers) > 2 and all(after - before == 1 for before, after in itertools.pairwise(numbers))


@cache
def _lengths() -> dict[str, frozenset[int]]:
    file = resources.files("marketplace.contract.contact") / "tables" / "calling_codes.txt"
    lines = (line.split(" ") for line in file.read_text("utf-8").split("\n") if line and not line.startswith("#"))
    return {code: frozenset(map(int, lengths.split(","))) for code, lengths in lines}


def is_international(digits: str) -> bool:
    """Whether `digits` begin with a calling code and are as many as numbers there have."""
    national = digits
    for length in (1, 2, 3):
        if (known := _lengths().get(digits[:length])) is not None:
            national = digits[length:]
            return len(national) in known or len(national.removeprefix("0")) in known
    return False
