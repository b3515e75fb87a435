# ruff: noqa: E501
"""E-mail addresses, in their plain form: disguises are undone before."""

import re
from collections.abc import Iterator

from marketplace.contract.contact.finding import Kind
from marketplace.contract.contact.hosts import is_reserved, is_suffix
from marketplace.contract.contact.scene import TALK_OF_SAMPLES, Match, Scene

_AT = re.compile(r"(?<=[^\s@<>()\[\],;:\"])@(?=((?:[^\W_](?:[\w-]{0,61}[^\W_])?\.)+[^\W\d_][\w-]{0,61}[^\W_]))")
_AT_ADDRESS = re.compile(r"(?<=[^\s@<>()\[\],;:\"])@(?=(\[?\d{1,3}(?:\.\d{1,3}){3}\]?|[a-z]{2,6})\s*$)")
_LOCAL_BREAK = re.compile(r"[\s@<>()\[\],;:\"|¦│]")
_ROBOTS = re.compile(r"(?:no-?_?reply|do-?not-?reply|mailer-daemon|postmaster|bounces?|notifications?)\b")
_PLACEHOLDER = re.compile(
    r"(?:(?:your\.?)?(?:name|user(?:name)?|email|mail|me|someone|you)|(?:first|john|jane|max)[._]?(?:name[._]?)?"
    r"(?:last(?:name)?|doe|smith|mustermann)|foo|bar|test|abc|xyz|example)@"
    r"(?:(?:your)?-?(?:domain|company|site|website|mail|email|business|brand|server|host|firm)|test|foo|bar|abc|xyz)\.[a-z.]+$"
)
_ROLE = re.compile(
    r"(?:support|info|hello|sales|contact|admin|orders?|billing|team|help|news(?:letter)?|marketing|press|hr|shop|service|kontakt|office)@"
)
_PLUMBING = re.compile(
    r"\b(?:footer|header|sender|from address|reply-to|bounces?|spf|dkim|dmarc|smtp|alias|mx|cname|dns|deliverab\w+|spam|catch-all|template|form)\b"
)
_SELF = re.compile(
    r"\b(?:me|my|i|i'm|us|our|mich|mir|mein\w*|mi|mio|meu|minha|mon|moi|мне|мой|мені|мій|mnie|mera|mujhe)\b"
)
_SECURE_SHELL = re.compile(r"git@|(?:ssh|scp|rsync|sftp)\s[^@\n]{0,60}@|(?:deploy|root|ubuntu|ec2-user)@")
_ASSET = re.compile(r"@\d(?:\.\d)?x\.(?:png|jpe?g|webp|gif|svg|avif)$")
MOST_LOCAL = 64


def emails(scene: Scene) -> Iterator[Match]:
    """Addresses that reach somebody; those made for examples and for machines do not."""
    if "@" not in scene.text:
        return
    for at in _AT.finditer(scene.text):
        start = _local_start(scene.text, at.start())
        end = at.end() + len(at[1])
        if start is not None and not _harmless(scene, start, end):
            yield Match(start, end, Kind.EMAIL)
    for at in _AT_ADDRESS.finditer(scene.text):
        start = _local_start(scene.text, at.start())
        if (
            start is not None
            and scene.alone(start, at.end() + len(at[1]))
            and (at[1][0] in "[0123456789" or is_suffix(at[1]))
        ):
            yield Match(start, at.end() + len(at[1]), Kind.EMAIL)


def _local_start(text: str, at: int) -> int | None:
    lowest = max(0, at - MOST_LOCAL)
    start = at
    while start > lowest and not _LOCAL_BREAK.match(text, start - 1):
        start -= 1
    while start < at and not text[start].isalnum() and text[start] not in "_+!#$%&*":
        start += 1
    return start if start < at else None


def _harmless(scene: Scene, start: int, end: int) -> bool:
    address = scene.text[start:end]
    domain = address.rpartition("@")[2]
    chunk = scene.text[max(0, start - 12) : start]
    return (
        is_reserved(domain)
        or "://" in address
        or (chunk.rstrip("/").endswith(":") and "://" in chunk)
        or bool(_ROBOTS.match(address) or _PLACEHOLDER.match(address) or _ASSET.search(address))
        or bool(_SECURE_SHELL.match(address) or _SECURE_SHELL.search(scene.text, max(0, start - 40), start + 12))
        or _plumbing(scene, start, address)
    )


def _plumbing(scene: Scene, start: int, address: str) -> bool:
    """An address of a role, in talk about how mail is set up: a part of the work."""
    sentence = scene.around(start)
    if _SELF.search(scene.text, sentence.start, sentence.end):
        return False
    about = _PLUMBING if _ROLE.match(address) else TALK_OF_SAMPLES
    return about.search(scene.text, sentence.start, start) is not None or (
        about.search(scene.text, start + len(address), sentence.end) is not None
    )
