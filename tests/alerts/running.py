"""Runs the program as a process and waits for its output."""

import os
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path

from tests.desk_fixtures import superuser

ROOT = Path(__file__).parents[2]
PATIENCE = 30


class Running:
    """A running process. Its lines are stored as they come."""

    def __init__(self, *arguments: str, password: str | None = None) -> None:
        """Start Python with these arguments; a server gets the test superuser's password, or another one."""
        secret = {"PGUSER": str(superuser().login), "PGPASSWORD": password or str(superuser().password)}
        self._process = subprocess.Popen(
            [sys.executable, "-u", *arguments],
            cwd=ROOT,
            env={**os.environ, **secret},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        self.lines: list[str] = []
        self._news = threading.Condition()
        self._reader = threading.Thread(target=self._read, daemon=True)
        self._reader.start()

    def says(self, *words: str) -> bool:
        """Return whether one line contains all these words, now or within the time limit."""
        with self._news:
            return self._news.wait_for(
                lambda: any(all(word in line for word in words) for line in self.lines), PATIENCE
            )

    def signal(self, sign: int) -> None:
        """Send a signal."""
        self._process.send_signal(sign)

    def ends(self) -> tuple[int, float, str]:
        """Return the exit code, the seconds until the exit, and stderr."""
        began = time.monotonic()
        code = self._process.wait(PATIENCE)
        taken = time.monotonic() - began
        self._reader.join(PATIENCE)
        assert self._process.stderr is not None
        return code, taken, self._process.stderr.read()

    def end(self) -> None:
        """Kill it."""
        self._process.kill()
        self._process.wait()
        self._reader.join(PATIENCE)
        for stream in (self._process.stdout, self._process.stderr):
            if stream is not None:
                stream.close()

    def _read(self) -> None:
        assert self._process.stdout is not None
        for line in self._process.stdout:
            with self._news:
                self.lines.append(line.rstrip("\n"))
                self._news.notify_all()


Start = Callable[..., Running]


def watch(start: Start, url: str, *more: str) -> Running:
    """Start a watch on a database and wait until it has begun."""
    process = start("main.py", "watch", "--db", url, *more)
    assert process.says("开始值守"), process.lines
    return process
