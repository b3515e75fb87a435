"""How many steps a regular expression takes: a backtracking matcher that counts, so that no test has to take the time.

It reads what Python's own parser makes of a pattern and tries what Python's matcher would try, one step for each
element at each place. What it costs to find nothing grows as it does there.
"""

import re
from collections.abc import Callable
from importlib import import_module
from typing import Any

op: Any = import_module("re._constants")  # what the parser calls the parts of a pattern; there are no stubs for it
parser: Any = import_module("re._parser")

_CHARACTERS = {op.LITERAL, op.NOT_LITERAL, op.ANY, op.IN}
_REPEATS = {op.MAX_REPEAT, op.MIN_REPEAT, op.POSSESSIVE_REPEAT}
Then = Callable[[int], bool]
Node = Callable[[int, Then], bool]


class TooMany(Exception):
    """More steps than there is patience for."""


class Counting:
    """A pattern on a text. `steps` counts on; the text may not be changed in between."""

    def __init__(self, pattern: re.Pattern[str], text: str, patience: int) -> None:
        self.text = text
        self.steps = 0
        self._patience = patience
        self._groups: dict[int, tuple[int, int]] = {}
        parsed = parser.parse(pattern.pattern, pattern.flags)
        self._match = self._sequence(list(parsed))

    def match(self, start: int) -> int | None:
        """Where a match from `start` ends."""
        ends: list[int] = []
        self._groups.clear()

        def done(end: int) -> bool:
            ends.append(end)
            return True

        return ends[0] if self._match(start, done) else None

    def search_all(self) -> int:
        """The steps of looking for all matches."""
        start = 0
        while start <= len(self.text):
            end = self.match(start)
            start = max(start + 1, end or 0)
        return self.steps

    def _step(self) -> None:
        self.steps += 1
        if self.steps > self._patience:
            raise TooMany

    def _sequence(self, items: list[tuple[Any, Any]]) -> Node:
        if not items:
            return lambda place, then: then(place)
        first, rest = self._node(*items[0]), self._sequence(items[1:])
        if len(items) == 1:
            return first
        return lambda place, then: first(place, lambda after: rest(after, then))

    def _node(self, kind: Any, value: Any) -> Node:
        if kind in _CHARACTERS:
            return self._one(_accepts(kind, value))
        if kind in _REPEATS:
            return self._repeated(kind, *value)
        making: dict[Any, Callable[[], Node]] = {
            op.ASSERT: lambda: self._looking(*value, wanted=True),
            op.ASSERT_NOT: lambda: self._looking(*value, wanted=False),
            op.SUBPATTERN: lambda: self._group(value[0], self._sequence(list(value[3]))),
            op.BRANCH: lambda: self._branch([self._sequence(list(one)) for one in value[1]]),
            op.ATOMIC_GROUP: lambda: self._atomic(self._sequence(list(value))),
            op.GROUPREF: lambda: self._same_again(value),
            op.GROUPREF_EXISTS: lambda: self._depending(*value),
            op.AT: lambda: self._at(value),
        }
        return making[kind]()

    def _one(self, accepts: Callable[[str], bool]) -> Node:
        def one(place: int, then: Then) -> bool:
            self._step()
            return place < len(self.text) and accepts(self.text[place]) and then(place + 1)

        return one

    def _repeated(self, kind: Any, fewest: int, most: int, inner: Any) -> Node:
        items = list(inner)
        if len(items) == 1 and items[0][0] in _CHARACTERS:
            return self._run(kind, fewest, most, _accepts(*items[0]))
        node = self._sequence(items)
        if kind is op.POSSESSIVE_REPEAT:
            return self._atomic(self._repeated(op.MAX_REPEAT, fewest, most, inner))

        def again(place: int, then: Then, times: int) -> bool:
            def more() -> bool:
                return times < most and node(
                    place, lambda after: (after > place or times < fewest) and again(after, then, times + 1)
                )

            self._step()
            if times < fewest:
                return more()
            return (more() or then(place)) if kind is op.MAX_REPEAT else (then(place) or more())

        return lambda place, then: again(place, then, 0)

    def _run(self, kind: Any, fewest: int, most: int, accepts: Callable[[str], bool]) -> Node:
        """A repeated character: as many as there are, then fewer."""

        def run(place: int, then: Then) -> bool:
            end = place
            while end < len(self.text) and end - place < most and accepts(self.text[end]):
                self._step()
                end += 1
            self._step()
            if kind is op.POSSESSIVE_REPEAT:
                return end - place >= fewest and then(end)
            ends = range(place + fewest, end + 1)
            return any(then(after) for after in (ends if kind is op.MIN_REPEAT else reversed(ends)))

        return run

    def _looking(self, direction: int, inner: Any, *, wanted: bool) -> Node:
        node = self._sequence(list(inner))
        width = inner.getwidth()[0] if direction < 0 else 0

        def looking(place: int, then: Then) -> bool:
            self._step()
            is_there = place >= width and node(place - width, lambda _end: True)
            return is_there is wanted and then(place)

        return looking

    def _group(self, number: int | None, node: Node) -> Node:
        if number is None:
            return node

        def group(place: int, then: Then) -> bool:
            def ended(end: int) -> bool:
                before = self._groups.get(number)
                self._groups[number] = place, end
                if then(end):
                    return True
                if before is None:
                    self._groups.pop(number, None)
                else:
                    self._groups[number] = before
                return False

            return node(place, ended)

        return group

    def _branch(self, nodes: list[Node]) -> Node:
        def branch(place: int, then: Then) -> bool:
            self._step()
            return any(node(place, then) for node in nodes)

        return branch

    def _atomic(self, node: Node) -> Node:
        def atomic(place: int, then: Then) -> bool:
            ends: list[int] = []

            def ended(end: int) -> bool:
                ends.append(end)
                return True

            return node(place, ended) and then(ends[0])

        return atomic

    def _same_again(self, number: int) -> Node:
        def same(place: int, then: Then) -> bool:
            self._step()
            if number not in self._groups:
                return False
            said = self.text[slice(*self._groups[number])]
            return self.text.startswith(said, place) and then(place + len(said))

        return same

    def _depending(self, number: int, present: Any, absent: Any) -> Node:
        there = self._sequence(list(present))
        not_there = self._sequence(list(absent) if absent else [])

        def depending(place: int, then: Then) -> bool:
            return (there if number in self._groups else not_there)(place, then)

        return depending

    def _at(self, where: Any) -> Node:
        def at(place: int, then: Then) -> bool:
            self._step()
            return self._is_at(where, place) and then(place)

        return at

    def _is_at(self, where: Any, place: int) -> bool:
        text = self.text
        if where in {op.AT_BEGINNING, op.AT_BEGINNING_STRING}:
            return place == 0
        if where is op.AT_END:
            return place == len(text) or (place == len(text) - 1 and text[place] == "\n")
        if where is op.AT_END_STRING:
            return place == len(text)
        is_edge = (place > 0 and _is_word(text[place - 1])) != (place < len(text) and _is_word(text[place]))
        return is_edge is (where is op.AT_BOUNDARY)


def _is_word(character: str) -> bool:
    return character.isalnum() or character == "_"


_CATEGORIES: dict[Any, Callable[[str], bool]] = {
    op.CATEGORY_WORD: _is_word,
    op.CATEGORY_NOT_WORD: lambda character: not _is_word(character),
    op.CATEGORY_DIGIT: str.isdecimal,
    op.CATEGORY_NOT_DIGIT: lambda character: not character.isdecimal(),
    op.CATEGORY_SPACE: str.isspace,
    op.CATEGORY_NOT_SPACE: lambda character: not character.isspace(),
}


def _accepts(kind: Any, value: Any) -> Callable[[str], bool]:
    if kind is op.LITERAL:
        return lambda character: ord(character) == value
    if kind is op.NOT_LITERAL:
        return lambda character: ord(character) != value
    if kind is op.ANY:
        return lambda character: character != "\n"
    known: dict[str, bool] = {}

    def among(character: str) -> bool:
        if character not in known:
            known[character] = any(_is_in(character, *item) for item in value) is not (value[0][0] is op.NEGATE)
        return known[character]

    return among


def _is_in(character: str, kind: Any, value: Any) -> bool:
    if kind is op.LITERAL:
        return bool(ord(character) == value)
    if kind is op.RANGE:
        return bool(value[0] <= ord(character) <= value[1])
    return kind is op.CATEGORY and _CATEGORIES[value](character)
