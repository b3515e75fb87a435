"""All rows of the card, in its order."""

from tests.scorecard import corruptions, killing, migrations, powercuts
from tests.scorecard.card import Row

ROWS: tuple[Row, ...] = (killing.ROW, powercuts.ROW, corruptions.ROW, migrations.ROW)
