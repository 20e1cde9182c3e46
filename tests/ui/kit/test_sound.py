"""The audible alarm."""

import sys
import wave
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from ui.kit import sound
from ui.kit.resources import resource_path
from ui.kit.sound import Alarm

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
