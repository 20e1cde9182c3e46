"""A watch with an account of its own: the account's rights suffice for its work."""

import json
import re
import signal
from datetime import timedelta
from functools import partial
from pathlib import Path

import pytest

from tests.alerts.running import Start
from tests.desk_fixtures import superuser
from tests.staffed import DISPATCHER, OPERATOR, StaffedDesk
from tickets.actions.intake import CallDetails, ReportedFault, log_call
from tickets.cli.command_line import parser
from tickets.connection.target import Target
from tickets.server_admin.create import keep_watcher
from tickets.store.postgres.engine import Password
from tickets.store.tables import alerts

PASSWORD = "值守的密码"
MANUAL = Path(__file__).parents[2] / "docs/manual.zh-CN.md"


@pytest.fixture
def watch(staffed_desk: StaffedDesk, start: Start, monkeypatch: pytest.MonkeyPatch) -> Start:
    """Starts `main.py watch` signed in with the watch's account."""
    login = f"{staffed_desk.database}.watcher"
    monkeypatch.setenv("PGPASSWORD", str(superuser().password))
    keep_watcher(Target(staffed_desk.store.url, superuser().login), login, Password(PASSWORD))
    return partial(start, "main.py", "watch", "--db", staffed_desk.store.url, "--login", login, password=PASSWORD)


@pytest.mark.slow
def test_the_watch_s_account_may_do_all_that_a_watch_does(staffed_desk: StaffedDesk, watch: Start) -> None:
    process = watch("--heartbeat", "1")
    assert process.says("开始值守"), process.ends()
    operator = staffed_desk.hand(OPERATOR)
    operator.desk.set_clock()
    long_ago, lately = (operator.desk.now() - timedelta(minutes=minutes) for minutes in (600, 11))
    old = operator.do(log_call(CallDetails(words="路上冒水", at=long_ago), ReportedFault("visible_leak")))
    new = operator.do(log_call(CallDetails(words="路上冒水", at=lately), ReportedFault("visible_leak")))
    assert process.says(operator.ticket(new).number, "超时")
    assert process.says("汇总")
    assert old != new
    staffed_desk.desk(DISPATCHER).sweep()
    checking = watch("--health")
    assert checking.ends()[0] == 0, checking.lines
    assert json.loads(checking.lines[0])["trouble"] == ""
    process.signal(signal.SIGTERM)
    assert process.ends()[0] == 0
    assert not [line for line in process.lines if "失去值守" in line], process.lines
    assert {row.digest_id is None for row in operator.rows(alerts)} == {True, False}


def test_the_service_commands_in_the_manual_are_accepted() -> None:
    text = MANUAL.read_text("utf-8")
    commands = re.findall(r"main\.py (watch --[^`\n]+)$", text, re.MULTILINE)
    assert len(commands) >= 3
    for command in commands:
        options = parser().parse_args(command.split())
        assert options.login == "hotline.watch"
