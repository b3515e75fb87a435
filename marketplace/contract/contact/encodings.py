"""Text that is an encoding of other text: base64, hexadecimal, entities, escapes, codes, and text turned round."""

import base64
import binascii
import html
import re
from collections.abc import Callable, Iterable, Iterator
from itertools import islice
from urllib.parse import unquote

from marketplace.contract.contact.reading import Edit, apart, occurrences

LONGEST_ADDRESS = 80
MOST_SIGNS = 1_000
MOST_DECODED = 80  # of each encoding
MOST_BEFORE = 64  # characters before a sign that may belong to it
FEWEST_OF_CODES = 14  # digits
LONG = 10  # characters: shorter encodings hold no address
_ENTITY = r"(?:&#x?[0-9a-fA-F]{1,6};|&(?:commat|period|lowbar|plus|num|colon|sol);)"
_ENTITY_SIGN = re.compile(_ENTITY)
_ENTITIES = re.compile(rf"(?:[\w.+@-]{{0,64}}{_ENTITY}){{1,64}}[\w.+@-]{{0,64}}")
_PERCENT = re.compile(r"(?:[\w.+@-]{0,64}%[0-9a-fA-F]{2}){1,64}[\w.+@-]{0,64}")
_ESCAPE = r"(?:\\u00[0-9a-fA-F]{2}|\\x[0-9a-fA-F]{2})"
_ESCAPE_SIGN = re.compile(_ESCAPE)
_ESCAPED = re.compile(rf"(?:[\w.+@-]{{0,64}}{_ESCAPE}){{1,64}}[\w.+@-]{{0,64}}")
_HEX = re.compile(r"(?<![\w#])(?:0x)?[0-9a-fA-F]{2}(?:[ :]?[0-9a-fA-F]{2}){6,199}(?!\w)")
_HAS_ENTITY = re.compile(r"&(?:#|commat;|period;|lowbar;|plus;)")
_HAS_PERCENT = re.compile(r"%[0-9a-fA-F]{2}")
_BASE64 = re.compile(r"(?<![\w+/=.-])[A-Za-z0-9+/_-]{10,400}={0,2}(?![\w+/=])")
_CAPITAL_INSIDE = re.compile(r"[A-Z](?<=[a-z\d][A-Z])|[A-Z](?<=[A-Z]{6})")
_CHUNK = re.compile(r"\S+")
_BINARY = re.compile(r"(?<!\w)[01]{8}(?:[ ,]{0,2}[01]{8}){4,119}(?!\w)")
_CODES = re.compile(r"(?<![\d.,])\d{2,3}(?:[ ,]{1,2}\d{2,3}){6,119}(?![\d.])")
_PRINTABLE = re.compile(r"[\x20-\x7e\xa0-\u04ff\n]{5,}")
_ENDINGS = (  # turned round themselves
    *("moc", "gro", "ten", "ed", "ur", "lp", "ku.oc", "ni", "rf", "au", "oi", "em", "se", "tp", "rb.moc", "ue", "ved"),
)
_TURNED = re.compile(rf"(?<![\w.])(?:{'|'.join(map(re.escape, _ENDINGS))})\.[\w.-]{{2,64}}@[\w.+-]{{1,64}}(?![\w@])")
_BETWEEN_CODES = ("00 00 0", "00 000 0", "00. 00. 0", "00. 000. 0", "00.00.00.00.0", "00.000.00", "0000000 0000000")


def decoded(source: str, shaped: str, *, may_be_hex: bool) -> list[Edit]:
    """Places of the writer's text that are an encoding of other text, with that text.

    `shaped` is the text's (see `Scene`), and tells which encodings there can be.
    """
    edits = [
        (found.start(), found.end(), plain)
        for matches, decode in _possible(source, shaped, may_be_hex=may_be_hex)
        for found in islice(matches, MOST_DECODED)
        if (plain := _readable(decode(found[0]))) is not None
        and plain != found[0]
        and ("@" in plain or not _in_link(source, found.start()))
    ]
    return apart(edits + [edit for word in _long_words(source) for edit in _word_decoded(source, word)])


def _in_link(source: str, place: int) -> bool:
    """Links hold escapes anyway."""
    return "://" in source[max(0, place - 200) : place + 8].split(" ")[-1] or source[max(0, place - 1) : place] == "="


def _readable(text: str | None) -> str | None:
    return text if text is not None and _PRINTABLE.fullmatch(text) else None


def _long_words(source: str) -> set[str]:
    """Long words with capitals inside: unlike those of a language."""
    words: set[str] = set()
    done = 0
    for capital in _CAPITAL_INSIDE.finditer(source):
        if capital.start() >= done:
            found = _CHUNK.search(source, max(done, source.rfind(" ", done, capital.start()) + 1))
            if found is None:
                break
            done = found.end()
            word = found[0].strip(".,;:!?()[]\"'")
            if len(word) > LONG and word.isascii():
                words.add(word)
    return words


def _word_decoded(source: str, word: str) -> Iterator[Edit]:
    for pattern, decode in _OF_WORDS:
        found = pattern.search(word)
        if found is not None and (plain := _readable(decode(found[0]))) is not None:
            for at in islice(occurrences(source, word), MOST_DECODED):
                yield at + found.start(), at + found.end(), plain
            return


_Decoder = tuple[re.Pattern[str], Callable[[str], str | None]]


def _possible(
    source: str, shaped: str, *, may_be_hex: bool
) -> Iterable[tuple[Iterable[re.Match[str]], Callable[[str], str | None]]]:
    """Where the encodings stand whose signs are there at all."""
    if _HAS_ENTITY.search(source):
        yield _around(_ENTITY_SIGN, _ENTITIES, source), html.unescape
    if _HAS_PERCENT.search(source):
        yield _around(_HAS_PERCENT, _PERCENT, source), unquote
    if "\\u00" in source or "\\x" in source:
        yield _around(_ESCAPE_SIGN, _ESCAPED, source), _from_escapes
    if shaped.count("0") >= FEWEST_OF_CODES and any(gap in shaped for gap in _BETWEEN_CODES):
        yield _CODES.finditer(source), _from_codes
        yield _BINARY.finditer(source), _from_binary
    if may_be_hex:
        yield _HEX.finditer(source), _from_hex


def _around(sign: re.Pattern[str], pattern: re.Pattern[str], source: str) -> Iterator[re.Match[str]]:
    """All of `pattern`, which holds `sign`: long words without one are not gone through letter by letter."""
    done = 0
    for hint in sign.finditer(source):
        if hint.start() >= done:
            found = pattern.search(source, max(done, hint.start() - MOST_BEFORE))
            if found is None:
                return
            yield found
            done = found.end()


def turned_round(text: str) -> list[Edit]:
    """Addresses that are written from their end."""
    edits: list[Edit] = []
    for at in islice(occurrences(text, "@"), MOST_SIGNS):
        lowest = max(0, at - LONGEST_ADDRESS)
        start = max(text.rfind(" ", lowest, at), text.rfind("\n", lowest, at), lowest - 1) + 1
        found = _TURNED.search(text, start, at + LONGEST_ADDRESS) if "." in text[start:at] else None
        if found is not None and found.start() < at:
            edits.append((found.start(), found.end(), found[0][::-1]))
    return apart(edits)


def _from_base64(text: str) -> str | None:
    body = text.rstrip("=").replace("-", "+").replace("_", "/")
    if len(body) % 4 == 1:
        return None
    return _as_text(lambda: base64.b64decode(body + "=" * (-len(body) % 4), validate=True))


def _from_hex(text: str) -> str | None:
    body = re.sub(r"^0x|[ :]", "", text)
    return _as_text(lambda: bytes.fromhex(body)) if len(body) % 2 == 0 else None


def _from_binary(text: str) -> str | None:
    digits = re.sub(r"[ ,]", "", text)
    return _as_text(lambda: bytes(int(digits[at : at + 8], 2) for at in range(0, len(digits), 8)))


def _from_codes(text: str) -> str | None:
    return "".join(chr(int(code)) for code in re.split(r"[ ,]+", text))


def _from_escapes(text: str) -> str | None:
    return re.sub(_ESCAPE, lambda code: chr(int(code[0][-2:], 16)), text)


def _as_text(decode: Callable[[], bytes]) -> str | None:
    try:
        return decode().decode("utf-8")
    except (ValueError, binascii.Error):
        return None


_OF_WORDS: tuple[_Decoder, ...] = ((_HEX, _from_hex), (_BASE64, _from_base64), (_BINARY, _from_binary))
