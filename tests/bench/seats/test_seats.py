"""The load test runs at a tiny size and ends with its line; its speed is not tested."""

import json
import subprocess
import sys

import pytest

from tests.bench.child import ROOT
from tests.bench.seats.mix import Kind
from tests.bench.seats.records import Heard, Outcome, Record, Told
from tests.bench.seats.report import feed_times, latencies

TOLD = {
    "lost", "doubled", "refused", "conflicts", "deadlocks", "p50_ms", "p95_ms", "p99_ms", "feed_p95_ms",
    "floor_p95_ms", "connections", "server_mb", "seats", "rate", "minutes", "commands",
}  # fmt: skip


@pytest.mark.slow
def test_a_tiny_load_loses_nothing_and_ends_with_one_line_of_figures() -> None:
    command = [sys.executable, "-m", "tests.bench.seats", "--seats", "4", "--rate", "8", "--minutes", "0.1"]
    done = subprocess.run(command, cwd=ROOT, stdout=subprocess.PIPE, text=True, check=True, timeout=300)
    figures = json.loads(done.stdout.splitlines()[-1])
    assert figures.keys() >= TOLD
    nothing = ("lost", "doubled", "unasked", "refused", "unanswered", "repeats_failed", "violations", "wrong_rows")
    assert {name: figures[name] for name in nothing} == dict.fromkeys(nothing, 0), done.stdout
    assert figures["commands"] > 0
    assert 0 < figures["floor_p95_ms"] < figures["p99_ms"] * 100
    assert figures["feed_p95_ms"] > 0


def test_the_latency_of_an_action_includes_its_time_in_the_queue() -> None:
    record = Record(Kind.LOG, due=10.0, begun=12.0, ended=12.5, outcome=Outcome.DONE)
    assert latencies([record], Outcome.DONE) == [2500.0]


def test_the_feed_is_timed_from_the_commit_to_another_seat_s_row() -> None:
    committed = Record(Kind.LOG, 0, 0, 0, Outcome.DONE, ticket=7, committed=100.0)
    author = Told(0, [committed], [Heard(100.01, frozenset({7}), 100.02)])
    other = Told(1, [], [Heard(99.0, frozenset({7}), 99.1), Heard(100.25, frozenset({7}), 100.5)])
    deaf = Told(2)
    news, rows, unheard = feed_times([author, other, deaf])
    assert (news, rows, unheard) == ([250.0], [500.0], 1)
