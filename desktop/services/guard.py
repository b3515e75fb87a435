"""The contact guard while one writes: what the marketplace would refuse, found beside the window and before it."""

import asyncio
from collections import OrderedDict
from collections.abc import Sequence

from marketplace.contract.contact import NOTHING, Context, Exemption, Finding, find
from marketplace.contract.rules import Said

KEPT = 64
"""Texts whose findings are remembered: of a proposal only the one that is being written changes."""

Findings = dict[str, tuple[Finding, ...]]
"""By the field of the text, those that have any."""

_Key = tuple[str, Context, tuple[str, ...], frozenset[Exemption]]


class Guard:
    """Looks at texts in another thread, and at each of them once."""

    def __init__(self) -> None:
        self._known: OrderedDict[_Key, tuple[Finding, ...]] = OrderedDict()

    async def look(
        self, texts: Sequence[Said], *, history: tuple[str, ...] = (), allowed: frozenset[Exemption] = NOTHING
    ) -> Findings:
        """What is found in `texts`; `history` is what was said before in the same conversation."""
        keys = {said.field: (said.text, said.context, history, allowed) for said in texts}
        found = {key: self._known[key] for key in keys.values() if key in self._known}
        if unknown := [key for key in keys.values() if key not in found]:
            found.update(zip(unknown, await asyncio.to_thread(_find_all, unknown), strict=True))
        self._remember(found)
        return {field: found[key] for field, key in keys.items() if found[key]}

    def _remember(self, found: dict[_Key, tuple[Finding, ...]]) -> None:
        """What was asked for last is forgotten last: a long file is not looked at again for each letter beside it."""
        for key, findings in found.items():
            self._known[key] = findings
            self._known.move_to_end(key)
        while len(self._known) > KEPT:
            self._known.popitem(last=False)


def _find_all(keys: Sequence[_Key]) -> list[tuple[Finding, ...]]:
    return [find(text, context=context, history=history, allowed=allowed) for text, context, history, allowed in keys]
