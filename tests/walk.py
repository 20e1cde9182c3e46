"""Pictures that follow one call from the telephone to the report, for the README: `python -m tests.walk FOLDER`.

Demo data, worked with the keys that the manual names. The clock is put forward between the steps.
"""

import sys
import tempfile
from datetime import UTC, datetime
from pathlib import Path

from PySide6.QtCore import QEventLoop, QTimer
from PySide6.QtWidgets import QApplication

from tests.screens import PLACE, HeldClock, Operator, open_on, take_a_call
from tickets.actions.dispatch import dispatch
from tickets.actions.progress import accept, arrive, depart, isolate, resolve
from tickets.demo import fill_with_demo
from tickets.rules.words import Move, Role
from tickets.service import TicketService
from tickets.store.queries.board import open_tickets
from tickets.store.queries.lookups import list_crews
from tickets.store.queries.ticket_file import ticket_file
from tickets.store.rows import Who
from tickets.store.schema import open_store
from ui.app import make_app
from ui.desks import DESKS

BEGIN = datetime(2026, 1, 23, 0, 12, tzinfo=UTC)  # 08:12 in Dong'e on a frosty morning
SWEPT_MS = 2500  # the watch looks at the clock every second
_, DISPATCH, ARCHIVE, REPORTS, *_ = DESKS
DEMO = Who(None, "演示", frozenset(Role), "演示席")
STEPS = {Move.ACCEPT: accept, Move.DEPART: depart, Move.ARRIVE: arrive, Move.ISOLATE: isolate, Move.RESOLVE: resolve}


def main(folder: Path) -> int:
    """Draw the walk into `folder` and return the exit code."""
    folder.mkdir(parents=True, exist_ok=True)
    make_app("light")
    with tempfile.TemporaryDirectory(prefix="hotline-desk-walk-") as scratch:
        clock = HeldClock(BEGIN)
        service = TicketService(open_store(f"sqlite:///{scratch}/desk.db"), clock)
        fill_with_demo(service)
        operator = Operator(open_on(clock, service, Path(scratch)))
        try:
            _walk(operator, clock, folder)
        finally:
            operator.window.close()
    return 0


def _walk(operator: Operator, clock: HeldClock, folder: Path) -> None:
    def draw(step: str) -> None:
        operator.settle()
        operator.window.main.grab().save(str(folder / f"walk-{step}.png"))

    def later(minutes: float, *keys: str) -> None:
        clock.forward(minutes)
        _wait_for_the_watch()
        operator.press(*keys)

    take_a_call(operator)
    draw("1-call")
    operator.press("Ctrl+Return")
    operator.open(DISPATCH)
    operator.press("Ctrl+F")
    operator.type(PLACE)
    later(1, "Return", "Down", "D")
    draw("2-crew")
    operator.press("1")
    later(2, "A", "G")
    draw("3-on-the-way")
    _finish_the_others(operator.window.session.service)
    later(20, "V")
    later(15, "I", "R")
    operator.type("哈夫节抱箍修复，冲洗后通水")
    operator.press("Ctrl+Return")
    later(5, "B", "1", "Ctrl+Return", "C")
    operator.open(ARCHIVE)
    operator.press("Down")
    draw("4-finished")
    operator.open(REPORTS)
    draw("5-report")


def _wait_for_the_watch() -> None:
    """Let the window live until the watch has swept at the clock's present instant."""
    waiting = QEventLoop()
    QTimer.singleShot(SWEPT_MS, waiting.quit)
    waiting.exec()


def _finish_the_others(service: TicketService) -> None:
    """Bring every ticket but the newest to its callback, so that nothing else falls overdue in the next hour."""
    *others, _ = sorted(row.id for row in service.read(open_tickets))
    crew = service.read(list_crews)[0].id
    for key in others:
        while (file := service.read(ticket_file, key, service.now())) is not None:
            if file.next_move is Move.DISPATCH:
                service.execute(dispatch(key, None, crew), DEMO)
            elif file.next_move in STEPS:
                service.execute(STEPS[file.next_move](key, None), DEMO)
            else:
                break


if __name__ == "__main__":
    code = main(Path(sys.argv[1] if len(sys.argv) > 1 else "docs/pictures"))
    QApplication.processEvents()
    sys.exit(code)
