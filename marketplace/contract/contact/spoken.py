"""Addresses and numbers that are written as they are said: `paulo dot reis at gmail dot com`, `double five oh`."""

import re
from collections.abc import Iterable
from functools import cache
from itertools import islice
from typing import NamedTuple

from marketplace.contract.contact.hosts import Place, is_suffix, place_of, providers
from marketplace.contract.contact.naming import any_of
from marketplace.contract.contact.reading import Edit, Reading, apart
from marketplace.contract.contact.words import entries, file, rarest

MOST_HINTS = 400
REACH = 120  # characters to either side of a sign that is said
COMMON_ENDINGS = frozenset(
    {"com", "org", "net", "io", "co", "me", "de", "uk", "ru", "ua", "pl", "fr", "es", "pt", "br", "in", "eu", "info"}
    | {"biz", "us", "ca", "au", "ch", "at", "it", "nl", "dev", "app", "pro", "mail", "email", "online", "site", "xyz"}
    | {"tv", "fm", "gg", "ink", "art", "video", "photo", "film", "photography"}
    | {"tech", "studio", "design", "agency", "mx", "ar", "cl", "za", "ng", "ke", "рф", "укр"}
)
_PREPOSITIONS = frozenset({"at", "ad", "et", "chez"})  # which are no signs by themselves
_PREPOSED_ENDINGS = frozenset({"net", "in", "at", "me", "it", "de", "es", "co", "us", "mail", "online", "site", "pro"})


# By the sign, or the word, that none of them can be there without.
_SET_APART = {
    "@": (" @ ", "@ ", "-@", " @gm", " @ya", " @ho", " @ou", "(@", "[@", "@gmail", "@yahoo", "@hotmail", "@outlook"),
    "[": ("[at", "[dot", "[.", "[a]"),
    "(": ("(at", "(dot", "(.", "(a)"),
    "{": ("{at", "{dot"),
    "<": ("<at", "<dot"),
    "*": ("*at", "*dot"),
    "_": ("_at_", "_dot_"),
    "|": ("|at",),
    "~": ("~at",),
    " .": (" . ", " .com", " .org", " .net", " .de", " .ru", " .io", " .me"),
    "-at": ("-at-",),
    "-dot": ("-dot-",),
}
_SET_APART_WORDS = {
    "com": (". com",),
    "org": (". org",),
    "net": (". net",),
    "google": ("google mail", "google's mail", "at the google", "at google"),
    "google's": ("google's mail",),
    "googles": ("google mail", "google's mail", "at google"),
    "g": (" g mail",),
    "rate": ("at the rate",),
}
_SPACED_SIGN = re.compile(
    r" @(?: |[\w-]{2,30}\.[a-z])|@[ -]\w|-@| \. ?(?:com|net|org|de|ru|io|me|co|fr|br|pl|ua|in)\b|\w \. \w"
    r"|[\[({<|*~](?:at|dot|@|\.|a|d)[\])}>|*~]|\. (?:com|org|net)\b"
)


# "tarek [snail] devbox [period] io": whatever the words in brackets are, they stand where the signs of an address do.
_IN_BRACKETS = r"[\[({<][^\W\d_]{1,12}(?: [^\W\d_]{1,12}){0,3}[\])}>]"
_BRACKETED_WORD = re.compile(rf"{_IN_BRACKETS}[ ]?[a-z\d-]{{2,30}}[ ]?[\[({{<]")
_BRACKETED_WORDS = re.compile(
    rf"(?<![\w@.])(?P<name>[a-z\d][\w.-]{{1,40}})[ ]?{_IN_BRACKETS}[ ]?(?P<host>[a-z\d-]{{2,30}})"
    rf"[ ]?{_IN_BRACKETS}[ ]?(?P<ending>[a-z]{{2,8}})\b"
)


@cache
def said() -> dict[str, tuple[str, ...]]:
    """The words for each sign and digit, from `spoken.txt`."""
    return {name: tuple(word.replace("_", " ") for word in words) for name, words in entries(file("spoken"))}


class _Grammar(NamedTuple):
    hint: re.Pattern[str]
    address: re.Pattern[str]
    named: re.Pattern[str]
    provider: re.Pattern[str]
    nickname: re.Pattern[str]
    host: re.Pattern[str]
    name: re.Pattern[str]
    dotted: re.Pattern[str]
    place: re.Pattern[str]
    colon: re.Pattern[str]
    sure_at: re.Pattern[str]
    sure_dot: re.Pattern[str]
    written: tuple[tuple[re.Pattern[str], str], ...]


def _either(*names: str) -> str:
    words = sorted((word for name in names for word in said()[name]), key=len, reverse=True)
    return "|".join(map(re.escape, words)).replace(r"\ ", " ?")


@cache
def _grammar() -> _Grammar:
    opening, closing = r"[ \t]?[\[({<|*_~-]{1,3}[ \t]?", r"[ \t]?[\])}>|*_~-]{1,3}[ \t]?"
    label = r"[^\W_]{1,32}"  # no sign within it, so that there is one way to read an address
    # A gap belongs to one place alone, or each sign would double the ways to read what is no address after all.
    before, after = r"(?:[ \t]{0,2}|[ \t]?[-_*][ \t]?)", r"(?:[ \t]?[-_*][ \t]?|[ \t]{0,2})"
    # "wojtek, then at, then shopfixers": what only puts the parts in order is passed over
    then = rf"(?:(?:{_either('then')}),?[ \t]{{1,2}}){{0,2}}"
    at_said, dot_said, line_said = (
        rf"{opening}(?:{signs}){closing}|,?[ \t]{{1,2}}{then}(?:{_either(name)}),?[ \t]{{1,2}}{then}"
        for name, signs in (
            ("at", rf"{_either('at')}|@|a"),
            ("dot", rf"{_either('dot')}|\.|d"),
            ("line", _either("line")),
        )
    )
    at = rf"(?:{at_said}|{before}@{after})"
    dot = rf"(?:{dot_said}|{before}\.{after}|[ \t]?,[ \t]?(?=com\b))"
    line_said = rf"{line_said}|[ \t]?_[ \t]?"
    dash_said = rf"[ \t]{{1,2}}(?:{_either('dash')})[ \t]{{1,2}}"
    join = rf"(?:{dot}|{line_said}|{dash_said}|[ \t]?\+[ \t]?|[ \t]{{1,2}}plus[ \t]{{1,2}}|-)"
    local = rf"(?<![\w@.])(?P<local>{label}(?:{join}{label}){{0,5}})(?P<at>{at})"
    names = "|".join((*sorted(providers()), *_latin_names()))
    slash = rf",?[ \t]?(?:/|\b(?:{_either('slash')})\b)[ \t]?"
    return _Grammar(
        hint=re.compile(
            rf"(?<!\w)(?:{_either('dot', 'line', 'slash')}|live colon)(?!\w)"
            rf"|[\[({{<|*~_-][ \t]?(?:at|dot|a|d|\.|@|{_either('at')})[ \t]?[\])}}>|*~_-]"
            r"|@(?:gmail|yahoo|hotmail|outlook)(?![\w.])"
            rf"|{_SPACED_SIGN.pattern}"
            rf"|[ \t](?:{_either('at')})[ \t](?:{'|'.join((*sorted(providers()), *_latin_names()))})\b"
            r"|[ \t]at[ \t](?:the[ \t])?(?:google(?:'?s)?|g)[ -](?:mail|one|thing|place)\b"
            rf"|{_BRACKETED_WORDS.pattern}"
        ),
        address=re.compile(
            rf"{local}(?P<domain>{label}(?:(?:{dash_said}|-){label}){{0,2}}(?:{dot}{label}){{1,3}})(?![\w@])"
        ),
        named=re.compile(rf"(?<!\w)(?:{names}|google|g[ -](?:mail|place|one|thing|account|box))"),
        provider=re.compile(
            rf"{local}(?:(?:the|das|el|la|le|o)[ \t])?(?P<domain>{names})"
            r"(?P<end>[ ,]{1,2}(?:dot )?(?:com|net|org|de|ru|ру|ком|нет|юа|ua|pl|fr|es|it)\b)?(?![\w@-]|\.\w)"
        ),
        nickname=re.compile(
            rf"{local}(?:(?:the|usual|same|big|old|good|das|die|el|la|le)[ \t]){{0,3}}"
            r"(?:google(?:'?s)?|g)[ -](?:mail|place|one|thing|account|box)(?!\w)"
        ),
        host=re.compile(
            rf"(?<![\w@.])(?P<host>{label}"
            rf"(?:(?:{dash_said}){label}){{0,2}}"
            rf"(?:(?:{dot_said}|[ \t]\.[ \t]?|[ \t]?\.[ \t](?=(?:com|org)\b)){label}){{1,3}})"
            rf"(?P<path>(?:{slash}{label}(?:{join}{label}){{0,4}}){{0,4}})(?![\w@])"
        ),
        place=re.compile(
            rf"(?<![\w@.])(?P<host>{label}(?:\.{label}){{1,2}})"
            rf"(?P<path>(?:[ \t](?:{_either('slash')})[ \t]{label}(?:{join}{label}){{0,4}}){{1,3}})(?![\w@])"
        ),
        name=re.compile(
            rf"(?<![\w@.])(?:live[ \t](?:{_either('colon')})[ \t]{label}(?:[ \t](?=[a-z]{{3,12}}$){label})?"
            rf"|{label}(?:[ \t](?:{_either('line')})[ \t]{label}){{1,4}}(?:[ \t]?\.[ \t]?{label})?)(?![\w@])"
        ),
        dotted=re.compile(
            rf"(?:[:(=]|\b(?:{any_of('introducing', 'naming')}))[ \t]"
            rf"(?P<name>{label}(?:[ \t](?:{_either('dot', 'line')})[ \t]{label}){{1,3}})(?![\w@])"
        ),
        colon=re.compile(rf"live(?:{_either('colon').replace(' ?', '')})"),
        sure_at=re.compile(rf"[\[({{<|*~@-]|{'|'.join(word for word in said()['at'] if word not in _PREPOSITIONS)}"),
        sure_dot=re.compile(rf"{_either('dot')}|[\[({{<|*~]"),
        written=(
            (re.compile(dot), "."),
            (re.compile(line_said), "_"),
            (re.compile(dash_said), "-"),
            (re.compile(r"(?<![ \t])[ \t]+plus[ \t]+|[ \t]?\+[ \t]?"), "+"),
            (re.compile(slash), "/"),
        ),
    )


@cache
def sign_words() -> frozenset[str]:
    """Words that can be a sign in a spoken address, but for those that stand everywhere."""
    words = {word for word in _signs_said() if " " not in word}
    return frozenset(words - _PREPOSITIONS - {"point", "period"} | {"colon"})


@cache
def sign_phrases() -> dict[str, tuple[str, ...]]:
    """Whole phrases for signs, with gaps around them, by the word in them that is seldom met."""
    phrases: dict[str, tuple[str, ...]] = {}
    for phrase in _signs_said():
        if " " in phrase:
            word = rarest(phrase.split(" "))
            phrases[word] = (*phrases.get(word, ()), f" {phrase} ")
    return phrases


def _signs_said() -> list[str]:
    return [word for name in ("dot", "at", "line", "slash") for word in said()[name]]


def _has_signs_apart(text: str, words: frozenset[str]) -> bool:
    parts = [part for sign, parts in _SET_APART.items() if sign in text for part in parts]
    parts += [part for word in _SET_APART_WORDS.keys() & words for part in _SET_APART_WORDS[word]]
    if any(part in text for part in parts):
        return True
    in_brackets = any(text.count(bracket) > 1 for bracket in "[({<") and _BRACKETED_WORD.search(text) is not None
    return in_brackets and _BRACKETED_WORDS.search(text) is not None


def places(text: str, words: frozenset[str], *, says_sign: bool, providers: list[str]) -> list[tuple[int, int]]:
    """Where signs are said, bracketed or set apart, or a name is said to be at one of `providers`."""
    at_a_provider = any(f" {at} {name}" in text for name in providers for at in _PREPOSITIONS)
    if not (says_sign or at_a_provider or _has_signs_apart(text, words)):
        return []
    return [hint.span() for hint in islice(_grammar().hint.finditer(text), MOST_HINTS)]


def spoken_addresses(reading: Reading) -> Reading:
    """The reading with addresses and hosts that are spelled out written as they are dialled."""
    text = reading.text
    grammar = _grammar()
    edits: list[Edit] = []
    done = 0
    for hint in grammar.hint.finditer(text):
        if hint.start() >= done:
            first, done = max(done, hint.start() - REACH), min(len(text), hint.end() + REACH)
            edits += _addresses(text, first, done, grammar)
    return reading.rewritten(apart(edits))


def _addresses(text: str, first: int, last: int, grammar: _Grammar) -> Iterable[Edit]:
    for found in grammar.address.finditer(text, first, last):
        domain = _written(found["domain"])
        if is_suffix(domain.rpartition(".")[2]) and _is_address(text, found, domain, grammar):
            yield found.start(), found.end(), f"{_written(found['local'])}@{domain}"
    yield from _at_providers(text, first, last, grammar)
    for found in _BRACKETED_WORDS.finditer(text, first, last):
        if is_suffix(found["ending"]):
            yield found.start(), found.end(), f"{found['name']}@{found['host']}.{found['ending']}"
    yield from _places(text, first, last, grammar)


def _at_providers(text: str, first: int, last: int, grammar: _Grammar) -> Iterable[Edit]:
    if not grammar.named.search(text, first, last):
        return
    for found in grammar.provider.finditer(text, first, last):
        if _means_provider(text, found, grammar):
            domain = _latin_names().get(found["domain"], found["domain"])
            yield found.start(), found.end(), f"{_written(found['local'])}@{domain}.com"
    for found in grammar.nickname.finditer(text, first, last):
        if " " in found["local"] or "." in found["local"]:
            yield found.start(), found.end(), f"{_written(found['local'])}@gmail.com"


def _places(text: str, first: int, last: int, grammar: _Grammar) -> Iterable[Edit]:
    for found in grammar.place.finditer(text, first, last):
        yield found.start(), found.end(), found["host"] + _written(found["path"])
    for found in grammar.host.finditer(text, first, last):
        host = _written(found["host"])
        if _is_host(found, host):
            yield found.start(), found.end(), host + _written(found["path"])
    for found in grammar.name.finditer(text, first, last):
        yield found.start(), found.end(), grammar.colon.sub("live:", _written(found[0]))
    for found in grammar.dotted.finditer(text, first, last):
        yield *found.span("name"), _written(found["name"])


def _is_address(text: str, found: re.Match[str], domain: str, grammar: _Grammar) -> bool:
    """A sign that is surely said or bracketed, a provider, or talk of mail: `at` alone is a preposition."""
    at_is_sure = grammar.sure_at.search(found["at"]) is not None
    dot_is_sure = grammar.sure_dot.search(found["domain"]) is not None
    if found["local"].split(" ")[-1] in said()["going"]:
        return at_is_sure and dot_is_sure
    if at_is_sure:
        as_usual = found["at"] == "@" and found["domain"] == domain and found["local"] == _written(found["local"])
        return not as_usual
    return dot_is_sure or domain.split(".")[0] in providers() or speaks_of_mail(text, found.start())


def speaks_of_mail(text: str, place: int) -> bool:
    """Whether mail, or reaching somebody, is spoken of around `place`."""
    lowest = max(0, place - REACH)
    return _MAIL.search(text, max(lowest, text.rfind("\n", lowest, place)), place + REACH // 2) is not None


_MAIL = re.compile(
    r"\b(?:e-?mails?|mail|mailid|gmail|correo|courriel|почт\w*|пошт\w*|мейл|емейл|имейл|ईमेल|ايميل|write|reach|contact|send"
    r"|address|ping)\b"
)


def _means_provider(text: str, found: re.Match[str], grammar: _Grammar) -> bool:
    """`paulo at gmail`: a name at a provider, said as an address."""
    return (
        found["end"] is not None
        or grammar.sure_at.search(found["at"]) is not None
        or re.search(r"[\d._]", _written(found["local"])) is not None
        or " " in found["local"]  # a sign in it is said
        or (found["local"] not in said()["going"] and speaks_of_mail(text, found.start()))
    )


def _is_host(found: re.Match[str], host: str) -> bool:
    name, _, ending = host.rpartition(".")
    if found["path"] and place_of(host, "/x") is not Place.OTHER:
        return True
    if ending not in COMMON_ENDINGS or len(name) < 3 or name in said()["going"]:
        return False
    return ending not in _PREPOSED_ENDINGS or bool(found["path"]) or "[" in found[0] or "(" in found[0]


def _written(spoken: str) -> str:
    for pattern, sign in _grammar().written:
        spoken = pattern.sub(sign, spoken)
    spoken = spoken.replace(" ", "")
    return spoken if spoken.isascii() else ".".join(_latin_names().get(label, label) for label in spoken.split("."))


@cache
def _latin_names() -> dict[str, str]:
    """Providers and endings as they are said in other scripts."""
    names = said()["latin"]
    return dict(zip(names[::2], names[1::2], strict=True))
