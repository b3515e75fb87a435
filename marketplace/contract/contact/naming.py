"""Words around user names: what introduces one, what stands between it and a service, and what only looks like one."""

import re
from functools import cache

from marketplace.contract.contact.words import entries, file


@cache
def lists() -> dict[str, frozenset[str]]:
    """The lists of `names.txt`, each by its name."""
    return {name: frozenset(words) for name, words in entries(file("names"))}


def any_of(*names: str) -> str:
    """A pattern for the words of some lists, the longest first."""
    words = sorted((word for name in names for word in lists()[name]), key=len, reverse=True)
    return "|".join(re.escape(word.replace("_", " ")) for word in words)


def ordinary() -> frozenset[str]:
    """Words that stand where names do, and are none."""
    return lists()["ordinary"]
