"""A watch as a service with a server that isn't up yet, stops, freezes, or rejects the login."""

import json
import signal
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import timedelta
from functools import partial

import pytest

from tests.alerts.running import Running, Start
from tests.desk_fixtures import EVERYONE, make_desk, open_on, proper_sentence
from tests.servers import Server, running_server
from tickets.actions.intake import CallDetails, ReportedFault, log_call
from tickets.service import TicketService

pytestmark = pytest.mark.slow
STOPS_WITHIN = 4  # seconds: on a busy machine too, but less than a connection is waited for (CONNECT_SECONDS)


@pytest.fixture(scope="module")
def own_server() -> Iterator[Server]:
    """A server that these tests stop and freeze; each leaves it running."""
    with running_server() as server:
        make_desk(server, "desk")
        yield server


@pytest.fixture
def watch(own_server: Server, start: Start) -> Start:
    """Starts `main.py watch` on the server's database."""
    return partial(start, "main.py", "watch", "--db", own_server.url("desk"))


def overdue(server: Server) -> str:
    """Log a call made eleven minutes ago and return the ticket's number."""
    with closing(TicketService(open_on(server, "desk"))) as desk:
        desk.set_clock()
        at = desk.now() - timedelta(minutes=11)
        desk.execute(log_call(CallDetails(words="路上冒水", at=at), ReportedFault("visible_leak")), EVERYONE)
        with desk.store.reading() as connection:
            found = connection.exec_driver_sql("SELECT number FROM tickets ORDER BY id DESC LIMIT 1")
            return str(found.scalar_one())


def stops(process: Running) -> None:
    """Stop a service and check that it ends in time and without an error."""
    process.signal(signal.SIGTERM)
    code, taken, errors = process.ends()
    assert (code, errors) == (0, "")
    assert taken < STOPS_WITHIN


def test_a_watch_survives_a_restart_of_the_server(own_server: Server, watch: Start) -> None:
    process = watch()
    assert process.says("开始值守")
    first = overdue(own_server)
    assert process.says(first, "超时")
    own_server.stop()
    assert process.says("失去值守")
    own_server.start()
    assert process.says("恢复值守")
    second = overdue(own_server)
    assert process.says(second, "超时")
    stops(process)
    alerts = [line for line in process.lines if "告警#" in line]
    assert len(alerts) == len({line.split("#")[1] for line in alerts})


@pytest.mark.parametrize(("away", "back"), [(Server.freeze, Server.thaw), (Server.stop, Server.start)])
def test_a_watch_can_be_stopped_while_the_server_does_not_answer(
    own_server: Server, watch: Start, away: Callable[[Server], None], back: Callable[[Server], None]
) -> None:
    process = watch()
    assert process.says("开始值守")
    away(own_server)
    try:
        assert process.says("失去值守")
        stops(process)
    finally:
        back(own_server)


def test_a_watch_that_starts_before_the_server_waits_for_it(own_server: Server, watch: Start) -> None:
    own_server.stop()
    try:
        waiting, leaving = watch(), watch()
        assert waiting.says("还不能值守")
        assert leaving.says("还不能值守")
        stops(leaving)
    finally:
        own_server.start()
    assert waiting.says("开始值守")
    stops(waiting)


def test_a_watch_whose_sign_in_is_refused_says_so_and_ends(watch: Start) -> None:
    code, _, errors = watch(password="wrong").ends()
    assert code == 1
    proper_sentence(errors.strip())


@pytest.mark.parametrize(("leave", "back"), [(Server.stop, Server.start), (Server.freeze, Server.thaw)])
def test_the_health_check_reports_an_unresponsive_server_in_time(
    own_server: Server, watch: Start, leave: Callable[[Server], None], back: Callable[[Server], None]
) -> None:
    leave(own_server)
    try:
        process = watch("--health")
        code, taken, errors = process.ends()
    finally:
        back(own_server)
    assert (code, errors) == (1, "")
    assert taken < 15
    (line,) = process.lines
    answer = json.loads(line)
    assert (answer["healthy"], answer["database"]) == (False, False)
    proper_sentence(answer["trouble"])
