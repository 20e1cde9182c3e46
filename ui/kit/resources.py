"""The files that ship with the code, and the name and the hotline of the company."""

from pathlib import Path

COMPANY = "东阿瑞泓水务"
HOTLINE = "3280212"


_RESOURCES = Path(__file__).resolve().parents[2] / "resources"


def resource_path(name: str) -> Path:
    """Return the path of a shipped file; `name` is relative to resources/."""
    return _RESOURCES / name
