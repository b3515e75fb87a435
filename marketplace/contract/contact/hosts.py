"""Names of hosts: which endings are real, and what is found where."""

from enum import StrEnum
from functools import cache
from importlib import resources

RESERVED = frozenset(
    {"example", "test", "invalid", "localhost", "local", "internal", "lan", "localdomain", "home", "corp", "svc"}
)
RESERVED_DOMAINS = frozenset(
    {"example.com", "example.org", "example.net", "example.edu", "test.com"}
    | {"yourdomain.com", "domain.com", "mydomain.com"}
)
MOST_LABELS = 4


class Place(StrEnum):
    """What a link leads to."""

    MEETING = "meeting"
    CHAT = "chat"
    FORM = "form"
    WORK = "work"
    OTHER = "other"


def table(name: str) -> str:
    """A file of `tables/`."""
    return (resources.files("marketplace.contract.contact") / "tables" / name).read_text("utf-8")


@cache
def _groups() -> dict[str, frozenset[str]]:
    lines = (line.partition(":") for line in table("places.txt").split("\n") if line and not line.startswith("#"))
    return {name: frozenset(words.split()) for name, _, words in lines}


@cache
def providers() -> frozenset[str]:
    """Names of providers of mail boxes, without their endings."""
    return _groups()["provider"]


@cache
def _by_name() -> dict[str, Place]:
    return {name: place for place in Place if place is not Place.OTHER for name in _groups()[place]}


def place_of(host: str, path: str) -> Place:
    """What stands behind `host` and `path`: the longest entry decides, one with a path before one without."""
    known = _by_name()
    labels = host.removeprefix("www.").split(".")
    inner = path.lstrip("/")
    first = inner.split("/")[0].split("?")[0]
    for index in range(max(0, len(labels) - MOST_LABELS), len(labels) - 1):
        domain = ".".join(labels[index:])
        for name in (f"{domain}/{first}", f"{domain}/{first[:3]}", f"{domain}/{first[:1]}", domain):
            if (place := known.get(name)) is not None:
                return place
    return Place.OTHER


def is_docs(host: str) -> bool:
    """Manuals, tools and trial copies: parts of the work, which are linked without a word."""
    return host.split(".")[0] in _groups()["docs"]


def is_reserved(domain: str) -> bool:
    """Made for examples and inner networks: it reaches nobody."""
    labels = domain.split(".")
    return labels[-1] in RESERVED or ".".join(labels[-2:]) in RESERVED_DOMAINS


@cache
def _suffixes() -> frozenset[str]:
    return frozenset(line for line in table("suffixes.txt").split("\n") if line and not line.startswith("#"))


def is_suffix(label: str) -> bool:
    """Whether `label` is a top-level domain in which names are given out."""
    return label in _suffixes() or label.startswith("xn--")
