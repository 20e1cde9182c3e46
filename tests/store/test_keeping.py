"""Before a file's schema is changed, a copy of it is kept; without one it is not changed."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from alembic import command

from tests.desk_fixtures import proper_sentence
from tickets.errors import Unavailable
from tickets.store import keeping
from tickets.store.engine import Store, make_engine
from tickets.store.schema import alembic_config, open_store
from tickets.store.version import HEAD


@pytest.fixture
def old(blank_file: Path, tmp_path: Path) -> Path:
    """A file of the version before, with rows in it; its last ones are in its write-ahead log."""
    path = tmp_path / "desk.db"
    path.write_bytes(blank_file.read_bytes())
    with closing(Store(make_engine(f"sqlite:///{path}"))) as store, store.writing() as connection:
        command.downgrade(alembic_config(connection), "0002")
    return path


def version(path: Path) -> str:
    with closing(sqlite3.connect(path)) as connection:
        return str(connection.execute("SELECT version_num FROM alembic_version").fetchone()[0])


def crews(path: Path) -> list[str]:
    with closing(sqlite3.connect(path)) as connection:
        return [name for (name,) in connection.execute("SELECT name FROM crews ORDER BY id")]


def test_an_old_file_is_kept_as_it_was_when_it_is_opened_and_once_only(old: Path) -> None:
    before = crews(old)
    for _ in range(2):
        open_store(f"sqlite:///{old}").close()
    (copy,) = [path for path in old.parent.iterdir() if path != old]
    assert copy.name.startswith("desk-before-upgrade-0002-")
    assert (version(old), version(copy)) == (HEAD, "0002")
    assert crews(old) == crews(copy) == before


def test_a_new_file_leaves_no_copy(tmp_path: Path) -> None:
    open_store(f"sqlite:///{tmp_path / 'desk.db'}").close()
    assert [path.name for path in tmp_path.iterdir()] == ["desk.db"]


def test_a_file_that_can_t_be_copied_is_not_upgraded(old: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_args: object) -> None:
        raise sqlite3.OperationalError("database or disk is full")

    monkeypatch.setattr(keeping, "_copy", full)
    with pytest.raises(Unavailable) as caught:
        open_store(f"sqlite:///{old}")
    assert "没有升级" in proper_sentence(caught.value.sentence)
    assert version(old) == "0002"
    assert list(old.parent.iterdir()) == [old]
