"""Sets up the process and the application: Qt's log, its Chinese, the input method, the garbage collector."""

import gc
import logging
import os
import shutil
import sys
from collections.abc import Callable, Mapping

from PySide6.QtCore import (
    QLibraryInfo,
    QLocale,
    QMessageLogContext,
    QObject,
    QTimer,
    QtMsgType,
    QTranslator,
    qInstallMessageHandler,
)
from PySide6.QtWidgets import QApplication

_log = logging.getLogger("qt")  # not a logger of the program: Qt's messages may quote anything
_LEVELS = {
    QtMsgType.QtInfoMsg: logging.DEBUG,
    QtMsgType.QtWarningMsg: logging.WARNING,
    QtMsgType.QtCriticalMsg: logging.ERROR,
    QtMsgType.QtFatalMsg: logging.CRITICAL,
}
EVERY = 1000  # milliseconds
_OLDEST_FIRST = (2, 1, 0)
_WITHOUT_PLUGIN = ("", "fcitx", "fcitx5", "xim")  # values that desktops set and this Qt can't load
_SCREENLESS = ("offscreen", "minimal")


def log_qt_messages() -> None:
    """Send Qt's messages to the log instead of stderr."""

    def on_message(kind: QtMsgType, _context: QMessageLogContext, text: str) -> None:
        _log.log(_LEVELS.get(kind, logging.DEBUG), "%s", text)

    qInstallMessageHandler(on_message)


def use_chinese(app: QApplication) -> None:
    """Use Chinese for dates, calendars and the buttons of Qt's dialogs. Call before creating any widget."""
    QLocale.setDefault(QLocale(QLocale.Language.Chinese, QLocale.Country.China))
    translator = QTranslator(app)
    if translator.load("qtbase_zh_CN", QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)):
        app.installTranslator(translator)


class GarbageCollector(QObject):
    """Collects for the whole process, on the GUI thread only, while its parent lives.

    Python collects on whichever thread allocates. A worker that collected a cycle with a widget would destroy it on
    the wrong thread, and Qt would crash. Objects that exist at its start are never examined.
    """

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        gc.disable()
        gc.freeze()  # skip the hundred thousands of objects that stay anyway
        timer = QTimer(self)
        timer.timeout.connect(self.collect)
        timer.start(EVERY)

    def collect(self) -> None:
        """Collect the oldest generation that exceeds Python's own thresholds."""
        counts, thresholds = gc.get_count(), gc.get_threshold()
        due = next((age for age in _OLDEST_FIRST if counts[age] > thresholds[age]), None)
        if due is not None:
            gc.collect(due)


def input_method_settings(environment: Mapping[str, str], has_program: Callable[[str], bool]) -> dict[str, str]:
    """Return the environment variables needed to type Chinese on a Linux desktop; the user's own values are kept.

    The Qt of PyPI has a plugin for ibus and none for fcitx; fcitx5 understands ibus through the portal. `has_program`
    returns whether a program is on PATH.
    """
    several = environment.get("QT_IM_MODULES", "")
    single = environment.get("QT_IM_MODULE", "").lower()
    portal = {} if "IBUS_USE_PORTAL" in environment else {"IBUS_USE_PORTAL": "1"}
    if not several and single in _WITHOUT_PLUGIN:
        return {"QT_IM_MODULES": "wayland;fcitx;ibus", **portal}
    wanted = several.split(";") if several else [single]
    return portal if "ibus" in wanted and not has_program("ibus-daemon") else {}


def prepare_input_method() -> None:
    """Set the missing variables in this process, on Linux with a display. Call before QApplication reads them, once."""
    if not sys.platform.startswith("linux") or os.environ.get("QT_QPA_PLATFORM", "") in _SCREENLESS:
        return
    os.environ.update(input_method_settings(os.environ, lambda name: shutil.which(name) is not None))
