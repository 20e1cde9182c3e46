"""Each invariant, violated alone in a real database by SQL, is reported, and no other is."""

import json
import shutil
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from io import StringIO
from pathlib import Path
from uuid import uuid4

import pytest

from tests.checking.eventful import (
    CALL,
    HELD,
    MERGED,
    MOVED,
    NEW,
    OPEN_HOLD,
    OVERSLEPT,
    REOPENED,
    REPAIRED,
    RETURNED,
    SENT_OUT,
    SINGLE_ALERT,
    fill,
)  # fmt: skip
from tests.desk_fixtures import Hand, HandClock, WarmFile
from tickets.actions.command import Command
from tickets.actions.followup import callback, reopen
from tickets.actions.intake import attach_call, chase
from tickets.actions.undo import undo
from tickets.checking import journal
from tickets.checking.invariants import INVARIANTS, check
from tickets.checking.starts import Starts
from tickets.cli.check import print_violations
from tickets.rules.triage import Answers
from tickets.rules.words import CallbackResult, Move, State
from tickets.service import TicketService
from tickets.store.digests import CHAINED, digest
from tickets.store.schema import open_store

Break = Callable[["Breaker"], object]
NONSENSE = ("7", "[{}]", '[{"table": "tickets", "key": [], "new": {}}]', "[" * 3000 + "]" * 3000, "[],[]", "[")
TICKET_OF = {
    "clocks": "SELECT subject_id FROM clocks WHERE id = ?",
    "holds": "SELECT subject_id FROM clocks WHERE id = (SELECT clock_id FROM holds WHERE id = ?)",
    "calls": "SELECT ticket_id FROM calls WHERE id = ?",
    "consents": "SELECT ticket_id FROM consents WHERE id = ?",
}
ASKED = 1  # the id of a request that nobody has decided
LATE = 4_000_000_000  # after everything


class Breaker:
    """Changes a database without the program."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self.connection = connection

    def sql(self, statement: str, *values: object) -> None:
        """Run one statement; it must change something."""
        self.connection.execute(statement, values)

    def one(self, statement: str, *values: object) -> int:
        """Return one number."""
        (found,) = self.connection.execute(statement, values).fetchone()
        return int(found)

    def rewrite(self, table: str, key: int, *, action: str = "tamper", **values: object) -> None:
        """Change a row and record it in the journal, so that only the row's own meaning is wrong."""
        columns = ", ".join(f'"{name}" = ?' for name in values)
        self.sql(f"UPDATE {table} SET {columns} WHERE id = ?", *values.values(), key)
        ticket = key if table == "tickets" else self.one(TICKET_OF[table], key)
        pairs = ", ".join(f"'{name}', ?" for name in values)
        change = f"json_array(json_object('table', ?, 'key', ?, 'old', json_object(), 'new', json_object({pairs})))"
        request = uuid4().hex
        self.sql(
            "INSERT INTO journal (at, seat, action, ticket_id, text, touched, changes, request) "
            f"VALUES (0, '', ?, ?, '', '', {change}, ?)",
            *(action, ticket, table, key, *values.values(), request),
        )
        self.sql("INSERT INTO requests (request, action, at, result) VALUES (?, ?, 0, 'null')", request, action)
        self.unguarded("UPDATE journal SET digest = '' WHERE request = ?", request)
        self.chain_again(ticket)

    def restart(self, key: int, **values: object) -> None:
        """Let a clock start with other values, in the journal too."""
        ticket = self.one(TICKET_OF["clocks"], key)
        wanted = "SELECT id, changes FROM journal WHERE ticket_id = ?"
        for entry, written in self.connection.execute(wanted, (ticket,)).fetchall():
            changes = json.loads(written)
            for change in changes:
                if (change["table"], change["key"]) == ("clocks", key) and "old" not in change:
                    change["new"] |= values
                    self.unguarded("UPDATE journal SET changes = ? WHERE id = ?", json.dumps(changes), entry)
        columns = ", ".join(f"{name} = ?" for name in values)
        self.sql(f"UPDATE clocks SET {columns} WHERE id = ?", *values.values(), key)
        self.chain_again(ticket)

    def enter(self, ticket: int | None, changes: str) -> None:
        """Add a change to the journal, with a correct chain."""
        request = uuid4().hex
        self.sql(
            "INSERT INTO journal (at, seat, action, ticket_id, text, touched, changes, request) "
            "VALUES (0, '', 'tamper', ?, '', '', ?, ?)", ticket, changes, request,
        )  # fmt: skip
        self.sql("INSERT INTO requests (request, action, at, result) VALUES (?, 'tamper', 0, 'null')", request)
        self.chain_again(ticket)

    def clock(self, ticket: int, stage: str, round_: int = 1) -> int:
        """Return the id of a clock."""
        sql = "SELECT id FROM clocks WHERE subject_id = ? AND stage = ? AND round = ?"
        return self.one(sql, ticket, stage, round_)

    def value(self, table: str, key: int, column: str) -> int:
        """Return a number of a row."""
        return self.one(f'SELECT "{column}" FROM {table} WHERE id = ?', key)

    def shift(self, table: str, key: int, seconds: int, *columns: str) -> None:
        """Move times of a row, in the journal too."""
        self.rewrite(table, key, **{name: self.value(table, key, name) + seconds for name in columns})

    def chain_again(self, ticket: int | None) -> None:
        """Compute a ticket's journal digests again from the present content."""
        last = ""
        wanted = f"SELECT id, changes, {', '.join(CHAINED)} FROM journal WHERE ticket_id IS ? ORDER BY id"
        for key, changes, *values in self.connection.execute(wanted, (ticket,)).fetchall():
            last = digest(last, values, changes)
            self.unguarded("UPDATE journal SET digest = ? WHERE id = ?", last, key)

    def unguarded(self, statement: str, *values: object) -> None:
        """Change the journal with its triggers disabled."""
        sql = "SELECT name, sql FROM sqlite_master WHERE type = 'trigger'"
        triggers = self.connection.execute(sql).fetchall()
        for name, _ in triggers:
            self.sql(f"DROP TRIGGER {name}")
        self.sql(statement, *values)
        for _, made in triggers:
            self.sql(made)


def spoil_an_index(db: Breaker) -> None:
    """Let the schema describe another index than the one in the pages."""
    db.sql("PRAGMA writable_schema = ON")
    db.sql("UPDATE sqlite_master SET sql = replace(sql, 'opened, id', 'id, opened') WHERE name = 'ix_tickets_newest'")


def lose_a_unique_key(db: Breaker) -> None:
    """Recreate a table without its key."""
    db.sql(
        "CREATE TABLE loose (id INTEGER PRIMARY KEY, alert_id BIGINT, channel TEXT, state TEXT, tries INT, at BIGINT)"
    )
    db.sql("INSERT INTO loose SELECT id, alert_id, channel, state, tries, at FROM deliveries")
    db.sql("DROP TABLE deliveries")
    db.sql("ALTER TABLE loose RENAME TO deliveries")


def repeat_a_unique_key(db: Breaker) -> None:
    """Add a duplicate row, which the table's key forbids."""
    lose_a_unique_key(db)
    db.sql("INSERT INTO deliveries SELECT NULL, alert_id, channel, state, tries, at FROM deliveries LIMIT 1")


def renumber_a_version(db: Breaker) -> None:
    """Let the journal continue from another version, with a correct chain."""
    db.unguarded("UPDATE journal SET ticket_version = 99 WHERE ticket_id = ? AND action = 'accept'", REPAIRED)
    db.chain_again(REPAIRED)


def lose_an_alert(db: Breaker) -> None:
    """Delete a row of the ledger."""
    db.sql("DELETE FROM deliveries WHERE alert_id = ?", SINGLE_ALERT)
    db.sql("DELETE FROM alerts WHERE id = ?", SINGLE_ALERT)


def alert_a_stranger(db: Breaker) -> None:
    """Send an alert to a role that its rung does not go to."""
    columns = "clock_id, term, rung_id, due, raised, outcome, reason"
    copy = f"INSERT INTO alerts ({columns}, recipient) SELECT {columns}, 'administrator' FROM alerts WHERE id = ?"
    db.sql(copy, SINGLE_ALERT)
    delivery = "INSERT INTO deliveries (alert_id, channel, state, tries, at) VALUES (?, 'screen', 'pending', 0, 0)"
    db.sql(delivery, db.one("SELECT MAX(id) FROM alerts"))


def overlap_a_round(db: Breaker) -> None:
    """Let the first round of 止水 stop after the second has begun."""
    db.shift("clocks", db.clock(RETURNED, "isolate"), 7200, "stopped")


def overtake_the_stop(db: Breaker) -> None:
    """Let a clock start after it stopped."""
    key = db.clock(REPAIRED, "isolate")
    db.shift("clocks", key, 40_000, "started", "deadline")


def dispatch_after_accepting(db: Breaker) -> None:
    """Let a crew be assigned a second after it accepted."""
    accepted = db.value("clocks", db.clock(REPAIRED, "accept"), "stopped")
    db.rewrite("tickets", REPAIRED, dispatched_at=accepted + 1)


def time_a_ticket_that_is_gone(db: Breaker) -> None:
    """Add a clock of a missing ticket, stopped before it crossed anything."""
    columns = 'stage, round, started, "limit", limit_id, stopped, outcome, deadline, priority, crew_id'
    copy = f"INSERT INTO clocks (subject_kind, subject_id, {columns}) SELECT 'ticket', 99999, {columns} FROM clocks"
    db.sql(f"{copy} WHERE id = ?", db.clock(REOPENED, "arrive"))


def held_clock(db: Breaker) -> int:
    """Return the id of the clock that is held."""
    return db.one("SELECT id FROM clocks WHERE held_since IS NOT NULL")


def leave_before_arriving(db: Breaker) -> None:
    """Let a crew assist that left before it was sent."""
    row = {"ticket_id": REPAIRED, "crew_id": 2, "dispatched_at": 9, "arrived_at": None, "left_at": 1, "undone": False}
    db.sql(f"INSERT INTO assists ({', '.join(row)}) VALUES (?, ?, ?, ?, ?, ?)", *row.values())
    change = {"table": "assists", "key": db.one("SELECT MAX(id) FROM assists"), "new": row}
    db.enter(REPAIRED, json.dumps([change]))


def own_end(db: Breaker, key: int) -> int:
    """Return when a clock's limit ends, without promises and holds."""
    return db.value("clocks", key, "started") + db.value("clocks", key, "limit")


def start_with_a_promise(db: Breaker) -> None:
    """Let a clock start with a promise that nothing handed on to it, and that is no earlier than its own deadline."""
    key = db.clock(REPAIRED, "accept")
    db.restart(key, promised=own_end(db, key))


def lose_a_promise(db: Breaker) -> None:
    """Let a clock start without the promise of the round before it, its deadline moved by that."""
    key = db.clock(RETURNED, "resolve", 2)
    assert db.value("clocks", key, "promised") < own_end(db, key)
    db.restart(key, promised=None, deadline=own_end(db, key))


def promise_later(db: Breaker) -> None:
    """Let a note record a promise."""
    key = db.clock(REPAIRED, "accept")
    db.rewrite("clocks", key, promised=own_end(db, key))


def undo_a_step_too_late(db: Breaker) -> None:
    """Add a clock that was undone after its deadline, while the stage's own clock is on time."""
    cursor = db.connection.execute("SELECT * FROM clocks WHERE id = ?", (db.clock(REPAIRED, "isolate"),))
    row = dict(zip((column[0] for column in cursor.description), cursor.fetchone(), strict=True))
    key = db.one("SELECT MAX(id) + 1 FROM clocks")
    due = row["limit"]  # counted from 1970: no alert was due
    row |= {"id": key, "subject_kind": "undone", "round": key, "outcome": "undone", "started": 0, "deadline": due}
    row |= {"held": 0, "extended": 0, "promised": None, "stopped": due + 100}
    names = ", ".join(f'"{name}"' for name in row)
    db.sql(f"INSERT INTO clocks ({names}) VALUES ({', '.join('?' * len(row))})", *row.values())
    told = {name: value for name, value in row.items() if name not in ("id", "next_rung")}
    db.enter(REPAIRED, json.dumps([{"table": "clocks", "key": key, "new": told}]))


def add_outage(db: Breaker, **times: int) -> None:
    """Add an outage that begins at 1000, with some other times."""
    add(db, "outages", area="x", cause="", planned=0, since=1000, **times)


def add_incoming(db: Breaker, **values: int) -> None:
    """Add a call that rang at 1000, with some other values."""
    add(db, "incoming_calls", rang_at=1000, number="", digits="", reference="", recording="", **values)


def add(db: Breaker, table: str, **values: object) -> None:
    """Add a row that no command wrote."""
    marks = ", ".join("?" * len(values))
    db.sql(f"INSERT INTO {table} ({', '.join(values)}) VALUES ({marks})", *values.values())


def answer_a_call_of_a_ticket(db: Breaker) -> None:
    """Let an outage answer a call that belongs to a ticket."""
    add_outage(db)
    db.rewrite("calls", 1, outage_id=db.one("SELECT MAX(id) FROM outages"))


BREAKS: list[tuple[str, Break]] = [
    ("pages_are_sound", spoil_an_index),
    ("values_make_sense", lambda db: db.sql("UPDATE staff SET roles = 'king' WHERE id = 1")),
    ("values_make_sense", lambda db: db.sql("UPDATE crews SET active = 2 WHERE id = 1")),
    ("values_make_sense", lambda db: db.sql("UPDATE faults SET position = 'first' WHERE position = 1")),
    ("references_lead_somewhere", lambda db: db.rewrite("tickets", REPAIRED, place_id=99_999)),
    ("keys_are_unique", lose_a_unique_key),
    ("keys_are_unique", repeat_a_unique_key),
    ("numbers_are_of_their_day", lambda db: db.rewrite("tickets", NEW, number="20260120-9999")),
    ("numbers_are_of_their_day", lambda db: db.rewrite("tickets", NEW, number="20260119-0001")),
    ("numbers_are_of_their_day", lambda db: db.rewrite("tickets", NEW, number="A-1")),
    ("numbers_are_of_their_day", lambda db: db.sql("UPDATE day_numbers SET last = -7")),
    ("calls_are_findable", lambda db: db.sql("INSERT INTO call_words (call_words) VALUES ('delete-all')")),
    ("calls_are_findable", lambda db: db.sql("INSERT INTO call_words (rowid, words) VALUES (99999, 'x')")),
    ("numbers_are_findable", lambda db: db.sql("INSERT INTO call_phones VALUES (1, '13800000009')")),
    ("households_are_findable", lambda db: db.sql(
        "INSERT INTO subscribers (household_no, name, phone, digits, address, meter_no, town, place, sensitive, "
        "sensitive_since) VALUES ('37001', '', '', '', '', '', '', '', '', '')")),
    ("households_are_findable", lambda db: db.sql("INSERT INTO subscriber_words (rowid, words) VALUES (99, 'x')")),
    ("subjects_are_there", time_a_ticket_that_is_gone),
    ("deadlines_add_up", lambda db: db.shift("clocks", db.clock(REPAIRED, "accept"), 1, "deadline")),
    ("limits_are_those_of_the_rules", lambda db: db.shift(
        "clocks", db.clock(RETURNED, "arrive"), 5_184_000, "limit", "deadline")),
    ("limits_are_those_of_the_rules", lambda db: db.rewrite("clocks", db.clock(REPAIRED, "accept"), limit_id=None)),
    ("holds_add_up", lambda db: db.shift("holds", 1, -60, "counted")),
    ("assists_agree_with_tickets", leave_before_arriving),
    ("requests_are_decided_by_others", lambda db: db.rewrite(
        "consents", ASKED, state="granted", decided_by=1, decided_at=LATE)),
    ("requests_are_decided_by_others", lambda db: db.rewrite("consents", ASKED, state="granted")),
    ("requests_are_decided_by_others", lambda db: db.rewrite("consents", ASKED, decided_by=1)),
    ("held_time_is_granted", lambda db: db.rewrite("holds", OPEN_HOLD, counted=60)),
    ("held_time_is_granted", lambda db: db.rewrite("holds", OPEN_HOLD, granted_by=1)),
    ("verdicts_rest_on_consent", lambda db: db.rewrite("clocks", db.clock(REPAIRED, "isolate"), consent="late_entry")),
    ("verdicts_rest_on_consent", lambda db: db.rewrite("clocks", held_clock(db), granted=1)),
    ("verdicts_rest_on_consent", lambda db: db.shift("clocks", held_clock(db), 86_400, "held_until")),
    ("clocks_run_forward", overtake_the_stop),
    ("stopped_clocks_have_outcomes", lambda db: db.rewrite("clocks", db.clock(REPAIRED, "isolate"), outcome=None)),
    ("late_stages_stay", undo_a_step_too_late),
    ("holds_lie_within_their_clock", lambda db: db.shift("holds", 1, -90_000, "since", "until")),
    ("open_holds_stand_for_held_clocks", lambda db: db.shift("holds", OPEN_HOLD, -1, "since")),
    ("rounds_are_numbered", lambda db: db.rewrite("clocks", db.clock(REPAIRED, "arrive"), round=3)),
    ("rounds_do_not_overlap", overlap_a_round),
    ("stages_fill_the_time", lambda db: db.shift("clocks", db.clock(RETURNED, "arrive"), 1, "started", "deadline")),
    ("last_stop_ends_the_work", lambda db: db.shift("tickets", REPAIRED, 1, "resolved_at")),
    ("states_agree_with_clocks", lambda db: db.rewrite("tickets", SENT_OUT, state="accepted")),
    ("held_flags_agree_with_clocks", lambda db: db.rewrite("tickets", SENT_OUT, held=1)),
    ("held_flags_agree_with_clocks", lambda db: db.rewrite("tickets", HELD, held=0)),
    ("marks_agree_with_states", lambda db: db.rewrite("tickets", NEW, crew_id=1)),
    ("marks_agree_with_states", lambda db: db.rewrite("tickets", MERGED, merged_into=None)),
    ("times_are_in_order", lambda db: db.shift("tickets", REPAIRED, -7200, "ended_at")),
    ("stage_times_are_in_order", dispatch_after_accepting),
    ("callers_are_rung_again", lambda db: db.rewrite("tickets", REPAIRED, callback_again=LATE)),
    ("callers_are_rung_again", lambda db: db.rewrite("tickets", NEW, callback_tries=1)),
    ("calls_are_counted", lambda db: db.shift("tickets", REPAIRED, 1, "calls")),
    ("calls_are_counted", lambda db: db.shift("tickets", REPAIRED, 1, "chases")),
    ("crossed_rungs_are_in_the_ledger", lose_an_alert),
    ("next_rungs_are_right", lambda db: db.sql(
        "UPDATE clocks SET next_rung = next_rung + 1 WHERE id = ?", db.clock(NEW, "accept"))),
    ("next_rungs_are_right", lambda db: db.sql(
        "UPDATE clocks SET next_rung = NULL WHERE id = ?", db.clock(NEW, "accept"))),
    ("resting_clocks_wait_for_nothing", lambda db: db.sql(
        "UPDATE clocks SET next_rung = 1 WHERE id = ?", db.clock(REPAIRED, "accept"))),
    ("outages_end_after_they_begin", lambda db: add_outage(db, until=999)),
    ("outages_end_after_they_begin", lambda db: add_outage(db, expected=1000, first_expected=1000)),
    ("first_expected_ends_are_kept", lambda db: add_outage(db, expected=2000, first_expected=2001)),
    ("first_expected_ends_are_kept", lambda db: add_outage(db, expected=2000)),
    ("calls_of_outages_have_no_ticket", answer_a_call_of_a_ticket),
    ("incoming_calls_ring_first", lambda db: add_incoming(db, claimed_at=999)),
    ("incoming_calls_ring_first", lambda db: add_incoming(db, missed_at=999)),
    ("nobody_claims_calls_at_no_time", lambda db: add_incoming(db, claimed_by=1)),
    ("settled_incoming_calls_have_a_call", lambda db: add_incoming(db, logged_at=1001)),
    ("settled_incoming_calls_have_a_call", lambda db: add_incoming(db, call_id=1)),
    ("unsent_alerts_have_reasons", lambda db: db.sql(
        "UPDATE alerts SET outcome = 'suppressed' WHERE id = ?", SINGLE_ALERT)),
    ("unsent_alerts_are_explained", lambda db: db.sql(
        "UPDATE alerts SET outcome = 'suppressed', reason = 'x' WHERE clock_id = ?", db.clock(OVERSLEPT, "accept"))),
    ("unsent_alerts_are_explained", lambda db: db.sql(
        "UPDATE alerts SET outcome = 'expired', reason = 'x' WHERE clock_id = ?", db.clock(OVERSLEPT, "accept"))),
    ("alerts_are_due_at_their_rung", lambda db: db.sql(
        "UPDATE alerts SET due = due - 1 WHERE clock_id = ?", db.clock(OVERSLEPT, "accept"))),
    ("alerts_are_due_at_their_rung", lambda db: db.sql(  # the ticket has a correction, of another clock
        "UPDATE alerts SET due = due - 1 WHERE clock_id = ?", db.clock(REPAIRED, "accept"))),
    ("alerts_belong_to_their_ladder", alert_a_stranger),
    ("sent_alerts_are_delivered_to_the_screen", lambda db: db.sql(
        "DELETE FROM deliveries WHERE alert_id = ?", SINGLE_ALERT)),
    ("digests_are_counted", lambda db: db.sql("UPDATE digests SET alerts = alerts + 1")),
    ("journal_is_append_only", lambda db: db.sql("DROP TRIGGER journal_refuses_delete")),
    ("requests_and_journal_agree", lambda db: db.sql("DELETE FROM requests WHERE action = 'accept'")),
    ("requests_and_journal_agree", lambda db: db.sql(
        "INSERT INTO requests (request, action, at, result) VALUES ('x', 'accept', 0, 'null')")),
    ("versions_have_no_gap", renumber_a_version),
    *[("changes_can_be_read", lambda db, told=told: db.enter(REPAIRED, told)) for told in NONSENSE],
    ("changes_can_be_read", lambda db: db.enter(None, "[{}]")),
    ("journal_is_chained", lambda db: db.unguarded(
        "UPDATE journal SET seat = '别处' WHERE ticket_id = ? AND action = 'accept'", REPAIRED)),
    ("journal_is_chained", lambda db: db.unguarded(
        "UPDATE journal SET at = at + 1 WHERE id = (SELECT MAX(id) FROM journal WHERE ticket_id IS NULL)")),
    ("journal_is_chained", lambda db: db.unguarded("UPDATE journal SET digest = '' WHERE id = 5")),
    ("journal_counts_agree", lambda db: db.shift("tickets", REPAIRED, 1, "returns")),
    ("journal_counts_agree", lambda db: db.shift("tickets", REPAIRED, 1, "reratings")),
    ("promises_follow_from_rounds", start_with_a_promise),
    ("promises_follow_from_rounds", lose_a_promise),
    ("promises_follow_from_rounds", lambda db: db.restart(db.clock(REOPENED, "accept", 2), repeats=False)),
    ("promises_follow_from_rounds", lambda db: db.restart(db.clock(REPAIRED, "arrive"), repeats=True)),
    ("promises_follow_from_rounds", lambda db: db.restart(db.clock(REPAIRED, "arrive"), first_due=None)),
    ("promises_follow_from_rounds", lambda db: db.restart(db.clock(SENT_OUT, "accept"), first_due=LATE)),
    ("carried_values_change_with_reason", promise_later),
    ("carried_values_change_with_reason", lambda db: db.rewrite(
        "clocks", db.clock(REOPENED, "accept", 2), repeats=False)),
    ("carried_values_change_with_reason", lambda db: db.rewrite(
        "clocks", db.clock(REPAIRED, "accept"), first_due=None)),
    ("carried_values_change_with_reason", lambda db: db.shift("clocks", db.clock(REPAIRED, "accept"), 60, "first_due")),
    ("carried_values_change_with_reason", lambda db: db.rewrite(
        "clocks", db.clock(REPAIRED, "accept"), action="undo", first_due=LATE)),
    ("carried_values_change_with_reason", lambda db: db.rewrite(
        "clocks", db.clock(REPAIRED, "accept"), action="merge", first_due=LATE)),
    ("first_answers_stay", lambda db: db.rewrite("tickets", REPAIRED, first_answer="unsatisfied")),
    ("first_answers_stay", lambda db: db.rewrite("tickets", REPAIRED, first_answer=None)),
    ("first_answers_stay", lambda db: db.rewrite("tickets", NEW, first_answer="satisfied")),
    ("journal_folds_to_rows", lambda db: db.sql("UPDATE tickets SET address = 'x' WHERE id = ?", REPAIRED)),
    ("journal_folds_to_rows", lambda db: db.sql("UPDATE clocks SET crew_id = 2 WHERE id = 1")),
    ("journal_folds_to_rows", lambda db: db.sql("UPDATE holds SET reason = 'x' WHERE id = 1")),
    ("journal_folds_to_rows", lambda db: db.sql("UPDATE consents SET reason = 'x' WHERE id = 1")),
    ("journal_folds_to_rows", lambda db: db.sql("UPDATE consents SET before = '{}' WHERE id = 1")),
    ("journal_folds_to_rows", lambda db: db.sql(
        "INSERT INTO assists (ticket_id, crew_id, dispatched_at, left_at) VALUES (?, 2, 0, 1)", REPAIRED)),
    ("journal_folds_to_rows", lambda db: db.sql("UPDATE calls SET words = 'x' WHERE ticket_id = ?", REPAIRED)),
    ("journal_folds_to_rows", lambda db: db.sql("UPDATE calls SET words = 'x' WHERE id = ?", MOVED)),
    ("journal_folds_to_rows", lambda db: db.sql("UPDATE calls SET words = 'x' WHERE ticket_id IS NULL")),
    ("journal_folds_to_rows", lambda db: db.unguarded(
        "INSERT INTO holds (clock_id, since, until, reason) SELECT id, stopped, stopped, 'x' "
        "FROM clocks WHERE subject_id = ? AND stage = 'accept'", REPAIRED)),
]  # fmt: skip


@pytest.fixture(scope="module")
def eventful_file(blank_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database with many events; copy it, don't open it."""
    path = tmp_path_factory.mktemp("eventful") / "desk.db"
    shutil.copy(blank_file, path)
    clock = HandClock()
    desk = TicketService(open_store(f"sqlite:///{path}"), clock)
    fill(desk, clock)
    desk.close()
    return path


@pytest.fixture(scope="module")
def eventful_copies(eventful_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[WarmFile]:
    """The database of one test after the other."""
    with closing(WarmFile(eventful_file, tmp_path_factory.mktemp("copies"))) as copies:
        yield copies


@pytest.fixture
def eventful(eventful_copies: WarmFile) -> Path:
    """This test's own copy."""
    eventful_copies.fresh()
    return eventful_copies.path


@pytest.fixture
def end_of_story(eventful: Path, eventful_copies: WarmFile) -> Iterator[TicketService]:
    """A service on the copy, at the end of the scenario."""
    with closing(sqlite3.connect(eventful)) as connection:
        (last,) = connection.execute("SELECT MAX(at) FROM journal").fetchone()
    clock = HandClock()
    desk = TicketService(eventful_copies.stores[0], clock)
    clock.advance(last - clock.now.timestamp())
    yield desk
    desk.close()


def test_a_database_in_which_much_has_happened_is_sound(end_of_story: TicketService) -> None:
    assert end_of_story.read(check, end_of_story.now()) == []


@pytest.mark.parametrize(("invariant", "spoil"), BREAKS, ids=[f"{n}-{name}" for n, (name, _) in enumerate(BREAKS)])
def test_only_the_broken_invariant_is_reported(
    invariant: str, spoil: Break, eventful: Path, end_of_story: TicketService
) -> None:
    with closing(sqlite3.connect(eventful, isolation_level=None)) as connection:
        spoil(Breaker(connection))
    end_of_story.store.engine.dispose()
    violations = end_of_story.read(check, end_of_story.now())
    assert {violation.invariant for violation in violations} == {invariant}, violations


@pytest.mark.parametrize("minutes", [0, 11])
def test_an_answer_that_was_undone_is_the_first_one_unless_it_was_a_slip(
    hand: Hand, clock: HandClock, minutes: int
) -> None:
    key = hand.bring_to(State.RESOLVED)
    hand.do(callback(key, None, CallbackResult.SATISFIED))
    clock.advance(minutes=minutes)
    hand.do(undo(key, None))
    hand.do(callback(key, None, CallbackResult.UNSATISFIED))
    assert (hand.ticket(key).first_answer is CallbackResult.SATISFIED) == (minutes > 10)
    assert [found for found in hand.desk.read(check, clock()) if found.invariant == "first_answers_stay"] == []


def test_there_is_no_first_answer_after_all_answers_over_a_reopening_were_slips(hand: Hand, clock: HandClock) -> None:
    key = hand.bring_to(State.RESOLVED)
    hand.do(callback(key, None, CallbackResult.SATISFIED))
    hand.do(reopen(key, None, "又漏了"))
    again = (Move.DISPATCH, Move.ACCEPT, Move.ARRIVE, Move.RESOLVE)
    for move in again:
        hand.take(key, move)
    hand.do(callback(key, None, CallbackResult.UNSATISFIED))
    for _ in ("callback", *again, "reopen", "callback"):
        hand.do(undo(key, None))
    assert hand.ticket(key).first_answer is None
    assert hand.desk.read(check, clock()) == []


@pytest.mark.parametrize("call_again", [attach_call, chase])
def test_a_further_caller_may_bring_the_first_deadline_forward(
    hand: Hand, clock: HandClock, call_again: Callable[..., Command[int]]
) -> None:
    key = hand.log("low_pressure")
    (before,) = hand.clocks(key)
    hand.do(call_again(key, None, CALL, Answers(danger_to_people=True)))
    (after,) = hand.clocks(key)
    assert before.clock.first_due is not None and after.clock.first_due is not None
    assert after.clock.first_due < before.clock.first_due
    assert hand.desk.read(check, clock()) == []


def test_a_journal_cut_short_is_found_even_with_its_requests(eventful: Path, end_of_story: TicketService) -> None:
    with closing(sqlite3.connect(eventful, isolation_level=None)) as connection:
        db = Breaker(connection)
        last = db.one("SELECT MAX(id) FROM journal WHERE ticket_id = ?", REPAIRED)
        db.sql("DELETE FROM requests WHERE request = (SELECT request FROM journal WHERE id = ?)", last)
        db.unguarded("DELETE FROM journal WHERE id = ?", last)
    end_of_story.store.engine.dispose()
    violations = end_of_story.read(check, end_of_story.now())
    assert "versions_have_no_gap" in {violation.invariant for violation in violations}


def test_each_break_of_the_journal_chain_is_reported_separately(eventful: Path, end_of_story: TicketService) -> None:
    with closing(sqlite3.connect(eventful, isolation_level=None)) as connection:
        db = Breaker(connection)
        ids = [key for (key,) in connection.execute("SELECT id FROM journal WHERE ticket_id = ?", (REPAIRED,))]
        db.unguarded("UPDATE journal SET text = text || '!' WHERE id IN (?, ?)", ids[1], ids[4])
    end_of_story.store.engine.dispose()
    reported = [violation.what for violation in end_of_story.read(check, end_of_story.now())]
    assert reported == [f"日志第 {key} 条或它之前的被改动过" for key in (ids[1], ids[4])]


@pytest.mark.parametrize(
    "broken",
    [
        "UPDATE tickets SET opened = 100000000000000000 WHERE id = 2",
        "UPDATE tickets SET opened = 'yesterday' WHERE id = 2",
        "UPDATE clocks SET started = 'x' WHERE id = 3",
        "UPDATE rungs SET kind = 'cry' WHERE id = 1",
        "UPDATE limits SET stage = 'wait' WHERE id = 1",
        "UPDATE alerts SET due = 'x' WHERE id = 1",
    ],
)
def test_unreadable_items_are_named_and_the_others_are_checked(
    eventful: Path, end_of_story: TicketService, broken: str
) -> None:
    with closing(sqlite3.connect(eventful)) as connection, connection:
        connection.execute("PRAGMA ignore_check_constraints = ON")
        connection.execute(broken)
        connection.execute("UPDATE clocks SET deadline = deadline + 1 WHERE subject_id = ?", (NEW,))
    out = StringIO()
    assert print_violations(end_of_story, out) == 1
    output = out.getvalue()
    assert "一栏读不出" in output and "处不符" in output
    assert "到期时间不等于" in output or "没有核对完" in output


def test_every_invariant_has_a_test_that_breaks_it() -> None:
    of_stories = (*journal.STORY_INVARIANTS, Starts.promises_follow_from_rounds)
    names = {invariant.__name__ for invariant in (*INVARIANTS, *of_stories)}
    assert names - {name for name, _ in BREAKS} == {"journal_accounts_for_tickets"}


def test_the_command_says_when_there_are_no_violations(end_of_story: TicketService) -> None:
    out = StringIO()
    assert print_violations(end_of_story, out) == 0
    assert out.getvalue().count("\n") == 1
    assert "全部相符" in out.getvalue()


def test_the_command_prints_a_line_for_each_violation_and_fails(eventful: Path, end_of_story: TicketService) -> None:
    with closing(sqlite3.connect(eventful)) as connection, connection:
        connection.execute("UPDATE clocks SET deadline = deadline + 1 WHERE subject_id IN (?, ?)", (NEW, SENT_OUT))
    out = StringIO()
    assert print_violations(end_of_story, out) == 1
    *lines, summary = out.getvalue().splitlines()
    assert lines == [violation.line for violation in end_of_story.read(check, end_of_story.now())]
    assert f"发现 {len(lines)} 处不符" in summary
    assert any("受理第 1 轮：到期时间不等于" in line for line in lines)
