"""User names of other services: a name beside the service, or one that is there to be written to."""

import re
from collections.abc import Callable, Iterator
from functools import cache
from itertools import islice
from typing import NamedTuple

from marketplace.contract.contact.finding import Kind
from marketplace.contract.contact.hosts import providers
from marketplace.contract.contact.names import LIBRARY, NEAR, is_code, is_file
from marketplace.contract.contact.naming import any_of, lists, ordinary
from marketplace.contract.contact.scene import Match, Scene
from marketplace.contract.contact.sentences import Sentence

_NAME = re.compile(r"@?(?:live:)?\.?[a-z\d](?:[\w.-]{1,38}\w)(?:#\d{4}\b)?")
_ARROWS = "\u2190-\u21ff\u27a1\u2b05-\u2b07\U0001f446-\U0001f449"
_GAP = re.compile(rf"[\s:=(>\",'{_ARROWS}-]{{0,5}}")
_NAME_BEFORE = re.compile(
    r"(?<![\w.@/-])(@?[a-z\d][\w.-]{1,38}\w(?:#\d{4})?)"
    rf"(?:[\s,(:{_ARROWS}-]{{1,3}}|\s[^\W\d_]{{1,8}}(?=\s)){{1,4}}\Z"
)
_BETWEEN = re.compile(rf"[,(:={_ARROWS}-]")
_LETTER = re.compile("[a-z]")
_SIGN = re.compile(r"[:=(>-]\s*\Z")
_LINK_WORD = re.compile(r"[^\W\d_]+(?:'[a-z]+)?(?![\w@.]*[\w@]\.?[_\d@])")
_MARKED = re.compile(r"^@|live:|[a-z][._]\w|\d|_|#\d{4}$")
_MARKS = re.compile(r"^@|[_\d]|\w\.\w")
_AT_NAME = re.compile(r"@(?<![\w@./]@)([a-z][\w.-]{1,38}\w)(?![\w@/-])")
_SKYPE = re.compile(r"(?<!\w)live:\s?\.?[a-z\d][\w.-]{2,38}\w")
_PICTURE = re.compile(r"[\u2190-\u2bff\U0001f000-\U0001faff]")
_PICTURED = re.compile(
    r"[\u2708\u260e\u2709\U0001f4ac\U0001f4de\U0001f4df\U0001f4e7-\U0001f4e9\U0001f4f1\U0001f4f2\U0001f4f7\U0001f4f8\U0001f47b]"
    r"[\s\u27a1\u2192\U0001f449]{0,3}:?\s?([a-z][\w.]{1,38}\w)(?![\w@/-])"
)
_FOUND_AS = re.compile(
    r"\b(?:at|as|under|by|als|unter|como|sous|comme|как|як|под|під|jako|pod|is|es|ist|est|e|jest)\s([a-z\d]+(?:_[a-z\d]+){1,4})(?![\w@])"
)
_AS_WORDS = ("as ", "als ", "como ", "comme ", "jako ", "як ", "как ")
_REACHED = re.compile("[RkE][-Pf]?O|OR")
_KNOWN_AS = re.compile(r"[,:]?\s(?:[^\W\d_]{2,9}\s)?(?:as|como|als|sous|comme|come|jako|jak|як|как|under|unter|pod)\s")
_PLACES = frozenset({"there", "dort", "ahi", "alli", "tam", "daar", "там"})
_CODE = re.compile(r"\s(?:fun|func|class|def|function|interface|val|var|public|private|static|async|export|const)\s")
_LAST_WORD = re.compile(r"(?:\s(?:hai|h))?\W*\Z")
_NICK_WORDS = frozenset(
    {"username", "user", "handle", "nick", "nickname", "usuario", "pseudo", "benutzername", "ник", "нік"}
)
_MY_NAME = re.compile(
    r"\b(?:my|mein|mi|meu|mon|moj|mera|мой|мои|мии|міи)\s"
    r"(?:user ?name|user|handle|nick(?:name)?|usuario|pseudo|benutzername|ник|нік)"
    r"(?:\s[^\W\d_]+){0,3}?[\s:]{1,2}(@?[a-z][a-z\d]*(?:[._]+[a-z\d]+)+)(?![\w@/])"
)
_MEMBER = re.compile(r"(?<![\w/.])u/[\w-]{3,20}(?![\w/])")
_THERE = re.compile(
    r"\b(?:i am|i'm|im|i go by|ich bin|ich heise|soy|sou|je suis|jestem|sono|ik ben|я)\s(?:@?)([a-z][\w.-]{3,30})"
    r"\s(?:over |on )?(?:there|dort|ahi|alli|tam|daar|там)(?!\w)"
)
_SERVICE = frozenset("Csc")
_NAMED = _SERVICE | {"E"}
_SERVICES_SAID = _SERVICE | {"i"}
MOST_LINK_WORDS = 6
MOST_NAMES = 200  # with an @: more stand in code and in lists, not in letters
MOST_TALKING = 100  # sentences
MOST_SERVICES = 12  # in a sentence
CLOSE = 2
SHORTEST = 3  # words: a service and a name, and nothing else


@cache
def _people_search() -> re.Pattern[str]:
    """Words that could be somebody's full name, behind a service."""
    return re.compile(
        rf"[,:]?\s(?:(?:[^\W\d_]{{2,9}}\s)?(?:{any_of('seeking')}|:)\s)?"
        r"([^\W\d_][\w'-]+(?: [^\W\d_][\w'-]+){1,3})(?=[,.;!)]|$| and\b)"
    )


def handles(scene: Scene) -> Iterator[Match]:
    """User names, with the services they belong to."""
    for sentence in scene.talking[:MOST_TALKING]:
        if not _NAMED.isdisjoint(sentence.letters):
            yield from _beside_services(scene, sentence)
    if "@" in scene.text:
        yield from _standing_alone(scene)
    yield from _behind_a_picture(scene)
    if "u/" in scene.text:
        yield from (Match(*found.span(), Kind.HANDLE) for found in _MEMBER.finditer(scene.text))
    yield from _there(scene)
    if not scene.words.isdisjoint(_NICK_WORDS):
        yield from (Match(*found.span(1), Kind.HANDLE) for found in _MY_NAME.finditer(scene.text))
    if "_" in scene.text:
        yield from _said(scene)
    if "live:" in scene.text:
        yield from (Match(*found.span(), Kind.HANDLE) for found in _SKYPE.finditer(scene.text))


def _beside_services(scene: Scene, sentence: Sentence) -> Iterator[Match]:
    places = [place for place, letter in enumerate(sentence.letters) if letter in _NAMED]
    for place in places[:MOST_SERVICES]:
        if sentence.letters[place] == "E":
            yield from _at_a_provider(sentence, place)
        elif not _is_product(sentence, place):
            yield from _beside(scene, sentence, place)


def _beside(scene: Scene, sentence: Sentence, place: int) -> Iterator[Match]:
    letter = sentence.letters[place]
    start, end = sentence.place(place)
    yield from _after(sentence, end, scene.is_spelled, is_venue=letter == "c", is_all=len(sentence.words) <= SHORTEST)
    yield from _before(sentence, start)
    if letter == "s" and (
        not {"R", "q"}.isdisjoint(sentence.letters) or _KNOWN_AS.match(sentence.text, end) or _is_mine(sentence, place)
    ):
        yield from _full_name(scene, sentence, end)


def _is_mine(sentence: Sentence, place: int) -> bool:
    """`my LinkedIn is`, or `my LinkedIn:`."""
    return place > 0 and sentence.letters[place - 1] == "M"


def _at_a_provider(sentence: Sentence, place: int) -> Iterator[Match]:
    """`gmail, user name is olga.b`: half of an e-mail address."""
    start, end = sentence.place(place)
    found = _name_after(sentence, end) if sentence.text[start:end] in providers() else None
    if found is not None and found.announced and _is_name(found.name[0]):
        yield Match(*found.name.span(), Kind.EMAIL)


def _is_product(sentence: Sentence, place: int) -> bool:
    return sentence.letters[place + 1 : place + 2] == "T" and sentence.letters[place + 2 : place + 3] != "I"


class _Named(NamedTuple):
    name: re.Match[str]
    named: bool  # a word such as `id` or `nick` announces it
    announced: bool  # that, or a sign


def _name_after(sentence: Sentence, end: int) -> _Named | None:
    """What could be a name behind a service, past the words that lead to it."""
    text, here = sentence.text, end
    named = False
    for _ in range(MOST_LINK_WORDS):
        gap = _GAP.match(text, here)
        here = gap.end() if gap else here
        word = _LINK_WORD.match(text, here, sentence.end)
        if word is None or word[0] not in _links() or text[word.end() : word.end() + 1] in {".", "_"}:
            break
        named = named or word[0] in _naming()
        here = word.end()
    name = _NAME.match(text, here, sentence.end)
    if name is None or here == end or _LETTER.search(name[0]) is None:
        return None
    return _Named(name, named, named or _SIGN.search(text[end:here]) is not None)


def _after(
    sentence: Sentence, end: int, is_spelled: Callable[[int, int], bool], *, is_venue: bool, is_all: bool
) -> Iterator[Match]:
    """`skype: live:olga.b`, `telegram, my nick is olga_b`; names of venues are also words, so more is asked of them."""
    found = _name_after(sentence, end)
    if found is None:
        return
    name = found.name[0]
    is_beside = found.name.start() - end <= CLOSE
    if is_beside and not sentence.text[end - 1].isascii() and name.isascii() and name not in ordinary():
        found = found._replace(announced=True)  # letters of another script than all around it
    if is_venue and not (found.named or name[0] == "@" or "M" in sentence.letters or is_all):
        return
    said_to_be = (found.announced or "MI" in sentence.letters) and (
        _stops(sentence.text, found.name.end()) or is_spelled(*found.name.span())
    )
    if _is_name(name) or (said_to_be and name not in ordinary()):
        yield Match(*found.name.span(), Kind.HANDLE)


def _stops(text: str, place: int) -> bool:
    return text[place : place + 1] in {"", ".", ",", ")", "\n", "!"} or _LAST_WORD.match(text, place) is not None


def _before(sentence: Sentence, start: int) -> Iterator[Match]:
    """`olga_b on telegram`, `@olga_b (telegram)`."""
    found = _NAME_BEFORE.search(sentence.text, max(sentence.start, start - 70), start)
    if found is not None and _is_name(found[1]) and not is_file(found[1]) and _MARKS.search(found[1]):
        between = _BETWEEN.sub(" ", sentence.text[found.end(1) : start]).split()
        if all(word in _links() for word in between):
            yield Match(found.start(1), found.end(1), Kind.HANDLE)


def _full_name(scene: Scene, sentence: Sentence, end: int) -> Iterator[Match]:
    """`find me on LinkedIn, Olga Brandt Graz`: words that the writer began with capitals."""
    found = _people_search().match(sentence.text, end, sentence.end)
    if found is not None:
        start, last = found.span(1)
        last -= len(found[1]) - len(found[1].rstrip())
        if all(word[:1].isupper() for word in scene.written(start, last).split()):
            yield Match(start, last, Kind.HANDLE)


def _is_name(name: str) -> bool:
    bare = name.lstrip("@")
    return bool(_MARKED.search(name)) and bare not in ordinary() and not LIBRARY.fullmatch(bare)


def _standing_alone(scene: Scene) -> Iterator[Match]:
    for found in islice(_AT_NAME.finditer(scene.text), MOST_NAMES):
        name = found[1].rstrip(".")
        if is_code(scene, *found.span()) or _CODE.match(scene.text, found.end()):
            continue
        if name in ordinary() or name.split(".")[0] in ordinary():
            continue
        if scene.is_all(*found.span()) or _is_called(scene, *found.span()):
            yield Match(found.start(), found.start() + 1 + len(name), Kind.HANDLE)


def _there(scene: Scene) -> Iterator[Match]:
    """`I am sootandsteel there`, where a service is spoken of."""
    if scene.words.isdisjoint(_PLACES):
        return
    for sentence in scene.talking[:MOST_TALKING]:
        if not _SERVICES_SAID.isdisjoint(sentence.letters):
            last = min(len(scene.text), sentence.end + NEAR)
            for found in _THERE.finditer(scene.text, sentence.start, last):
                if found[1] not in ordinary():
                    yield Match(*found.span(1), Kind.HANDLE)


def _said(scene: Scene) -> Iterator[Match]:
    """`find me as olga underscore b`: who spells a name out wants it to be typed in somewhere."""
    for found in _FOUND_AS.finditer(scene.text):
        is_told = found[0].startswith(_AS_WORDS) or " " in scene.written(*found.span(1))
        if is_told and _REACHED.search(scene.sentence(found.start()).letters):
            yield Match(*found.span(1), Kind.HANDLE)


def _behind_a_picture(scene: Scene) -> Iterator[Match]:
    """A name that stands alone behind the picture of a telephone, a letter, or of an app."""
    for found in _PICTURED.finditer(scene.text) if not scene.text.isascii() else ():
        if _is_name(found[1]) and (
            scene.alone(*found.span(1)) or _REACHED.search(scene.sentence(found.start()).letters)
        ):
            yield Match(*found.span(1), Kind.HANDLE)


def _is_called(scene: Scene, start: int, end: int) -> bool:
    """Whether a picture, or a word of reaching somebody, stands just before or after."""
    sentence = scene.sentence(start)
    before = scene.text[max(sentence.start, start - NEAR) : start]
    after = scene.text[end : min(sentence.end, end + NEAR // 2)]
    near = Sentence(f"{before} {after}", 0, len(before) + len(after) + 1)
    return _PICTURE.search(before[-6:]) is not None or near.speaks_of("calling")


def _links() -> frozenset[str]:
    return lists()["link"] | _naming()


def _naming() -> frozenset[str]:
    return lists()["naming"]
