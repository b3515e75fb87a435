"""One spelling for what looks the same: case, widths, marks, invisible characters, digits and letters of other scripts.

`fold` reads every character as the plain one it passes for. Letters of Latin, Cyrillic and Greek that look alike are
settled by their neighbours: `раураl` among Latin words is Latin, `рос` in a Russian sentence is not.
"""

import re
import unicodedata
from functools import cache
from importlib import resources
from itertools import chain, compress, count, repeat

from marketplace.contract.contact.reading import Reading

INVISIBLE = re.compile(
    "[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u206f\u3164\ufe00-\ufe0f"
    "\ufeff\uffa0\ufff9-\ufffb\U0001d173-\U0001d17a\U000e0000-\U000e0fff]"
)
MARKS = re.compile(
    "[\u0300-\u036f\u0483-\u0489\u064b-\u065f\u0670\u0640\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f]"
)
FOREIGN = re.compile(r"[^\x00-\x7f]+")

_PLAIN = {
    **dict.fromkeys("‘’‚‛′ʼ＇`´ʹ", "'"),
    **dict.fromkeys("“”„‟″«»〝〞＂", '"'),
    **dict.fromkeys("‐‑‒–—―−﹘﹣－➖⁃", "-"),
    **dict.fromkeys("。｡．․﹒｡ꓸ", "."),
    **dict.fromkeys("／⁄∕⧸", "/"),
    **dict.fromkeys("，、﹐", ","),
    **dict.fromkeys("：﹕ː։꞉∶", ":"),
    **dict.fromkeys("＿﹍﹎﹏", "_"),
    **dict.fromkeys("＋➕﹢", "+"),
    **dict.fromkeys("¿¡", " "),
    "؟": "?",
    "،": ",",
    "ß": "s", "ł": "l", "ø": "o", "đ": "d", "ð": "d", "æ": "a", "œ": "o", "þ": "t", "ħ": "h", "ŧ": "t", "ґ": "г",
    "🔟": "10", "💯": "100", "ى": "ي",
    # Vowel signs of Devanagari are no letters to Python; written out they keep words whole.
    **dict(zip("ािीुूृेैोौॅॉॊंँः्", "आइईउऊऋएऐओऔऍऑऒङङहॽ", strict=True)), "़": "",
}  # fmt: skip

# What passes for a Latin letter when it stands among Latin letters: Cyrillic, then Greek.
ALIKE = str.maketrans(
    "авсԁеһіјкԛмноԝрѕтухугґпиѵьзбԍԏқҝңҥүұҳһәөѡ" + "αβγδεηικνορτυχωϲϳμ",
    "abcdehijkqmhowpstyxyrrnnvb36gdkkhhyyxheow" + "abydenikvoptuxwcju",
)  # fmt: skip
_ALIKE_LETTERS = "".join(map(chr, ALIKE))
# These pass for a Latin letter in running text; the others of `ALIKE` only inside a word that is Latin already.
_TWINS = frozenset("аеорсухіјѕһԁԛԝѵвкмнтг" + "ανορτυικγχϲϳ")
_HAS_ALIKE = re.compile(f"[{_ALIKE_LETTERS}]")
_UNLIKE = re.compile("[бгджзилпфцчшщъыьэюяєђљњћ\u0900-\u097f\u0600-\u06ffβδεζηθλμξπσφψω]")
_LATIN = re.compile("[a-z]")
_ALIKE_CHUNK = re.compile(rf"(?<!\S)[^\s{_ALIKE_LETTERS}]*[{_ALIKE_LETTERS}]\S*")
_WORD = re.compile(r"[^\W_]+")


class _Folds(dict[int, str]):
    """What each character passes for, worked out when it is first met."""

    def __missing__(self, code: int) -> str:
        folded = _passes_for(chr(code))
        self[code] = folded
        return folded


def _passes_for(character: str) -> str:
    if INVISIBLE.match(character) or MARKS.match(character):
        return ""
    if (plain := _PLAIN.get(character) or _PLAIN.get(character.lower())) is not None:
        return plain
    if (digit := unicodedata.digit(character, None)) is not None:
        return str(digit)
    if (letter := _boxed(ord(character))) is not None:
        return letter
    if (alike := _lookalikes().get(character)) is not None:
        return alike
    whole = unicodedata.normalize("NFKC", character)
    if whole.isspace():
        return "\n" if character in "\u2028\u2029\x85" else " "
    if whole != character and len(whole) < 5:
        return "".join(FOLDS[ord(part)] if not part.isascii() else part.lower() for part in whole)
    base = unicodedata.normalize("NFD", character)[0]
    lowered = base.lower()
    return lowered if len(lowered) == 1 else character


@cache
def _lookalikes() -> dict[str, str]:
    """Letters of scripts that no language of the guard is written in, and the Latin ones they pass for."""
    table = (resources.files("marketplace.contract.contact") / "tables" / "lookalikes.txt").read_text("utf-8")
    return {line[0]: line[2:] for line in table.split("\n") if line and not line.startswith("#")}


def _boxed(code: int) -> str | None:
    """Letters in boxes and circles, and those that flags are made of."""
    for first in (0x1F1E6, 0x1F130, 0x1F150, 0x1F170):
        if first <= code < first + 26:
            return chr(ord("a") + code - first)
    return None


FOLDS = _Folds({code: chr(code).lower() for code in range(128)})


def fold(source: str) -> Reading:
    """`source` in one spelling, lower case."""
    if source.isascii():
        return Reading(source.lower())
    lengths = {character: len(FOLDS[ord(character)]) for character in set(source)}
    if set(lengths.values()) == {1}:
        folded = FOREIGN.sub(lambda run: run[0].translate(FOLDS), source).lower()
        return _settled(Reading(folded))
    return _settled(Reading(source.translate(FOLDS), _places(source, lengths)))


def _places(source: str, lengths: dict[str, int]) -> list[int]:
    """Where characters vanish or become several, each leads back to the one it was."""
    if max(lengths.values()) > 1:
        return list(chain.from_iterable(map(repeat, count(), map(lengths.__getitem__, source))))
    return list(compress(count(), map(lengths.__getitem__, source)))  # some vanish, and that is all


def _settled(reading: Reading) -> Reading:
    """Look-alike letters are read as Latin where their neighbours say so; nothing moves by that."""
    text = reading.text
    if not _HAS_ALIKE.search(text):
        return reading
    latin_around = _LATIN.search(text) is not None and len(_UNLIKE.findall(text)) * 8 <= len(text)
    own_script = _UNLIKE.search(text) is not None
    among_latin = latin_around and not own_script
    settled = {chunk: _settled_chunk(chunk, among_latin) for chunk in set(_ALIKE_CHUNK.findall(text))}
    if all(chunk == latin for chunk, latin in settled.items()):
        return reading
    return reading.respelled(_ALIKE_CHUNK.sub(lambda chunk: settled[chunk[0]], text))


def _settled_chunk(chunk: str, among_latin: bool) -> str:
    if not (among_latin or _LATIN.search(chunk) or "@" in chunk):
        return chunk  # in a script of its own
    letters = {character for character in chunk if not character.isascii() and character.isalpha()}
    if letters <= _TWINS:
        return chunk.translate(ALIKE)
    return _WORD.sub(lambda word: _settled_word(word[0]), chunk)


def _settled_word(word: str) -> str:
    return word.translate(ALIKE) if _LATIN.search(word) and not _UNLIKE.search(word) else word
