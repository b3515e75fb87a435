"""Other ways to read a text where it is disguised: only the parts around a disguise are read again."""

from collections.abc import Iterable, Iterator

from marketplace.contract.contact import disguises, encodings, spoken, spoken_numbers
from marketplace.contract.contact.finding import Context
from marketplace.contract.contact.folding import fold
from marketplace.contract.contact.lines import fragments, joined_lines
from marketplace.contract.contact.reading import Edit, Reading
from marketplace.contract.contact.scene import Scene

LONGEST = 10_500  # characters that are read again: a message in full
MOST_PLACES = 2_500
MOST_PARTS = 60
AROUND = 100  # characters: what is said so near belongs to what is disguised

Span = tuple[int, int]


def readings(scene: Scene, context: Context) -> Iterator[Reading]:
    """The disguised parts of a text without their disguise."""
    plain = scene.reading
    if context is Context.FILE_NAME:
        yield _clear(disguises.of_file_name(plain))
    for start, end in _within(_parts(scene, sorted(_places(scene))[:MOST_PLACES])):
        part = plain.part(start, end)
        if (clear := _clear(part)).text != part.text:
            yield clear
    if "\n" in plain.text:
        for start, end in _within(fragments(plain.text)):
            yield _clear(joined_lines(plain.part(start, end)))
    yield from _rewritten(encodings.turned_round(plain.text), plain)
    edits = encodings.decoded(scene.source, scene.shape, scene.mixed)
    yield from _rewritten(edits, Reading(scene.source))


def _places(scene: Scene) -> list[Span]:
    """Where something may be disguised."""
    text, words = scene.text, scene.words
    places = disguises.leet_places(text, scene.mixed)
    places += disguises.digit_places(text, scene.mixed)
    places += disguises.apart_places(text, scene.shape)
    places += disguises.gap_places(text, words)
    places += disguises.picture_places(text)
    places += spoken.places(text, words)
    places += spoken_numbers.places(text, scene.listed)
    return places


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


def _within(parts: Iterable[Span]) -> Iterator[Span]:
    """As many of `parts` as there is patience for."""
    left = LONGEST
    for start, end in parts:
        yield start, min(end, start + left)
        left -= end - start
        if left <= 0:
            return


def _clear(reading: Reading) -> Reading:
    """All disguises undone."""
    reading = disguises.unleeted(reading)
    reading = disguises.with_digits(reading)
    reading = disguises.joined_letters(reading)
    reading = disguises.mended_words(reading)
    reading = disguises.pictured_signs(reading)
    return spoken_numbers.spoken_numbers(spoken.spoken_addresses(reading))


def _rewritten(edits: list[Edit], reading: Reading) -> Iterator[Reading]:
    """What is encoded, decoded, with what stands near it."""
    for start, end, plain in edits[:MOST_PARTS]:
        first = max(reading.text.rfind(" ", 0, max(0, start - AROUND)) + 1, start - 2 * AROUND)
        last = reading.text.find(" ", end + AROUND)
        last = min(len(reading.text) if last < 0 else last, end + 2 * AROUND)
        part = reading.part(first, last).rewritten([(start - first, end - first, f" {plain} ")])
        yield _refolded(part)


def _refolded(reading: Reading) -> Reading:
    """A rewritten reading, folded as a text is."""
    folded = fold(reading.text)
    starts, ends = reading.starts or [], reading.ends or []
    if folded.starts is None or folded.ends is None:
        return Reading(folded.text, starts, ends)
    return Reading(folded.text, [starts[at] for at in folded.starts], [ends[at - 1] for at in folded.ends])
