"""User names by the part they play: what somebody is called where a service is spoken of, wherever it stands.

A name that nobody would write in prose (`olga_k`, `ines.prado`, `mudlark3d`) needs no service beside it: it is enough
that the sentence names one and is no talk about a product, or that it is introduced as a name next to such a sentence.
"""

import re
from collections.abc import Iterator
from functools import cache
from itertools import islice

from marketplace.contract.contact.finding import Kind
from marketplace.contract.contact.names import LONGEST, NEAR, has_digits, is_code, is_telling
from marketplace.contract.contact.naming import any_of, lists
from marketplace.contract.contact.scene import Match, Scene
from marketplace.contract.contact.sentences import WORD, Sentence

_NAME = re.compile(r"(?<![\w@./#$+-])@?[a-z](?:[a-z\d]|[._](?=[a-z\d]))*_{0,2}(?![\w@/(=+-]|\.\w)")
_DOTTED = re.compile(r"[._@](?=[a-z\d])(?:(?<=[_@])|(?<=[a-z\d]\.))")
_DOTTED_NAME = re.compile(
    r"(?<![\w@./#$+-])(?:@[a-z][a-z\d]*(?:[._][a-z\d]+)+|[a-z][a-z\d]*(?:[._][a-z\d]+)+)_{0,2}(?![\w@/(=+-]|\.\w)"
)
_TALKED = frozenset("CscRMO")
_TELLING = re.compile(r"[_@.\d](?:(?<=[_@])|(?<=[a-z]\d)|(?<=[a-z\d]\.)(?=[a-z]))")
_CLAUSE = re.compile(r"[^,;:.!?()]{3,60}$")
_GAPS = " \t\n\"'"
_SIGNS = (":", "(", "=", ">")
LONGEST_INTRODUCTION = 3  # words
_SERVICES = frozenset("Csci")
_PEOPLE = frozenset("MOUqB")
_PRODUCT = re.compile("[Csc]-?[BT]")
_PERSONS = frozenset("MOU")
_REACHED = re.compile("[RkE][-PfQ]{0,2}O|O-?R|RU|U-?R|[IR][^:?]{0,6}R|[RG][^:?]{0,3}P|q|M-?I|I[^:?]{0,3}M")
_TAG = re.compile(r"(?<![\w@./#-])[a-z][\w.]{1,31}#\d{4}(?!\w)")
MOST_NAMES = 60
MOST_SIGNS = 200
MOST_TALKING = 80  # sentences


@cache
def _introducing() -> frozenset[str]:
    return frozenset(word.replace("_", " ") for word in lists()["introducing"])


@cache
def _in_one_word() -> re.Pattern[str]:
    return re.compile(rf"[,(]?\s?\b(?:{any_of('together')})\b")


def introduced(scene: Scene) -> Iterator[Match]:
    """Names that are told somewhere near a service."""
    talking = [one for one in scene.talking[:MOST_TALKING] if not _SERVICES.isdisjoint(one.letters)]
    yield from _to_be_found(scene)
    seen: set[int] = set()
    for sentence in talking:
        yield from _one_word(sentence)
        is_about_a_product = _PRODUCT.search(sentence.letters) is not None
        is_personal = not is_about_a_product and (
            not _PEOPLE.isdisjoint(sentence.letters) or sentence.speaks_of("self")
        )
        for name in islice(_names(scene, sentence), MOST_NAMES):
            if _is_told(scene, sentence, name.start()) or (is_personal and not has_digits(name[0])):
                yield Match(*name.span(), Kind.HANDLE)
        index = scene.sentences.index(sentence.start)
        for beside in (index - 1, index + 1):
            if 0 <= beside < len(scene.sentences) and beside not in seen and not is_about_a_product:
                seen.add(beside)
                yield from _told_beside(scene, scene.sentences[beside])


def _to_be_found(scene: Scene) -> Iterator[Match]:
    """`I'm lena.k.draws everywhere, you'll find me`: it says to look for the name, wherever that may be."""
    text = scene.text
    for name in islice(_around(_DOTTED, _DOTTED_NAME, text, 0, len(text)), MOST_NAMES):
        sentence = scene.sentence(name.start())
        is_meant = not (is_code(scene, *name.span()) or sentence.speaks_of("sample"))
        if is_meant and _is_to_be_found(scene, sentence, name):
            yield Match(*name.span(), Kind.HANDLE)
    if "#" in text:
        for tag in islice(_TAG.finditer(text), MOST_NAMES):
            if not _TALKED.isdisjoint(scene.sentence(tag.start()).letters):
                yield Match(*tag.span(), Kind.HANDLE)


def _around(sign: re.Pattern[str], name: re.Pattern[str], text: str, start: int, end: int) -> Iterator[re.Match[str]]:
    """What looks like nothing but a user name, looked for around the signs that tell it."""
    done = start
    for mark in islice(sign.finditer(text, start, end), MOST_SIGNS):
        if mark.start() >= done:
            lowest, done = max(done, mark.start() - LONGEST), mark.end()
            first = max(lowest, text.rfind(" ", lowest, mark.start()))
            for found in name.finditer(text, first, min(end, mark.end() + LONGEST)):
                if found.start() > mark.start():
                    break
                done = max(done, found.end())
                if is_telling(found[0]):
                    yield found


def _is_to_be_found(scene: Scene, sentence: Sentence, name: re.Match[str]) -> bool:
    """Whether somebody is to be reached by it, or the writer spelled it out so that it can be typed."""
    letters = sentence.letters
    is_told = _is_told(scene, sentence, name.start())
    has_sign = name[0][0] == "@"
    if (has_sign or scene.is_spelled(*name.span())) and not _PERSONS.isdisjoint(letters):
        return True
    if has_sign and "R" in letters and "T" not in letters:
        return True
    is_somebody = is_told or has_sign or not _PERSONS.isdisjoint(letters) or sentence.speaks_of("self")
    if _REACHED.search(letters) or (is_somebody and sentence.speaks_of("calling")):
        is_for_people = is_somebody or not _SERVICES.isdisjoint(letters)
        return is_told or has_sign or (is_for_people and "_" in name[0]) or "M" in letters
    return False


def _told_beside(scene: Scene, sentence: Sentence) -> Iterator[Match]:
    for name in islice(_names(scene, sentence), MOST_NAMES):
        if _is_told(scene, sentence, name.start()) or scene.alone(*name.span()):
            yield Match(*name.span(), Kind.HANDLE)


def _is_told(scene: Scene, sentence: Sentence, place: int) -> bool:
    """Whether what stands there is introduced as a name; a sign alone does not where nobody is spoken of."""
    before = scene.text[max(sentence.start, place - NEAR) : place].rstrip(_GAPS)
    if before.endswith(_SIGNS) and not _PEOPLE.isdisjoint(sentence.letters):
        return True
    before = before.rstrip(":").rstrip(_GAPS)
    words = WORD.findall(before) if before[-1:].isalnum() else []
    while words and words[-1] in lists()["adding"]:
        words.pop()
    return any(" ".join(words[-count:]) in _introducing() for count in range(1, 1 + LONGEST_INTRODUCTION))


def _names(scene: Scene, sentence: Sentence) -> Iterator[re.Match[str]]:
    for name in _around(_TELLING, _NAME, scene.text, sentence.start, sentence.end):
        if not is_code(scene, *name.span()):
            yield name


def _one_word(sentence: Sentence) -> Iterator[Match]:
    """`oakum smith, one word`: who says how a name is written wants it to be typed in."""
    found = _in_one_word().search(sentence.text, sentence.start, sentence.end)
    if found is None or "T" in sentence.letters.replace("iT", "i"):
        return
    clause = _CLAUSE.search(sentence.text, max(sentence.start, found.start() - LONGEST), found.start())
    if clause is not None:
        yield Match(clause.start(), found.start(), Kind.HANDLE)
