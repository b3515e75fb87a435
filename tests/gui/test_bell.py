"""After a long sleep the bell has much to tell, and tells it as one number."""

from collections.abc import Coroutine
from pathlib import Path
from typing import Any, cast

from PySide6.QtWidgets import QApplication

from desktop.changes import Changes
from desktop.local import mirror
from desktop.local.thread import StoreThread
from desktop.presenters.bell import BellPresenter
from desktop.services.bell import Bell
from desktop.services.outgoing import Outgoing
from desktop.views.main_window import MainWindow
from tests.gui.test_outage import Onlooker
from tests.support import virtual_time
from tests.support.virtual_time import Inline
from tests.unit.desktop.things import NOW, a_notification, a_page, a_store_in_memory

MANY, READ_ELSEWHERE = 500, 30


def test_five_hundred_events_after_a_sleep_are_one_number_and_nothing_comes_up(
    window: MainWindow, qapp: QApplication
) -> None:
    connection, onlooker = a_store_in_memory(), Onlooker()
    store = StoreThread(connection, Path("memory"), Inline())
    spawned = list[Coroutine[Any, Any, None]]()
    presenter = BellPresenter(
        window, Bell(store, cast(Outgoing, None)), lambda work, **_how: spawned.append(work), lambda: NOW / 1000
    )
    notices = [a_notification(f"n{number}", is_read=number < READ_ELSEWHERE) for number in range(MANY)]
    qapp.installEventFilter(onlooker)
    for start in range(0, MANY, 200):
        page = a_page(*notices[start : start + 200], next_=start + 200)
        changes = mirror.write_next(connection, page, mirror.cursor(connection))
        presenter.follow(changes)
        presenter.follow(Changes())
    for work in spawned:
        virtual_time.run(work)
    qapp.removeEventFilter(onlooker)
    assert onlooker.seen == []
    assert len(spawned) == 3  # once for each page, and not for each event
    assert window.header.bell.accessibleDescription() == f"{MANY - READ_ELSEWHERE} unread"
