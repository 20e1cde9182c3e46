"""A folder for generated tickets."""

import shutil
from pathlib import Path

import pytest


@pytest.fixture(scope="session")
def room(blank_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a blank database, used by one set of generated tickets after the other."""
    folder = tmp_path_factory.mktemp("told")
    shutil.copy(blank_file, folder / "blank.db")
    return folder
