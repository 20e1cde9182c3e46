"""A real input method, a real window, real keys: loushui and a space give 漏水."""

import json
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any

import pytest

pytestmark = [pytest.mark.slow, pytest.mark.skipif(not sys.platform.startswith("linux"), reason="Linux only")]

ROOT = Path(__file__).parents[2]
PATIENCE = 60  # seconds
SCREEN = ("Xvfb", "openbox", "xdotool", "dbus-daemon")
PROFILE = """[Groups/0]
Name=Default
Default Layout=us
DefaultIM=pinyin

[Groups/0/Items/0]
Name=keyboard-us
Layout=

[Groups/0/Items/1]
Name=pinyin
Layout=

[GroupOrder]
0=Default
"""
SERVERS = {  # what must be installed, how it starts, how it is set to pinyin, what it then reports
    "fcitx5": (
        ("fcitx5", "fcitx5-remote"),
        "/usr/share/fcitx5/inputmethod/pinyin.conf",
        ["fcitx5", "-D"],
        ["fcitx5-remote", "-o"],
        (["fcitx5-remote"], "2"),
    ),
    "ibus": (
        ("ibus-daemon", "ibus"),
        "/usr/share/ibus/component/libpinyin.xml",
        ["ibus-daemon", "--xim", "--panel=disable", "--replace"],
        ["ibus", "engine", "libpinyin"],
        (["ibus", "engine"], "libpinyin"),
    ),
}


class Session:
    """An X server, a bus and a window manager, and the programs that run there."""

    def __init__(self, home: Path, stack: ExitStack) -> None:
        self._stack = stack
        self._home = home
        private = ("QT_", "IBUS_", "XMODIFIERS", "GTK_IM", "WAYLAND", "DBUS_", "XDG_")
        self.environment = {name: value for name, value in os.environ.items() if not name.startswith(private)}
        folders = {"XDG_DATA_HOME": "data", "XDG_CONFIG_HOME": "config", "XDG_RUNTIME_DIR": "run"}
        for folder in folders.values():
            (home / folder).mkdir(mode=0o700, exist_ok=True)
        self.environment |= {name: str(home / folder) for name, folder in folders.items()}
        self.environment["HOME"] = str(home)
        self.environment["DISPLAY"] = ":" + self._first_line("Xvfb", "-displayfd", "1", "-screen", "0", "1366x768x24")
        bus = self._first_line("dbus-daemon", "--session", "--nofork", "--print-address=1")
        self.environment["DBUS_SESSION_BUS_ADDRESS"] = bus
        self.start("openbox")

    def start(self, *command: str, **more: Any) -> "subprocess.Popen[str]":
        """Start a program that ends with the session."""
        log = self._stack.enter_context((self._home / "log").open("a", encoding="utf-8"))
        pipes = {"stdout": log, **more}
        process = subprocess.Popen(command, env=self.environment, cwd=ROOT, text=True, stderr=log, **pipes)
        self._stack.callback(_end, process)
        return process

    def run(self, *command: str) -> str:
        """Run a program to its end and return its output."""
        done = subprocess.run(
            command, env=self.environment, capture_output=True, text=True, timeout=PATIENCE, check=False
        )
        return done.stdout.strip()

    def log(self) -> str:
        """Return the errors of the programs."""
        return (self._home / "log").read_text("utf-8", "replace")

    def _first_line(self, *command: str) -> str:
        process = self.start(*command, stdout=subprocess.PIPE)
        assert process.stdout is not None
        return process.stdout.readline().strip()


@contextmanager
def session(home: Path) -> Iterator[Session]:
    with ExitStack() as stack:
        yield Session(home, stack)


def _end(process: "subprocess.Popen[str]") -> None:
    process.terminate()
    try:
        process.wait(10)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
    for pipe in (process.stdin, process.stdout):
        if pipe is not None:
            pipe.close()


def _until(holds: Callable[[], Any], what: Callable[[], str]) -> None:
    end = time.monotonic() + PATIENCE
    while not holds():
        assert time.monotonic() < end, what()
        time.sleep(0.1)


@pytest.mark.parametrize("server", SERVERS)
def test_pinyin_and_a_space_become_chinese_text_and_no_key_triggers_an_action(server: str, tmp_path: Path) -> None:
    programs, data, start, write_pinyin, (ask, answer) = SERVERS[server]
    missing = [name for name in (*SCREEN, *programs) if shutil.which(name) is None]
    if missing or not Path(data).exists():
        pytest.skip(f"no {', '.join(missing) or data} here; .ci/typing installs what this needs")
    (tmp_path / "config" / "fcitx5").mkdir(parents=True, mode=0o700)
    (tmp_path / "config" / "fcitx5" / "profile").write_text(PROFILE, "utf-8")
    with session(tmp_path) as here:
        here.start(*start)
        window = here.start(
            sys.executable,
            "-m",
            "tests.e2e.typing_window",
            str(tmp_path),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
        )

        def state() -> dict[str, Any]:
            assert window.stdin is not None and window.stdout is not None
            window.stdin.write("?\n")
            window.stdin.flush()
            line = window.stdout.readline()
            assert line, here.log()
            return dict(json.loads(line))

        def why() -> str:
            return f"{state()} {here.run(*ask)!r} {here.log()}"

        def writes_pinyin() -> bool:
            here.run(*write_pinyin)
            return here.run(*ask) == answer

        _until(lambda: state()["focused"], why)
        _until(writes_pinyin, why)
        here.run("xdotool", "type", "--delay", "50", "loushui")
        _until(lambda: state()["composing"], why)
        here.run("xdotool", "key", "F3")
        here.run("xdotool", "key", "ctrl+d")
        here.run("xdotool", "key", "space")
        _until(lambda: state()["words"] == "漏水", why)
        assert not state()["composing"] and state()["focused"]
        here.run("xdotool", "type", "--delay", "50", "guanzi")
        _until(lambda: state()["composing"], why)
        x, y = state()["elsewhere"]
        here.run("xdotool", "mousemove", str(x), str(y), "click", "1")
        _until(lambda: not state()["focused"], why)
        assert len(state()["words"]) > len("漏水"), why()  # as letters or as Chinese: it is not lost
