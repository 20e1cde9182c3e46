"""If no window can be opened the program says why in Chinese, and doesn't crash."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from ui.kit import display as screen
from ui.kit.display import missing_library, start_error

ROOT = Path(__file__).parents[3]
QT_SAYS = (
    'Could not load the Qt platform plugin "xcb" in "" even though it was found. '
    "From 6.5.0, xcb-cursor0 or libxcb-cursor0 is needed to load the Qt xcb platform plugin."
)


@pytest.mark.slow
@pytest.mark.skipif(sys.platform != "linux", reason="the screen is found another way there")
@pytest.mark.parametrize(
    ("setting", "missing", "reason"),
    [
        ({}, "", "没有设 DISPLAY"),
        ({"DISPLAY": ":7797"}, "", "连不上“:7797”"),
        ({"WAYLAND_DISPLAY": "wayland-7797"}, "", "连不上“wayland-7797”"),
        ({"DISPLAY": ":7797"}, "libxcb-cursor.so.0", "安装软件包 libxcb-cursor0"),
        ({"QT_QPA_PLATFORM": "offscreen"}, "libEGL.so.1", "安装软件包 libegl1"),
        ({"QT_QPA_PLATFORM": "nonsense"}, "", "QT_QPA_PLATFORM 写的“nonsense”"),
    ],
)
def test_a_window_that_can_not_be_opened_is_one_sentence_and_no_crash(
    setting: dict[str, str], missing: str, reason: str, tmp_path: Path
) -> None:
    screens = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM", "XDG_SESSION_TYPE")
    environment = {name: value for name, value in os.environ.items() if name not in screens} | setting
    environment |= {"XDG_STATE_HOME": str(tmp_path), "XDG_DATA_HOME": str(tmp_path), "XDG_RUNTIME_DIR": str(tmp_path)}
    if missing:  # the loader takes the first file of that name, which is no library
        (tmp_path / missing).touch()
        environment["LD_LIBRARY_PATH"] = str(tmp_path)
    ended = subprocess.run(
        [sys.executable, "main.py"], cwd=ROOT, env=environment, capture_output=True, encoding="utf-8", check=False
    )
    assert ended.returncode == 1
    assert ended.stderr.count("\n") == 1 and reason in ended.stderr
    crashes = tmp_path / "ruihong-hotline-desk" / "log" / "window.crash"
    assert crashes.read_bytes() == b""


def test_the_reason_for_a_failed_start_comes_from_qt_and_the_loader(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"):
        monkeypatch.delenv(name, raising=False)
    loader = {"says": ""}
    monkeypatch.setattr(screen, "_complaint_of_loader", lambda: loader["says"])
    assert "没有设 DISPLAY" in start_error(f"could not connect to display {QT_SAYS}")
    assert "window.log" in start_error("something new")
    loader["says"] = "libxcb-cursor.so.0: cannot open shared object file: No such file or directory"
    assert "libxcb-cursor0（" in start_error(QT_SAYS)


@pytest.mark.parametrize(
    ("library", "package"),
    [("libEGL.so.1", "libegl1"), ("libdbus-1.so.3", "libdbus-1-3"), ("libxkbcommon-x11.so.0", "libxkbcommon-x11-0")],
)
def test_a_missing_library_is_named_with_its_package(library: str, package: str) -> None:
    sentence = missing_library(f"{library}: cannot open shared object file: No such file or directory")
    assert library in sentence and f" {package}（" in sentence
    assert missing_library("No module named 'PySide6'") == ""
