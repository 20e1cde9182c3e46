"""The audible alarm."""

import sys
import wave
from pathlib import Path
from types import ModuleType

import pytest
from PySide6.QtTest import QSignalSpy
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from ui.kit import sound
from ui.kit.resources import resource_path
from ui.kit.sound import Alarm, find_player

needs_processes = pytest.mark.skipif(sys.platform == "win32", reason="Windows plays without a process")


def player(tmp_path: Path, code: str) -> tuple[str, ...]:
    script = tmp_path / "player.py"
    script.write_text(f"import sys, pathlib\n{code}\n", encoding="utf-8")
    return sys.executable, str(script)


@needs_processes
def test_the_alarm_rings_repeatedly_until_stopped(
    qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sound, "_REPEAT_MS", 30)
    rung = tmp_path / "rung"
    alarm = Alarm(player=player(tmp_path, f"pathlib.Path({str(rung)!r}).open('a').write(sys.argv[1] + '\\n')"))
    alarm.start()
    qtbot.waitUntil(lambda: rung.exists() and len(rung.read_text().splitlines()) >= 2, timeout=60_000)
    assert alarm.ringing
    alarm.stop()
    assert not alarm.ringing
    assert alarm.available()
    assert set(rung.read_text().splitlines()) == {str(resource_path("sounds/alarm.wav"))}


@needs_processes
def test_stopping_interrupts_the_chime_and_is_no_failure(qtbot: QtBot, tmp_path: Path) -> None:
    alarm = Alarm(player=player(tmp_path, "import time; time.sleep(60)"))
    alarm.start()
    qtbot.waitUntil(lambda: alarm._process.processId() > 0)
    alarm.stop()
    assert alarm._process.processId() == 0
    assert alarm.available()


@needs_processes
@pytest.mark.parametrize("code", ["sys.exit(1)", None], ids=["fails", "missing"])
def test_a_player_that_cannot_play_makes_the_alarm_unavailable(qtbot: QtBot, tmp_path: Path, code: str | None) -> None:
    alarm = Alarm(player=player(tmp_path, code) if code else (str(tmp_path / "no such player"),))
    alarm.start()
    qtbot.waitUntil(lambda: not alarm.available(), timeout=60_000)
    assert alarm.ringing
    alarm.stop()


@needs_processes
def test_a_player_that_crashes_is_replaced_by_one_beep(
    qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    beeps: list[int] = []
    monkeypatch.setattr(QApplication, "beep", lambda: beeps.append(1))
    alarm = Alarm(player=player(tmp_path, "import os, signal; os.kill(os.getpid(), signal.SIGKILL)"))
    finished = QSignalSpy(alarm._process.finished)
    alarm.start()
    qtbot.waitUntil(lambda: finished.count() == 1, timeout=60_000)
    assert (beeps, alarm.available()) == ([1], False)
    alarm.stop()


@needs_processes
def test_without_a_player_the_alarm_is_unavailable(qtbot: QtBot) -> None:
    alarm = Alarm(player=())
    assert not alarm.available()
    alarm.start()
    assert alarm.ringing
    alarm.stop()


def test_the_chime_is_short_and_small() -> None:
    path = resource_path("sounds/alarm.wav")
    assert path.stat().st_size < 40_000
    with wave.open(str(path)) as chime:
        assert 0.5 < chime.getnframes() / chime.getframerate() < 2.5


def test_the_first_player_that_is_installed_is_used(monkeypatch: pytest.MonkeyPatch) -> None:
    there: set[str] = set()
    monkeypatch.setattr(sound.shutil, "which", lambda name: name if name in there else None)
    assert find_player() == ()
    for name, found in (("aplay", ("aplay", "-q")), ("paplay", ("paplay",)), ("pw-play", ("pw-play",))):
        there.add(name)
        assert find_player() == found
    assert Alarm()._player == ("pw-play",)
    assert Alarm(player=()).available() is False


@needs_processes
def test_without_a_player_the_alarm_beeps_until_stopped(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    beeps: list[int] = []
    monkeypatch.setattr(QApplication, "beep", lambda: beeps.append(1))
    monkeypatch.setattr(sound, "_REPEAT_MS", 20)
    alarm = Alarm(player=())
    alarm.start()
    alarm.start()
    assert len(beeps) == 1, "it sounds at once, and once though it is started twice"
    qtbot.waitUntil(lambda: len(beeps) >= 3)
    alarm.stop()
    assert not alarm.ringing


@needs_processes
def test_a_chime_that_still_sounds_is_not_started_again(
    qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sound, "_REPEAT_MS", 10)
    alarm = Alarm(player=player(tmp_path, "import time; time.sleep(60)"))
    repeated = QSignalSpy(alarm._repeat.timeout)
    alarm.start()
    qtbot.waitUntil(lambda: alarm._process.processId() > 0)
    process = alarm._process.processId()
    qtbot.waitUntil(lambda: repeated.count() >= 5)
    assert alarm._process.processId() == process
    QApplication.instance().aboutToQuit.emit()
    assert (alarm.ringing, alarm._process.processId()) == (False, 0), "the end of the program ends it"


def test_windows_plays_the_chime_itself(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    played: list[tuple[object, int]] = []
    winsound = ModuleType("winsound")
    winsound.SND_FILENAME, winsound.SND_ASYNC = 1, 2  # type: ignore[attr-defined]
    winsound.PlaySound = lambda *given: played.append(given)  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, "winsound", winsound)
    alarm = Alarm(player=())
    monkeypatch.setattr(sys, "platform", "win32")
    assert alarm.available()
    alarm.start()
    alarm.stop()
    assert played == [(str(resource_path("sounds/alarm.wav")), 3), (None, 0)]
