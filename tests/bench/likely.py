"""Which open tickets a call may be about: computed while the caller speaks."""

from collections.abc import Iterator
from contextlib import closing
from statistics import median

from tests.bench.databases import MOMENT, Databases, Scale
from tests.bench.figures import Figure
from tests.bench.timing import side_by_side
from tickets.rules.likeness import Call, likely
from tickets.rules.words import FaultGroup, Zone
from tickets.service import TicketService
from tickets.store.queries.callers import open_for_likeness
from tickets.store.schema import open_store


def run(databases: Databases, scale: Scale) -> Iterator[Figure]:
    """Measure reading the open tickets, and comparing one call with all of them."""
    place = databases.copy(scale.archives[0], scale.open, "likely")
    call = Call(
        phone="13800000000", fault="visible_leak", group=FaultGroup.MAIN, zone=Zone.URBAN, address="文化街北头路口西侧"
    )
    with closing(TicketService(open_store(f"sqlite:///{place}"), lambda: MOMENT)) as desk:
        tickets = desk.read(open_for_likeness)
        reading, comparing = side_by_side(
            scale.few, lambda: desk.read(open_for_likeness), lambda: likely(call, tickets, MOMENT)
        )
    yield Figure("open tickets read for likeness", f"{scale.open:,} open", median(reading), "ms")
    yield Figure("likeness of a call", f"{scale.open:,} open", median(comparing), "ms")
