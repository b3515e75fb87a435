"""Phone numbers: runs of digits, judged by their shape and by what is said around them."""

import re
from collections.abc import Iterator
from functools import cache
from itertools import islice, pairwise

from marketplace.contract.contact.finding import Kind
from marketplace.contract.contact.hosts import table
from marketplace.contract.contact.scene import Match, Scene
from marketplace.contract.contact.sentences import Sentence
from marketplace.contract.contact.signs import DIGITS

FEWEST, MOST = 7, 15
FEWEST_DIFFERENT = 2
FEW_OTHERS = 3  # digits beside noughts
MOST_NUMBERS = 60  # that are weighed: more stand in tables, not in letters
FEWEST_SAID = 8  # digits: so many said in words are no count of anything
NEAR = 40  # characters
COUNTING = "0123456789012345"
SURELY_MANY = 10  # digits: fewer than these, and a plus behind them, are "more than" something
SURELY_LONG = 9  # digits: fewer than these, and alone, are rather something else
_DIGITS = re.compile(r"\d+")
_MANY_DIGITS = re.compile(r"\d[\d ().+/\-_*|\u00b7\u2022~x\t]{5,}\d")
_RUN = re.compile(
    r"(?:\+ ?|\(\+?)?\d(?:(?>[ \t]?(?:[().+/\-_*|\u00b7\u2022~x]{1,2}[ \t]{0,2}){0,3}[ \t]{0,3})\d){6,}"
    r"(?:\s?(?:ext|x)\.?\s?\d{1,5})?"
)
_OF_FILE = re.compile(r"\.(?:pdf|docx?|png|jpe?g|txt|zip|xlsx?|mp[34]|wav|psd|ai|dwg)\b")
_EXTENSION = re.compile(r"\s?(?:ext|x)\.?\s?\d{1,5}$")
_BY_HEART = re.compile(rf"\(0\)|{_EXTENSION.pattern}")  # what is not dialled from abroad, or later
_NOT_AFTER = frozenset("$€£₹¥#&.,@%/=\\-_")
_NOT_BEFORE = re.compile(
    r"[\w%$€£°]|[.,:]\d|\s?(?:px|mb|gb|kb|tb|ms|kg|km|usd|inr|eur|rows|lines|words|hours|hrs|users|impressions|views|fps"
    r"|records|people|items|bytes|requests|subscribers|downloads|rupees|dollars|rs|pcs|units|customers|followers)\b"
)
_DATE = (
    r"(?:(?:0?[1-9]|[12]\d|3[01])[./-](?:0?[1-9]|[12]\d|3[01])[./-](?:19|20)?\d\d"
    r"|(?:19|20)\d\d[./-](?:0?[1-9]|1[0-2])[./-](?:0?[1-9]|[12]\d|3[01])"
    r"|(?:19|20)\d\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01]))"
)
_DATES = re.compile(rf"{_DATE}(?:[ t-]{{0,3}}\d{{1,2}}(?::?\d\d)?)?(?:\s?-\s?{_DATE})?")
_YEARS = re.compile(r"(?:19|20)\d\d ?[-/] ?(?:(?:19|20)\d\d|\d\d)(?: ?[-/ ] ?(?:19|20)?\d\d)*")
_DECIMAL = re.compile(r"[+-]?\d+\.\d+")
_DOTTED = re.compile(r"\d{1,3}(?:\.\d{1,3}){3}(?:[/ ].*)?|\d+\.\d+\.\d{4,}\.\d+")
_NORTH_AMERICAN = re.compile(
    r"(?:\+?1[ .-]*)?(?:\([2-9]\d\d\)[ .-]*|[2-9]\d\d[ .\-/]+)[2-9]?\d\d[ .\-/]+\d{4}(?:\s?(?:ext|x)\.?\s?\d{1,5})?"
)
_NATIONAL = re.compile(
    r"\(0?\d{1,4}\)[ ]?\d{3,5}[ .-]?\d{3,5}|0\d(?:[ .-]\d\d){4}|0\d{2,4}[ /-]\d{5,8}"
    r"|0\d{2,4}[ /-]\d{3,4}[ -]\d{2,4}(?:[ -]\d{2,4})?|[6-9]\d{4}[ -]\d{5}|0[67]\d{8}"
    r"|0\d{2}[ -]?\d{3}[ -]?\d{2}[ -]?\d{2}"
    r"|0\d{4} \d{6}|0\d{2} \d{4} \d{4}|\(?0\d{2,4}\)? ?\d{3} ?\d{3,4}|06[ -]?\d{8}|0[45]\d{2} \d{3} ?\d{3,4}"
    r"|0[1-9]\d{0,3}(?:[ ./-]\d{2,4}){2,4}(?<=\d\d)"
    r"|08\d{2}[ -]\d{3,4}[ -]\d{3,5}|8[ -]?\(?9\d\d\)?[ -]?\d{3}[ -]?\d\d[ -]?\d\d"
)
_THREES = r"\d{3}[ .-]\d{3}[ .-]\d{3}"
# As people write their numbers where a language is spoken; elsewhere the same could count something.
_NATIONAL_BY_LANGUAGE = {
    "es": re.compile(
        rf"9[1-8][ .-]\d{{3}}[ .-]\d\d[ .-]\d\d|(?=[6789]){_THREES}|[6789]\d\d(?:[ .-]\d\d){{3}}|[6789]\d{{8}}"
        r"|\d\d[ -]\d{4}[ -]\d{4}|11[ -]?\d{4}[ -]?\d{4}"
    ),
    "pt": re.compile(rf"(?=9[1236]|2){_THREES}|9[1236]\d{{7}}|\(?[1-9]\d\)?[ -]?9?[ ]?\d{{4}}[ -]?\d{{4}}"),
    "pl": re.compile(rf"(?=[4-8]){_THREES}|[5-8]\d{{8}}"),
    "it": re.compile(r"3\d\d[ .-]?\d{3}[ .-]?\d{3,4}|3\d\d[ .-]\d{2}[ .-]\d{2}[ .-]\d{3}"),
    "hi": re.compile(r"[6-9]\d{9}|[6-9]\d{2}[ -]\d{3}[ -]\d{4}"),
    "tr": re.compile(r"0?5\d\d[ -]?\d{3}[ -]?\d{2}[ -]?\d{2}"),
    "ar": re.compile(r"0[15]\d{8,9}|05\d[ -]\d{3}[ -]\d{4}"),
}
_CELLS = re.compile(r"\d\.\d{1,4} ?\|")  # of a table
_SINGLES = re.compile(r"\+?\d(?:[^\d]{1,3}\d)+|\d(?:[ -]{1,6}\d)+")


# Digits that nobody types but to hide them.
_HIDING = re.compile("[\uff10-\uff19\u20e3\u2460-\u2473\u24ea\u2776-\u277f\U0001d7ce-\U0001d7ff]")
_CHANNELS = frozenset("CEi")
_NAMING = frozenset("CEIk")
_PEOPLE = frozenset("MOY")
_WORD = re.compile(r"[^\W\d_]+")
_MEETING_NUMBER = re.compile(
    r"\b(?:meeting|room|conference|webinar|besprechungs|meetingraum|sitzungs|konferenz)[ -]?"
    r"(?:id|code|nummer|number|no)\b"
    r"|\b(?:id|код|номер|идентификатор|ідентифікатор|codigo|numero|kod|numer|رقم|معرف)\.? (?:de |da |la |del |du )*"
    r"(?:meeting|reunion|reuniao|sala|visio|встреч|зустріч|конференц|spotkan|الاجتماع|اجتماع)"
)
_DIALLING = re.compile("[RkG](?!-?T)")
_CAPITALS = re.compile(r"(?<!\w)([A-Z]{2,6})[ :#.]{1,3}(?:no\.? ?)?$")
_DIALLED_CAPITALS = frozenset(
    {"TEL", "MOB", "CELL", "WA", "FAX", "PH", "HP", "SMS", "CALL", "DM", "ME", "TG", "IM", "AT", "ON"}
)
_REACHING = re.compile("[hH]-?OP|[RkE][-Pf]?O|OR|M-?E?N|cI|Mk|k:")


def phones(scene: Scene) -> Iterator[Match]:
    """Numbers somebody can be called on."""
    for many in islice(_MANY_DIGITS.finditer(scene.text), MOST_NUMBERS) if scene.signs & DIGITS else ():
        run = _RUN.search(scene.text, max(0, many.start() - 3), many.end() + MOST)
        if run is not None and is_phone(scene, run.start(), run.end()):
            kind = (
                Kind.MEETING
                if _is_meeting(scene, run.start()) or "cI" in scene.sentence(run.start()).letters
                else Kind.PHONE
            )
            yield Match(run.start(), run.end(), kind)


def is_phone(scene: Scene, start: int, end: int) -> bool:
    """Whether the run of digits is a phone number."""
    text = scene.text
    run = text[start:end]
    digits = "".join(_DIGITS.findall(_BY_HEART.sub("", run)))
    if not FEWEST <= len(digits) <= MOST or len(set(digits)) < FEWEST_DIFFERENT or _part_of_more(text, start, end):
        return False
    if digits.count("0") >= len(digits) - FEW_OTHERS:
        return False  # `0800 000 000` stands for a number
    if any(other.fullmatch(run) for other in (_DECIMAL, _DATES, _YEARS, _DOTTED)):
        return False
    return _is_said_to_be_one(scene, start, end, digits)


def _is_said_to_be_one(scene: Scene, start: int, end: int, digits: str) -> bool:
    """Whether what is said around it, or at least its shape, makes it a number to call."""
    sentence = scene.sentence(start)
    if sentence.quotes(start, end) and sentence.speaks_of("worded"):
        return False
    if len(digits) >= FEWEST_SAID and digits not in COUNTING and _is_said(scene, start, end):
        return True
    if _is_meeting(scene, start) or "cI" in sentence.letters:
        return True
    if _is_named_code(scene, start) or _is_called_otherwise(sentence, start) or _is_told_in_a_story(sentence):
        return False
    return any(map(is_cue, (sentence, *scene.beside(start)))) or _is_one_by_itself(scene, start, end, digits)


def _is_one_by_itself(scene: Scene, start: int, end: int, digits: str) -> bool:
    """Whether it is a number to call though nobody speaks of calling."""
    near = (scene.sentence(start), *scene.beside(start))
    if any(one.speaks_of("sample") for one in near):
        return False
    if _is_called_from_abroad(scene.text, start, end, digits):
        return True
    if any(one.speaks_of("counted") for one in near):
        return _is_plainly_national(scene, near[0], start, end)
    return _looks(scene, start, end, digits) or (len(digits) >= SURELY_LONG and _is_dialled(near[0], start, end))


def _is_named_code(scene: Scene, start: int) -> bool:
    """Whether capitals stand before it, as in `NDC 0093-7214-10`: a code of some register."""
    named = _CAPITALS.search(scene.written(max(0, start - 12), start)) if start else None
    return named is not None and named[1] not in _DIALLED_CAPITALS


def _is_plainly_national(scene: Scene, sentence: Sentence, start: int, end: int) -> bool:
    """Whether it is written as only numbers to call are, though something is counted further away."""
    text = scene.text
    if _NATIONAL.fullmatch(_EXTENSION.sub("", text[start:end])) is None:
        return False
    around = f"{text[max(sentence.start, start - NEAR // 2) : start]} {text[end : min(sentence.end, end + NEAR // 2)]}"
    return not Sentence(around, 0, len(around)).speaks_of("counted", "numbered")


def _is_called_otherwise(sentence: Sentence, start: int) -> bool:
    """Whether the words just before it say what else it is: `charge 91-555-0188`."""
    before = " ".join(_WORD.findall(sentence.text, max(sentence.start, start - NEAR), start)[-2:])
    named = Sentence(before, 0, len(before))
    return named.speaks_of("counted", "numbered") and _NAMING.isdisjoint(named.letters)


def _is_told_in_a_story(sentence: Sentence) -> bool:
    """Whether it is somebody's in a book or a film, and nobody here is spoken of."""
    return sentence.speaks_of("story") and _PEOPLE.isdisjoint(sentence.letters)


def _is_dialled(sentence: Sentence, start: int, end: int) -> bool:
    """Whether calling or giving is spoken of just before or after: `9015562340 le lo`."""
    text = sentence.text
    first, last = max(sentence.start, start - NEAR), min(sentence.end, end + NEAR)
    near = Sentence(f"{text[first:start]} {text[end:last]}", 0, last - end + start - first + 1)
    return _DIALLING.search(near.letters) is not None


def _is_called_from_abroad(text: str, start: int, end: int, digits: str) -> bool:
    """With a plus and a calling code, in front or turned round: what is counted beside it has none."""
    if text[start] == "+":
        return is_international(digits)
    return text[end : end + 1] == "+" and len(digits) >= SURELY_MANY and is_international(digits[::-1])


def _looks(scene: Scene, start: int, end: int, digits: str) -> bool:
    """Whether nothing but a phone number is said or written so."""
    run = _EXTENSION.sub("", scene.text[start:end]).replace("(0)", "0")
    return (
        _has_shape(run, digits)
        or _is_national(scene.sentence(start), run)
        or (scene.alone(start, end) and _could_be(run, digits))
    )


def _is_meeting(scene: Scene, start: int) -> bool:
    """Whether it is called the number of a meeting, where a service for meetings is named."""
    near = _MEETING_NUMBER.search(scene.text, max(0, start - NEAR), start)
    sentence = scene.sentence(start)
    return near is not None and ("c" in sentence.letters or "teams" in sentence.words)


def _is_said(scene: Scene, start: int, end: int) -> bool:
    """Whether the writer wrote words where digits are read, or an encoding."""
    written = scene.written(start, end)
    if _HIDING.search(written):
        return True
    said = sum(letter.isalpha() for letter in written) > (end - start) // 2
    return said or sum(letter.isdigit() for letter in written) > 2 * (end - start)


def _part_of_more(text: str, start: int, end: int) -> bool:
    before = text[start - 1] if start else " "
    if before == "_" and (text[start] == "+" or _OF_FILE.match(text, end)):
        return False  # in a file's name
    return before.isalnum() or before in _NOT_AFTER or _NOT_BEFORE.match(text, end) is not None


def is_cue(sentence: Sentence) -> bool:
    """Whether a sentence speaks of reaching somebody: a point of contact, a service, a verb of calling."""
    letters = sentence.letters
    named = not _CHANNELS.isdisjoint(letters) and "T" not in letters.replace("iT", "i")
    return named or _REACHING.search(letters) is not None


def _has_shape(run: str, digits: str) -> bool:
    if run.startswith(("+", "(+")):
        return is_international(digits)
    if digits.startswith("00") and is_international(digits[2:]):
        return True
    apart = _SINGLES.fullmatch(run) and len(digits) >= SURELY_LONG and not _counts(run)
    return bool(apart or _NORTH_AMERICAN.fullmatch(run) or _NATIONAL.fullmatch(run))


def _is_national(sentence: Sentence, run: str) -> bool:
    """Whether it is written as numbers are where the sentence's language is spoken."""
    return any(known.fullmatch(run) for one in sentence.languages if (known := _NATIONAL_BY_LANGUAGE.get(one)))


def _could_be(run: str, digits: str) -> bool:
    """A number that is said without a word: not one that counts, and as long as numbers are."""
    if _counts(run) or len(digits) > 12 or _CELLS.search(run):
        return False
    return len(digits) >= SURELY_LONG or len(_DIGITS.findall(run)) > 1


def _counts(run: str) -> bool:
    numbers = [int(group) for group in _DIGITS.findall(run)]
    return len(numbers) > 2 and all(after - before == 1 for before, after in pairwise(numbers))


@cache
def _lengths() -> dict[str, frozenset[int]]:
    lines = (line.split(" ") for line in table("calling_codes.txt").split("\n") if line and not line.startswith("#"))
    return {code: frozenset(map(int, lengths.split(","))) for code, lengths in lines}


def is_international(digits: str) -> bool:
    """Whether `digits` begin with a calling code and are as many as numbers there have."""
    for length in (1, 2, 3):
        if (known := _lengths().get(digits[:length])) is not None:
            national = digits[length:]
            return len(national) in known or (national[:1] in {"0", "1"} and len(national) - 1 in known)
    return False
