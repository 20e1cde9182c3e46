"""What blocks one of the program's small files is moved aside, and nothing else."""

import os
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QLockFile, QSysInfo

from ui.kit.locks import ENDING, move_aside, move_aside_lock, process_of


def aside(path: Path) -> Path:
    return path.with_name(path.name + ENDING)


@pytest.mark.parametrize(("size", "stays"), [(0, True), (10, True), (11, False)])
def test_only_a_file_that_is_too_large_is_moved_aside(tmp_path: Path, size: int, stays: bool) -> None:
    path = tmp_path / "draft.json"
    path.write_bytes(b"x" * size)
    move_aside(path, 10)
    assert (path.exists(), aside(path).exists()) == (stays, not stays)


def make_pipe(path: Path) -> None:
    if os.name != "posix":
        pytest.skip("pipes have no names in folders there")
    os.mkfifo(path)


@pytest.mark.parametrize("make", [Path.mkdir, make_pipe], ids=["folder", "pipe"])
@pytest.mark.parametrize("move", [lambda path: move_aside(path, 10), move_aside_lock], ids=["file", "lock"])
def test_what_is_no_file_is_moved_aside(
    tmp_path: Path, make: Callable[[Path], None], move: Callable[[Path], None]
) -> None:
    path = tmp_path / "seat.lock"
    make(path)
    move(path)
    assert not path.exists()
    assert aside(path).exists()


def test_where_nothing_is_or_nothing_can_be_moved_there_is_no_error(tmp_path: Path) -> None:
    path = tmp_path / "seat.lock"
    move_aside(path, 10)
    move_aside_lock(path)
    assert list(tmp_path.iterdir()) == []
    path.mkdir()
    aside(path).write_text("in the way")
    move_aside(path, 10)
    assert path.is_dir()


def test_a_lock_is_moved_aside_only_if_it_names_no_process(tmp_path: Path) -> None:
    path = tmp_path / "seat.lock"
    lock = QLockFile(str(path))
    assert lock.tryLock(0)
    assert process_of(QLockFile(str(path))) == os.getpid()
    move_aside_lock(path)
    assert path.exists()
    lock.unlock()
    path.write_text("")
    assert process_of(QLockFile(str(path))) == 0
    move_aside_lock(path)
    assert (path.exists(), aside(path).exists()) == (False, True)


def test_a_lock_of_more_than_sixty_four_kilobytes_is_no_lock(tmp_path: Path) -> None:
    content = f"{os.getpid()}\npython\n{QSysInfo.machineHostName()}\n"
    for size, stays in ((1 << 16, True), ((1 << 16) + 1, False)):
        path = tmp_path / f"{size}.lock"
        path.write_text(content + "\n" * (size - len(content)))
        move_aside_lock(path)
        assert path.exists() is stays
