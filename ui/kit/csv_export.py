"""Writes what the desk shows to a CSV file: on the slow queue, with a way to cancel."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TextIO

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QFrame, QProgressBar, QWidget

from tickets.errors import DeskError, Unavailable
from ui.kit.buttons import KeyButton
from ui.kit.file_dialog import ask_where, file_name, last_folder
from ui.kit.labels import Elided, mark
from ui.kit.layouts import in_row
from ui.runtime.background import Worker
from ui.runtime.session import SessionContext

Progress = Callable[[int], None]
Write = Callable[[TextIO, Progress], object]
_FOLDER = "reports/export folder"
_LOOK_EVERY_MS = 200


class _Stopped(Exception):
    """The user has cancelled the export."""


@dataclass(slots=True)
class _Progress:
    """The number of rows written so far, and whether to continue."""

    rows: int = 0
    stopped: bool = False

    def progress(self, rows: int) -> None:
        self.rows = rows
        if self.stopped:
            raise _Stopped


class CsvExport(QFrame):
    """The row shown while a file is written. `finished` carries a sentence about it, `failed` a DeskError."""

    finished = Signal(str)
    failed = Signal(object)  # a DeskError

    def __init__(self, session: SessionContext, scope: QWidget) -> None:
        super().__init__()
        mark(self, "notice", True)
        self._session = session
        self._progress: _Progress | None = None
        self._words = Elided()
        self._bar = QProgressBar()
        self._bar.setTextVisible(False)
        self._bar.setFixedWidth(120)
        stop = KeyButton(self.tr("停止导出"), "Ctrl+.", scope=scope, on_click=self.stop)
        self._look = QTimer(self)
        self._look.setInterval(_LOOK_EVERY_MS)
        self._look.timeout.connect(self._show_progress)
        in_row((self._words, 1), self._bar, stop, holder=self, margins=(12, 4, 4, 4))
        self.hide()

    def ask(self, suggested: str, write: Write, expected: int = 0) -> None:
        """Ask for a file name and let `write` fill the file; nothing happens without a name.

        `write` runs on the slow queue and reports the number of rows written; `expected` is their known number.
        """
        chosen = "" if self._progress is not None else self._ask_path(suggested)
        if not chosen:
            return
        progress = self._progress = _Progress()
        self._bar.setRange(0, expected)
        self._show_progress()
        self._look.start()
        self.show()
        path = Path(chosen)
        self._session.background.run(
            lambda: _write(path, write, progress), self._on_done, self._on_failed, worker=Worker.SLOW, owner=self
        )

    def stop(self) -> None:
        """Stop and leave no file."""
        if self._progress is not None:
            self._progress.stopped = True

    def _on_done(self, path: Path | None) -> None:
        self._end()
        if path is not None:
            self.finished.emit(self.tr("已导出到 {path}").format(path=path))

    def _on_failed(self, error: DeskError) -> None:
        self._end()
        self.failed.emit(error)

    def _end(self) -> None:
        self._progress = None
        self._look.stop()
        self.hide()

    def _show_progress(self) -> None:
        rows = 0 if self._progress is None else self._progress.rows
        self._words.setText(self.tr("正在导出… 已写 {n} 行").format(n=f"{rows:,}"))
        self._bar.setValue(min(rows, self._bar.maximum()))

    def _ask_path(self, suggested: str) -> str:
        preferences, words = self._session.preferences, suggested.removesuffix(".csv")
        place = last_folder(preferences, _FOLDER) / file_name(words, "csv")
        dialog = ask_where(self, self.tr("导出"), place, self.tr("CSV 表格"), "csv")
        if not dialog.exec():
            return ""
        chosen = dialog.selectedFiles()[0]
        preferences.setValue(_FOLDER, str(Path(chosen).parent))
        return chosen


def _write(path: Path, write: Write, progress: _Progress) -> Path | None:
    """Write the file under a temporary name and rename it when complete; None when stopped."""
    part = path.with_name(f"{path.name}.part")
    try:
        with part.open("w", encoding="utf-8-sig", newline="") as file:
            write(file, progress.progress)
        part.replace(path)
    except OSError as error:
        raise Unavailable(f"写不进 {path}，请换个文件夹或检查磁盘空间。") from error
    except _Stopped:
        return None
    finally:
        if part.exists():
            part.unlink()
    return path
