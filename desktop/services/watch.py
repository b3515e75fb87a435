"""Noticing that the world jumped: the computer slept, or came into another network.

Whoever waits on a connection from before waits in vain, and nobody tells them. So two clocks are compared, and the
address that this computer would be reached at; neither costs a packet.
"""

import asyncio
import socket
from collections.abc import Callable

from desktop.clock import Clock, steady_clock, system_clock

TICK = 2.0
ASLEEP = 5.0
"""Seconds beyond a tick after which the computer, or this program, must have slept."""
NOWHERE = ("192.0.2.1", 9)
"""An address that is kept for documentation: a datagram socket is pointed at it, and nothing is ever sent."""


class Watch:
    """Runs until its task is cancelled, and calls `on_jump` after each jump."""

    def __init__(
        self,
        on_jump: Callable[[], None],
        clock: Clock = system_clock,
        steady: Clock = steady_clock,
        address: Callable[[], str] | None = None,
    ) -> None:
        self._on_jump = on_jump
        self._clock = clock
        self._steady = steady
        self._address = address or own_address

    async def run(self) -> None:
        """Look every two seconds."""
        wall, steady, address = self._clock(), self._steady(), self._address()
        while True:
            await asyncio.sleep(TICK)
            passed = max(self._clock() - wall, self._steady() - steady)
            former = address
            wall, steady, address = self._clock(), self._steady(), self._address()
            if passed > TICK + ASLEEP or (address and address != former):
                self._on_jump()


def own_address() -> str:
    """The address that packets to anywhere would come from, empty where there is no way out."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as asking:
        try:
            asking.connect(NOWHERE)
        except OSError:
            return ""
        return str(asking.getsockname()[0])
