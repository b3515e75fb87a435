"""Several workers behind one socket: started together, started again when one dies, ended together."""

import logging
import multiprocessing
import os
import signal
import socket
import sys
import threading
from argparse import Namespace
from collections.abc import Callable
from multiprocessing.connection import Connection, wait
from multiprocessing.context import SpawnProcess
from types import FrameType

from marketplace.cli import serve
from marketplace.cli.errors import Failed

log = logging.getLogger("marketplace.workers")

START_SECONDS = 60.0
PATIENCE = 10.0
"""Seconds in which workers that were told to end may answer what they have begun."""

_spawn = multiprocessing.get_context("spawn")


def run(args: Namespace, listener: socket.socket, ready: Callable[[], None]) -> None:
    """Keep `args.workers` workers at work until told to end; `ready` is called once they all answer."""
    crew = _Crew(args, listener)
    before = signal.signal(signal.SIGTERM, crew.end)
    try:
        crew.start()
        ready()
        crew.watch()
    finally:
        crew.stop()
        signal.signal(signal.SIGTERM, before)


class _Crew:
    """The workers."""

    def __init__(self, args: Namespace, listener: socket.socket) -> None:
        self._args = args
        self._listener = listener
        self._ended = threading.Event()
        self._workers: list[SpawnProcess] = []

    def start(self) -> None:
        """Start all of them; raises Failed where one does not come up."""
        for number in range(self._args.workers):
            self._workers.append(self._started(number))

    def watch(self) -> None:
        """Until the end: whoever dies is replaced."""
        while not self._ended.is_set():
            wait([worker.sentinel for worker in self._workers], timeout=0.5)
            for number, worker in enumerate(self._workers):
                if worker.exitcode is not None and not self._ended.is_set():
                    log.error("A worker ended with %s; another one takes its place", worker.exitcode)
                    self._workers[number] = self._started(number)

    def stop(self) -> None:
        """Let all of them finish what they have begun."""
        for worker in self._workers:
            worker.terminate()
        for worker in self._workers:
            worker.join(PATIENCE)
            worker.kill()
            worker.join()

    def end(self, _signal: int, _frame: FrameType | None) -> None:
        """The whole server is told to end."""
        self._ended.set()

    def _started(self, number: int) -> SpawnProcess:
        ours, theirs = _spawn.Pipe(duplex=False)
        worker = _spawn.Process(target=_work, args=(self._args, number, self._listener, theirs), daemon=True)
        worker.start()
        theirs.close()
        answers = ours.poll(START_SECONDS) and _received(ours)
        ours.close()
        if not answers and not self._ended.is_set():
            raise Failed("A worker did not start; its own words stand above.")
        return worker


def _end_with_parent() -> None:
    """Nobody is left to end a worker whose parent was killed."""
    parent = multiprocessing.parent_process()
    assert parent is not None
    parent.join()
    os.kill(os.getpid(), signal.SIGTERM)


def _received(pipe: Connection) -> bool:
    try:
        return bool(pipe.recv())
    except EOFError:
        return False


def _work(args: Namespace, number: int, listener: socket.socket, ready: Connection) -> None:
    """One worker, in its process. Only the first one simulates clients."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C reaches all of us; the one who started us says when to end
    threading.Thread(target=_end_with_parent, daemon=True).start()
    args.simulate = args.simulate and number == 0
    try:
        serve.serve(args, listener, lambda _address: ready.send(True))
    except Exception as error:  # noqa: BLE001 - the last line of a process
        print(error, file=sys.stderr)
        sys.exit(1)
