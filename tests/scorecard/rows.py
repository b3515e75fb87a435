"""All rows of the card, in its order."""

from tests.scorecard import killing, migrations, powercuts
from tests.scorecard.card import Row

ROWS: tuple[Row, ...] = (killing.ROW, powercuts.ROW, migrations.ROW)
