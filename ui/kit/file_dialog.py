"""Dialogs for a file to write or to read: in Chinese, starting in the last used folder or the documents."""

import re
from collections.abc import Sequence
from pathlib import Path
from threading import Thread

from PySide6.QtCore import QSettings, QStandardPaths
from PySide6.QtWidgets import QFileDialog, QWidget

from ui.kit.plain_text import one_line, window_title
from ui.kit.wording import translate

_NO_NAME = re.compile(r'[\\/:*?"<>|\x00-\x1f]')  # characters that a file name can't have on every system
_NAME_AT_MOST = 80
_ANSWERS_WITHIN = 0.3  # seconds; a disconnected network drive may take a minute to answer


def ask_where(parent: QWidget, title: str, place: Path, kind: str, suffix: str) -> QFileDialog:
    """Return a dialog that asks where to write a file. The caller opens it; it deletes itself.

    `place` is suggested, `kind` names the file type ("CSV 表格"), `suffix` is added to a name without one.
    """
    start = place.parent if is_there(place.parent) else usual_folder()
    words = translate("file dialog", "{kind} (*.{suffix})").format(kind=kind, suffix=suffix)
    dialog = QFileDialog(parent, window_title(title), str(start / place.name), words)
    dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
    dialog.setDefaultSuffix(suffix)
    return _in_chinese(dialog, translate("file dialog", "文件名(&N)："), translate("file dialog", "保存(&S)"))


def ask_file(parent: QWidget, title: str, place: Path, kind: str, suffixes: Sequence[str]) -> QFileDialog:
    """Return a dialog that asks for a file to read, starting in the folder `place`. The caller opens it.

    `kind` names the file type, of which there are files with all these `suffixes`. The dialog deletes itself.
    """
    words = f"{kind} ({' '.join(f'*.{suffix}' for suffix in suffixes)})"
    dialog = QFileDialog(parent, window_title(title), str(place), words)
    dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
    return _in_chinese(dialog, translate("file dialog", "文件名(&N)："), translate("file dialog", "打开(&O)"))


def ask_folder(parent: QWidget, title: str, place: str) -> QFileDialog:
    """Return a dialog that asks for a folder, starting at `place`. The caller opens it; it deletes itself."""
    start = Path(place) if place.strip() and is_there(Path(place)) else usual_folder()
    dialog = QFileDialog(parent, window_title(title), str(start))
    dialog.setFileMode(QFileDialog.FileMode.Directory)
    return _in_chinese(dialog, translate("file dialog", "文件夹(&N)："), translate("file dialog", "选定(&S)"))


def _in_chinese(dialog: QFileDialog, name: str, accept: str) -> QFileDialog:
    label = QFileDialog.DialogLabel
    dialog.setLabelText(label.LookIn, translate("file dialog", "位置："))
    dialog.setLabelText(label.FileName, name)
    dialog.setLabelText(label.FileType, translate("file dialog", "类型："))
    dialog.setLabelText(label.Accept, accept)
    dialog.setLabelText(label.Reject, translate("file dialog", "取消"))
    dialog.finished.connect(dialog.deleteLater)
    return dialog


def last_folder(preferences: QSettings, key: str) -> Path:
    """Return the folder last written to if it still exists; else the user's documents."""
    kept = Path(str(preferences.value(key, "")))
    return kept if str(kept) != "." and is_there(kept) else usual_folder()


def usual_folder() -> Path:
    """Return the folder of the user's documents, or their home folder where there is none."""
    documents = Path(QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation))
    return documents if is_there(documents) else Path.home()


def is_there(folder: Path) -> bool:
    """Return whether a folder exists; False when its drive doesn't answer soon, because the window waits."""
    found: list[bool] = []
    look = Thread(target=lambda: found.append(folder.is_dir()), daemon=True)
    look.start()
    look.join(_ANSWERS_WITHIN)
    return found == [True]


def file_name(words: str, suffix: str) -> str:
    """Return a text as a file name that is valid on every system."""
    return f"{_NO_NAME.sub('-', one_line(words, _NAME_AT_MOST))}.{suffix}"
