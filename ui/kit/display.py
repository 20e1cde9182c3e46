"""Starts Qt where there may be no display: Qt itself would print English text and abort.

Qt is imported only when needed, because its own libraries may be missing.
"""

import ctypes
import logging
import os
import re
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tickets.errors import Refused
from tickets.rules.texts import on_one_line

NO_SCREEN = (
    "没有图形桌面可用（{why}），开不了窗口。请在桌面里启动，或核对 DISPLAY；没有桌面的机器上，值守用 main.py watch。"
)
NO_LIBRARY = (
    "系统里缺少程序库 {library}，或它坏了，开不了窗口。"
    "请让管理员安装软件包 {package}（Debian、UOS、deepin、麒麟上多半叫这个名字），再启动。"
)
NO_PLUGIN = "环境变量 QT_QPA_PLATFORM 写的“{name}”用不了，开不了窗口。请去掉这个变量再启动。"
NOT_STARTED = "图形界面启动不了，开不了窗口；原因记在日志文件夹的 window.log 里。请让管理员看一下。"
_LIBRARY = re.compile(r"(?:\S*/)?(lib[\w.+-]+?)\.so((?:\.\d+)*): ")
_NOT_CONNECTED = re.compile(r"could not connect to display|Failed to create wl_display")

_log = logging.getLogger(__name__)
_qt_log = logging.getLogger("qt")  # Qt's messages may quote anything


@contextmanager
def start_errors_in_chinese() -> Iterator[None]:
    """Report a failed start of Qt in the block as one Chinese sentence on stderr, with exit code 1."""
    from PySide6.QtCore import QMessageLogContext, QtMsgType, qInstallMessageHandler  # noqa: PLC0415

    said: list[str] = []

    def on_message(kind: QtMsgType, _context: QMessageLogContext, text: str) -> None:
        said.append(text)
        _qt_log.warning("%s", text)
        if kind == QtMsgType.QtFatalMsg:  # Qt aborts as soon as this returns
            sentence = start_error(" ".join(said))
            _log.error("%s", sentence)
            sys.stderr.write(f"{on_one_line(sentence)}\n")
            sys.stderr.flush()
            os._exit(1)

    before = qInstallMessageHandler(on_message)
    try:
        yield
    finally:
        qInstallMessageHandler(before)


def refuse_no_screen() -> None:
    """Raise Refused when Qt has started without a screen to show windows on."""
    from PySide6.QtGui import QGuiApplication  # noqa: PLC0415

    if QGuiApplication.primaryScreen() is None:
        raise Refused(NO_SCREEN.format(why="没有接显示器"))


def start_error(said: str) -> str:
    """Return the sentence for Qt's message about its failed start."""
    wanted = os.environ.get("QT_QPA_PLATFORM", "")
    if wanted and "Could not find the Qt platform plugin" in said:
        return NO_PLUGIN.format(name=wanted)
    library = missing_library(_complaint_of_loader())
    if library and "xcb" in said:
        return library
    if _NOT_CONNECTED.search(said):
        display = os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")
        return NO_SCREEN.format(why=f"连不上“{display}”" if display else "没有设 DISPLAY")
    return NOT_STARTED


def missing_library(said: str) -> str:
    """Return the sentence for a library named in the loader's message; "" when it names none."""
    found = _LIBRARY.match(said)
    if found is None:
        return ""
    name, version = found[1], found[2].removeprefix(".")
    between = "-" if name[-1].isdigit() and version else ""
    return NO_LIBRARY.format(library=f"{name}.so{found[2]}", package=f"{name}{between}{version}".lower())


def _complaint_of_loader() -> str:
    """Return the system loader's message about Qt's plugin for X11; "" when it can be loaded."""
    from PySide6.QtCore import QLibraryInfo  # noqa: PLC0415

    plugins = QLibraryInfo.path(QLibraryInfo.LibraryPath.PluginsPath)
    try:
        ctypes.CDLL(str(Path(plugins) / "platforms" / "libqxcb.so"))
    except OSError as error:
        return str(error)
    return ""
