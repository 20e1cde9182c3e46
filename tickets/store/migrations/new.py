"""Makes the next migration: `make migration NAME="what it is for"`.

It contains the differences between tickets/store/tables.py and the last schema, to be checked by hand. HEAD is raised.
"""

import re
import sys
from pathlib import Path

from alembic import command
from sqlalchemy import create_engine

from tickets.store import version
from tickets.store.schema import alembic_config, upgrade


def make(name: str, versions: Path, head_file: Path) -> Path:
    """Write a migration into `versions`, raise HEAD in `head_file`, and return the migration's file."""
    number = f"{int(version.HEAD) + 1:04}"
    words = re.sub(r"\W+", "_", name.lower()).strip("_")
    if not words:
        raise SystemExit('Say what it is for: make migration NAME="what it is for"')
    with create_engine("sqlite://").begin() as connection:
        upgrade(connection)
        config = alembic_config(connection)
        config.set_main_option("file_template", "%%(rev)s_%%(slug)s")
        config.set_main_option("path_separator", "newline")
        config.set_main_option("version_locations", str(versions))
        script = command.revision(config, name, autogenerate=True, rev_id=number)
    head_file.write_text(
        head_file.read_text(encoding="utf-8").replace(f'HEAD = "{version.HEAD}"', f'HEAD = "{number}"'), "utf-8"
    )
    return Path(script.path)  # type: ignore[union-attr]


if __name__ == "__main__":
    make(" ".join(sys.argv[1:]), Path(__file__).parent / "versions", Path(version.__file__))
