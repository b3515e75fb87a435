# ruff: noqa: E501, SIM905
"""What hides an address, undone: leet, letters set apart, lines, encodings, text turned round."""

import base64
import binascii
import html
import re
from collections.abc import Callable, Iterator
from urllib.parse import unquote

from marketplace.contract.contact.lexicon import lexicon
from marketplace.contract.contact.reading import Edit, Reading

_LEET = str.maketrans("0134579@$!|8€£", "oleastgasiibel")
_LEET_I = str.maketrans("0134579@$!|8€£", "oieastgasllbel")
_LEET_WORD = re.compile(r"(?<![\w@.])[a-z0-9@$!|€£]*[a-z$@][a-z0-9@$!|€£]*(?![\w@])")
_MIXED = re.compile(r"[a-z][0134579@$!|8€£]|[0134579@$!|8€£][a-z]")
_ASKING_WORDS = frozenset("CscENYGORWVPUHQIX")
_LEET_HOSTS = frozenset("gmail yahoo hotmail outlook com org net proton telegram whatsapp skype".split())


def unleeted(reading: Reading) -> Reading:
    """Words in which digits and signs stand for letters, where that makes them words of contact."""
    if not _MIXED.search(reading.text):
        return reading
    return Reading(_LEET_WORD.sub(lambda word: _plain_word(word[0]), reading.text), reading.starts, reading.ends)


def _plain_word(word: str) -> str:
    if word.isalpha() or not _MIXED.search(word):
        return word
    known = lexicon("en")
    for alphabet in (_LEET, _LEET_I):
        plain = word.translate(alphabet)
        if plain.isalpha() and (plain in _LEET_HOSTS or _ASKING_WORDS.intersection(known[plain])):
            return plain
    return word


_APART = re.compile(
    r"(?<![^\W_])[^\W_](?:(?:[ \t]{1,2}|[-.*~|/,_•·]|[ ][-.*~|/,_•·@+:][ ])[^\s]){3,}(?![^\W_])|(?<![^\W_])[+@]?[^\W_](?:[ \t]{1,3}[^\s]){4,}(?!\w)"
)
_SINGLE_APART = re.compile(r"(?<!\w)\w(?:([ \t.*~|/,_•·-])\1?\w)(?:\1\1?[\w@.:/+_-]){2,}(?!\w)")
_SERVICES_FIRST = re.compile(
    r"(whatsapp|telegram|instagram|skype|viber|wechat|discord|signal|e-?mail|phone|mobile|gmail(?!\.))(?=[\w@+])"
)


def joined_letters(reading: Reading) -> Reading:
    """`t e l e g r a m` and `w.h.a.t.s.a.p.p` as words; runs of digits stay as they are."""
    edits: list[Edit] = []
    for run in _SINGLE_APART.finditer(reading.text):
        sign = run[1]
        letters = run[0].replace(sign, "")
        if sum(letter.isalpha() for letter in letters) >= 3:
            edits.append((run.start(), run.end(), ""))
    return _closed_up(reading, edits)


def _closed_up(reading: Reading, runs: list[Edit]) -> Reading:
    edits: list[Edit] = []
    for start, end, _ in runs:
        sign = reading.text[start + 1]
        letters = [
            (place, character) for place, character in enumerate(reading.text[start:end], start) if character != sign
        ]
        edits += [(place, place + 1, "") for place in range(start, end) if reading.text[place] == sign]
        word = "".join(character for _, character in letters)
        edits += [(letters[found.end()][0], letters[found.end()][0], " ") for found in _SERVICES_FIRST.finditer(word)]
    return reading.rewritten(sorted(edits))


_SPLIT_WORD = re.compile(
    r"\b(?:sk ?y ?pe|what ?s ?app|tele ?gram|insta ?gram|g ?mail|vi ?ber|we ?chat|e ?mail|dis ?cord|pho ?ne|num ?ber)\b"
)


def mended_words(reading: Reading) -> Reading:
    """`sk ype`, `tele gram`: the names of services with a gap in them."""
    return reading.rewritten(
        [
            (word.start(), word.end(), word[0].replace(" ", ""))
            for word in _SPLIT_WORD.finditer(reading.text)
            if " " in word[0]
        ]
    )


_ENTITIES = re.compile(
    r"(?:&#x?[0-9a-fA-F]{1,6};|&(?:commat|period|lowbar|plus|num|colon|sol);|[\w.+-]){0,200}(?:&#x?[0-9a-fA-F]{1,6};|&commat;|&period;)(?:&#x?[0-9a-fA-F]{1,6};|&(?:commat|period|lowbar|plus|num|colon|sol);|[\w.+@-]){0,300}"
)
_PERCENT = re.compile(r"[\w.+@-]{0,64}(?:%[0-9a-fA-F]{2}[\w.+@-]{0,64}){1,200}")
_ESCAPED = re.compile(
    r"(?:\\u00[0-9a-fA-F]{2}|\\x[0-9a-fA-F]{2}|[\w.+@-]){0,200}(?:\\u00[0-9a-fA-F]{2}|\\x[0-9a-fA-F]{2}){1}(?:\\u00[0-9a-fA-F]{2}|\\x[0-9a-fA-F]{2}|[\w.+@-]){0,300}"
)
_HEX = re.compile(r"(?<![\w#])(?:0x)?(?:[0-9a-fA-F]{2}[ :]?){7,200}(?!\w)")
_BASE64 = re.compile(
    r"(?<![\w+/=.-])(?=[A-Za-z0-9+/_-]*[A-Z])(?=[A-Za-z0-9+/_-]*[a-z0-9])[A-Za-z0-9+/_-]{10,400}={0,2}(?![\w+/=])"
)
_BINARY = re.compile(r"(?:[01]{8}[ ,]?){6,120}")
_CODES = re.compile(
    r"(?<![\d.,])(?:(?:3[2-9]|[4-9]\d|1[01]\d|12[0-6])[ ,]{1,2}){6,120}(?:3[2-9]|[4-9]\d|1[01]\d|12[0-6])(?![\d.])"
)
PRINTABLE = re.compile(r"[\x20-\x7e\xa0-\u04ff\n]{5,}")


def decoded(source: str) -> Iterator[Edit]:
    """Places of the writer's text that are an encoding of other text, with that text."""
    for pattern, decode in _DECODERS:
        for found in pattern.finditer(source):
            plain = decode(found[0])
            if plain is not None and plain != found[0] and PRINTABLE.fullmatch(plain):
                yield found.start(), found.end(), plain


def _from_base64(text: str) -> str | None:
    body = text.rstrip("=").replace("-", "+").replace("_", "/")
    if len(body) % 4 == 1:
        return None
    return _as_text(lambda: base64.b64decode(body + "=" * (-len(body) % 4), validate=True))


def _from_hex(text: str) -> str | None:
    body = re.sub(r"^0x|[ :]", "", text)
    return _as_text(lambda: bytes.fromhex(body)) if len(body) % 2 == 0 else None


def _as_text(decode: Callable[[], bytes]) -> str | None:
    try:
        return decode().decode("utf-8")
    except (ValueError, binascii.Error):
        return None


def _from_binary(text: str) -> str | None:
    digits = re.sub(r"[ ,]", "", text)
    return _as_text(lambda: bytes(int(digits[at : at + 8], 2) for at in range(0, len(digits), 8)))


def _from_codes(text: str) -> str | None:
    return "".join(chr(int(code)) for code in re.split(r"[ ,]+", text))


def _from_escapes(text: str) -> str | None:
    return re.sub(r"\\u00([0-9a-fA-F]{2})|\\x([0-9a-fA-F]{2})", lambda code: chr(int(code[1] or code[2], 16)), text)


_DECODERS = (
    (_ENTITIES, html.unescape),
    (_PERCENT, unquote),
    (_ESCAPED, _from_escapes),
    (_HEX, _from_hex),
    (_BASE64, _from_base64),
    (_BINARY, _from_binary),
    (_CODES, _from_codes),
)
_MAY_ENCODE = re.compile(
    r"&#|&commat|&period|%[0-9a-fA-F]{2}|\\[ux]|[A-Za-z0-9+/]{10}|[0-9a-fA-F]{2}[ :][0-9a-fA-F]{2}[ :][0-9a-fA-F]{2}|[01]{8}|\d\d[ ,]+\d\d\d?[ ,]+\d\d"
)


def may_encode(source: str) -> bool:
    """Whether it is worth to look for encodings."""
    return _MAY_ENCODE.search(source) is not None


_TURNED = re.compile(
    r"(?<![\w.])(?:moc|gro|ten|ed|ur|ten\.rku|lp|ku\.oc|ni|rf|vog|ude|oi|em)\.[\w.-]{2,64}@[\w.+-]{1,64}(?![\w@])"
)


def turned_round(text: str) -> Iterator[Edit]:
    """Addresses that are written from their end."""
    for found in _TURNED.finditer(text):
        yield found.start(), found.end(), found[0][::-1]


def of_file_name(reading: Reading) -> Reading:
    """A file's name with its signs as gaps between words, and without the ending."""
    stem = re.sub(r"\.[a-z0-9]{1,5}$", lambda ending: " " * len(ending[0]), reading.text)
    return Reading(
        re.sub(r"(?<=[^\W_])_(?=\W|[^\W_])|(?<=[^\W\d_])-(?=[^\W\d_])", " ", stem), reading.starts, reading.ends
    )
