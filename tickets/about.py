"""What the program is made of, for who looks after it: versions, and where its log lies."""

import platform
import sys
from importlib.metadata import PackageNotFoundError, version

VERSION = "0.1.0"
NAME = "抢修热线"
_PARTS = (
    ("PySide6", "pyside6-essentials"),
    ("SQLAlchemy", "sqlalchemy"),
    ("APScheduler", "apscheduler"),
    ("psycopg", "psycopg"),
)


def versions() -> list[tuple[str, str]]:
    """Return names and versions of the program, of Python, of the libraries and of the system."""
    found = [("程序", f"{NAME} {VERSION}"), ("Python", sys.version.split()[0])]
    return [*found, *((name, _version(package)) for name, package in _PARTS), ("系统", platform.platform())]


def _version(package: str) -> str:
    try:
        return version(package)
    except PackageNotFoundError:
        return "没有装"
