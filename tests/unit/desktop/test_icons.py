"""An icon that a presenter names exists: a missing one would only be noticed when it is painted."""

import pytest

from desktop import resources
from desktop.presenters import lists
from desktop.presenters.status import why_nothing_is_here
from desktop.presenters.wording import notices
from desktop.services.connectivity import Reach
from marketplace.contract.entities import NotificationKind

NAMED = {
    *(state[0] for state in lists.EMPTY.values()),
    *(why_nothing_is_here(reach, "")[0] for reach in Reach),
    *(notices.icon(kind)[0] for kind in NotificationKind),
}


@pytest.mark.parametrize("name", sorted(NAMED))
def test_a_named_icon_exists(name: str) -> None:
    assert resources.path("icons", f"{name}.svg").is_file()
