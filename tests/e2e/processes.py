"""Controls a workstation that runs as a process."""

import json
import os
import signal
import subprocess
import sys
import threading
from pathlib import Path

from tests.staffed import Member

ROOT = Path(__file__).parents[2]
PATIENCE = 40  # seconds


class SeatProcess:
    """Runs `module` in a folder shared with its predecessors and successors: the sent commands are stored there."""

    def __init__(self, module: str, folder: Path, url: str, member: Member, crew: int) -> None:
        self.outbox = folder / "outbox"
        folder.mkdir(exist_ok=True)
        (role,) = member.who.roles
        settings = folder / "settings.json"
        options = {
            "url": url, "login": member.login, "password": str(member.password), "staff": member.id,
            "name": member.who.name, "role": role, "crew": crew,
        }  # fmt: skip
        settings.write_text(json.dumps(options), "utf-8")
        self._errors = folder / "errors"
        with self._errors.open("a", encoding="utf-8") as errors:
            self._process = subprocess.Popen(
                [sys.executable, "-u", "-m", module, str(settings)], cwd=ROOT, text=True, stdin=subprocess.PIPE,
                stdout=subprocess.PIPE, stderr=errors, env=os.environ | {"QT_QPA_PLATFORM": "offscreen"},
            )  # fmt: skip
        self.lines: list[str] = []
        self._news = threading.Condition()
        self._reader = threading.Thread(target=self._read, daemon=True)
        self._reader.start()

    def says(self, words: str, after: int = 0) -> bool:
        """Return whether a line after the first `after` contains these words, now or within the time limit."""
        with self._news:
            return self._news.wait_for(lambda: any(words in line for line in self.lines[after:]), PATIENCE)

    def tell(self, line: str) -> None:
        """Send it a line."""
        assert self._process.stdin is not None
        self._process.stdin.write(line + "\n")
        self._process.stdin.flush()

    def board(self) -> list[str]:
        """Return the rows of its board."""
        before = len(self.lines)
        self.tell("board")
        assert self.says("[", before)
        return next(json.loads(line) for line in self.lines[before:] if line.startswith("["))

    def kill(self) -> None:
        """Kill it."""
        self._process.send_signal(signal.SIGKILL)
        assert self._process.wait(PATIENCE) == -signal.SIGKILL

    def leave(self) -> None:
        """Let it end normally."""
        assert self._process.stdin is not None
        self._process.stdin.close()
        assert self._process.wait(PATIENCE) == 0

    def end(self) -> None:
        """End it, and check that it printed no error: no thread died, no slot failed."""
        self._process.kill()
        self._process.wait()
        self._reader.join(PATIENCE)
        for stream in (self._process.stdin, self._process.stdout):
            assert stream is not None
            stream.close()
        complaints = self._errors.read_text("utf-8")
        assert not complaints, complaints

    def _read(self) -> None:
        assert self._process.stdout is not None
        for line in self._process.stdout:
            with self._news:
                self.lines.append(line.rstrip("\n"))
                self._news.notify_all()
