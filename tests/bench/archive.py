"""A page of a large archive for each kind of search, and a report, against the plain driver with the same SQL."""

from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import timedelta
from statistics import median

from tests.archive_pages import page
from tests.bench.databases import MOMENT, Databases, Scale, bare, spoken
from tests.bench.figures import Figure
from tests.bench.timing import side_by_side
from tickets.reports.measures import report
from tickets.reports.scope import Scope
from tickets.rules.instants import local_day
from tickets.rules.search_query import understand
from tickets.rules.words import Priority, State
from tickets.service import TicketService
from tickets.store.queries.archive import ArchiveFilter
from tickets.store.schema import open_store

TODAY = local_day(MOMENT)
LONG_AGO = MOMENT - timedelta(days=2000)


def run(databases: Databases, scale: Scale) -> Iterator[Figure]:
    """Run each search repeatedly, alternating the program and the plain SQL."""
    size = f"{scale.archives[1]:,} archived"
    place = databases.copy(scale.archives[1], scale.open, "archive")
    with (
        closing(TicketService(open_store(f"sqlite:///{place}"), lambda: MOMENT)) as desk,
        closing(bare(place)) as driver,
    ):
        for name, question in _questions(desk).items():
            said = spoken(desk, question, ("SELECT",))

            def replay(said: list[tuple[str, object]] = said) -> None:
                driver.execute("BEGIN")
                for sql, parameters in said:
                    driver.execute(sql, parameters).fetchall()
                driver.execute("COMMIT")

            ours, floor = map(median, side_by_side(scale.few, question, replay))
            yield Figure(name, size, ours, "ms", None, floor)


def _questions(desk: TicketService) -> dict[str, Callable[[], object]]:
    """Return the searches to measure, by name."""
    newest = desk.read(page, ArchiveFilter(), None, 1)[0]
    asked = {
        "the newest": ArchiveFilter(),
        "five years back": ArchiveFilter(until=LONG_AGO),
        "P1 and cancelled": ArchiveFilter(priorities=frozenset({Priority.P1}), states=frozenset({State.CANCELLED})),
        "a number": ArchiveFilter(understand(newest.number, TODAY)),
        "a phone": ArchiveFilter(understand(newest.phone, TODAY)),
        "its last four": ArchiveFilter(understand(newest.phone[-4:], TODAY)),
        "a place": ArchiveFilter(understand(newest.place or newest.address, TODAY)),
        "common words": ArchiveFilter(understand("请快点来人", TODAY)),
        "words nobody said": ArchiveFilter(understand("消防车压坏了井盖", TODAY)),
    }
    pages = {f"archive page: {name}": lambda wanted=wanted: desk.read(page, wanted) for name, wanted in asked.items()}
    reports = {
        f"report of {days} days": lambda days=days: desk.read(report, Scope(MOMENT - timedelta(days), MOMENT), MOMENT)
        for days in (30, 365)
    }
    return pages | reports
