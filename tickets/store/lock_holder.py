"""Which process holds a SQLite file against writing, as far as Linux tells: it may be stopped and hold it for ever."""

import os
from pathlib import Path

_WRITE_LOCK = 120  # the byte of the -shm file that a writer in WAL mode locks


def lock_holder_of(database: Path, locks: Path = Path("/proc/locks"), processes: Path = Path("/proc")) -> str:
    """Return who writes into a database now, in words: "进程 4711，python，已停住". "" when it can't be told.

    `locks` and `processes` stand in for what the system tells.
    """
    try:
        shared = database.with_name(f"{database.name}-shm").stat()
        place = f"{os.major(shared.st_dev):02x}:{os.minor(shared.st_dev):02x}:{shared.st_ino}"
        held = [line.split() for line in locks.read_text("ascii").splitlines()]
        pid = next(_pid(parts) for parts in held if place in parts and _covers(parts) and _pid(parts) != os.getpid())
        name, state = _told(processes / str(pid) / "stat")
    except (OSError, ValueError, IndexError, AttributeError, StopIteration):
        return ""
    return f"进程 {pid}，{name}" + ("，已停住" if state in "Tt" else "")


def _pid(parts: list[str]) -> int:
    return int(parts[parts.index("WRITE") + 1])


def _covers(parts: list[str]) -> bool:
    """Return whether a line of /proc/locks is a lock that is held, of the byte that writers lock."""
    if "->" in parts or "WRITE" not in parts:
        return False
    first, last = parts[-2:]
    return int(first) <= _WRITE_LOCK and (last == "EOF" or int(last) >= _WRITE_LOCK)


def _told(status: Path) -> tuple[str, str]:
    """Return a process's name and the letter of its state."""
    text = status.read_text("utf-8", "replace")
    end = text.rindex(")")
    return text[text.index("(") + 1 : end], text[end + 2]
