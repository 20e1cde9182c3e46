"""A line that is encrypted as far as here, from where the plain words go on to a server that knows no TLS."""

import socket
import ssl
from pathlib import Path

from tests.faults.relay import Relay, Side

_SSL_REQUEST = bytes.fromhex("00000008 04d2162f")  # what libpq says first when it would like TLS


class TlsRelay(Relay):
    """A relay that shows a certificate. Traps get the plain words; `wire` is what went over the wire, from every seat.

    The certificate may be replaced: who comes next is shown the other one. A seat that asks for no TLS has none.
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
    """A seat's end of the line. What it sends is kept as it comes."""

    def __init__(self, seat: socket.socket, wire: bytearray) -> None:
        self._seat, self._wire = seat, wire

    def fileno(self) -> int:
        """Return what `select` waits for."""
        return self._seat.fileno()

    def recv(self, most: int) -> bytes:
        """Return what the seat says; nothing once it has hung up."""
        said = self._seat.recv(most)
        self._wire += said
        return said

    def sendall(self, said: bytes) -> None:
        """Say something to the seat."""
        self._seat.sendall(said)


class _Sealed(_Overheard):
    """A seat's end of the line under TLS. The hands are shaken while the first words are read."""

    def __init__(self, seat: socket.socket, wire: bytearray, context: ssl.SSLContext) -> None:
        super().__init__(seat, wire)
        self._sealed, self._to_send = ssl.MemoryBIO(), ssl.MemoryBIO()
        self._tls = context.wrap_bio(self._sealed, self._to_send, server_side=True)

    def recv(self, most: int) -> bytes:
        """Return all that the seat has said; nothing once it has hung up. Raises OSError if it likes no certificate."""
        said = bytearray()
        while not said and (sealed := super().recv(most)):
            self._sealed.write(sealed)
            try:
                while piece := self._tls.read(most):
                    said += piece
            except ssl.SSLWantReadError:
                pass
            finally:
                super().sendall(self._to_send.read())
        return bytes(said)

    def sendall(self, said: bytes) -> None:
        """Say something to the seat."""
        self._tls.write(said)
        super().sendall(self._to_send.read())
