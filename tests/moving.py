"""A used database file with its backup, and a new database on a server to move or restore it to."""

import shutil
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from itertools import count
from pathlib import Path

import pytest

from tests.checking import eventful
from tests.desk_fixtures import HandClock, make_desk, open_on
from tests.server_admin.commands import ADMIN, ADMIN_PASSWORD
from tests.servers import Server
from tickets.backup.make_backup import make
from tickets.server_admin.administrator import Administrator, make_administrator
from tickets.service import TicketService
from tickets.store.engine import Store
from tickets.store.postgres.engine import Password
from tickets.store.schema import open_store

_NUMBERS = count(1)


@dataclass(frozen=True)
class Lived:
    """A database file in which every table has rows, a backup of it, and its last instant. Copy them."""

    file: Path
    backup: Path
    clock: HandClock


@pytest.fixture(scope="session")
def lived(blank_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Lived:
    """The database after a day and a half of work, and its backup."""
    folder = tmp_path_factory.mktemp("lived")
    file, clock = folder / "desk.db", HandClock()
    shutil.copy(blank_file, file)
    with closing(TicketService(open_store(f"sqlite:///{file}"), clock)) as desk:
        eventful.fill(desk, clock)
        backup = make(desk.store, folder / "desk.backup.zip", "desk", clock()).path
    return Lived(file, backup, clock)


@pytest.fixture
def target(server: Server) -> Iterator[Store]:
    """A new database on a server, with its first administrator; nobody else is connected."""
    name = f"target_{next(_NUMBERS)}"
    make_desk(server, name)
    with closing(open_on(server, name)) as store:
        make_administrator(store, name, Administrator(ADMIN, f"{name}.jia", Password(ADMIN_PASSWORD)))
        yield store
    server.execute(f"DROP DATABASE {name} WITH (FORCE)")


def database(store: Store) -> str:
    """Return the name of a store's database."""
    return str(store.engine.url.database)
