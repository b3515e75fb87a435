"""All rows of the card, in its order."""

from tests.scorecard import (
    attachment,
    converging,
    corruptions,
    crashpoints,
    endings,
    fulldisks,
    hostile,
    idling,
    killing,
    lossy,
    migrations,
    offline,
    powercuts,
    returning,
    sleeping,
    twice,
    undoing,
    upgrade,
)
from tests.scorecard.card import Row

ROWS: tuple[Row, ...] = (
    killing.ROW,
    undoing.ROW,
    twice.ROW,
    endings.ROW,
    powercuts.ROW,
    crashpoints.ROW,
    fulldisks.ROW,
    lossy.ROW,
    attachment.ROW,
    converging.ROW,
    corruptions.ROW,
    migrations.ROW,
    upgrade.ROW,
    hostile.ROW,
    offline.ROW,
    sleeping.ROW,
    returning.ROW,
    idling.ROW,
)
