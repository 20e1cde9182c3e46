"""The report over the public ledger of water main breaks, compared with a count over the CSV file."""

import csv
from collections import Counter
from datetime import UTC, date, datetime, time, timedelta, timezone
from math import ceil
from pathlib import Path
from statistics import median_low

import pytest

from tests.desk_fixtures import Hand
from tests.importing.ledgers import KITCHENER, REAL_FILE
from tickets.importing.importer import import_ledger
from tickets.importing.mapping import load_mapping
from tickets.reports.drilldown import Question, drilldown_page
from tickets.reports.figures import Durations, Figure, Punctuality
from tickets.reports.measures import report
from tickets.reports.scope import Breakdown, scope_of_days
from tickets.rules.words import Stage

CHINA = timezone(timedelta(hours=8))
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
Row = dict[str, str]


def at(text: str) -> datetime:
    return datetime.strptime(text, "%Y/%m/%d %H:%M:%S+00").replace(tzinfo=UTC)


def usable_rows(path: Path) -> list[Row]:
    """Return the rows whose incident has a real date: no bulk load's time, no placeholder that occurs in 15 rows."""
    with path.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    often = Counter(row["INCIDENT_DATE"] for row in rows)
    return [row for row in rows if often[row["INCIDENT_DATE"]] < 15 and "2011/12/15 15:38" not in row["INCIDENT_DATE"]]


def repair_of(row: Row) -> tuple[datetime, datetime | None, timedelta] | None:
    """Return start, end and limit of a repair, the end None without a usable one; None if it can't be timed.

    A cancelled one and one of which only the day is known can't.
    """
    if row["STATUS"] == "CANCELLED":
        return None
    start = at(row["INCIDENT_DATE"])
    end = at(row["RETURN_TO_NORMAL"]) if row["RETURN_TO_NORMAL"] else None
    limit = 48 * HOUR if row["ASSET_SIZE"] and int(row["ASSET_SIZE"]) > 500 else 24 * HOUR
    return None if start.time() == time() else (start, end if end and end >= start else None, limit)


def expected(rows: list[Row], first: date, last: date) -> tuple[Punctuality, Durations]:
    """Return how punctual the repairs due in these days were, and how long those finished in them took."""
    since, until = (datetime.combine(day, datetime.min.time(), CHINA) for day in (first, last + DAY))
    repairs = [repair for row in rows if (repair := repair_of(row))]
    due = [end and end - start <= limit for start, end, limit in repairs if since <= start + limit < until]
    taken = sorted(int((end - start).total_seconds()) for start, end, _ in repairs if end and since <= end < until)
    ninetieth = taken[ceil(0.9 * len(taken)) - 1]
    return Punctuality(due.count(True), due.count(False), due.count(None)), Durations(
        len(taken), median_low(taken), ninetieth, taken[-1], 0
    )


def local(row: Row) -> date:
    return at(row["INCIDENT_DATE"]).astimezone(CHINA).date()


@pytest.mark.slow
@pytest.mark.skipif(not REAL_FILE.exists(), reason="the public ledger is not at hand")
def test_the_report_agrees_with_an_independent_count_of_the_file(hand: Hand, tmp_path: Path) -> None:
    path = tmp_path / REAL_FILE.name
    path.write_bytes(REAL_FILE.read_bytes())
    import_ledger(hand.desk, hand.who, path, load_mapping(KITCHENER))
    rows = usable_rows(path)
    now = hand.desk.now()
    for first, last in [(date(1985, 1, 1), date(2023, 12, 31)), (date(2021, 1, 1), date(2021, 12, 31))]:
        found = hand.desk.read(report, scope_of_days(first, last, Breakdown.DAY), now)
        resolve = next(figures for figures in found.stages if figures.stage is Stage.RESOLVE)
        assert (resolve.punctuality, resolve.durations) == expected(rows, first, last)
        assert all(f.punctuality.due == f.durations.finished == 0 for f in found.stages if f.stage is not Stage.RESOLVE)
        within = [row for row in rows if first <= local(row) <= last]
        cancelled = sum(row["STATUS"] == "CANCELLED" for row in within)
        assert (found.work[Figure.OPENED], found.work[Figure.CANCELLED]) == (len(within) - cancelled, cancelled)
        assert found.work[Figure.CALLS] == len(within)
        ended = sum(repair is not None and repair[1] is not None for repair in map(repair_of, within))
        assert found.work[Figure.RESOLVED] == ended
        assert found.work[Figure.UNFINISHED] == len(within) - cancelled - ended
        days = Counter(local(row).isoformat() for row in within if row["STATUS"] != "CANCELLED")
        assert {group.label: group.work[Figure.OPENED] for group in found.groups if group.work[Figure.OPENED]} == days

    whole = scope_of_days(date(1985, 1, 1), date(2023, 12, 31))
    late = hand.desk.read(drilldown_page, Question(whole, Figure.LATE, Stage.RESOLVE), now)
    repairs = [repair for row in rows if (repair := repair_of(row))]
    over = [int((end - start - limit).total_seconds()) for start, end, limit in repairs if end]
    assert [row.rank for row in late] == sorted((seconds for seconds in over if seconds > 0), reverse=True)
