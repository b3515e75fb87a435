"""Putting the table of figures into the documents that show it."""

from tests.bench.programs import ROOT
from tests.support.documents import replaced

PAGE, README = ROOT / "docs" / "bench.md", ROOT / "README.md"
NAME = "bench"

FIRST = f"""# Figures

`make bench` measures these beside a bare PySide6 window of the same size, in the same run, and writes the table.
Ratios are medians of pairs measured in turn; a missed bound ends the run with 1. Run it on a quiet machine: other Qt
programs share pages with both sides, which makes the memory ratio look worse than it is.

<!-- {NAME} -->
<!-- /{NAME} -->
"""


def update(table: str) -> None:
    """Write `table` into the page of figures, and into the README where it has a place for it."""
    PAGE.parent.mkdir(exist_ok=True)
    if not PAGE.exists():
        PAGE.write_text(FIRST, "utf-8")
    for document in (PAGE, README):
        if document.exists():
            document.write_text(replaced(document.read_text("utf-8"), NAME, table), "utf-8")
