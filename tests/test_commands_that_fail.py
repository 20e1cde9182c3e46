"""A failing command ends with one sentence and an exit code, never with a traceback."""

import errno
import os
import subprocess
import sys
from pathlib import Path
from unittest.mock import Mock

import pytest

import main
from tests.desk_fixtures import proper_sentence

ROOT = Path(__file__).parent.parent
LONG = "很长的文件名" * 50  # 900 bytes; a name has at most 255


@pytest.fixture
def logs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(main, "log_folder", lambda: tmp_path / "log")
    return tmp_path / "log"


@pytest.mark.parametrize(
    "arguments",
    [
        ["check", "--db", f"sqlite:////tmp/{LONG}.db"],
        ["check", "--db", f"/tmp/{LONG}.toml"],
        ["watch", "--db", f"sqlite:////tmp/{LONG}.db"],
        ["import", f"/tmp/{LONG}.csv", "--mapping", str(ROOT / "resources" / "mappings" / "ledger_zh.toml")],
        ["import", "/tmp/x.csv", "--mapping", f"/tmp/{LONG}.toml"],
        ["drill", "--out", f"/tmp/{LONG}"],
        ["report", "--db", "sqlite://"],
        ["check", "--db", "sqlite:///:memory:"],
        ["check", "--db", "sqlite:///file:x?mode=memory&uri=true"],
        ["report", "--from", "2026-02-01", "--to", "2026-01-01"],
    ],
)
def test_an_impossible_command_gives_one_sentence(
    arguments: list[str], desk_url: str, logs: Path, capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch, surprises: list[str],
) -> None:  # fmt: skip
    monkeypatch.setenv("HOTLINE_DB", desk_url)
    assert main.main(arguments) == 1
    output = capsys.readouterr()
    [line] = (output.out + output.err).strip().splitlines()
    assert "意料之外" not in line
    proper_sentence(line.replace(LONG, "").replace("sqlite:///", "").partition("：")[0] + "。")
    surprises.clear()


@pytest.mark.parametrize(
    "arguments",
    [
        ["report", "--from", "0001-01-01", "--to", "9999-12-31"],
        ["report", "--from", "昨天"],
        ["watch", "--heartbeat", "-1"],
        ["watch", "--heartbeat", "0"],
        ["watch", "--heartbeat", "一"],
    ],
)
def test_an_invalid_day_or_number_is_refused_before_the_database_is_opened(
    arguments: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as left:
        main.main(arguments)
    assert left.value.code == 2
    assert "invalid" not in capsys.readouterr().err


def test_an_unexpected_error_is_a_sentence_that_names_the_log(
    desk_url: str, logs: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, surprises: list[str]
) -> None:
    def break_down(*_: object) -> int:
        raise KeyError(LONG)

    monkeypatch.setattr("tickets.cli.check.print_violations", break_down)
    assert main.main(["check", "--db", desk_url]) == 1
    output = capsys.readouterr().err
    assert output.count("\n") == 1 and str(logs / "check.log") in output
    written = (logs / "check.log").read_text(encoding="utf-8")
    assert "in break_down" in written and "SQLite" in written and "0.1.0" in written
    assert LONG not in written
    surprises.clear()


def test_an_error_of_the_system_is_reported_with_its_file(
    desk_url: str, logs: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, surprises: list[str]
) -> None:
    monkeypatch.setattr(
        "tickets.cli.check.print_violations",
        Mock(side_effect=OSError(errno.ENOSPC, "No space left on device", "/数据/表.csv")),
    )
    assert main.main(["check", "--db", desk_url]) == 1
    assert capsys.readouterr().err == "磁盘满了：/数据/表.csv\n"
    surprises.clear()


def test_an_unwritable_log_is_reported_and_the_command_does_its_work(
    desk_url: str, logs: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    logs.touch()
    assert main.main(["check", "--db", desk_url]) == 0
    output = capsys.readouterr()
    assert "全部相符" in output.out
    assert "写不了日志文件" in output.err


@pytest.mark.slow
@pytest.mark.skipif(sys.platform != "linux", reason="needs /dev/full")
@pytest.mark.parametrize("command", ["check", "report"])
@pytest.mark.parametrize("where", ["full", "closed"])
def test_an_unwritable_result_is_reported(command: str, where: str, desk_url: str, tmp_path: Path) -> None:
    environment = {**os.environ, "XDG_STATE_HOME": str(tmp_path)}
    line = f'exec "{sys.executable}" main.py {command} --db {desk_url} ' + (">/dev/full" if where == "full" else ">&-")
    ended = subprocess.run(
        ["/bin/sh", "-c", line], cwd=ROOT, env=environment, stderr=subprocess.PIPE, encoding="utf-8", check=False
    )
    assert ended.returncode == 1
    assert ended.stderr.count("\n") == 1
    assert ("没有写完" if where == "full" else "标准输出是关着的") in ended.stderr


def test_an_invalid_connection_file_is_reported(tmp_path: Path, logs: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "zero.toml").symlink_to("/dev/zero")
    (tmp_path / "long.toml").write_text("# " + "x" * 100_000)
    os.mkfifo(tmp_path / "pipe.toml")
    for name in ("zero", "long", "pipe"):
        assert main.main(["check", "--db", str(tmp_path / f"{name}.toml")]) == 1
        assert f"连接文件 {tmp_path / f'{name}.toml'}" in capsys.readouterr().err


def test_the_version_option_prints_the_version_of_the_package(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as left:
        main.main(["--version"])
    assert left.value.code == 0
    output = capsys.readouterr().out
    lines = (ROOT / "pyproject.toml").read_text(encoding="utf-8").splitlines()
    number = next(line for line in lines if line.startswith("version")).split('"')[1]
    assert f"抢修热线 {number}\n" in output
    for name in ("Python", "PySide6", "SQLAlchemy"):
        assert f"\n{name} " in output
