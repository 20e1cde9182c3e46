"""From the start of a telephone's process until the window has the number, against a bare Python process."""

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

from PySide6.QtCore import QEventLoop, QTimer
from PySide6.QtWidgets import QApplication

from tests.bench.databases import Databases, Scale
from tests.bench.figures import Figure
from tests.bench.timing import percentile, side_by_side
from tickets.cli.hand_over import window_name
from ui.runtime.incoming import IncomingCalls

ROOT = Path(__file__).parents[2]
GOAL = 200  # milliseconds
AT_LEAST = 20  # handed over; fewer have no 95th percentile
GIVEN_UP_AFTER = 30_000  # milliseconds


def run(databases: Databases, scale: Scale) -> Iterator[Figure]:
    """Hand over one number after the other."""
    _app = QApplication.instance() or QApplication(["bench", "-platform", "offscreen"])
    with TemporaryDirectory() as folder:
        url = f"sqlite:///{folder}/desk.db"
        window = IncomingCalls(window_name(url))
        numbers, started = iter(range(10_000)), list[subprocess.Popen[bytes]]()
        ours, floor = side_by_side(
            max(scale.few, AT_LEAST), lambda: started.append(_hand_over(window, url, next(numbers))), _start_python
        )
        window.stop()
        for process in started:
            process.wait()
    note = f"a bare Python process takes {percentile(floor, 95):.0f} ms"
    yield Figure("number handed over, p95", "one after the other", percentile(ours, 95), "ms", GOAL, note=note)


def _hand_over(window: IncomingCalls, url: str, number: int) -> "subprocess.Popen[bytes]":
    """Return the process, which is just ending, once the window has the number."""
    loop = QEventLoop()
    window.rang.connect(loop.quit)
    QTimer.singleShot(GIVEN_UP_AFTER, loop, lambda: loop.exit(1))
    words = [sys.executable, "main.py", "--db", url, "--incoming-call", f"138{number:08}"]
    process = subprocess.Popen(words, cwd=ROOT)
    if loop.exec():
        raise AssertionError("the number did not arrive")
    window.rang.disconnect(loop.quit)
    return process


def _start_python() -> None:
    subprocess.run([sys.executable, "-c", ""], check=True)
