"""What a verb answers: words for a person, values for a program, and how it ended."""

from enum import IntEnum
from typing import NamedTuple

from marketplace.contract.refusals import Refusal


class Code(IntEnum):
    """Exit codes."""

    DONE = 0
    FAILED = 1
    USAGE = 2
    REFUSED = 3
    QUEUED = 4


class Answer(NamedTuple):
    """`text` is for a person, `data` what `--json` prints."""

    text: str
    data: object
    code: Code = Code.DONE


class Ended(Exception):
    """A verb cannot go on; the sentence says why."""

    def __init__(self, sentence: str, code: Code = Code.USAGE) -> None:
        super().__init__(sentence)
        self.sentence = sentence
        self.code = code


def refused(refusal: Refusal) -> Answer:
    """A no, the marketplace's or by its rules."""
    return Answer(refusal.sentence, {"outcome": "refused", "refusal": refusal}, Code.REFUSED)
