"""What the contact guard found, said."""

from desktop.models.plain import one_line
from desktop.models.rows import CheckRow, Mark
from desktop.services.guard import Findings
from marketplace.contract.contact import Finding, Severity

PLACES = {
    "cover_letter": "the cover letter",
    "message": "the message",
    "text": "this message",
    "answers": "an answer",
    "terms": "a milestone",
    "attachments": "a file's name",
}


def marks(found: tuple[Finding, ...]) -> tuple[Mark, ...]:
    """The places in one text."""
    return tuple(
        Mark(each.start, each.end, _tone(each), one_line(each.reason, 300), one_line(each.suggestion, 300))
        for each in found
    )


def checks(found: Findings) -> list[CheckRow]:
    """One line for each text that has any, the gravest first; it leads to its place."""
    return [_check(field, findings) for field, findings in found.items() if findings]


def is_blocking(found: Findings) -> bool:
    """Whether the marketplace would refuse."""
    return any(each.severity is Severity.BLOCK for findings in found.values() for each in findings)


def place(field: str) -> str:
    """Where in a sheet the text of `field` stands."""
    if field.startswith("attachments"):
        return "attachments"
    return field.removeprefix("terms.")


def _check(field: str, findings: tuple[Finding, ...]) -> CheckRow:
    gravest = next((each for each in findings if each.severity is Severity.BLOCK), findings[0])
    text = f"In {_where(field)}: {one_line(gravest.reason, 300)}"
    return CheckRow(text, place(field), _tone(gravest))


def _where(field: str) -> str:
    if field.startswith("attachments.") and field.endswith(".text"):
        return f"file {int(field.split('.')[1]) + 1}"
    return PLACES.get(field.partition(".")[0], "a text")


def _tone(finding: Finding) -> str:
    return "bad" if finding.severity is Severity.BLOCK else "warning"
