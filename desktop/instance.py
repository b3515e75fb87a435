"""Starts on a profile that is in use. The lock decides that; the socket only carries messages to its holder."""

import hashlib
from pathlib import Path

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtNetwork import QLocalServer, QLocalSocket

ANSWER_MILLISECONDS = 2_000
MOST = 4_096


def call_the_other(directory: Path, link: str) -> bool:
    """Ask the running instance to come to the front and to open `link`. False where it does not answer."""
    socket = QLocalSocket()
    socket.connectToServer(_name(directory))
    if not socket.waitForConnected(ANSWER_MILLISECONDS):
        return False
    socket.write(link.encode()[:MOST] + b"\n")
    return socket.waitForReadyRead(ANSWER_MILLISECONDS) and bytes(socket.readAll().data()) == b"ok\n"


class Reception(QObject):
    """Listens for other instances that were started on this profile.

    Signals:
        called(str): one was started, with this link or none.
    """

    called = Signal(str)

    def __init__(self, directory: Path, parent: QObject) -> None:
        super().__init__(parent)
        self._server = QLocalServer(self)
        self._server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        self._server.newConnection.connect(self._on_connection)
        # We hold the lock, so a socket that is still there was left by a process that has died.
        QLocalServer.removeServer(_name(directory))
        self._server.listen(_name(directory))

    @Slot()
    def _on_connection(self) -> None:
        while (socket := self._server.nextPendingConnection()) is not None:
            socket.setParent(self)
            socket.readyRead.connect(self._on_message)
            socket.disconnected.connect(socket.deleteLater)

    @Slot()
    def _on_message(self) -> None:
        socket = self.sender()
        if isinstance(socket, QLocalSocket) and socket.canReadLine():
            link = bytes(socket.readLine(MOST).data()).decode("utf-8", "replace").strip()
            socket.write(b"ok\n")
            socket.flush()
            self.called.emit(link)


def _name(directory: Path) -> str:
    return "bellhop-" + hashlib.sha256(str(directory.resolve()).encode()).hexdigest()[:24]
