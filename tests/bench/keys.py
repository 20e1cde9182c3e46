"""How many keys an operator and a dispatcher press beside the typed words, counted in the real window."""

import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

from PySide6.QtWidgets import QApplication

from tests.bench.child import answer, ask
from tests.bench.databases import Databases, Scale
from tests.bench.figures import KEYS, Figure
from tests.screens import HeldClock, Operator, open_on
from tickets.actions.intake import CallDetails, ReportedFault
from tickets.actions.settling import log_settled_call
from tickets.demo import fill_with_demo
from tickets.rules.instants import utc_now
from tickets.rules.words import Role, State
from tickets.service import TicketService
from tickets.store.queries.board import BoardRow, open_tickets
from tickets.store.queries.lookups import list_places
from tickets.store.rows import Who
from tickets.store.schema import open_store
from ui.app import make_app
from ui.desks import DESKS

MOST = {"known_caller": 3, "new_caller": 2, "attach": 2, "chase": 2, "dispatch": 2, "stage": 1}
_INTAKE, _DISPATCH, *_ = DESKS
_WHO = Who(None, "演示", frozenset(Role), "演示席")
_NEW, _KNOWN, _NEIGHBOUR = "13806359901", "13806359902", "13806359903"


def run(_databases: Databases, _scale: Scale) -> Iterator[Figure]:
    """Take calls, dispatch and accept in a process of its own; fails when a step didn't do what it should."""
    for name, count in ask("keys").items():
        yield Figure(name, "beside the words", count, KEYS, MOST[name])


class _Counting(Operator):
    """Counts the keys that are pressed; typed words are not counted."""

    keys = 0

    def press(self, *keys: str) -> None:
        """Press keys and count them."""
        self.keys += len(keys)
        super().press(*keys)


def main() -> None:
    """Work through the calls, and answer with the number of keys of each."""
    make_app("light")
    with tempfile.TemporaryDirectory(prefix="hotline-desk-keys-") as scratch:
        service = TicketService(open_store(f"sqlite:///{scratch}/desk.db"))
        fill_with_demo(service)
        _let_somebody_be_known(service)
        window = open_on(HeldClock(utc_now()), service, Path(scratch))
        operator = _Counting(window)
        operator.settle()
        with closing(window):
            answer(**_count(operator, service))


def _let_somebody_be_known(service: TicketService) -> None:
    place = next(place.id for place in service.read(list_places) if place.name == "司岗")
    call = CallDetails(_KNOWN, "演示来电人", "水表停走", "村东头")
    service.execute(log_settled_call(call, ReportedFault("meter_stopped", place), "约明天换表"), _WHO)


def _count(operator: _Counting, service: TicketService) -> dict[str, int]:
    def counted(work: Callable[[], object]) -> int:
        operator.keys = 0
        work()
        return operator.keys

    def call(phone: str, words: str, *keys: str) -> None:
        operator.type(phone)
        operator.press("Return")
        operator.type(words)
        operator.press(*keys)

    def newest() -> BoardRow:
        return max(service.read(open_tickets), key=lambda row: row.id)

    def check(expected: object, found: object) -> None:
        if found != expected:
            raise AssertionError(f"{found!r}, not {expected!r}")

    counts = {}
    counts["known_caller"] = counted(lambda: call(_KNOWN, "家里没水了", "Alt+U", "Ctrl+Return"))
    check(("司岗", "no_water"), (newest().place, newest().fault))
    counts["new_caller"] = counted(lambda: call(_NEW, "柳林屯水管爆了，喷得很高", "Ctrl+Return"))
    check(("柳林屯", "burst_main"), (newest().place, newest().fault))
    counts["attach"] = counted(lambda: call(_NEIGHBOUR, "柳林屯爆管了，路上都是水", "Ctrl+M"))
    check(2, newest().calls)
    counts["chase"] = counted(lambda: call(_NEW, "怎么还没来人", "Ctrl+B"))
    check(1, newest().chases)
    desk = operator.open(_DISPATCH)
    operator.press("Ctrl+F")
    operator.type("柳林屯")
    operator.press("Return", "Down")
    counts["dispatch"] = counted(lambda: operator.press("D", "1"))
    check(State.DISPATCHED, newest().state)
    counts["stage"] = counted(lambda: operator.press("A"))
    check(State.ACCEPTED, newest().state)
    assert desk.isVisible()
    return counts


if __name__ == "__main__":
    main()
    QApplication.processEvents()
    sys.stdout.flush()
