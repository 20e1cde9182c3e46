"""The registry of watches and the health command."""

import json
import socket
from dataclasses import replace
from io import StringIO
from typing import Any

import pytest

from tests.desk_fixtures import START, HandClock
from tickets.errors import Unavailable
from tickets.service import TicketService
from tickets.watch.health import print_health
from tickets.watch.registry import Watching, enter, keep, leave, list_watches
from tickets.watch.watch import LATE_AFTER

pytestmark = pytest.mark.on_both
HOST = socket.gethostname()


def begin(desk: TicketService, name: str = "a", host: str = HOST) -> Watching:
    """Enter a watch."""
    with desk.store.writing() as connection:
        return enter(connection, name, host, desk.now())


def swept(desk: TicketService, row: Watching, trouble: str = "") -> None:
    """Record that a watch has just swept."""
    with desk.store.writing() as connection:
        keep(connection, replace(row, swept=desk.now(), trouble=trouble))


def health(desk: TicketService, *, any_host: bool = False) -> tuple[int, dict[str, Any]]:
    """Return the exit code and the output."""
    out = StringIO()
    code = print_health(lambda look: look(desk), any_host, out)
    (line,) = out.getvalue().splitlines()
    return code, json.loads(line)


def test_no_watch_at_all_is_not_healthy(desk: TicketService) -> None:
    code, answer = health(desk)
    assert (code, answer["healthy"], answer["age"], answer["watches"]) == (1, False, None, [])
    assert answer["trouble"].endswith("。")


@pytest.mark.parametrize(("age", "code"), [(0, 0), (LATE_AFTER, 0), (LATE_AFTER + 1, 1)])
def test_a_watch_is_healthy_while_its_last_sweep_is_recent(
    desk: TicketService, clock: HandClock, age: int, code: int
) -> None:
    swept(desk, begin(desk))
    clock.advance(age)
    assert health(desk)[0] == code
    assert health(desk)[1]["age"] == age


def test_a_watch_that_has_not_swept_yet_is_not_healthy(desk: TicketService) -> None:
    begin(desk)
    assert health(desk)[0] == 1


def test_health_reports_the_trouble_of_the_watch(desk: TicketService) -> None:
    swept(desk, begin(desk), "磁盘已满。")
    assert health(desk)[1]["trouble"] == "磁盘已满。"


def test_a_watch_on_another_host_counts_only_when_requested(desk: TicketService) -> None:
    swept(desk, begin(desk, host="elsewhere"))
    assert health(desk)[0] == 1
    code, answer = health(desk, any_host=True)
    assert (code, answer["watches"][0]["host"]) == (0, "elsewhere")


def test_a_watch_that_has_ended_is_not_healthy(desk: TicketService) -> None:
    row = begin(desk)
    swept(desk, row)
    with desk.store.writing() as connection:
        leave(connection, replace(row, swept=START))
    assert health(desk)[0] == 1


def test_an_unreachable_database_is_reported_in_a_sentence(desk: TicketService) -> None:
    def visit(_look: object) -> int:
        raise Unavailable("连不上数据库服务器。")

    out = StringIO()
    assert print_health(visit, out=out) == 1
    answer = json.loads(out.getvalue())
    assert (answer["healthy"], answer["database"], answer["trouble"]) == (False, False, "连不上数据库服务器。")


def test_the_name_of_a_dead_watch_can_be_reused_but_not_of_a_living_one(desk: TicketService, clock: HandClock) -> None:
    first, second = begin(desk), begin(desk)
    assert (first.name, second.name) == ("a", "a-2")
    clock.advance(LATE_AFTER)
    swept(desk, second)
    clock.advance(1)
    assert begin(desk).name == "a"
    assert begin(desk).name == "a-3"


def test_the_name_of_a_watch_that_has_ended_is_free_at_once(desk: TicketService) -> None:
    row = begin(desk)
    with desk.store.writing() as connection:
        leave(connection, row)
    assert begin(desk) == row
    assert desk.read(list_watches) == [row]


def test_the_reported_trouble_is_that_of_the_watch_seen_last(desk: TicketService, clock: HandClock) -> None:
    old = begin(desk, "a")
    swept(desk, old, "磁盘已满。")
    clock.advance(LATE_AFTER + 1)
    begin(desk, "b")  # has not swept yet
    answer = health(desk)[1]
    assert answer["age"] is None
    assert answer["trouble"] not in ("", "磁盘已满。")
    clock.advance(1)
    swept(desk, old, "还是满的。")
    assert health(desk)[1]["trouble"] == "还是满的。"
