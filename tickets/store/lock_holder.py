"""Finds the process that holds the write lock of a SQLite file, on Linux. A stopped process holds it for ever."""

import os
from pathlib import Path

_WRITE_LOCK = 120  # the byte of the -shm file that a writer locks in WAL mode


def lock_holder_of(database: Path, locks: Path = Path("/proc/locks"), processes: Path = Path("/proc")) -> str:
    """Return the process that writes to a database, as text: "进程 4711，python，已停住". "" when it is unknown.

    `locks` and `processes` replace the files of the system in tests.
    """
    try:
        shared = database.with_name(f"{database.name}-shm").stat()
        place = f"{os.major(shared.st_dev):02x}:{os.minor(shared.st_dev):02x}:{shared.st_ino}"
        held = [line.split() for line in locks.read_text("ascii").splitlines()]
        pid = next(_pid(parts) for parts in held if place in parts and _covers(parts) and _pid(parts) != os.getpid())
        name, state = _name_and_state(processes / str(pid) / "stat")
    except (OSError, ValueError, IndexError, AttributeError, StopIteration):
        return ""
    return f"进程 {pid}，{name}" + ("，已停住" if state in "Tt" else "")


def _pid(parts: list[str]) -> int:
    return int(parts[parts.index("WRITE") + 1])


def _covers(parts: list[str]) -> bool:
    """Return whether a line of /proc/locks is a held lock that covers the writers' byte."""
    if "->" in parts or "WRITE" not in parts:
        return False
    first, last = parts[-2:]
    return int(first) <= _WRITE_LOCK and (last == "EOF" or int(last) >= _WRITE_LOCK)


def _name_and_state(status: Path) -> tuple[str, str]:
    """Return a process's name and its one-letter state."""
    text = status.read_text("utf-8", "replace")
    end = text.rindex(")")
    return text[text.index("(") + 1 : end], text[end + 2]
