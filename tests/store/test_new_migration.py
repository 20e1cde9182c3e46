"""`make migration` writes the differences between the tables and the last schema."""

import shutil
from pathlib import Path

import pytest
from sqlalchemy import Column, Integer, Table

from tickets.store import version
from tickets.store.migrations import new
from tickets.store.tables import metadata


def test_a_new_table_comes_into_the_next_migration_and_head_is_raised(tmp_path: Path) -> None:
    versions, head = tmp_path / "versions", tmp_path / "version.py"
    shutil.copytree(Path(new.__file__).parent / "versions", versions)
    shutil.copy(version.__file__, head)
    extra = Table("extra", metadata, Column("id", Integer, primary_key=True))
    try:
        made = new.make("Patrols after frost", versions, head)
    finally:
        metadata.remove(extra)
    number = f"{int(version.HEAD) + 1:04}"
    assert made == versions / f"{number}_patrols_after_frost.py"
    text = made.read_text(encoding="utf-8")
    assert '"""Patrols after frost' in text
    assert f"revision = '{number}'" in text and f"down_revision = '{version.HEAD}'" in text
    assert text.count("op.create_table") == 1 and "'extra'" in text, "and nothing else"
    assert f'HEAD = "{number}"' in head.read_text(encoding="utf-8")


def test_a_migration_without_a_word_is_refused(tmp_path: Path) -> None:
    with pytest.raises(SystemExit, match="what it is for"):
        new.make(" ! ", tmp_path, tmp_path / "version.py")
