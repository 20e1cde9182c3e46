"""Takes incoming calls from `main.py --incoming-call`: a local socket that only this account can reach."""

import logging

from PySide6.QtCore import QObject, Signal
from PySide6.QtNetwork import QLocalServer, QLocalSocket

from tickets.cli.hand_over import ANSWER
from tickets.rules.incoming import BYTES_AT_MOST, from_message

_log = logging.getLogger(__name__)

_ALIVE_WITHIN = 200  # milliseconds; the system connects at once, even to a busy window


class IncomingCalls(QObject):
    """Listens under a name. `rang` carries an IncomingCall; `shown` asks for the window."""

    rang = Signal(object)
    shown = Signal()

    def __init__(self, name: str, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._callers: list[QLocalSocket] = []  # connections whose line is still to come
        self._server = QLocalServer(self)
        self._server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        self._server.newConnection.connect(self._on_connection)
        if _is_alive(name):  # Qt would take the name away from a window that is open
            return
        QLocalServer.removeServer(name)  # what a crash left behind
        if not self._server.listen(name):
            _log.warning("收不到来电：%s", self._server.errorString())

    @property
    def listens(self) -> bool:
        """Whether calls can be handed over to this window."""
        return self._server.isListening()

    def stop(self) -> None:
        """Take no more calls."""
        self._server.close()

    def _on_connection(self) -> None:
        while self._server.hasPendingConnections():
            caller = self._server.nextPendingConnection()
            caller.setParent(self)
            self._callers.append(caller)
            caller.readyRead.connect(self._read_all)
            caller.disconnected.connect(self._read_all)
        self._read_all()

    def _read_all(self) -> None:
        for caller in list(self._callers):
            is_over = caller.state() == QLocalSocket.LocalSocketState.UnconnectedState
            if caller.canReadLine():
                self._answer(caller)
            elif is_over or caller.bytesAvailable() > BYTES_AT_MOST:
                self._dismiss(caller)

    def _answer(self, caller: QLocalSocket) -> None:
        line = bytes(caller.readLine(BYTES_AT_MOST).data())
        try:
            call = from_message(line)
        except ValueError:
            self._dismiss(caller)
            return
        caller.write(ANSWER)
        caller.flush()
        self._dismiss(caller)
        if call is None:
            self.shown.emit()
        else:
            self.rang.emit(call)

    def _dismiss(self, caller: QLocalSocket) -> None:
        self._callers.remove(caller)
        caller.readyRead.disconnect(self._read_all)
        caller.disconnected.disconnect(self._read_all)
        caller.disconnectFromServer()
        caller.deleteLater()


def _is_alive(name: str) -> bool:
    """Return whether a program listens under a name."""
    probe = QLocalSocket()
    probe.connectToServer(name)
    alive = probe.waitForConnected(_ALIVE_WITHIN)
    probe.abort()
    return alive
