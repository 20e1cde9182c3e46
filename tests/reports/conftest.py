"""A folder for stories."""

import shutil
from pathlib import Path

import pytest


@pytest.fixture(scope="session")
def room(blank_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a blank database, in which one course of stories after the other is told."""
    folder = tmp_path_factory.mktemp("told")
    shutil.copy(blank_file, folder / "blank.db")
    return folder
