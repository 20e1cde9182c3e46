"""Copies of a used database file and of its backup."""

import shutil
from pathlib import Path

import pytest

from tests.moving import Lived, lived, target  # noqa: F401


@pytest.fixture
def file(lived: Lived, tmp_path: Path) -> Path:  # noqa: F811
    """A copy of the database file, in a folder of its own."""
    folder = tmp_path / "data"
    folder.mkdir()
    return Path(shutil.copy(lived.file, folder / "desk.db"))


@pytest.fixture
def backup(lived: Lived, tmp_path: Path) -> Path:  # noqa: F811
    """A copy of the backup."""
    return Path(shutil.copy(lived.backup, tmp_path / "desk.backup.zip"))
