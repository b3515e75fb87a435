"""The contact guard: readings of a text, what the detectors find in them, and what is said about it."""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence

from marketplace.contract.contact import disguises
from marketplace.contract.contact.addresses import addresses
from marketplace.contract.contact.emails import emails
from marketplace.contract.contact.finding import (
    LIFTED,
    REASONS,
    SUGGESTIONS,
    Context,
    Exemption,
    Finding,
    Kind,
    Severity,
)
from marketplace.contract.contact.folding import fold
from marketplace.contract.contact.handles import handles
from marketplace.contract.contact.lines import joined_lines, pieces_of_numbers
from marketplace.contract.contact.links import links
from marketplace.contract.contact.phones import phones
from marketplace.contract.contact.reading import Reading
from marketplace.contract.contact.requests import requests
from marketplace.contract.contact.scene import Match, Scene
from marketplace.contract.contact.spoken import NUMBER_WORDS, spoken_addresses, spoken_numbers

MOST_REMEMBERED = 8
SHORT_MESSAGE = 160
_RANK = {
    kind: rank
    for rank, kind in enumerate(
        (Kind.MEETING, Kind.EMAIL, Kind.URL, Kind.PORTFOLIO, Kind.PHONE, Kind.HANDLE, Kind.ADDRESS, Kind.REQUEST)
    )
}


def find(text: str, context: Context, history: Sequence[str], allowed: frozenset[Exemption]) -> tuple[Finding, ...]:
    """As `marketplace.contract.contact.find`."""
    lifted = frozenset[Kind]().union(*(LIFTED[exemption] for exemption in allowed))
    if len(lifted) == len(Kind):
        return ()
    found = [*_looked(text, context), *_looked_back(text, context, history)]
    return tuple(_finding(match) for match in _apart(found) if match.kind not in lifted)


def _finding(match: Match) -> Finding:
    return Finding(
        start=match.start,
        end=match.end,
        kind=match.kind,
        severity=match.severity,
        reason=REASONS[match.kind],
        suggestion=SUGGESTIONS[match.kind],
    )


def _looked(text: str, context: Context) -> Iterator[Match]:
    """Everything found in all readings of one text, in its own code points."""
    plain = fold(text)
    for reading in _readings(text, plain, context):
        for match in _detected(Scene(reading)):
            start, end = reading.span(match.start, match.end)
            yield match._replace(start=start, end=max(end, start + 1))


def _readings(text: str, plain: Reading, context: Context) -> Iterator[Reading]:
    """The plain reading, and one with the disguises undone where there are any."""
    yield plain
    clear = plain
    if context is Context.FILE_NAME:
        clear = disguises.of_file_name(clear)
    clear = disguises.mended_words(disguises.joined_letters(disguises.unleeted(clear)))
    if "\n" in clear.text:
        lined = joined_lines(clear)
        if lined.text != clear.text:
            yield from _spoken(lined)
    yield from _spoken(clear, also=clear.text != plain.text)
    if disguises.may_encode(text):
        edits = _first_apart(disguises.decoded(text))
        if edits:
            yield from _refolded(Reading(text).rewritten(edits))
    turned = _first_apart(disguises.turned_round(plain.text))
    if turned:
        yield plain.rewritten(turned)


def _refolded(reading: Reading) -> Iterator[Reading]:
    folded = fold(reading.text)
    starts, ends = reading.starts or [], reading.ends or []
    if folded.starts is None or folded.ends is None:
        yield Reading(folded.text, starts, ends)
    else:
        yield Reading(folded.text, [starts[at] for at in folded.starts], [ends[at - 1] for at in folded.ends])


def _spoken(reading: Reading, *, also: bool = True) -> Iterator[Reading]:
    spoken = spoken_addresses(reading)
    if sum(word in NUMBER_WORDS for word in re.findall(r"[^\W\d_]+(?:'[^\W\d_]+)*", spoken.text)) >= 3:
        spoken = spoken_numbers(spoken)
    if also or spoken is not reading:
        yield spoken


def _first_apart(edits: Iterable[tuple[int, int, str]]) -> list[tuple[int, int, str]]:
    kept: list[tuple[int, int, str]] = []
    for edit in sorted(edits, key=lambda edit: (edit[0], -edit[1])):
        if not kept or edit[0] >= kept[-1][1]:
            kept.append(edit)
    return kept


_DETECTORS: tuple[Callable[[Scene], Iterable[Match]], ...] = (links, emails, phones, handles, addresses)


def _detected(scene: Scene) -> Iterator[Match]:
    values = [match for detect in _DETECTORS for match in detect(scene)]
    if "\n" in scene.text:
        values += pieces_of_numbers(scene)
    yield from values
    blocked = [match.start for match in values if match.severity is Severity.BLOCK]
    for sentence in scene.talking:
        if not any(sentence.start <= place < sentence.end for place in blocked):
            yield from (Match(start, end, Kind.REQUEST) for start, end in requests(sentence))


def _looked_back(text: str, context: Context, history: Sequence[str]) -> Iterator[Match]:
    """What comes to light only together with what was said before."""
    if not history or len(text) > SHORT_MESSAGE:
        return
    before = "".join(f"{said}\n" for said in history[-MOST_REMEMBERED:] if len(said) <= SHORT_MESSAGE)
    for match in _looked(before + text, context):
        if match.end > len(before):
            yield match._replace(start=max(0, match.start - len(before)), end=match.end - len(before))


def _apart(matches: Iterable[Match]) -> list[Match]:
    """One match for each place: what blocks before what is only said, then by kind, then the longer one."""
    kept: list[Match] = []
    for match in sorted(
        matches, key=lambda match: (match.severity is Severity.NOTICE, _RANK[match.kind], match.start - match.end)
    ):
        if not any(match.start < other.end and other.start < match.end for other in kept):
            kept.append(match)
    return sorted(kept)
