"""The delay from the instant a stage becomes overdue until its line is painted in the alert bar."""

import sys
import time
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path
from statistics import median

from PySide6.QtCore import QEvent, QObject, QTimer

from tests.bench.child import answer, ask
from tests.bench.databases import EVERYONE, Databases, Scale
from tests.bench.figures import Figure
from tests.bench.timing import percentile
from tickets.actions.alerting import acknowledge
from tickets.actions.intake import CallDetails, ReportedFault, log_call
from tickets.service import TicketService
from tickets.store.queries.alert_panel import alert_panel
from tickets.store.schema import open_store
from ui.alerts.alert_bar import AlertGroupLine
from ui.app import make_app
from ui.open_window import open_window

LEAD = 10  # seconds for the window to open before the first deadline
LIMIT = timedelta(seconds=600)  # of the fault used below
GRACE = 5  # seconds to wait for a late alert


def run(databases: Databases, scale: Scale) -> Iterator[Figure]:
    """Measure one deadline a second, with the dispatch desk and its open tickets shown."""
    place = databases.fresh(scale.archives[0], scale.open, "alert")
    delays = ask("alert_delay", place, scale.instants)["delays"]
    size = f"{scale.open:,} open, {len(delays)} deadlines"
    if len(delays) != scale.instants:
        raise AssertionError(f"{scale.instants - len(delays)} alerts were never painted")
    yield Figure("deadline to alert on screen, median", size, median(delays), "ms")
    yield Figure("deadline to alert on screen, p99", size, percentile(delays, 99), "ms", 250)


def main(path: Path, count: int) -> None:
    """Open the window on the database at `path`, wait for `count` deadlines, and report the delays."""
    desk = TicketService(open_store(f"sqlite:///{path}"))
    first = desk.now() + timedelta(seconds=LEAD)
    due = {_ticket(desk, first + timedelta(seconds=turn)): first + timedelta(seconds=turn) for turn in range(count)}
    _clear_table(desk)
    app = make_app()
    window = open_window(desk, path.parent)
    window.main.open_desk("dispatch")
    delays: dict[int, float] = {}

    class Watcher(QObject):
        def eventFilter(self, painted: QObject, event: QEvent) -> bool:  # noqa: N802
            if event.type() is QEvent.Type.Paint and isinstance(painted, AlertGroupLine):
                ticket_id = painted.group.top.subject_id
                if ticket_id in due and ticket_id not in delays:
                    delays[ticket_id] = (time.time() - due[ticket_id].timestamp()) * 1000
                    QTimer.singleShot(0, lambda: window.main.alerts.acknowledge(painted.group.ids, frozenset()))
                    if len(delays) == count:
                        QTimer.singleShot(0, app.quit)
            return False

    watcher = Watcher()
    app.installEventFilter(watcher)
    window.main.show()
    QTimer.singleShot((LEAD + count + GRACE) * 1000, app.quit)
    app.exec()
    window.close()
    answer(delays=list(delays.values()))


def _ticket(desk: TicketService, due: datetime) -> int:
    """Log a call so late that its first stage becomes overdue at `due`, and return the ticket's id."""
    call = CallDetails("13800000000", "演示来电人", "路上冒水", "文化街北头", at=due - LIMIT)
    return desk.execute(log_call(call, ReportedFault(fault="visible_leak")), EVERYONE).result


def _clear_table(desk: TicketService) -> None:
    """Raise and acknowledge the earlier warnings, so that only what falls due from now on is unseen."""
    desk.sweep()
    panel = desk.read(alert_panel)
    desk.execute(
        acknowledge(frozenset(alert.id for alert in panel.alerts), frozenset(digest.id for digest in panel.digests)),
        EVERYONE,
    )


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]))
