"""E-mail addresses, in their plain form: disguises are undone before."""

import re
from collections.abc import Iterator
from itertools import islice

from marketplace.contract.contact.finding import Kind
from marketplace.contract.contact.hosts import is_reserved, is_suffix
from marketplace.contract.contact.scene import Match, Scene
from marketplace.contract.contact.signs import PROVIDER
from marketplace.contract.contact.spoken import COMMON_ENDINGS

_AT = re.compile(
    r"@(?<=[^\s@<>()\[\],;:\"]@)"
    r"(?=(?P<domain>(?:[^\W_](?:[\w-]{0,62}[^\W_])?\.){1,60}(?:[^\W\d_](?:[\w-]{0,62}[^\W_])?))(?![\w@]))"
)
_AT_LAST = re.compile(r"@(?<=[^\s@<>()\[\],;:\"]@)(?=(?P<domain>\[?\d{1,3}(?:\.\d{1,3}){3}\]?|[a-z]{2,6})\s*$)")
_AT_PROVIDER = re.compile(  # "mads.k@icloud, you know the ending"
    r"@(?<=[\w.]@)(?:gmail|googlemail|yahoo|hotmail|outlook|icloud|protonmail|proton|gmx|fastmail|posteo|yandex|ukr|wp|onet|libero)"
    r"(?![\w@-]|\.\w)"
)
_HANGING = re.compile(r"@(?<=[\w.]{3}@)(?=[\s,;)]|$)")  # "put olga.brandt@ in front of it"
_HANGING_FOR = frozenset("MOER")
_LOCAL_BREAK = frozenset(' \t\n\r@<>()[],;:"|\u00a6\u2502\u3001')
_ROBOTS = re.compile(r"(?:no-?_?reply|do-?not-?reply|mailer-daemon|postmaster|bounces?|notifications?)\b")
_MADE_UP = re.compile(
    r"(?:(?:your\.?)?(?:name|user(?:name)?|email|mail|me|someone|you)|(?:first|john|jane|max)[._]?(?:name[._]?)?"
    r"(?:last(?:name)?|doe|smith|mustermann)|foo|bar|test|abc|xyz|example)@"
    r"(?:(?:your|my)?-?(?:domain|company|site|website|mail|email|business|brand|server|host|firm)|foo|bar|abc|xyz)"
    r"\.[a-z.]+$"
)
_ROLE = re.compile(
    r"(?:support|info|hello|sales|contact|admin|orders?|billing|team|help|news(?:letter)?|marketing|press|hr|shop"
    r"|service|kontakt|office|careers|jobs|accounts?|invoices?|returns|webmaster|privacy|legal|security|abuse)@"
)
_SECURE_SHELL = re.compile(r"git@|(?:ssh|scp|rsync|sftp)\s[^@\n]{0,60}@|(?:deploy|root|ubuntu|ec2-user)@")
_ASSET = re.compile(r"@\d(?:\.\d)?x\.(?:png|jpe?g|webp|gif|svg|avif)$")
_FILES = frozenset({"pdf", "png", "jpg", "jpeg", "svg", "gif", "webp", "dwg", "docx", "xlsx", "psd", "json", "csv"})
MOST_LOCAL = 64
MOST_HALVES = 60  # of addresses
NEAR = 70  # characters
_NAMED_PROVIDER = re.compile(
    r"(?<![\w.@-])(?:gmail|googlemail|google(?:'?s)? (?:mail|thing|one|place)|g mail|yahoo|ymail|hotmail"
    r"|outlook|icloud|proton|protonmail|gmx|ukr|wp)(?![\w@-]|\.\w)"
)
_HALF = re.compile(
    r"\b(?:before|in front|usual|ending|after it|the rest|at sign|at the at|the at|name|username|user"
    r"|davor|voran|vor dem|antes|delante|avant|devant|перед|przed|pehle)\b"
)
_HALF_NAME = re.compile(r"(?<![\w@./-])(?:[a-z][a-z\d]*(?:[._][a-z\d]+)+|[a-z]{3,}\d{2,})(?![\w@/-]|\.\w)")


def emails(scene: Scene) -> Iterator[Match]:
    """Addresses that reach somebody; those made for examples and for machines do not."""
    if scene.signs & PROVIDER or "google" in scene.text or " g mail" in scene.text:
        yield from _beside_a_provider(scene)
    if "@" not in scene.text:
        return
    yield from _whole(scene)
    yield from _cut(scene)
    yield from _alone(scene)


def _whole(scene: Scene) -> Iterator[Match]:
    for at in _AT.finditer(scene.text):
        start = _local_start(scene.text, at.start())
        end = at.end() + len(at["domain"])
        if start is not None and not _harmless(scene, start, end):
            yield Match(start, end, Kind.EMAIL)


def _cut(scene: Scene) -> Iterator[Match]:
    """`mads.k@icloud`, and `put olga.brandt@ in front of it`."""
    for at in _AT_PROVIDER.finditer(scene.text):
        start = _local_start(scene.text, at.start())
        if start is not None and not _SECURE_SHELL.match(scene.text, start):
            yield Match(start, at.end(), Kind.EMAIL)
    for half in islice(_HANGING.finditer(scene.text), MOST_HALVES):
        start = _local_start(scene.text, half.start())
        sentence = scene.sentence(half.start())
        is_meant = not _HANGING_FOR.isdisjoint(sentence.letters) and not sentence.speaks_of("sample", "plumbing")
        if start is not None and is_meant:
            yield Match(start, half.end(), Kind.EMAIL)


def _alone(scene: Scene) -> Iterator[Match]:
    """What is an address only where nothing else is said: `olga@[10.1.2.3]`."""
    for at in _AT_LAST.finditer(scene.text):
        start = _local_start(scene.text, at.start())
        end = at.end() + len(at["domain"])
        could_be = at["domain"][0] in "[0123456789" or is_suffix(at["domain"])
        if start is not None and could_be and scene.alone(start, end):
            yield Match(start, end, Kind.EMAIL)


def _beside_a_provider(scene: Scene) -> Iterator[Match]:
    """`gmail, before the sign put tobias.reuter88`: the half of an address, and words that say which."""
    for named in _NAMED_PROVIDER.finditer(scene.text):
        first, last = max(0, named.start() - NEAR), min(len(scene.text), named.end() + NEAR)
        if _HALF.search(scene.text, first, last):
            for name in _HALF_NAME.finditer(scene.text, first, last):
                if name[0].rpartition(".")[2] not in COMMON_ENDINGS:
                    yield Match(*name.span(), Kind.EMAIL)


def _local_start(text: str, at: int) -> int | None:
    lowest = max(0, at - MOST_LOCAL)
    start = at
    while start > lowest and text[start - 1] not in _LOCAL_BREAK:
        start -= 1
    while start < at and not text[start].isalnum() and text[start] not in "_+!#$%&*":
        start += 1
    return start if start < at else None


def _harmless(scene: Scene, start: int, end: int) -> bool:
    text = scene.text
    address = text[start:end]
    return (
        is_reserved(address.rpartition("@")[2])
        or _is_file(address)
        or "://" in address
        or "://" in text[max(0, start - 24) : start].rpartition(" ")[2]
        or bool(_ROBOTS.match(address) or _MADE_UP.match(address) or _ASSET.search(address))
        or bool(_SECURE_SHELL.match(address) or _SECURE_SHELL.search(text, max(0, start - 40), start + 12))
        or (bool(_ROLE.match(address)) and _is_plumbing(scene, start))
    )


def _is_file(address: str) -> bool:
    """`sections@1-50.pdf`, but not an address before a file's ending."""
    *rest, ending = address.rpartition("@")[2].split(".")
    return ending in _FILES and not (len(rest) > 1 and is_suffix(rest[-1]))


def _is_plumbing(scene: Scene, start: int) -> bool:
    """An address of a role, in talk about how mail is set up: a part of the work."""
    sentence = scene.sentence(start)
    return sentence.speaks_of("plumbing", "sample") and "O" not in sentence.letters and "M" not in sentence.letters
