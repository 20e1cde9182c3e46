"""Writes the program's own small TOML files."""

import json
import os
import tempfile
from collections.abc import Mapping
from pathlib import Path

from tickets.store.file_permissions import make_private_folder


def write_toml(path: Path, values: Mapping[str, object]) -> None:
    """Replace a file at once by one with these texts, flags and whole numbers. Its folder is created if missing.

    Raises OSError; then the old file is unchanged.
    """
    make_private_folder(path.parent)
    descriptor, name = tempfile.mkstemp(prefix=f".{path.name}.", dir=path.parent)
    part = Path(name)
    try:
        with os.fdopen(descriptor, "w", encoding="utf-8") as file:
            file.writelines(f"{key} = {_toml(value)}\n" for key, value in values.items())
            file.flush()
            os.fsync(file.fileno())
        part.replace(path)
    finally:
        part.unlink(missing_ok=True)


def _toml(value: object) -> str:
    """Return a value as TOML. JSON's string syntax is valid TOML except for one character."""
    return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")
