"""If no window can be opened the program says why in Chinese, and doesn't crash."""

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QtMsgType
from PySide6.QtGui import QGuiApplication

from tickets.errors import Refused
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


XCB_BROKEN = "libxcb-cursor.so.0: cannot open shared object file: No such file or directory"
UNCONNECTED = "qt.qpa.xcb: could not connect to display"


@pytest.mark.parametrize(
    ("setting", "loader", "said", "reason"),
    [
        ({"QT_QPA_PLATFORM": "odd"}, "", "Could not find the Qt platform plugin", "写的“odd”用不了"),
        ({"QT_QPA_PLATFORM": "xcb"}, "", UNCONNECTED, "没有设 DISPLAY"),
        ({}, "", "Could not find the Qt platform plugin", "window.log"),
        ({"DISPLAY": ":7"}, "", UNCONNECTED, "连不上“:7”"),
        ({"WAYLAND_DISPLAY": "wayland-7"}, "", "Failed to create wl_display", "连不上“wayland-7”"),
        ({"DISPLAY": ":7", "WAYLAND_DISPLAY": "w"}, "", UNCONNECTED, "连不上“:7”"),
        ({"DISPLAY": ":7"}, XCB_BROKEN, QT_SAYS + UNCONNECTED, "安装软件包 libxcb-cursor0"),
        ({"WAYLAND_DISPLAY": "w"}, XCB_BROKEN, "Failed to create wl_display", "连不上“w”"),
        ({}, "", QT_SAYS, "window.log"),
    ],
)
def test_each_cause_of_a_failed_start_has_its_sentence(
    setting: dict[str, str], loader: str, said: str, reason: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"):
        monkeypatch.delenv(name, raising=False)
    for name, value in setting.items():
        monkeypatch.setenv(name, value)
    monkeypatch.setattr(screen, "_complaint_of_loader", lambda: loader)
    assert reason in start_error(said)


@pytest.mark.parametrize(
    ("said", "library", "package"),
    [
        ("/usr/lib/libxcb.so.1.1: x", "libxcb.so.1.1", "libxcb1.1"),
        ("libfontconfig.so: x", "libfontconfig.so", "libfontconfig"),
        ("libSM-6.so: x", "libSM-6.so", "libsm-6"),
        ("libICE-6.so.2: x", "libICE-6.so.2", "libice-6-2"),
    ],
)
def test_a_package_is_named_as_debian_names_it(said: str, library: str, package: str) -> None:
    assert missing_library(said) == screen.NO_LIBRARY.format(library=library, package=package)


def test_only_a_fatal_message_of_qt_ends_the_program(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    handlers: list[Callable[..., None] | None] = []
    codes: list[int] = []
    monkeypatch.setattr("PySide6.QtCore.qInstallMessageHandler", handlers.append)
    monkeypatch.setattr(os, "_exit", codes.append)
    monkeypatch.setattr(screen, "start_error", lambda said: f"原因：\n{said}")
    with screen.start_errors_in_chinese():
        handler = handlers[0]
        assert handler is not None
        handler(QtMsgType.QtWarningMsg, None, "one")
        assert (codes, capsys.readouterr().err) == ([], "")
        handler(QtMsgType.QtFatalMsg, None, "two")
    said = capsys.readouterr().err
    assert codes == [1]
    assert said.startswith("原因") and said.endswith("one two\n") and said.count("\n") == 1
    assert len(handlers) == 2, "then Qt's messages go where they went before"


def test_a_machine_without_a_screen_is_refused(qapp: object, monkeypatch: pytest.MonkeyPatch) -> None:
    screen.refuse_no_screen()
    monkeypatch.setattr(QGuiApplication, "primaryScreen", lambda: None)
    with pytest.raises(Refused, match="没有接显示器"):
        screen.refuse_no_screen()


@pytest.mark.skipif(sys.platform != "linux", reason="Qt's plugin for X11")
def test_the_loader_says_what_is_wrong_with_the_plugin_for_x11(monkeypatch: pytest.MonkeyPatch) -> None:
    loaded: list[str] = []
    monkeypatch.setattr(screen.ctypes, "CDLL", loaded.append)
    assert screen._complaint_of_loader() == ""
    assert [Path(name).is_file() for name in loaded] == [True]

    def fail(_name: str) -> None:
        raise OSError(XCB_BROKEN)

    monkeypatch.setattr(screen.ctypes, "CDLL", fail)
    assert screen._complaint_of_loader() == XCB_BROKEN
