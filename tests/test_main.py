"""The command line of main.py."""

import json
import os
import platform
import sqlite3
import sys
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

import main
from tests.desk_fixtures import Hand, make_desk
from tests.servers import SUPERUSER, SUPERUSER_PASSWORD, Server
from tickets import about
from tickets.about import versions
from tickets.actions.dispatch import dispatch
from tickets.cli import command_line
from tickets.rules.instants import utc_now
from tickets.watch.registry import enter, keep

ROOT = Path(__file__).parent.parent


DATABASE = [["database", doing] for doing in ("create", "upgrade", "status", "move", "watcher")]


@pytest.mark.parametrize("where", ["before", "after"])
def test_the_database_is_named_before_or_after_the_command(
    where: str, desk_url: str, capsys: pytest.CaptureFixture[str]
) -> None:
    named = ["--db", desk_url]
    assert main.main([*named, "check"] if where == "before" else ["check", *named]) == 0
    output = capsys.readouterr()
    assert "0 张工单" in output.out
    assert output.err == ""


def test_a_report_is_json_that_a_program_can_read(desk_url: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main.main(["report", "--db", desk_url, "--from", "2026-01-01", "--to", "2026-01-31"]) == 0
    assert set(json.loads(capsys.readouterr().out)["stages"]) == {"accept", "arrive", "resolve", "isolate"}


def test_the_health_command_counts_a_watch_on_another_machine_only_on_request(
    desk_url: str, hand: Hand, capsys: pytest.CaptureFixture[str]
) -> None:
    with hand.desk.store.writing() as connection:
        keep(connection, replace(enter(connection, "w", "elsewhere", utc_now()), swept=utc_now()))
    hand.desk.store.close()
    asked = ["watch", "--health", "--db", desk_url]
    assert (main.main(asked), main.main([*asked, "--any-host"])) == (1, 0)
    assert [json.loads(line)["healthy"] for line in capsys.readouterr().out.splitlines()] == [False, True]


@pytest.mark.parametrize("command", [["check"], ["report"], ["watch"], ["watch", "--health"]])
def test_a_mistyped_path_is_reported_and_creates_no_file(
    command: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "no" / "desk.db"
    assert main.main([*command, "--db", f"sqlite:///{path}"]) == 1
    output = capsys.readouterr()
    assert f"数据文件 {path} 不在" in output.out + output.err
    assert list(tmp_path.iterdir()) == []


CLEARS_THE_SCREEN = "\x1b[2J\u202e"


def test_control_sequences_in_data_or_paths_do_not_reach_the_terminal(
    desk_url: str, hand: Hand, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    hand.do(dispatch(hand.log(), None, hand.crew()))
    hand.desk.store.close()
    with closing(sqlite3.connect(desk_url.removeprefix("sqlite:///"))) as raw:
        raw.execute("UPDATE crews SET name = name || ?", (CLEARS_THE_SCREEN,))
        raw.execute("UPDATE tickets SET number = number || ?", (CLEARS_THE_SCREEN,))
        raw.commit()
    period = ["--from", "2026-01-01", "--to", "2026-01-31"]
    assert main.main(["check", "--db", desk_url]) == 1
    assert main.main(["report", "--db", desk_url, *period, "--format", "csv"]) == 0
    assert main.main(["check", "--db", f"sqlite:///{tmp_path}/{CLEARS_THE_SCREEN}.db"]) == 1
    output = capsys.readouterr()
    assert "␛[2J" in output.out and "␛[2J" in output.err
    assert not set(output.out + output.err) & set("\x1b\u202e")


UPGRADE = ["database", "upgrade"]


@pytest.mark.parametrize("command", [["check"], ["report"], ["watch"], ["watch", "--health"], UPGRADE])
def test_a_file_without_a_desk_is_reported_and_left_unchanged(
    command: list[str], tmp_path: Path, blank_file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "cut.db").write_bytes(blank_file.read_bytes()[:5000])
    for name, statement in (("others.db", "CREATE TABLE a (b)"), ("blank.db", "VACUUM")):
        with closing(sqlite3.connect(tmp_path / name)) as made:
            made.execute(statement)
    (tmp_path / "empty.db").touch()
    before = {path: path.read_bytes() for path in tmp_path.iterdir()}
    assert len(before) == 4
    outputs = {}
    for path in before:
        assert main.main([*command, "--db", f"sqlite:///{path}"]) == 1, path
        output = capsys.readouterr()
        outputs[path.stem] = output.out + output.err
    assert "空的" in outputs["empty"] and "空的" in outputs["blank"]
    assert "不是本程序的" in outputs["others"]
    assert "已损坏" in outputs["cut"]
    assert {path: path.read_bytes() for path in tmp_path.iterdir()} == before


@pytest.mark.skipif(sys.platform == "win32", reason="pipes have no names in folders there")
@pytest.mark.parametrize("command", [["check"], ["watch", "--health"], [*UPGRADE]])
def test_a_pipe_or_a_device_as_database_is_refused(
    command: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    os.mkfifo(tmp_path / "pipe")
    for path in (tmp_path / "pipe", Path("/dev/zero"), tmp_path):
        assert main.main([*command, "--db", f"sqlite:///{path}"]) == 1
        output = capsys.readouterr()
        assert f"打不开 {path}：它不是文件" in output.out + output.err


def test_a_file_needs_no_database_command(desk_url: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main.main(["database", "upgrade", "--db", desk_url]) == 0
    assert "文件数据库打开时自动升级" in capsys.readouterr().out
    for words in (["create"], ["status"], ["move", "--from", "old.db"], ["watcher", "watch", "--password-stdin"]):
        assert main.main(["database", *words, "--db", desk_url]) == 1
        assert "只用于 PostgreSQL" in capsys.readouterr().err


@pytest.mark.slow
def test_a_drill_runs_on_a_server_named_by_a_connection_file(
    server: Server, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    make_desk(server, "drilled")
    file = tmp_path / "connection.toml"
    file.write_text(f'url = "{server.url("drilled")}"\nlogin = "{SUPERUSER}"\n')
    monkeypatch.setenv("PGPASSWORD", SUPERUSER_PASSWORD)
    assert main.main(["drill", "--hours", "0.5", "--calls", "8", "--seed", "5", "--db", str(file)]) == 0
    assert json.loads(capsys.readouterr().out.splitlines()[-1])["calls"] == 8
    assert main.main(["check", "--db", str(file)]) == 0


@pytest.mark.parametrize("command", [["check"], ["report"], ["database", "status"]])
def test_an_unreachable_server_is_named_with_a_hint(command: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert main.main([*command, "--db", "postgresql+psycopg://127.0.0.1:1/desk", "--login", "x"]) == 1
    output = capsys.readouterr().err
    assert "127.0.0.1:1/desk：连不上数据库服务器。请核对地址" in output
    assert "已填写" not in output


def test_versions_are_looked_up_only_on_request_and_not_at_each_start(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []
    monkeypatch.setattr(about, "versions", lambda: asked.append("versions") or [("程序", "0")])
    command_line.parser().parse_args([])
    assert not asked
    with pytest.raises(SystemExit) as left:
        main.main(["--version"])
    assert left.value.code == 0
    assert asked


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="elsewhere Python itself is asked")
def test_the_system_is_named_as_python_names_it() -> None:
    assert dict(versions())["系统"] == platform.platform()
