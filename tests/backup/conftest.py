"""A used database file, and a backup of it."""

import shutil
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.checking import eventful
from tests.desk_fixtures import HandClock
from tickets.backup.make_backup import make
from tickets.service import TicketService
from tickets.store.schema import open_store


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
def file(lived: Lived, tmp_path: Path) -> Path:
    """A copy of the database file, in a folder of its own."""
    folder = tmp_path / "data"
    folder.mkdir()
    return Path(shutil.copy(lived.file, folder / "desk.db"))


@pytest.fixture
def backup(lived: Lived, tmp_path: Path) -> Path:
    """A copy of the backup."""
    return Path(shutil.copy(lived.backup, tmp_path / "desk.backup.zip"))
