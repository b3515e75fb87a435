"""Other ways to read a text where it is disguised: only the parts around a disguise are read again."""

import re
from collections.abc import Iterable, Iterator
from itertools import islice

from marketplace.contract.contact import disguises, encodings, spoken, spoken_numbers
from marketplace.contract.contact.finding import Context
from marketplace.contract.contact.folding import fold
from marketplace.contract.contact.lines import fragments, joined_lines
from marketplace.contract.contact.reading import Edit, Reading
from marketplace.contract.contact.scene import Scene
from marketplace.contract.contact.signs import (
    AS_DIGITS,
    CODED,
    HALF,
    LEET,
    LONE,
    NUMBER,
    PROVIDER,
    SIGN,
    SIGN_PHRASE,
    SPELLED,
)

LONGEST = 10_500  # characters that are read again: a message in full
FAR_LONGER = 1_000  # the same of longer texts
MOST_PLACES = 2_500
LOOKED = 15_000  # characters in which disguises are looked for
MOST_PARTS = 60  # that are read again, of each kind of disguise
FEWER_PARTS = 6  # the same of longer texts
FEWEST_LETTERS = 3  # that stand by themselves, where words are spelled
AROUND = 100  # characters: what is said so near belongs to what is disguised
_NAME = re.compile(r"@\w[\w.]{2,30}")
_LONE_LETTERS = re.compile(r" (?:\w ){3}")

Span = tuple[int, int]


def readings(scene: Scene, context: Context) -> Iterator[Reading]:
    """The disguised parts of a text without their disguise."""
    plain = scene.reading
    if context is Context.FILE_NAME:
        yield _clear(disguises.of_file_name(plain))
    left, most = (LONGEST, MOST_PARTS) if len(plain.text) <= LONGEST else (FAR_LONGER, FEWER_PARTS)
    patience = _Patience(left)
    encoded = encodings.decoded(scene.source[:LOOKED], scene.shape[:LOOKED], may_be_hex=bool(scene.signs & CODED))
    yield from islice(_rewritten(encoded, Reading(scene.source), patience), most)
    yield from islice(_rewritten(encodings.turned_round(plain.text[:LOOKED]), plain, patience), most)
    parts = _within(_parts(scene, sorted(_places(scene))[:MOST_PLACES]), patience)
    for start, end in islice(parts, most):
        part = plain.part(start, end)
        if (clear := _clear(part)).text != part.text:
            yield clear
    if "\n" in plain.text:
        for start, end in islice(_within(fragments(plain.text[:LOOKED]), patience), most):
            yield _clear(joined_lines(plain.part(start, end)))


def _places(scene: Scene) -> list[Span]:
    """Where something may be disguised."""
    text, signs = scene.text[:LOOKED], scene.signs
    places = disguises.leet_places(text, scene.marked(LEET))
    places += disguises.digit_places(text) if signs & AS_DIGITS else []
    places += disguises.apart_places(text) if _has_lone_letters(scene) else []
    places += disguises.gap_places(text) if signs & HALF and _has_halves(scene) else []
    places += disguises.picture_places(text)
    places += disguises.provider_places(text) if signs & PROVIDER else []
    places += disguises.named_picture_places(text)
    places += spoken.places(
        text, scene.words, says_sign=bool(signs & SIGN) or _has_sign_phrase(scene), providers=scene.marked(PROVIDER)
    )
    places += spoken_numbers.places(text, scene.listed) if spoken_numbers.are_several(scene.marked(NUMBER)) else []
    return places


def _has_sign_phrase(scene: Scene) -> bool:
    """Whether a sign is said in several words."""
    return any(scene.says(spoken.sign_phrases()[word]) for word in scene.marked(SIGN_PHRASE))


def _has_halves(scene: Scene) -> bool:
    """Whether the end of a service's name stands behind a beginning of it."""
    there = [half for half in scene.marked(HALF) if not scene.words.isdisjoint(disguises.HALVES[half])]
    return any(scene.says(disguises.halves()[half]) for half in there)


def _has_lone_letters(scene: Scene) -> bool:
    """Whether letters stand by themselves next to each other."""
    is_possible = len(scene.marked(LONE)) >= FEWEST_LETTERS  # in most texts there are `a` and `I`
    return bool(scene.signs & SPELLED or (is_possible and _LONE_LETTERS.search(scene.said)))


def _parts(scene: Scene, places: list[Span]) -> list[Span]:
    """The sentences around `places` (in order), with what stands near; overlapping ones as one."""
    parts: list[Span] = []
    for start, end in places:
        if parts and end + AROUND < parts[-1][1]:
            continue
        first = scene.sentence(max(0, start - AROUND)).start
        last = scene.sentence(min(len(scene.text) - 1, end + AROUND)).end
        if parts and first < parts[-1][1]:
            parts[-1] = parts[-1][0], max(parts[-1][1], last)
        else:
            parts.append((first, last))
    return parts


class _Patience:
    """How many more characters are read again, whatever their disguise is."""

    def __init__(self, left: int) -> None:
        self._left = left

    def spent(self, wanted: int) -> int:
        """How many of `wanted` there is patience for."""
        given = min(wanted, self._left)
        self._left -= given
        return given


def _within(parts: Iterable[Span], patience: _Patience) -> Iterator[Span]:
    """As many of `parts` as there is patience for."""
    for start, end in parts:
        if not (given := patience.spent(end - start)):
            return
        yield start, start + given


def _clear(reading: Reading) -> Reading:
    """All disguises undone."""
    reading = disguises.unleeted(disguises.provided(reading))
    reading = disguises.with_digits(reading)
    reading = disguises.unleeted(disguises.joined_letters(reading))
    reading = disguises.mended_words(reading)
    reading = disguises.named_pictures(disguises.pictured_signs(reading))
    return spoken_numbers.spoken_numbers(spoken.spoken_addresses(reading))


def _rewritten(edits: list[Edit], reading: Reading, patience: _Patience) -> Iterator[Reading]:
    """What is encoded, decoded, with what stands near it; those near each other in one part."""
    for first, last, inside in _gathered(edits, reading.text):
        if not patience.spent(last - first):
            return
        moved = [(start - first, end - first, _announced(plain)) for start, end, plain in inside]
        yield _refolded(reading.part(first, last).rewritten(moved))


def _announced(plain: str) -> str:
    """What was encoded; a name nobody encodes but to be written to."""
    return f" telegram: {plain} " if _NAME.fullmatch(plain) else f" {plain} "


def _gathered(edits: list[Edit], text: str) -> list[tuple[int, int, list[Edit]]]:
    """`edits` (in order) by the parts of `text` around them."""
    parts: list[tuple[int, int, list[Edit]]] = []
    for edit in edits:
        start, end, _ = edit
        first = max(text.rfind(" ", 0, max(0, start - AROUND)) + 1, start - 2 * AROUND, 0)
        last = text.find(" ", end + AROUND, end + 2 * AROUND)
        last = min(len(text), end + 2 * AROUND) if last < 0 else last
        if parts and first <= parts[-1][1]:
            parts[-1] = parts[-1][0], last, [*parts[-1][2], edit]
        elif len(parts) < MOST_PARTS:
            parts.append((first, last, [edit]))
        else:
            break
    return parts


def _refolded(reading: Reading) -> Reading:
    """A rewritten reading, folded as a text is."""
    folded = fold(reading.text)
    starts, ends = reading.starts or [], reading.ends or []
    if folded.starts is None:
        return Reading(folded.text, starts, ends)
    return Reading(folded.text, [starts[at] for at in folded.starts], [ends[at] for at in folded.starts])
