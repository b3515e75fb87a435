"""The dialog `Templates`, said."""

from collections.abc import Mapping, Sequence

from desktop.local.earlier import EarlierLetter
from desktop.local.templates import Template
from desktop.models.plain import one_line
from desktop.models.rows import TemplateRow, VariableRow
from desktop.presenters.wording import amounts, times
from desktop.services.templates import Imported

UNNAMED = "New template"
EARLIER = "earlier "
MOST_SENTENCES = 3


def rows(templates: Sequence[Template], earlier: Sequence[EarlierLetter], now: int) -> list[TemplateRow]:
    """The templates, and behind them the letters that the same client got before."""
    return [*map(row, templates), *(_earlier(each, now) for each in earlier)]


def row(template: Template) -> TemplateRow:
    """One template."""
    name, shortcut = one_line(template.name, 120), f";{template.shortcut}" if template.shortcut else ""
    return TemplateRow(template.id, name, shortcut, template.text, ", ".join(filter(None, (name, shortcut))))


def variables(names: Sequence[str], values: Mapping[str, str]) -> list[VariableRow]:
    """What is to be filled in, each with what it was filled with last."""
    return [VariableRow(name, values.get(name, "")) for name in names]


def imported(found: Imported) -> str:
    """How many came in, and which did not."""
    told = f"{amounts.count(found.taken, 'template')} imported."
    left_out = " ".join(one_line(each, 200) for each in found.left_out[:MOST_SENTENCES])
    more = len(found.left_out) - MOST_SENTENCES
    return f"{told} {left_out}{f' And {more} more.' if more > 0 else ''}".strip()


def exported(count: int) -> str:
    """How many went out."""
    return f"{amounts.count(count, 'template')} written, each into a file of its own."


def _earlier(letter: EarlierLetter, now: int) -> TemplateRow:
    name = f"Your letter for “{one_line(letter.job_title, 100)}”"
    when = times.short(letter.sent_at, now)
    return TemplateRow(f"{EARLIER}{letter.proposal}", name, when, letter.text, f"{name}, {when}", is_fixed=True)
