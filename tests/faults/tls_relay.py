"""A relay that decrypts TLS and passes plain data on to a server without TLS."""

import socket
import ssl
from pathlib import Path

from tests.faults.relay import Relay, Side

_SSL_REQUEST = bytes.fromhex("00000008 04d2162f")  # libpq's first message when it prefers TLS


class TlsRelay(Relay):
    """A relay with a certificate. Traps get the plain data; `wire` is the encrypted data from every client.

    The certificate may be replaced for later connections. A client that asks for no TLS gets none.
    """

    def __init__(self, port: int, certificate: Path) -> None:
        self.certificate = certificate
        self.wire = bytearray()
        super().__init__(port)

    def _welcome(self, seat: socket.socket) -> Side:
        if seat.recv(len(_SSL_REQUEST), socket.MSG_PEEK | socket.MSG_WAITALL) != _SSL_REQUEST:
            return _Overheard(seat, self.wire)
        seat.recv(len(_SSL_REQUEST))
        seat.sendall(b"S")
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(self.certificate)
        context.set_alpn_protocols(["postgresql"])
        return _Sealed(seat, self.wire, context)


class _Overheard:
    """A client's end of the connection. Its data are recorded."""

    def __init__(self, seat: socket.socket, wire: bytearray) -> None:
        self._seat, self._wire = seat, wire

    def fileno(self) -> int:
        """Return what `select` waits for."""
        return self._seat.fileno()

    def recv(self, most: int) -> bytes:
        """Return the client's data; empty once it has disconnected."""
        data = self._seat.recv(most)
        self._wire += data
        return data

    def sendall(self, data: bytes) -> None:
        """Send data to the client."""
        self._seat.sendall(data)


class _Sealed(_Overheard):
    """A client's end of the connection under TLS. The handshake happens while the first data are read."""

    def __init__(self, seat: socket.socket, wire: bytearray, context: ssl.SSLContext) -> None:
        super().__init__(seat, wire)
        self._sealed, self._to_send = ssl.MemoryBIO(), ssl.MemoryBIO()
        self._tls = context.wrap_bio(self._sealed, self._to_send, server_side=True)

    def recv(self, most: int) -> bytes:
        """Return all the client's data; empty once it has disconnected.

        Raises OSError if it rejects the certificate.
        """
        data = bytearray()
        while not data and (sealed := super().recv(most)):
            self._sealed.write(sealed)
            try:
                while piece := self._tls.read(most):
                    data += piece
            except ssl.SSLWantReadError:
                pass
            finally:
                super().sendall(self._to_send.read())
        return bytes(data)

    def sendall(self, data: bytes) -> None:
        """Send data to the client."""
        self._tls.write(data)
        super().sendall(self._to_send.read())
