"""Versions of the program and its parts, for support."""

import os
import platform
import sys
from functools import cache
from importlib.metadata import PackageNotFoundError, version

from tickets.store.version import SQLITE

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
    program, python, system = basics()
    return [program, python, *libraries(), ("SQLite", SQLITE), system]


def basics() -> list[tuple[str, str]]:
    """Return the versions that need no file access: of the program, of Python and of the system."""
    return [("程序", f"{NAME} {VERSION}"), ("Python", sys.version.split()[0]), ("系统", _system())]


def libraries() -> list[tuple[str, str]]:
    """Return names and versions of the libraries. The first call reads their files: 10 ms."""
    return [(name, _version(package)) for name, package in _PARTS]


def in_a_line(known: list[tuple[str, str]]) -> str:
    """Return names and versions as one line for the log."""
    return "，".join(f"{name} {version}" for name, version in known)


def _system() -> str:
    if sys.platform != "linux":
        return platform.platform()
    # The same as platform.platform(), which scans the whole Python binary.
    libc = os.confstr("CS_GNU_LIBC_VERSION") if "CS_GNU_LIBC_VERSION" in os.confstr_names else None
    parts = [platform.system(), platform.release(), platform.machine()]
    return "-".join([*parts, "with", libc.replace(" ", "")] if libc else parts)


@cache
def _version(package: str) -> str:
    try:
        return version(package)
    except PackageNotFoundError:
        return "没有装"
