"""All rows of the card, in its order."""

from tests.scorecard import corruptions, crashpoints, fulldisks, killing, migrations, powercuts
from tests.scorecard.card import Row

ROWS: tuple[Row, ...] = (killing.ROW, powercuts.ROW, crashpoints.ROW, fulldisks.ROW, corruptions.ROW, migrations.ROW)
