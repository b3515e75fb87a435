"""What user names look like, and what only looks so: code, files, versions, words."""

import re

from marketplace.contract.contact.hosts import is_suffix
from marketplace.contract.contact.naming import lists, ordinary
from marketplace.contract.contact.scene import Scene
from marketplace.contract.contact.words import PLAIN, lexicon

LIBRARY = re.compile(r"\d+x\d+|[a-z]+\d?\.(?:js|py|net|io|ts|md|app|json|css|html?|php)|\w+-\w+|v?\d[\d.]*|\d+\w{1,3}")
FOR_EXAMPLE = re.compile(
    r"\b(?:such as|like|e\.?g\.?|for example|for instance"
    r"|z\. ?b\.|etwa|zum beispiel|como|par exemple|например|наприклад|np\.|jaise|जैसे) \Z"
)
NEAR = 40  # characters before a name
LONGEST = 40
_LETTERS = re.compile("[a-z]{3}")
_PREPOSITION = "P"
_CODE_AROUND = frozenset("`{}<>[]\\|")
_CAMEL = re.compile("[a-z][A-Z]")
_BEFORE_DIGITS = re.compile(r"[a-z]+(?=\d)")
_WITH_DIGITS = re.compile(r"[a-z]{3,}\d+[a-z]{0,3}")


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
    return has_digits(bare) and _letters_of(bare) not in lists()["numbered"]


def _is_host(ending: str) -> bool:
    return is_suffix(ending) and ending not in lists()["trades"]


def is_file(name: str) -> bool:
    """Whether it ends as files do."""
    return name.rpartition(".")[2] in lists()["files"]


def _letters_of(name: str) -> str:
    """Of `mudlark3d`, `mudlark`."""
    found = _BEFORE_DIGITS.match(name)
    return found[0] if found else name


def has_digits(name: str) -> bool:
    """Whether only digits tell it from a word."""
    return _WITH_DIGITS.fullmatch(name) is not None


def _joins_words_of_contact(name: str) -> bool:
    """As programs name things: `send_message`, `user_id`, `on_failure`."""
    known = lexicon("en")
    said = [known[part] for part in name.split("_") if part.isalpha()]
    return said[:1] == [_PREPOSITION] or any(letters not in {PLAIN, _PREPOSITION} for letters in said)


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
