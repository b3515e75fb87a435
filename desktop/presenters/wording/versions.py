"""The dialog `History`, said: when a version was, what it was like, and how it differs from what is written now."""

from collections.abc import Iterator, Sequence

from desktop.local.drafts import Fields
from desktop.local.revisions import Revision
from desktop.models.plain import one_line
from desktop.models.rows import DifferenceRow, Stretch, VersionRow
from desktop.presenters.wording import amounts, times
from desktop.presenters.wording import terms as terms_wording
from desktop.services import terms, versions
from desktop.services.differences import Kind, Passage, differences
from marketplace.contract.entities import Job

SHOWN_AROUND = 60
"""Characters of what is the same that are shown on each side of what differs."""


def rows(found: Sequence[Revision], now: int) -> list[VersionRow]:
    """The versions, newest first."""
    return [_row(each, now, is_newest=not place) for place, each in enumerate(found)]


def effort(history: Sequence[Revision], now: int) -> str:
    """How long it was written on, and since when."""
    if not history:
        return ""
    minutes = amounts.count(versions.minutes_written(history), "minute")
    return f"Begun {times.at_length(history[-1].saved_at, now)}; about {minutes} of writing so far."


def compared(version: Fields, current: Fields, job: Job) -> list[DifferenceRow]:
    """How `version` differs from `current`, field by field; fields that are alike are left out."""
    found = []
    for name, before, after in _fields(version, current, job):
        if before != after:
            # What is in the version alone is what restoring it would add.
            found.append(_difference(name, differences(after, before)))
    return found


def _row(version: Revision, now: int, *, is_newest: bool) -> VersionRow:
    when = times.at_length(version.saved_at, now)
    text = f"Now, saved {when}" if is_newest else when[:1].upper() + when[1:]
    if version.origin is not None:
        text = f"{text}, from {one_line(version.origin, 60)}"
    length = sum(map(len, (version.fields.cover_letter, version.fields.message, *version.fields.answers)))
    aside = amounts.count(length, "character")
    return VersionRow(version.revision, text, aside, f"{text}, {aside}")


def _fields(version: Fields, current: Fields, job: Job) -> Iterator[tuple[str, str, str]]:
    yield "Terms", _terms(version, job), _terms(current, job)
    yield "Cover letter", version.cover_letter, current.cover_letter
    for place, question in enumerate(job.questions):
        yield one_line(question, 300), _answer(version, place), _answer(current, place)
    yield "Message to the client", version.message, current.message
    yield "Attachments", _files(version), _files(current)


def _terms(fields: Fields, job: Job) -> str:
    proposed = terms.proposed(job, fields)
    return "As the client offered" if proposed is None else terms_wording.at_length(proposed)


def _answer(fields: Fields, place: int) -> str:
    return fields.answers[place] if place < len(fields.answers) else ""


def _files(fields: Fields) -> str:
    return "\n".join(one_line(each.name, 120) for each in fields.attachments)


def _difference(name: str, passages: Sequence[Passage]) -> DifferenceRow:
    shown = [
        Stretch(each.kind, each.text if each.kind is not Kind.SAME else _shortened(each.text)) for each in passages
    ]
    added, removed = _all(passages, Kind.ADDED), _all(passages, Kind.REMOVED)
    said = [f"Only in this version: {added}"] if added else []
    said += [f"Only in what is written now: {removed}"] if removed else []
    return DifferenceRow(name, tuple(shown), one_line(". ".join(said), 2_000))


def _all(passages: Sequence[Passage], kind: Kind) -> str:
    return " ".join(each.text.strip() for each in passages if each.kind is kind).strip()


def _shortened(text: str) -> str:
    """What is the same, as far as it helps to find the place."""
    if len(text) <= 2 * SHOWN_AROUND + 20:
        return text
    return f"{text[:SHOWN_AROUND]} … {text[-SHOWN_AROUND:]}"
