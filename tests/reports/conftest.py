"""A database for generated tickets."""

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from tests.desk_fixtures import WarmFile


@pytest.fixture(scope="session")
def file(blank_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[WarmFile]:
    """A database for one set of generated tickets after the other."""
    with closing(WarmFile(blank_file, tmp_path_factory.mktemp("told"))) as file:
        yield file
