"""The bar that offers the undo lasts as long as it was said to, whatever is done to the clock."""

from typing import cast

import pytest

from desktop.presenters.outgoing import OutgoingPresenter
from desktop.presenters.sentences import Sentences
from desktop.services.outgoing import Outgoing, Sent
from desktop.services.uploads import Uploads
from desktop.views.main_window import MainWindow
from marketplace.contract.ids import CommandId, ProposalId


@pytest.mark.parametrize("jump", [-365 * 86_400, 365 * 86_400])
def test_a_clock_that_is_set_neither_keeps_the_bar_nor_takes_it_away(window: MainWindow, jump: float) -> None:
    clock, steady = [1_772_442_000.0], [50.0]
    presenter = OutgoingPresenter(
        window,
        cast(Outgoing, None),
        Uploads(),
        Sentences(window),
        lambda _work, **_how: None,
        lambda: clock[0],
        lambda: steady[0],
    )
    presenter.show_sending(Sent(CommandId("c"), ProposalId("p"), "draft", 10), "To Nordwind")
    clock[0] += jump
    steady[0] += 9.0
    presenter._on_tick()
    assert window.sending.isVisible()
    steady[0] += 1.0
    presenter._on_tick()
    assert not window.sending.isVisible()
