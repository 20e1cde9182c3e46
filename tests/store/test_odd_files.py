"""A pipe, a device, a folder, an endless or a broken file in place of the program's own files blocks nothing."""

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.ui.intake.test_drafts import draft
from tickets.backup.plan import FILE, load_plan
from tickets.errors import Refused, Unavailable
from tickets.importing.importer import _open
from tickets.store.schema import open_store
from ui.intake.drafts import write_draft

ROOT = Path(__file__).parents[2]
PATIENCE = 25  # seconds for a whole start; Qt waits 30 for an invalid lock
PREFERENCES = """
from ui.open_window import preferences_in
settings = preferences_in(Path(sys.argv[1]))
settings.setValue("a", 1)
settings.sync()
print(preferences_in(Path(sys.argv[1])).value("a"))
"""
DRAFTS = """
from ui.intake.draft_claim import Claim
print(len(Claim(Path(sys.argv[1]), "f" * 32).take().drafts))
"""
STORE = """
from tickets.errors import DeskError
from tickets.store.schema import open_store
try:
    open_store("sqlite:///" + sys.argv[1] + "/desk.db")
except DeskError as error:
    print(error.sentence)
"""


def make_endless(path: Path) -> None:
    path.touch()
    os.truncate(path, 1 << 40)


def make_broken(path: Path) -> None:
    path.write_bytes(b"\x00\xff[%" * 1000)


KINDS: dict[str, Callable[[Path], object]] = {
    "pipe": os.mkfifo,
    "device": lambda path: path.symlink_to("/dev/zero"),
    "folder": Path.mkdir,
    "endless": make_endless,
    "broken": make_broken,
    "empty": Path.touch,
}
WRITTEN = [kind for kind in KINDS if kind != "device"]  # Qt would replace the device itself by a file

pytestmark = pytest.mark.skipif(os.name != "posix", reason="pipes have no names in folders there")


def run(script: str, folder: Path) -> str:
    head = "import sys\nfrom pathlib import Path\n"
    done = subprocess.run(
        [sys.executable, "-c", head + script, str(folder)],
        cwd=ROOT, capture_output=True, text=True, timeout=PATIENCE, check=True,
    )  # fmt: skip
    return done.stdout.strip()


@pytest.mark.parametrize("kind", WRITTEN)
def test_preferences_are_saved_even_if_something_else_is_in_place_of_their_file(kind: str, tmp_path: Path) -> None:
    KINDS[kind](tmp_path / "desk.ini")
    KINDS[kind](tmp_path / "desk.ini.lock")
    assert run(PREFERENCES, tmp_path) == "1"
    if kind not in ("broken", "empty"):
        assert (tmp_path / "desk.ini.broken").exists()


@pytest.mark.parametrize("kind", KINDS)
def test_drafts_are_found_even_if_something_else_is_in_place_of_a_lock_file(kind: str, tmp_path: Path) -> None:
    kept = draft()
    write_draft(tmp_path, kept, "a" * 32)
    KINDS[kind](tmp_path / f"{'a' * 32}.lock")
    KINDS[kind](tmp_path / f"{'f' * 32}.lock")
    assert run(DRAFTS, tmp_path) == "1"


def test_a_pipe_in_place_of_a_database_side_file_is_named(tmp_path: Path) -> None:
    open_store(f"sqlite:///{tmp_path}/desk.db").close()
    os.mkfifo(tmp_path / "desk.db-journal")
    assert "desk.db-journal" in run(STORE, tmp_path)


@pytest.mark.parametrize("kind", ["device", "folder"])
@pytest.mark.parametrize("ending", ["-journal", "-wal", "-shm"])
def test_anything_but_a_file_in_place_of_a_database_side_file_is_named(kind: str, ending: str, tmp_path: Path) -> None:
    KINDS[kind](tmp_path / f"desk.db{ending}")
    with pytest.raises(Unavailable) as caught:
        open_store(f"sqlite:///{tmp_path}/desk.db")
    assert f"desk.db{ending}" in caught.value.sentence


@pytest.mark.parametrize("kind", [kind for kind in KINDS if kind != "empty"])
def test_an_unreadable_backup_plan_is_reported(kind: str, tmp_path: Path) -> None:
    KINDS[kind](tmp_path / FILE)
    with pytest.raises(Refused):
        load_plan(tmp_path, is_server=False)


@pytest.mark.parametrize("kind", ["pipe", "device", "folder"])
def test_rejected_rows_are_written_to_the_next_possible_file(kind: str, tmp_path: Path) -> None:
    KINDS[kind](tmp_path / "rejected.csv")
    path, file = _open(tmp_path / "rejected.csv", tmp_path / "other.csv")
    file.close()
    assert path == tmp_path / "other.csv"
