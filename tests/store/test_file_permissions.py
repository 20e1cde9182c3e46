"""Phone numbers and password digests can't be read by other accounts of the machine."""

import os
import shutil
import stat
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication

import main
from tests.faults.conftest import without_privileges
from tests.ui.intake.test_drafts import draft
from tickets.cli import open_database
from tickets.connection.target import Target, save_target
from tickets.store.file_permissions import mend
from tickets.store.schema import open_store
from ui.intake.drafts import read_drafts, write_draft
from ui.open_window import preferences_in

DRAFT = draft()

pytestmark = pytest.mark.skipif(os.name != "posix", reason="permissions are set the POSIX way")


@pytest.fixture(autouse=True)
def usual_mask() -> Iterator[None]:
    """Create files with the usual permissions: everybody may read them."""
    before = os.umask(0o022)
    yield
    os.umask(before)


def modes(folder: Path) -> dict[str, int]:
    """Return the permissions of a folder and of everything in it."""
    return {path.name: stat.S_IMODE(path.stat().st_mode) for path in (folder, *folder.rglob("*"))}


def test_a_new_desk_is_readable_only_by_this_account(tmp_path: Path) -> None:
    folder = tmp_path / "deeper" / "data"
    with closing(open_store(f"sqlite:///{folder / 'desk.db'}")) as store, store.writing() as connection:
        connection.exec_driver_sql("UPDATE staff SET name = name")
        assert modes(folder) == {"data": 0o700, "desk.db": 0o600, "desk.db-wal": 0o600, "desk.db-shm": 0o600}


def test_a_world_readable_file_is_restricted_when_it_is_opened(tmp_path: Path, blank_file: Path) -> None:
    shutil.copy(blank_file, tmp_path / "desk.db")
    with closing(open_store(f"sqlite:///{tmp_path / 'desk.db'}")):
        for name in modes(tmp_path):
            (tmp_path / name if name != tmp_path.name else tmp_path).chmod(0o755 if name == tmp_path.name else 0o644)
        with closing(open_store(f"sqlite:///{tmp_path / 'desk.db'}")):
            mended = modes(tmp_path)
    assert mended.pop(tmp_path.name) == 0o755, "a folder named by the user may hold other things"
    assert set(mended) == {"desk.db", "desk.db-wal", "desk.db-shm"}
    assert set(mended.values()) == {0o600}


def test_the_programs_own_folder_is_restricted(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tmp_path / open_database.FOLDER
    save_target(folder / "connection.toml", Target("postgresql://server/desk"))
    assert modes(folder) == {open_database.FOLDER: 0o700, "connection.toml": 0o600}
    folder.chmod(0o755)
    (folder / "connection.toml").chmod(0o644)
    monkeypatch.setattr(open_database, "user_data_path", lambda *_, **__: folder)
    assert open_database.data_folder() == folder
    assert modes(folder) == {open_database.FOLDER: 0o700, "connection.toml": 0o600}


def test_the_log_folder_is_restricted(desk_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tmp_path / "state" / "log"
    monkeypatch.setattr(main, "log_folder", lambda: folder)
    for _ in range(2):
        assert main.main(["check", "--db", desk_url]) == 0
        assert stat.S_IMODE(folder.stat().st_mode) == 0o700
        assert list(folder.iterdir())
        folder.chmod(0o755)


def test_drafts_and_preferences_are_readable_only_by_this_account(tmp_path: Path, qapp: QCoreApplication) -> None:
    folder = tmp_path / "drafts"
    write_draft(folder, DRAFT)
    settings = preferences_in(tmp_path)
    settings.setValue("a", 1)
    settings.sync()
    expected = {"drafts": 0o700, f"{DRAFT.key}.json": 0o600}
    assert modes(folder) == expected
    assert modes(tmp_path)["desk.ini"] == 0o600
    folder.chmod(0o755)
    (folder / f"{DRAFT.key}.json").chmod(0o644)
    (tmp_path / "desk.ini").chmod(0o644)
    assert read_drafts(folder).drafts == (DRAFT,)
    assert modes(folder) == expected
    settings = preferences_in(tmp_path)
    assert settings.value("a") in (1, "1"), "nothing is lost"
    assert modes(tmp_path)["desk.ini"] == 0o600


@pytest.mark.parametrize(("before", "after"), [(0o664, 0o660), (0o660, 0o660), (0o666, 0o666), (0o640, 0o600)])
def test_restricting_a_file_keeps_the_access_of_accounts_that_may_write(
    tmp_path: Path, before: int, after: int
) -> None:
    file = tmp_path / "desk.db"
    file.touch()
    file.chmod(before)
    mend(file)
    assert stat.S_IMODE(file.stat().st_mode) == after


@pytest.mark.skipif(os.name != "posix" or os.geteuid() != 0, reason="takes two accounts")
def test_a_file_of_another_account_is_left_unchanged(tmp_path: Path) -> None:
    file = tmp_path / "desk.db"
    file.touch()
    file.chmod(0o644)
    with without_privileges():
        mend(file, tmp_path / "missing")
    assert stat.S_IMODE(file.stat().st_mode) == 0o644
