"""Links and bare names of hosts: to meetings, chats, forms, portfolios; and whether others are contact or work."""

import re
from collections.abc import Iterator

from marketplace.contract.contact.disguises import lettered
from marketplace.contract.contact.finding import Kind, Severity
from marketplace.contract.contact.folding import fold
from marketplace.contract.contact.hosts import Place, is_docs, is_reserved, is_suffix, place_of
from marketplace.contract.contact.scene import Match, Scene
from marketplace.contract.contact.sentences import Sentence

_SIGN = re.compile(r"[:.](?:(?<=:)//|(?<=\.)(?=[^\W\d_](?:[^\W\d_]|\d/)))")  # one of these stands in every link
_LINK = re.compile(
    r"(?<![a-z0-9_])(?:https?|ftp|hxxps?)://(?:[^\s/@<>\"]{0,80}@)?(?P<host>[^\s/?#:<>\"'()\[\]{},]{1,253})(?::\d+)?"
    r"(?P<path>[/?#][^\s<>\"]*)?"
    r"|(?<![\w.@/+-])(?<!live:)(?P<bare>(?:[^\W_](?:[\w-]{0,61}[^\W_])?\.){1,8}[^\W\d_](?:[^\W_]|-){1,23})(?![\w@-])"
    r"(?::\d{2,5}(?!\d))?(?P<bare_path>/[^\s<>\"]*)?"
)
_APPS = re.compile(
    r"(?P<mail>mailto:)?(?(mail)|(?:tg://resolve\?domain=|whatsapp://send|skype:(?=[a-z][\w.]{4,}\?)|viber://|facetime:))"
    r"[^\s<>\"]+"
)
_APP_SIGNS = ("mailto:", "tg:", "whatsapp:", "skype:", "viber:", "facetime:")
MOST_SIGNS = 600
LONGEST_HOST, LONGEST_LINK = 300, 2_500  # characters before and after a sign
_CONTACT_HOST = re.compile(
    r"(?:apply|application|bewerbung|bewerben|jobs|karriere|careers?|forms?|formular|anmeldung|booking|book|termin|kontakt"
    r"|contact|candidatura|postulacion|rekrutacja)\."
)
_GAP = re.compile(r"[ \n\t]")
_TRAILING = re.compile(r"\]\(|[)\]}>'\",.;:!?*_|]+$")
_COUNTRIES = re.compile(r"\.(?:pl|it|at|be|in|us|no|info)$")  # that are other things as well
_ORDER_PATH = re.compile(
    r"/(?:order|buy|checkout|shop|book|hire|pricing|bestellen|commander|pedido|comprar|zamow)/?(?:[?#]|$)"
)
_CONTACT_PATH = re.compile(
    r"/(?:contact|kontakt|contacto|contato|book|booking|hire|schedule|meet(?:ing)?|call|apply|join|jobs?|careers?|anketa|anfrage|bewerbung|zayavka|candidatura|get-in-touch|reach)"
    r"(?:[-_]?(?:me|us))?/?(?:[?#]|$)"
)
# Endings that are files, libraries and words as often as hosts: alone they are no link.
_FILE_ENDINGS = frozenset(
    {
        "md",
        "py",
        "sh",
        "pl",
        "rs",
        "cc",
        "ps",
        "ai",
        "zip",
        "mov",
        "app",
        "so",
        "in",
        "id",
        "is",
        "as",
        "at",
        "to",
        "it",
    }
    | {
        "be",
        "do",
        "no",
        "us",
        "am",
        "name",
        "pm",
        "st",
        "ml",
        "sc",
        "ac",
        "works",
        "info",
        "js",
        "ts",
        "gg",
        "fm",
        "bar",
    }
)
_SPOKEN_ENDINGS = frozenset(
    {"com", "org", "net", "io", "co", "dev", "me", "de", "uk", "ru", "ua", "pl", "fr", "es", "pt", "br", "eu", "biz"}
    | {"site", "online", "shop", "store", "studio", "design", "agency", "xyz", "tech", "ca", "au", "ch", "nl", "app"}
    | {"ar", "mx", "cl", "pe", "za", "ng", "ke", "ph", "sg", "jp", "kr", "cn", "tr", "gr", "cz", "se", "dk", "fi", "ie"}
    | {
        "page",
        "blog",
        "pro",
        "email",
        "media",
        "digital",
        "photo",
        "photography",
        "video",
        "art",
        "cloud",
        "tv",
        "link",
    }
)
_LIBRARIES = frozenset({"asp", "node", "vue", "react", "next", "socket", "ml", "system", "vb", "ado", "io", "backbone"})


def links(scene: Scene) -> Iterator[Match]:
    """Links by what they lead to; where there are too many to weigh, only those that open an app."""
    done = 0
    for count, sign in enumerate(_SIGN.finditer(scene.text)):
        if count > MOST_SIGNS or not scene.may_weigh_links:
            yield from _apps(scene.text, done, len(scene.text))
            return
        if sign.start() >= done:
            first, done = _chunk(scene.text, sign.start())
            for found in _LINK.finditer(scene.text, first, done):
                yield from _judged(scene, found)
            yield from _apps(scene.text, first, done)


def _apps(text: str, first: int, last: int) -> Iterator[Match]:
    if not any(text.find(app, first, last) >= 0 for app in _APP_SIGNS):
        return
    for found in _APPS.finditer(text, first, last):
        if not found["mail"] or not is_reserved(_mailed(found[0])):
            yield Match(found.start(), found.end(), Kind.EMAIL if found["mail"] else Kind.HANDLE)


def _mailed(link: str) -> str:
    """The domain that a `mailto:` leads to."""
    return _trimmed(link.partition("?")[0]).rpartition("@")[2]


def _chunk(text: str, place: int) -> tuple[int, int]:
    """The run without spaces around `place`, as far as links reach."""
    lowest, highest = max(0, place - LONGEST_HOST), min(len(text), place + LONGEST_LINK)
    start = max(text.rfind(" ", lowest, place), text.rfind("\n", lowest, place), text.rfind("\t", lowest, place)) + 1
    end = _GAP.search(text, place, highest)
    return max(start, lowest), end.start() if end else highest


def _judged(scene: Scene, found: re.Match[str]) -> Iterator[Match]:
    host = found["host"] or found["bare"]
    path = _TRAILING.sub("", found["path"] or found["bare_path"] or "")
    end = found.start() + len(_trimmed(found[0]))
    if (kind := _kind(scene, found, host.rstrip("."), path, end)) is not None:
        yield Match(found.start(), end, kind, Severity.NOTICE if kind is Kind.PORTFOLIO else Severity.BLOCK)


def _trimmed(link: str) -> str:
    while (cut := _TRAILING.search(link)) is not None:
        if link[cut.start()] == ")" and link.count("(") >= link.count(")"):
            break
        link = link[: cut.start()]
    return link


def _kind(scene: Scene, found: re.Match[str], host: str, path: str, end: int) -> Kind | None:
    bare = found["host"] is None
    if path and place_of(host, path) is not Place.CHAT and place_of(lettered(host), path) is Place.CHAT:
        return Kind.URL
    if (is_reserved(host) and not scene.is_all(found.start(), end)) or (
        bare and not is_suffix(host.rpartition(".")[2])
    ):
        return None
    if not scene.may_weigh_links:
        return None
    scene.weighed_links += 1
    named = not bare or bool(path.strip("/"))
    match place_of(host, path):
        case Place.MEETING:
            return Kind.MEETING if named else None
        case Place.CHAT | Place.FORM:
            return Kind.URL if named else None
        case Place.WORK:
            return Kind.PORTFOLIO if path.strip("/") or host.count(".") > 1 else None
        case Place.OTHER:
            return _other(scene, found, host, path, end)


def _other(scene: Scene, found: re.Match[str], host: str, path: str, end: int) -> Kind | None:
    """A place nobody knows is contact where the sentence says so; alone, it is a link without a word about it."""
    bare = found["host"] is None and not host.startswith("www.")
    sentence = scene.sentence(found.start())
    words = f"{scene.text[sentence.start : found.start()]} {scene.text[end : sentence.end]}"
    said = Sentence(words, 0, len(words))
    if bare and not path and not (_speaks_as_host(host) or (_COUNTRIES.search(host) and said.speaks_of("site"))):
        return None
    if fold(scene.written(found.start(), end)).text != scene.text[found.start() : end]:
        return Kind.URL  # who spells out a link hides it
    if said.speaks_of("work") and not (_CONTACT_PATH.search(path) and said.speaks_of("reaching")):
        return Kind.PORTFOLIO if said.speaks_of("own") else None
    if host.count(".") > 1 and _CONTACT_HOST.match(host):
        return Kind.URL
    if _ORDER_PATH.search(path) and not {"x", "X"}.isdisjoint(said.letters):
        return Kind.URL
    own = said.speaks_of("own") and ("M" in said.letters or "Y" not in said.letters)  # `your own site` is not
    if (own and said.speaks_of("site", "reaching")) or (
        _CONTACT_PATH.search(path) and said.speaks_of("own", "reaching")
    ):
        return Kind.URL
    return Kind.URL if scene.is_all(found.start(), end) and not is_docs(host) else None


def _speaks_as_host(host: str) -> bool:
    """Whether a bare `name.ending` is a host and not a file, a library or a version."""
    name, _, ending = host.rpartition(".")
    return ending in _SPOKEN_ENDINGS and ending not in _FILE_ENDINGS and name not in _LIBRARIES
