"""The public ledger of water main breaks, and a generated one with the same defects."""

import csv
from collections import Counter
from datetime import UTC, datetime, timedelta
from pathlib import Path
from statistics import median

import pytest
from sqlalchemy import select

from tests.archive_pages import count
from tests.desk_fixtures import Hand
from tests.importing.ledgers import BULK_STAMP, KITCHENER, PLACEHOLDER, REAL_FILE, breaks, read_rejects, write_csv
from tickets.checking.invariants import check
from tickets.importing.importer import ImportResult, import_ledger
from tickets.importing.mapping import load_mapping
from tickets.rules.instants import local_day
from tickets.rules.search_query import Spoken
from tickets.rules.words import Outcome, Source, Stage, State
from tickets.store.queries.archive import ArchiveFilter
from tickets.store.tables import alerts, calls, clocks, journal, tickets


def load(hand: Hand, path: Path) -> ImportResult:
    return import_ledger(hand.desk, hand.who, path, load_mapping(KITCHENER))


@pytest.fixture
def made(tmp_path: Path) -> Path:
    return write_csv(tmp_path / "breaks.csv", breaks())


def test_each_row_becomes_a_ticket_that_has_ended_or_is_rejected(hand: Hand, made: Path) -> None:
    result = load(hand, made)
    assert (result.read, result.added, result.already, result.rejected) == (40, 22, 0, 18)
    found = hand.rows(tickets)
    assert Counter(row.state for row in found) == {State.CLOSED: 21, State.CANCELLED: 1}
    assert {row.source for row in found} == {Source.IMPORT}
    assert {row.source_key for row in found} == {f"kitchener_breaks:{1000 + number}" for number in range(19, 41)}
    assert all(row.number.startswith(f"{local_day(row.opened):%Y%m%d}-") for row in found)
    assert len(hand.rows(calls)) == 22


def test_bulk_load_and_placeholder_dates_are_rejected(hand: Hand, made: Path) -> None:
    result = load(hand, made)
    assert result.rejects == made.with_name("breaks.csv.rejects.csv")
    rejects = read_rejects(result.rejects)
    assert [row["行号"] for row in rejects] == [str(line) for line in range(2, 20)]
    assert Counter(row["INCIDENT_DATE"] for row in rejects)[PLACEHOLDER] == 15
    assert rejects[-3]["INCIDENT_DATE"] == BULK_STAMP
    assert all("批量补录" in row["原因"] for row in rejects)
    original = list(breaks())
    assert [{name: row[name] for name in row if name not in ("行号", "原因")} for row in rejects] == [
        {name: row.get(name, "") for name in rejects[0] if name not in ("行号", "原因")} for row in original[:18]
    ]


def test_only_repairs_with_a_usable_start_get_a_clock_and_without_an_end_it_is_unfinished(
    hand: Hand, made: Path
) -> None:
    result = load(hand, made)
    found = hand.rows(clocks)
    assert [row.stage for row in found] == [Stage.RESOLVE] * 8
    assert Counter(row.outcome for row in found) == {Outcome.DONE: 5, Outcome.CANCELLED: 1, Outcome.UNFINISHED: 2}
    assert {row.stopped - row.started for row in found[:5]} == {timedelta(hours=12, seconds=2)}
    assert all(row.next_rung is None and row.deadline == row.started + timedelta(seconds=row.limit) for row in found)
    assert Counter(row.limit for row in found) == {86_400: 7, 172_800: 1}  # DN1200 has two days
    assert all(row.limit_id is not None for row in found)
    assert result.emptied["处置完成时间"] == 2
    assert result.unfinished == 16


def test_a_repair_of_which_the_end_is_unknown_keeps_it_unknown(hand: Hand, made: Path) -> None:
    load(hand, made)
    unknown = [row for row in hand.rows(tickets) if row.resolved_at is None and row.state is State.CLOSED]
    assert len(unknown) == 16
    assert {row.ended_at for row in unknown} == {hand.desk.now()}


def test_after_an_import_the_database_is_sound_and_nothing_imported_is_alerted_for(hand: Hand, made: Path) -> None:
    load(hand, made)
    hand.desk.sweep()
    assert hand.rows(alerts) == []
    assert hand.desk.next_due() is None
    with hand.desk.store.reading() as connection:
        assert check(connection, hand.desk.now()) == []
    assert {row.action for row in hand.rows(journal) if row.ticket_id} == {"import"}


def test_a_second_run_adds_nothing_and_writes_nothing(hand: Hand, made: Path) -> None:
    load(hand, made)
    before = hand.dump()
    again = load(hand, made)
    assert (again.read, again.added, again.already, again.rejected) == (40, 0, 22, 18)
    assert hand.dump() == before


def test_faults_sizes_and_words_are_translated_to_the_desks_own_terms(hand: Hand, made: Path) -> None:
    load(hand, made)
    by_key = {row.source_key.split(":")[1]: row for row in hand.rows(tickets)}
    assert by_key["1021"].fault == "visible_leak"  # a service pipe
    assert by_key["1022"].fault == "visible_leak"  # a corroded joint
    assert by_key["1025"].fault == "burst_main"
    assert by_key["1023"].fault == "burst_main"  # nothing is known except that a main broke
    assert (by_key["1021"].dn, by_key["1022"].dn, by_key["1023"].dn) == (13, 1200, None)
    assert by_key["1023"].households == 47
    assert by_key["1022"].households is None  # a range is no number
    assert by_key["1021"].material == "铸铁"
    assert by_key["1025"].address == "WEBER ST E"  # NA is no house number
    assert by_key["1026"].address == "26 WEBER ST E"
    words = {row.ticket_id: row.words for row in hand.rows(calls)}[by_key["1025"].id]
    assert words == "管段：干管；破损形式：环向断裂；停水时长：8-12 hours；影响户数：0-50；道路：通行"


def test_imported_tickets_are_found_by_their_words(hand: Hand, made: Path) -> None:
    load(hand, made)
    found = hand.desk.read(count, ArchiveFilter(sought=Spoken("环向断裂"), source=Source.IMPORT))
    assert found == sum(row["BREAK_NATURE"] == "CIRCUMFERENTIAL" for row in list(breaks())[18:])


def usable(text: str) -> datetime | None:
    return datetime.strptime(text, "%Y/%m/%d %H:%M:%S+00").replace(tzinfo=UTC) if text else None


@pytest.mark.slow
@pytest.mark.skipif(not REAL_FILE.exists(), reason="the public ledger is not at hand")
def test_importing_the_whole_public_ledger_agrees_with_an_independent_count(hand: Hand, tmp_path: Path) -> None:
    path = tmp_path / REAL_FILE.name
    path.write_bytes(REAL_FILE.read_bytes())
    with path.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    often = {text for text, times in Counter(row["INCIDENT_DATE"] for row in rows).items() if times >= 15}
    good = [
        row
        for row in rows
        if row["INCIDENT_DATE"] not in often and not row["INCIDENT_DATE"].startswith("2011/12/15 15:38")
    ]
    spans = [
        (end - start, row["STATUS"])
        for row in good
        if (start := usable(row["INCIDENT_DATE"])) and (end := usable(row["RETURN_TO_NORMAL"])) and end >= start
    ]
    assert (len(rows), len(good), len(spans)) == (2766, 2686, 97)

    result = load(hand, path)
    assert (result.read, result.added, result.already, result.rejected) == (2766, 2686, 0, 80)
    found = hand.rows(clocks)
    done = [row.stopped - row.started for row in found if row.outcome is Outcome.DONE]
    of_unknown_end = sum(
        row["INCIDENT_DATE"][11:19] != "00:00:00" and not ((end := usable(row["RETURN_TO_NORMAL"])) and end >= start)
        for row in good
        if row["STATUS"] != "CANCELLED" and (start := usable(row["INCIDENT_DATE"]))
    )
    assert Counter(row.outcome for row in found)[Outcome.UNFINISHED] == of_unknown_end
    assert result.unfinished == sum(status != "CANCELLED" for status in (row["STATUS"] for row in good)) - len(done)
    assert len(found) == 97 + of_unknown_end
    assert sorted(done) == sorted(span for span, status in spans if status != "CANCELLED")
    assert median(done) == median(span for span, status in spans if status != "CANCELLED")
    with hand.desk.store.reading() as connection:
        states = Counter(connection.execute(select(tickets.c.state)).scalars())
        assert check(connection, hand.desk.now()) == []
    assert states == {State.CLOSED: 2656, State.CANCELLED: 30}
    assert load(hand, path).added == 0
