"""The log file rotates, contains no private text, and never raises into the program."""

import gc
import logging
import os
import subprocess
import sys
import weakref
from collections.abc import Callable, Iterator
from pathlib import Path
from threading import Thread
from unittest.mock import Mock

import pytest

from tickets.log import file as log_file
from tickets.log.file import LogFile, close_log, open_log
from tickets.log.hooks import record_crashes
from tickets.log.record import record

ROOT = Path(__file__).parents[2]
_log = logging.getLogger("tickets.test")


@pytest.fixture
def opened(tmp_path: Path) -> Iterator[Callable[[Path], LogFile]]:
    logs: list[LogFile] = []

    def open_one(folder: Path) -> LogFile:
        logs.append(open_log(folder, "desk"))
        return logs[-1]

    yield open_one
    for log in logs:
        close_log(log)


@pytest.fixture
def log(opened: Callable[[Path], LogFile], tmp_path: Path) -> LogFile:
    """A log file in a folder that has nothing else."""
    return opened(tmp_path)


def fail_with(words: str) -> None:
    raise KeyError(words)


def test_an_unexpected_error_is_in_the_file_with_its_traceback_and_without_words(
    opened: Callable[[Path], LogFile], tmp_path: Path, surprises: list[str]
) -> None:
    log = opened(tmp_path / "new" / "log")
    secrets = ("刘大妈", "13806351234", "3280212", "hunter2")
    try:
        fail_with(" ".join(secrets))
    except KeyError as error:
        try:
            raise RuntimeError(f"DETAIL: {secrets[3]}") from error
        except RuntimeError as later:
            record(later)
    logging.getLogger("apscheduler").error("job of '%s' at %s", *secrets[1:3])
    written = log.path.read_text(encoding="utf-8")
    assert "in fail_with" in written and "RuntimeError: …" in written
    assert "job of '…' at …" in written
    for secret in secrets[1:]:
        assert secret not in written
    assert surprises
    surprises.clear()


def test_a_repeated_message_of_a_library_is_logged_once_with_a_count(
    log: LogFile, monkeypatch: pytest.MonkeyPatch
) -> None:
    now = [0.0]
    monkeypatch.setattr(log_file, "monotonic", lambda: now[0])
    for second in (0, 1, 2, 62, 63):
        now[0] = float(second)
        logging.getLogger("apscheduler").warning("Run of job '%s' missed by %s", "hunter2", 7)
    close_log(log)
    words = "Run of job '…' missed by 7"
    lines = log.path.read_text(encoding="utf-8").splitlines()
    entries = [line.partition("apscheduler: ")[2] for line in lines]
    assert entries == [words, f"（此前又出现 2 次）{words}", f"（又出现 1 次）{words}"]


def test_a_repeatable_log_entry_keeps_no_traceback_frame_alive(
    opened: Callable[[Path], LogFile], tmp_path: Path
) -> None:
    class Opened:
        """An object held by a frame."""

    def fail() -> weakref.ref[Opened]:
        thing = Opened()
        try:
            raise KeyError
        except KeyError:
            log.emit(logging.makeLogRecord({"msg": "Job raised an exception", "exc_info": sys.exc_info()}))
        return weakref.ref(thing)

    log = opened(tmp_path)
    held = fail()
    gc.collect()
    assert held() is None


def test_errors_at_one_place_are_logged_once_and_counted_though_their_texts_differ(
    log: LogFile, monkeypatch: pytest.MonkeyPatch, surprises: list[str]
) -> None:
    now = [0.0]
    monkeypatch.setattr(log_file, "monotonic", lambda: now[0])
    for number in range(1000):
        try:
            fail_with(f"{number}" if number % 2 else "x" * number)
        except KeyError as error:
            record(error)
    now[0] = 61
    _log.warning("something else")
    _log.warning("something else")
    close_log(log)
    written = log.path.read_text(encoding="utf-8")
    assert written.count("in fail_with") == 1
    assert "（又出现 999 次）KeyError" in written and "（又出现 1 次）something else" in written
    surprises.clear()


def test_the_log_rotates_and_keeps_a_few_old_files(
    opened: Callable[[Path], LogFile], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(log_file, "BYTES", 2000)
    log = opened(tmp_path)
    for n in range(400):
        _log.warning("entry %s", n)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["desk.log", *(f"desk.log.{n}" for n in range(1, 6))]
    assert "entry 399" in log.path.read_text(encoding="utf-8")


def test_a_log_that_cannot_rotate_goes_on_in_the_same_file(
    opened: Callable[[Path], LogFile], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(log_file, "BYTES", 2000)

    log = opened(tmp_path)
    monkeypatch.setattr(log, "rotate", Mock(side_effect=PermissionError(13, "in use by another process")))
    for n in range(100):
        _log.warning("entry %s", n)
    text = log.path.read_text(encoding="utf-8")
    assert all(f"entry {n}" in text for n in range(100))
    assert not log.trouble


@pytest.mark.parametrize("where", ["a file", "/dev/full"])
def test_an_unwritable_log_folder_is_reported_and_stops_nothing(
    where: str, opened: Callable[[Path], LogFile], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    if where == "a file":
        (tmp_path / "log").touch()
    else:
        (tmp_path / "log").mkdir()
        (tmp_path / "log" / "desk.log").symlink_to("/dev/full")
    log = opened(tmp_path / "log")
    for _ in range(3):
        _log.warning("nobody will read this")
    assert log.trouble.startswith("写不了日志文件")
    assert capsys.readouterr().err == ""


@pytest.mark.slow
def test_a_process_logs_its_uncaught_exceptions(tmp_path: Path) -> None:
    script = """
import sys, threading, faulthandler
from pathlib import Path
from tickets.log.file import open_log
from tickets.log.hooks import catch_uncaught, record_crashes
log = open_log(Path(sys.argv[1]), "desk")
record_crashes(log.path.with_suffix(".crash"))
catch_uncaught(lambda unexpected: print(unexpected.sentence))
class Odd:
    def __del__(self):
        raise KeyError("finaliser")
thread = threading.Thread(target=lambda: {}["thread"])
thread.start(); thread.join()
odd = Odd(); del odd
if sys.argv[2] == "crash":
    faulthandler._sigsegv()
raise ValueError("the end")
"""
    for how in ("raise", "crash", "raise"):
        ended = subprocess.run(
            [sys.executable, "-c", script, str(tmp_path), how],
            cwd=ROOT,
            capture_output=True,
            encoding="utf-8",
            check=False,
        )
        assert ended.returncode not in (0, None)
        assert "Traceback" not in ended.stderr
        assert "意料之外" in ended.stdout or how == "crash"
    written = (tmp_path / "desk.log").read_text(encoding="utf-8")
    assert written.count("ValueError: …") == 2
    assert written.count("KeyError: '") == 6
    assert "以前有一次程序崩溃" in written
    assert "Segmentation fault" in (tmp_path / "desk.crash").read_text(encoding="utf-8")


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes with names here")
def test_a_pipe_in_place_of_the_log_file_does_not_block(opened: Callable[[Path], LogFile], tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "desk.log")
    os.mkfifo(tmp_path / "desk.crash")
    log = opened(tmp_path)
    writing = Thread(target=lambda: (_log.warning("to a pipe"), record_crashes(tmp_path / "desk.crash")), daemon=True)
    writing.start()
    writing.join(20)
    assert not writing.is_alive()
    assert str(log.path) in log.trouble


def test_line_ends_in_a_logged_name_do_not_forge_an_entry(log: LogFile) -> None:
    _log.warning("file %s", "a\n2026-01-01 ERROR forged\x1b[2J")
    assert len(log.path.read_text(encoding="utf-8").splitlines()) == 1
    assert "\x1b" not in log.path.read_text(encoding="utf-8")


def test_two_windows_sharing_a_log_lose_and_mix_no_line_when_it_rotates(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(log_file, "BYTES", 2000)
    first, second = LogFile(tmp_path / "desk.log"), LogFile(tmp_path / "desk.log")
    for n in range(60):
        for window, log in enumerate((first, second)):
            log.emit(logging.makeLogRecord({"name": "tickets", "msg": f"entry {window}-{n}."}))
    lines = "".join(path.read_text(encoding="utf-8") for path in sorted(tmp_path.iterdir(), reverse=True)).splitlines()
    entries = [line.rpartition("entry ")[2] for line in lines]
    assert entries == [f"{window}-{n}." for n in range(60) for window in range(2)][-len(entries) :]
    assert all(path.stat().st_size > 1500 for path in tmp_path.glob("desk.log.*"))  # each was full when it was rotated
    for log in (first, second):
        log.close()


@pytest.mark.slow
def test_three_programs_sharing_a_log_lose_and_mix_no_line(tmp_path: Path) -> None:
    script = """
import logging, sys
from pathlib import Path
from tickets.log import file
file.BYTES, file.KEPT = 20_000, 60
file.open_log(Path(sys.argv[1]), "desk")
for n in range(800):
    logging.getLogger("tickets").warning("entry %s-%s.", sys.argv[2], n)
"""
    run = [sys.executable, "-c", script, str(tmp_path)]
    programs = [subprocess.Popen([*run, str(number)], cwd=ROOT) for number in range(3)]
    assert [program.wait(100) for program in programs] == [0, 0, 0]
    lines = "".join(path.read_text(encoding="utf-8") for path in tmp_path.iterdir()).splitlines()
    entries = [line.rpartition("entry ")[2] for line in lines]
    assert sorted(entries) == sorted(f"{number}-{n}." for number in range(3) for n in range(800))
    assert len(list(tmp_path.iterdir())) > 5


@pytest.mark.skipif(sys.platform == "win32", reason="no limit of a file's size there")
def test_after_a_full_disk_the_next_log_entry_starts_on_a_new_line(
    opened: Callable[[Path], LogFile], tmp_path: Path
) -> None:
    import resource

    log = opened(tmp_path)
    _log.warning("before")
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (log.path.stat().st_size + 20, before[1]))
    try:
        _log.warning("this one is lost")
        _log.warning("and this one")
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
    assert log.trouble
    _log.warning("after")
    lines = log.path.read_text(encoding="utf-8").splitlines()
    assert lines[0].endswith("before") and lines[-1].endswith("after") and len(lines[1]) == 20
    assert lines[-1].startswith("20")
