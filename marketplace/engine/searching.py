"""Finding jobs by words: what is kept of a job for that, and what is asked of it.

A client has few jobs next to all there are: who reads those of one by their index need not have another for words.
"""

import re
import unicodedata
from collections.abc import Iterable, Sequence

from sqlalchemy import ColumnElement, and_, true

from marketplace.contract.entities import Job
from marketplace.engine.schema import job

_WORD = re.compile(r"[^\W_]+")
_UNCASED = "Lo"
"""Letters of scripts that write no blank between words: such a word may stand anywhere."""


def words_of(one: Job) -> str:
    """All words of a job, as they are kept: each once, with a blank before it."""
    return kept((one.title, one.description, one.category, *one.skills))


def kept(texts: Iterable[str]) -> str:
    """The words of `texts`, as they are kept."""
    words = dict.fromkeys(word for text in texts for word in _words(text))
    return "".join(f" {word}" for word in words)


def has_all(asked: str) -> ColumnElement[bool]:
    """Every word of `asked` begins one of the job's; neither case nor accents count. No word is in every job."""
    return and_(true(), *(job.c.words.like(f"%{_beginning(word)}%") for word in _words(asked)))


def _beginning(word: str) -> str:
    return word if unicodedata.category(word[0]) == _UNCASED else f" {word}"


def _words(text: str) -> Sequence[str]:
    if text.isascii():
        return _WORD.findall(text.lower())
    apart = unicodedata.normalize("NFKD", text).casefold()
    return _WORD.findall("".join(each for each in apart if not unicodedata.combining(each)))
