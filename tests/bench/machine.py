"""The machine and the versions of a run, which its numbers depend on."""

import os
import platform
import sqlite3
import tempfile
from contextlib import closing
from importlib.metadata import version
from pathlib import Path

import psutil

from tests.bench.timing import median, milliseconds


def describe(folder: Path) -> str:
    """Return the description of the machine. `folder` is where the databases are."""
    memory = psutil.virtual_memory().total / 2**30
    packages = ", ".join(f"{name} {version(name)}" for name in ("PySide6-Essentials", "SQLAlchemy", "APScheduler"))
    return "\n".join(
        (
            f"{_processor()}, {os.cpu_count()} cores, {memory:.0f} GiB, {platform.system()} {platform.release()}",
            f"Python {platform.python_version()}, SQLite {sqlite3.sqlite_version}, {packages}",
            f"one durable commit takes {_commit(folder):.2f} ms; load before the run {os.getloadavg()[0]:.1f}",
        )
    )


def _processor() -> str:
    listed = Path("/proc/cpuinfo")
    if listed.exists():
        for line in listed.read_text().splitlines():
            if line.startswith("model name"):
                return line.partition(":")[2].strip()
    return platform.processor() or platform.machine()


def _commit(folder: Path) -> float:
    with tempfile.TemporaryDirectory(dir=folder) as place, closing(sqlite3.connect(Path(place) / "disk.db")) as bare:
        bare.isolation_level = None
        bare.execute("PRAGMA journal_mode=WAL")
        bare.execute("PRAGMA synchronous=FULL")
        bare.execute("CREATE TABLE line (words TEXT)")
        return median([milliseconds(lambda: bare.execute("INSERT INTO line VALUES ('x')")) for _ in range(50)])
