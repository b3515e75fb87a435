"""The floor: what PySide6 itself costs. A window of the program's size with a list of 40 rows, and nothing else.

Run as a script, so that nothing of ours is imported. Notes its first paint in the file named by its argument.
"""

import sys
import time

from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QApplication, QListWidget, QMainWindow

WIDTH, HEIGHT, ROWS = 1400, 900, 40


class BareWindow(QMainWindow):
    """Knows when it was painted."""

    is_painted = False

    def paintEvent(self, event: QPaintEvent) -> None:
        """Override QWidget.paintEvent."""
        super().paintEvent(event)
        self.is_painted = True


def main(marks: str) -> int:
    """Show the window, note its first paint in `marks`, and stay."""
    app = QApplication([])
    window = BareWindow()
    window.resize(WIDTH, HEIGHT)
    rows = QListWidget()
    rows.addItems([f"Row {number}" for number in range(ROWS)])
    window.setCentralWidget(rows)
    window.show()
    while not window.is_painted:
        app.processEvents()
    with open(marks, "a", encoding="utf-8") as file:  # noqa: PTH123 - nothing that a bare window does without
        file.write(f"painted {time.monotonic_ns()}\n")
    return app.exec()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
