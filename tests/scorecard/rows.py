"""All rows of the card, in its order."""

from tests.scorecard import corruptions, crashpoints, fulldisks, killing, lossy, migrations, powercuts
from tests.scorecard.card import Row

ROWS: tuple[Row, ...] = (
    killing.ROW,
    powercuts.ROW,
    crashpoints.ROW,
    fulldisks.ROW,
    lossy.ROW,
    corruptions.ROW,
    migrations.ROW,
)
