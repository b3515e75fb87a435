# ruff: noqa: E501, SIM905
"""Links and bare names of hosts: to meetings, chats, forms, portfolios; and whether others are contact or work."""

import re
from collections.abc import Iterator

from marketplace.contract.contact.finding import Kind, Severity
from marketplace.contract.contact.hosts import Place, is_reserved, is_suffix, place_of
from marketplace.contract.contact.scene import Match, Scene

_LINK = re.compile(
    r"(?:(?<![a-z0-9_])(?:https?|ftp|hxxps?)://)(?:[^\s/@<>\"]*@)?([^\s/?#:<>\"'()\[\]{},]+)(?::\d+)?([/?#][^\s<>\"]*)?"
    r"|(?<![\w.@/+-])(?<!live:)((?:[^\W_](?:[\w-]{0,61}[^\W_])?\.)+[^\W\d_][^\W_]{1,23})(?![\w@-])(?::\d{2,5}(?!\d))?(/[^\s<>\"]*)?"
)
_MARKUP = re.compile(r"\]\(|[)\]}>'\",.;:!?*_|｜]+$")
_OTHER_SCHEMES = re.compile(
    r"(?:tg://resolve\?domain=|whatsapp://send|skype:(?=[a-z][\w.]{4,}\?)|viber://|facetime:|mailto:)[^\s<>\"]*"
)
_CONTACT_PATH = re.compile(
    r"/(?:contact|kontakt|contacto|contato|book|booking|hire|schedule|meet(?:ing)?|call|apply|join|get-in-touch|reach)(?:[-_]?(?:me|us))?/?(?:[?#]|$)"
)
_OWN_PLACE = re.compile(
    r"\b(?:my|our|personal|own|mein\w*|unser\w*|mi|mio|meu|minha|nuestr\w+|moj\w*|mon|ma|notre|мой|мо[яюєйії]|наш\w*|mera|meri)\s"
    r"(?:[\w-]+\s){0,3}?(?:web\s?)?(?:site|website|page|homepage|blog|domain|link|url|webseite|seite|sitio|pagina|strona|strone|сайт\w*|страниц\w*|profile|shop|agency|company|studio|business)\b"
)
_OWN_WORK = re.compile(
    r"\b(?:portfolio|portafolio|portfolios|case stud\w+|samples?|examples?|works?|projects?|showreel|reel|articles?|demos?|gallery|publi\w+"
    r"|arbeitsproben|trabajos|trabalhos|beispiele|ejemplos|exemplos|realisations|работ\w*|робот\w*|проект\w*|портфоліо|портфолио|prace|projekty|repo\w*|code)\b"
)
_REACHING = re.compile(
    r"\b(?:reach|contact|hire|message|write|email|mail|text|call|book|find|ping|dm|add|follow|connect with|chat with|talk to|work with)\s(?:to\s|with\s)?(?:me|us)\b"
    r"|\b(?:apply (?:via|at|on|here|through)|fill (?:in|out|up)|leave your|add your|sign up|register (?:at|on|here)|enter your|"
    r"(?:your|contact) (?:details|phone|email|number|name)|get in touch|book a (?:call|slot|time)|escribeme|contactame|contacta\w*|schreib|erreich\w*|"
    r"kontaktier\w*|chama|fale comigo|me encontra|contactez|ecrivez|пишіть|пишите|напиш\w+|свяжит\w*|зв'яж\w*|napisz|skontaktuj|outside|directly|privately|anmelden|"
    r"заполните|заповніть|preencha|rellena|remplis\w*|wypelnij|ausfullen|find me|reach out)\b"
)
_FILE_ENDINGS = frozenset(
    "md py sh pl rs cc ps ai zip mov app so in id is as at to it be do no us am name pm st ml sc ac works info".split()
)
_SPEAKING = frozenset(
    "com org net io co dev me de uk ru ua pl fr es pt br eu info biz site online shop store studio design agency app xyz tech us ca au ch at it nl".split()
)


def links(scene: Scene) -> Iterator[Match]:
    """Links by what they lead to."""
    text = scene.text
    if "." not in text and ":" not in text:
        return
    for found in _LINK.finditer(text):
        host = found[1] or found[3]
        path = found[2] or found[4] or ""
        end = found.start() + len(_trimmed(found[0]))
        if (kind := _kind(scene, found, host.rstrip("."), path, end)) is not None:
            yield Match(found.start(), end, kind, Severity.NOTICE if kind is Kind.PORTFOLIO else Severity.BLOCK)
    for found in _OTHER_SCHEMES.finditer(text):
        yield Match(found.start(), found.end(), Kind.EMAIL if found[0].startswith("mailto") else Kind.HANDLE)


def _trimmed(link: str) -> str:
    while (cut := _MARKUP.search(link)) is not None:
        if link[cut.start()] == ")" and link.count("(") >= link.count(")"):
            break
        link = link[: cut.start()]
    return link


def _kind(scene: Scene, found: re.Match[str], host: str, path: str, end: int) -> Kind | None:
    bare = found[1] is None
    label = host.rpartition(".")[2]
    if (is_reserved(host) and not scene.alone(found.start(), end)) or (bare and not is_suffix(label)):
        return None
    match place_of(host, path):
        case Place.MEETING:
            return Kind.MEETING if path.strip("/") or not bare else None
        case Place.CHAT | Place.FORM:
            return Kind.URL if path.strip("/") or not bare else None
        case Place.WORK:
            return Kind.PORTFOLIO if path.strip("/") or host.count(".") > 1 else None
        case Place.OTHER:
            return _other(scene, found, host, path, end)


def _other(scene: Scene, found: re.Match[str], host: str, path: str, end: int) -> Kind | None:
    """A place nobody knows is contact where the sentence says so; alone, it is a link without a word about it."""
    bare = found[1] is None and not host.startswith("www.")
    if bare and not path and not _speaks_as_host(host):
        return None
    sentence = scene.around(found.start())
    said = scene.text[sentence.start : found.start()] + " " + scene.text[end : sentence.end]
    if _CONTACT_PATH.match(path) and (_OWN_PLACE.search(said) or _REACHING.search(said)):
        return Kind.URL
    if _OWN_WORK.search(said):
        return Kind.PORTFOLIO if _OWN_PLACE.search(said) or " my " in f" {said}" else None
    if _OWN_PLACE.search(said) or _REACHING.search(said):
        return Kind.URL
    return Kind.URL if scene.alone(found.start(), end) and not is_docs(host) else None


def is_docs(host: str) -> bool:
    """Manuals and tools of the work, which are linked without a word."""
    return host.startswith(
        ("docs.", "developer.", "developers.", "help.", "support.", "drive.", "api.", "wiki.", "dev.", "staging.")
    )


def _speaks_as_host(host: str) -> bool:
    """Whether a bare `name.ending` is a host and not a file, a library or a version."""
    name, _, ending = host.rpartition(".")
    if ending in _FILE_ENDINGS:
        return False
    return ending in _SPEAKING and name not in {
        "asp",
        "node",
        "vue",
        "react",
        "next",
        "socket",
        "ml",
        "system",
        "vb",
        "ado",
        "io",
    }
