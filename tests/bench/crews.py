"""Searches for a crew's present and former tickets, alone and with a word, against the same plain SQL."""

from collections.abc import Iterator
from contextlib import closing
from functools import partial
from pathlib import Path
from statistics import median

from tests.archive_pages import count, page
from tests.bench.archive import TODAY
from tests.bench.databases import MOMENT, Databases, Scale, bare, spoken
from tests.bench.figures import Figure
from tests.bench.timing import side_by_side
from tickets.rules.search_query import understand
from tickets.service import TicketService
from tickets.store.queries.archive import ArchiveFilter, look
from tickets.store.queries.lookups import list_crews
from tickets.store.schema import open_store

EACH = 25  # one in so many tickets was given to another crew
# The first crew's round of 受理 becomes the second one, and another crew gets the first.
_CLOCK = (
    'subject_kind, subject_id, stage, started, "limit", limit_id, extended, term, held, held_since, stopped, outcome, '
    "deadline, next_rung, priority"
)
_AGAIN = f"""INSERT INTO clocks ({_CLOCK}, round, crew_id) SELECT {_CLOCK}, 2, crew_id FROM clocks
             WHERE stage = 'accept' AND subject_id % {EACH} = 0 AND outcome = 'done'"""
_BEFORE = """UPDATE clocks SET outcome = 'reassigned',
             crew_id = (SELECT id FROM crews WHERE id <> clocks.crew_id LIMIT 1)
             WHERE stage = 'accept' AND round = 1 AND subject_id IN (SELECT subject_id FROM clocks WHERE round = 2)"""


def run(databases: Databases, scale: Scale) -> Iterator[Figure]:
    """Search for a crew, alternating the program and the plain SQL: the first slice, a page, the count."""
    archived = scale.start_archive * 3 // 2
    place = databases.copy(archived, scale.open, "crews")
    _hand_on(place)
    with (
        closing(TicketService(open_store(f"sqlite:///{place}"), lambda: MOMENT)) as desk,
        closing(bare(place)) as driver,
    ):
        crew, newest = desk.read(list_crews)[0].name, desk.read(page, ArchiveFilter(), None, 1)[0]
        asked = {
            "a crew": crew,
            "a crew and a word": f"{crew} 结冰",
            "a crew and a fault": f"{crew} {newest.fault_name}",
            "a crew and a place": f"{crew} {newest.place}",
        }
        for name, typed in asked.items():
            wanted = ArchiveFilter(understand(typed, TODAY))
            for kind, ask in (("slice", look), ("page", page), ("count", count)):
                question = partial(desk.read, ask, wanted)
                said = spoken(desk, question, ("SELECT",))

                def replay(said: list[tuple[str, object]] = said) -> None:
                    driver.execute("BEGIN")
                    for sql, parameters in said:
                        driver.execute(sql, parameters).fetchall()
                    driver.execute("COMMIT")

                ours, floor = map(median, side_by_side(scale.few, question, replay))
                yield Figure(f"archive, {kind}: {name}", f"{archived:,} archived", ours, "ms", None, floor)


def _hand_on(place: Path) -> None:
    with closing(bare(place)) as connection:
        connection.execute("BEGIN")
        connection.execute(_AGAIN)
        connection.execute(_BEFORE)
        connection.execute("COMMIT")
