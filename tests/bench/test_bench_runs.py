"""Every benchmark runs and returns its figures; their values are not tested."""

import json
from contextlib import closing

import pytest

from tests.bench.__main__ import NAMES, benchmark
from tests.bench.databases import TINY, Databases, bare, same_rows
from tests.bench.figures import Figure, json_line, keys_line, table

WINDOWS = {"start", "scrolling", "alert_delay", "keys", "hand_over"}


@pytest.fixture(scope="session")
def databases(tmp_path_factory: pytest.TempPathFactory) -> Databases:
    """Tiny desks, seeded once."""
    return Databases(tmp_path_factory.mktemp("bench"))


@pytest.mark.parametrize("name", sorted(set(NAMES) - WINDOWS))
def test_a_benchmark_of_the_desk_measures_something(name: str, databases: Databases) -> None:
    figures = list(benchmark(name)(databases, TINY))
    assert figures
    assert all(figure.ours > 0 for figure in figures)


@pytest.mark.slow
@pytest.mark.parametrize("name", sorted(WINDOWS))
def test_a_benchmark_of_the_window_measures_something(name: str, databases: Databases) -> None:
    figures = list(benchmark(name)(databases, TINY))
    assert figures
    assert all(figure.ours >= 0 for figure in figures)


def test_a_benchmark_does_not_write_to_the_cached_database(databases: Databases) -> None:
    kept = databases.seeded(TINY.archives[0], TINY.open)
    before = kept.read_bytes()
    list(benchmark("log_call")(databases, TINY))
    assert databases.seeded(TINY.archives[0], TINY.open) == kept
    assert kept.read_bytes() == before


def test_a_missed_goal_is_shown_as_missed() -> None:
    missed = Figure("log a call", "here", 5.0, "ms", 2.0, 1.0)
    met = Figure("alert", "here", 240.0, "ms", 250)
    told = Figure("page", "here", 7.0, "ms")
    too_few = Figure("precision", "here", 96.0, "%", 97, at_least=True)
    figures = [missed, met, told, too_few]
    assert [figure.met for figure in figures] == [False, True, None, False]
    cells = [line.split("|") for line in table(figures).splitlines()[2:]]
    assert [row[-2].strip() for row in cells] == ["MISSED", "met", "-", "MISSED"]
    assert cells[-1][-3].strip() == "≥ 97 %"
    assert json.loads(json_line(missed))["ratio"] == 5.0


def test_the_numbers_of_keys_are_told_in_one_line() -> None:
    figures = [Figure("attach", "keys", 2.0, "keys", 2), Figure("likeness", "here", 1.5, "ms")]
    assert json.loads(keys_line(figures)) == {"attach": 2}
    assert keys_line(figures[1:]) == ""


def test_databases_with_different_search_rows_are_not_the_same(databases: Databases) -> None:
    one, other = (databases.copy(TINY.archives[0], TINY.open, name) for name in ("one", "other"))
    assert same_rows(one, other)
    with closing(bare(other)) as connection:
        connection.execute("INSERT INTO call_words (rowid, words) VALUES (1, '冒水')")
    assert not same_rows(one, other)
