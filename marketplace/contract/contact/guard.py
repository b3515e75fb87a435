"""The contact guard: readings of a text, what the detectors find in them, and what is said about it."""

from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import chain, islice

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
from marketplace.contract.contact.introduced import introduced
from marketplace.contract.contact.lines import named_lines, pieces_of_numbers
from marketplace.contract.contact.links import links
from marketplace.contract.contact.phones import phones
from marketplace.contract.contact.requests import requests
from marketplace.contract.contact.scene import Match, Scene
from marketplace.contract.contact.undisguised import readings

# A text in which so much is found is refused anyway; where so much has to be looked at, it is nobody's letter.
MOST_FOUND = 60  # by each detector, and in what is read before other readings are made
MOST_TALKING = 100  # sentences
MOST_REMEMBERED = 8  # messages
SHORT_MESSAGE = 160  # characters: longer ones do not complete each other
_ORDER = (
    Kind.MEETING,
    Kind.EMAIL,
    Kind.URL,
    Kind.PORTFOLIO,
    Kind.PHONE,
    Kind.HANDLE,
    Kind.ADDRESS,
    Kind.REQUEST,
)
_RANK = {kind: rank for rank, kind in enumerate(_ORDER)}


def find(text: str, context: Context, history: Sequence[str], allowed: frozenset[Exemption]) -> tuple[Finding, ...]:
    """As `marketplace.contract.contact.find`."""
    lifted = frozenset[Kind]().union(*(LIFTED[exemption] for exemption in allowed))
    if len(lifted) == len(Kind):
        return ()
    found = [*_looked(text, context, lifted), *_looked_back(text, context, history, lifted)]
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


def _looked(text: str, context: Context, lifted: frozenset[Kind]) -> Iterator[Match]:
    """What is found in all readings of one text, in its own code points; read on until so much stands against it."""
    scene = Scene(fold(text), text)
    against = weighed = 0
    for one in chain((scene,), (Scene(reading, text) for reading in readings(scene, context))):
        one.weighed_links = weighed
        for match in _detected(one):
            start, end = one.reading.span(match.start, match.end)
            yield match._replace(start=start, end=max(end, start + 1))
            against += match.severity is Severity.BLOCK and match.kind not in lifted
        if against >= MOST_FOUND:
            return
        weighed = 0 if one is scene else one.weighed_links  # the disguised ones have a bound in common


_DETECTORS: tuple[Callable[[Scene], Iterable[Match]], ...] = (
    links,
    emails,
    phones,
    handles,
    introduced,
    addresses,
)


def _detected(scene: Scene) -> Iterator[Match]:
    found = values(scene)
    yield from found
    yield from islice(_asked(scene, found), MOST_FOUND)


def values(scene: Scene) -> list[Match]:
    """What contact information a reading gives away."""
    found = [match for detect in _DETECTORS for match in islice(detect(scene), MOST_FOUND)]
    if "\n" in scene.text:
        found += pieces_of_numbers(scene)[:MOST_FOUND]
        found += islice(named_lines(scene), MOST_FOUND)
    return found


def _asked(scene: Scene, given: Iterable[Match]) -> Iterator[Match]:
    """Requests, but for those in sentences that hold what is asked for themselves."""
    blocked = sorted(match.start for match in given if match.severity is Severity.BLOCK)
    for sentence in scene.talking[:MOST_TALKING]:
        at = bisect_left(blocked, sentence.start)
        if at == len(blocked) or blocked[at] >= sentence.end:
            yield from (Match(start, end, Kind.REQUEST) for start, end in requests(sentence))


def _looked_back(text: str, context: Context, history: Sequence[str], lifted: frozenset[Kind]) -> Iterator[Match]:
    """What comes to light only together with what was said before."""
    if not history or len(text) > SHORT_MESSAGE:
        return
    before = "".join(f"{said}\n" for said in history[-MOST_REMEMBERED:] if len(said) <= SHORT_MESSAGE)
    for match in _looked(before + text, context, lifted):
        if match.end > len(before):
            yield match._replace(start=max(0, match.start - len(before)), end=match.end - len(before))


def _apart(matches: Iterable[Match]) -> list[Match]:
    """One match for each place: what blocks before what is only said, then by kind, then the longer one."""
    kept: list[Match] = []
    for match in sorted(matches, key=_precedence):
        at = bisect_left(kept, match)
        is_free = (at == 0 or kept[at - 1].end <= match.start) and (at == len(kept) or match.end <= kept[at].start)
        if is_free:
            kept.insert(at, match)
    return kept


def _precedence(match: Match) -> tuple[bool, int, int]:
    return match.severity is Severity.NOTICE, _RANK[match.kind], match.start - match.end
