"""A call is handed from a process of its own to the window of the same folder of data, and to no other."""

import socket
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from pytestqt.qtbot import QtBot

from tickets.cli.hand_over import SILENT, window_name
from tickets.rules.incoming import IncomingCall
from ui.runtime.incoming import IncomingCalls

ROOT = Path(__file__).parents[3]


@pytest.fixture
def url(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    with TemporaryDirectory() as own:  # a short path, as sockets need
        monkeypatch.setenv("XDG_RUNTIME_DIR", own)
        yield f"sqlite:///{tmp_path}/desk.db"


@pytest.fixture
def window(url: str, qtbot: QtBot) -> Iterator[IncomingCalls]:
    window = IncomingCalls(window_name(url))
    assert window.listens
    yield window
    window.stop()


def start(*words: str) -> "subprocess.Popen[str]":
    return subprocess.Popen(
        [sys.executable, "main.py", *words], cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )


@pytest.mark.parametrize(
    ("words", "call"),
    [
        (["--incoming-call", "13806351234", "--call-id", "a-1"], IncomingCall("13806351234", "a-1")),
        (["--incoming-call=+8613806351234"], IncomingCall("+8613806351234")),
        (["ruihong-hotline:call?number=3280212&id=a-2"], IncomingCall("3280212", "a-2")),
        (["--incoming-call", "$(touch x)"], IncomingCall()),
        (["--incoming-call", "--db=sqlite:////tmp/other.db"], IncomingCall()),
        (["--incoming-call", "1" * 10_000, "--call-id", "--scheme"], IncomingCall("", "--scheme")),
        (["--incoming-call", "1" * 40, "--call-id", "a-1"], IncomingCall("", "a-1")),
        (["--incoming-call"], IncomingCall()),
        (["--incoming-call", "--call-id", "a-1", "--recording", "https://pbx/1.wav"],
         IncomingCall("", "a-1", "https://pbx/1.wav")),
    ],
)  # fmt: skip
def test_the_running_window_is_handed_the_call(
    window: IncomingCalls, url: str, qtbot: QtBot, words: list[str], call: IncomingCall
) -> None:
    with qtbot.waitSignal(window.rang, timeout=30_000) as rang:
        telephone = start("--db", url, *words)
    assert rang.args == [call]
    assert telephone.communicate(timeout=30) == ("", "")
    assert telephone.returncode == 0


def test_a_second_start_brings_the_first_window_to_the_front(window: IncomingCalls, url: str, qtbot: QtBot) -> None:
    with qtbot.waitSignal(window.shown, timeout=30_000):
        second = start("--db", url)
    second.communicate(timeout=30)
    assert second.returncode == 0


@pytest.mark.parametrize(
    "words",
    [
        ["ruihong-hotline:delete?number=1"],
        ["ruihong-hotline:call?number=" + "1" * 10_000],
        ["RUIHONG-HOTLINE:" + "%00" * 3_000],
    ],
)
def test_what_is_not_understood_is_one_sentence(url: str, words: list[str]) -> None:
    telephone = start("--db", url, *words)
    _, error = telephone.communicate(timeout=30)
    assert telephone.returncode == 2
    assert error.count("\n") == 1 and "Traceback" not in error


def test_a_window_takes_over_from_a_crashed_one_but_not_from_a_living_one(url: str, qtbot: QtBot) -> None:
    name = window_name(url)
    with socket.socket(socket.AF_UNIX) as crashed:
        crashed.bind(name)
    assert Path(name).exists()
    first = IncomingCalls(name)
    assert first.listens
    program = "import sys; from PySide6.QtCore import QCoreApplication; from ui.runtime.incoming import *; "
    program += "app = QCoreApplication([]); print(IncomingCalls(sys.argv[1]).listens)"
    second = subprocess.run([sys.executable, "-c", program, name], cwd=ROOT, capture_output=True, text=True, check=True)
    assert second.stdout.strip() == "False"
    first.stop()


def test_handing_over_loads_neither_qt_nor_the_database(window: IncomingCalls, url: str, qtbot: QtBot) -> None:
    watched = [sys.executable, "-X", "importtime", "main.py", "--db", url, "--incoming-call", "13806351234"]
    with qtbot.waitSignal(window.rang, timeout=30_000):
        telephone = subprocess.Popen(watched, cwd=ROOT, stderr=subprocess.PIPE, text=True)
    _, loaded = telephone.communicate(timeout=30)
    assert "tickets.cli.hand_over" in loaded
    assert not {"PySide6", "sqlalchemy", "sqlite3", "importlib.metadata"} & {
        line.rpartition("|")[2].strip() for line in loaded.splitlines()
    }


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("sqlite:///{}/a.db", "sqlite+pysqlite:///{}/x/../a.db?timeout=9", True),
        ("sqlite:///{}/a.db", "sqlite:///{}/b.db", False),
        ("postgresql://jia@host/desk", "postgresql+psycopg://yi:@host/desk", True),
        ("postgresql://jia@host/desk", "postgresql://jia@host/drill", False),
    ],
)
def test_each_database_has_a_window_of_its_own(tmp_path: Path, one: str, other: str, same: bool) -> None:
    assert (window_name(one.format(tmp_path)) == window_name(other.format(tmp_path))) == same


def test_a_connection_file_names_the_window_of_its_database(tmp_path: Path) -> None:
    file = tmp_path / "own.toml"
    file.write_text(f'url = "sqlite:///{tmp_path}/a.db"', "utf-8")
    assert window_name(str(file)) == window_name(f"sqlite:///{tmp_path}/a.db")


def test_a_window_that_does_not_answer_is_told_of_and_no_other_one_opens(url: str) -> None:
    with socket.socket(socket.AF_UNIX) as hung:
        hung.bind(window_name(url))
        hung.listen()
        telephone = start("--db", url, "--incoming-call", "13806351234")
        assert telephone.communicate(timeout=30) == ("", f"{SILENT}\n")
        assert telephone.returncode == 1


@pytest.mark.slow
def test_a_call_opens_the_program_and_the_next_ones_reach_its_window(tmp_path: Path, desk_url: str) -> None:
    path = Path(desk_url.removeprefix("sqlite:///"))
    with closing(sqlite3.connect(path)) as desk, desk:
        desk.execute("INSERT INTO settings (key, value) VALUES ('demo', 'true')")  # nobody signs in

    def numbers() -> list[str]:
        with closing(sqlite3.connect(path)) as desk:
            return [row[0] for row in desk.execute("SELECT number FROM incoming_calls ORDER BY id")]

    def wait_for(wanted: list[str], seconds: float) -> None:
        end = time.monotonic() + seconds
        while numbers() != wanted and time.monotonic() < end:
            time.sleep(0.02)
        assert numbers() == wanted

    program = start("--db", desk_url, "--incoming-call", "13806351234")
    try:
        wait_for(["13806351234"], 60)
        others = [start("--db", desk_url, "ruihong-hotline:call?number=3280212&id=a-2") for _ in range(2)]
        others.append(start("--db", desk_url))
        assert [(*other.communicate(timeout=60), other.returncode) for other in others] == [("", "", 0)] * 3
        wait_for(["13806351234", "3280212"], 10)
    finally:
        program.terminate()
        program.communicate(timeout=60)
