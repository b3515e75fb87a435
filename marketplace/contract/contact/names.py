"""What user names look like, and what only looks so: code, files, versions, words."""

import re
from functools import cache

from marketplace.contract.contact.hosts import is_suffix
from marketplace.contract.contact.scene import Scene
from marketplace.contract.contact.words import PLAIN, entries, file, lexicon

LIBRARY = re.compile(
    r"\d+x\d+|[a-z]+\d?\.(?:js|py|net|io|ts|md|app|json|css|html?|php)|\w+-\w+|v?\d[\d.]*|\d+\w{1,3}"
)
FOR_EXAMPLE = re.compile(
    r"\b(?:such as|like|e\.?g\.?|for example|for instance"
    r"|z\. ?b\.|etwa|zum beispiel|como|par exemple|например|наприклад|np\.|jaise|जैसे) \Z"
)
NEAR = 40  # characters before a name
LONGEST = 40
_ENDINGS = frozenset(
    "pdf png jpg jpeg gif svg webp doc docx xls xlsx csv json xml yaml yml toml ini cfg txt md py js ts tsx jsx css scss"
    " html htm php rb go rs java kt swift c cpp h cs sh bat sql zip rar gz tar mp3 mp4 wav mov avi psd ai eps dwg dxf skp"
    " blend fbx obj log lua luau vb asm dart vue svelte blade twig liquid tex bib srt vtt prproj aep indd idml sketch fig"
    " xd step stl gcode kicad sch pcb env lock exe dll apk ipa iso img bak tmp conf net".split()
)
# Endings of hosts that people who do such work add to their names.
_TRADES = frozenset(
    "studio design designs photo photos photography art audio video film films music media pictures graphics digital works"
    " ink camera dance fashion jewelry ceramics garden kitchen fitness yoga tattoo band theater actor coach photos style town".split()
)
_LETTERS = re.compile("[a-z]{3}")
_CODE_AROUND = frozenset("`{}<>[]\\|")
_CAMEL = re.compile("[a-z][A-Z]")
_WITH_DIGITS = re.compile(r"[a-z]{3,}\d+[a-z]{0,3}")
_NUMBERED = re.compile(
    r"(?:mp|web|html|css|utf|base|python|php|java|angular|vue|react|next|windows|ios|android|gpt|sha|iso|covid|http"
    r"|nikon|canon|iphone|galaxy|pixel|room|level|part|unit|step|page|task|fig|chapter|version|ver|phase|scene|take|mac"
    r"|week|day|month|year|draft|final|track|file|img|dsc|photo|image|sheet|case|test|log|user|win|area|zone|lot|block"
    r"|unity|blender|maya|nuke|gen|wifi|bluetooth|usb|hdmi|office|excel|word|sql|mysql)\d+[a-z]{0,3}"
)


def is_telling(name: str) -> bool:
    """Whether nobody writes so but in a user name: `olga_k`, `ines.prado`, `mudlark3d`."""
    bare = name.lstrip("@").rstrip("_")
    if len(name) > LONGEST or bare in ordinary() or LIBRARY.fullmatch(bare):
        return False
    first, *rest = bare.split(".")
    if first in ordinary():
        return False
    if rest:
        return len(first) > 1 and len(rest[-1]) > 1 and not _is_host(rest[-1]) and not is_file(bare)
    if "_" in name or name[0] == "@":
        return _LETTERS.search(bare) is not None and not _joins_words_of_contact(bare)
    return has_digits(bare) and not _NUMBERED.fullmatch(bare)


def _is_host(ending: str) -> bool:
    return is_suffix(ending) and ending not in _TRADES


def is_file(name: str) -> bool:
    """Whether it ends as files do."""
    return name.rpartition(".")[2] in _ENDINGS


def has_digits(name: str) -> bool:
    """Whether only digits tell it from a word."""
    return _WITH_DIGITS.fullmatch(name) is not None


def _joins_words_of_contact(name: str) -> bool:
    """As programs name things: `send_message`, `user_id`."""
    known = lexicon("en")
    return any(known[part] != PLAIN for part in name.split("_") if part.isalpha())


def is_code(scene: Scene, start: int, end: int) -> bool:
    """Whether it stands among the signs of a program, or is written as only programs are, or is an example."""
    around = scene.text[max(0, start - 1) : start] + scene.text[end : end + 1]
    written = scene.written(start, end)
    return (
        not _CODE_AROUND.isdisjoint(around)
        or (written.isupper() and len(written) > 3)
        or _CAMEL.search(written) is not None
        or FOR_EXAMPLE.search(scene.text, max(0, start - NEAR), start) is not None
    )


@cache
def lists() -> dict[str, frozenset[str]]:
    """Words around user names, from `names.txt`."""
    return {name: frozenset(words) for name, words in entries(file("names"))}


def ordinary() -> frozenset[str]:
    """Words that stand where names do, and are none."""
    return lists()["ordinary"]
