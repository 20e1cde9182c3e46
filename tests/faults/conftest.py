"""Broken files, servers and connections: a file of its own for each test, a server of its own for each module."""

import os
import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.desk_fixtures import Hand, HandClock
from tests.faults.serving import desk_server
from tests.faults.tls_relay import TlsRelay
from tests.servers import Server
from tickets.service import TicketService
from tickets.store.schema import open_store

if TYPE_CHECKING:
    from tests.faults.certificates import Authority

SOON = 0.2  # seconds to wait for a locked file in these tests
NOBODY = 65534

Open = Callable[..., Hand]


@pytest.fixture
def folder() -> Iterator[Path]:
    """An empty folder that everybody may enter."""
    path = Path(tempfile.mkdtemp(prefix="hotline-desk-faults-"))
    path.chmod(0o777)
    yield path
    path.chmod(0o777)
    shutil.rmtree(path)


@pytest.fixture
def file(folder: Path, blank_file: Path) -> Path:
    """A valid database file that everybody may write."""
    path = folder / "desk.db"
    shutil.copy(blank_file, path)
    path.chmod(0o666)
    return path


@pytest.fixture
def sit_down() -> Iterator[Open]:
    """Open a service on a file (`open_store` may fail); closed when the test ends."""
    desks: list[TicketService] = []

    def sit(path: Path, clock: HandClock | None = None) -> Hand:
        desk = TicketService(open_store(f"sqlite:///{path}", SOON), clock or HandClock())
        desks.append(desk)
        return Hand(desk)

    yield sit
    for desk in desks:
        desk.close()


@contextmanager
def without_privileges() -> Iterator[None]:
    """Enforce file permissions for this block even when root runs the tests."""
    if os.name != "posix" or os.geteuid() != 0:
        yield
        return
    os.seteuid(NOBODY)
    try:
        yield
    finally:
        os.seteuid(0)


@pytest.fixture(scope="module")
def own_server() -> Iterator[Server]:
    """A server with the program's database."""
    with desk_server() as running:
        yield running


@pytest.fixture
def up(own_server: Server) -> Iterator[Server]:
    """The module's server, running; it is started again for the next test."""
    yield own_server
    if not own_server.running:
        own_server.start()


@pytest.fixture(scope="module")
def ours(tmp_path_factory: pytest.TempPathFactory) -> "Authority":
    """The authority whose root certificate the workstations have."""
    pytest.importorskip("cryptography", reason="there is nothing here to make certificates with")
    from tests.faults.certificates import Authority

    return Authority(tmp_path_factory.mktemp("authority"), "ours")


@pytest.fixture
def tls(up: Server, ours: "Authority") -> Iterator[TlsRelay]:
    """The encrypted connection to the module's server."""
    relay = TlsRelay(up.port, ours.issue(["127.0.0.1", "localhost"]))
    yield relay
    relay.close()
