"""The files that ship with the code."""

from pathlib import Path

_RESOURCES = Path(__file__).resolve().parents[2] / "resources"


def resource_path(name: str) -> Path:
    """Return the path of a shipped file; `name` is relative to resources/."""
    return _RESOURCES / name
