"""File dialogs: in Chinese, in an existing folder, with a valid name."""

import ast
import re
import threading
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest
from PySide6.QtCore import QSettings, QStandardPaths
from PySide6.QtWidgets import QAbstractButton, QApplication, QFileDialog, QLabel, QWidget
from pytestqt.qtbot import QtBot

from ui.kit.application import use_chinese
from ui.kit.file_dialog import ask_folder, ask_where, file_name, last_folder, usual_folder

UI = Path(__file__).parents[3] / "ui"


@pytest.fixture
def dialog(qtbot: QtBot, qapp: QApplication, tmp_path: Path) -> Iterator[QFileDialog]:
    use_chinese(qapp)
    window = QWidget()
    qtbot.addWidget(window)
    dialog = ask_where(window, "存为 PDF", tmp_path / "gone" / "工单.pdf", "PDF 文件", "pdf")
    dialog.open()
    yield dialog
    with suppress(RuntimeError):  # closed by the test
        dialog.close()


@pytest.mark.parametrize("folder", [False, True])
def test_the_texts_of_the_file_dialog_are_chinese(dialog: QFileDialog, folder: bool, tmp_path: Path) -> None:
    if folder:
        dialog = ask_folder(dialog.parentWidget(), "备份文件夹", str(tmp_path))
        dialog.open()
        assert Path(dialog.directory().path()) == tmp_path
    texts = [one.text() for kind in (QLabel, QAbstractButton) for one in dialog.findChildren(kind) if one.isVisible()]
    tips = [button.toolTip() for button in dialog.findChildren(QAbstractButton)]
    assert len([text for text in texts if text]) >= 5
    for text in texts + tips:
        assert not re.search("[A-Za-z]{2}", text), text
    assert folder or dialog.nameFilters() == ["PDF 文件 (*.pdf)"]
    dialog.close()


def test_the_file_dialog_starts_in_the_documents_folder_if_the_last_one_is_missing(
    dialog: QFileDialog, tmp_path: Path
) -> None:
    assert Path(dialog.selectedFiles()[0]) == usual_folder() / "工单.pdf"
    assert Path(dialog.directory().path()) != Path.cwd()
    settings = QSettings(str(tmp_path / "desk.ini"), QSettings.Format.IniFormat)
    assert last_folder(settings, "export") == usual_folder()
    settings.setValue("export", str(tmp_path / "gone"))
    assert last_folder(settings, "export") == usual_folder()
    settings.setValue("export", str(tmp_path))
    assert last_folder(settings, "export") == tmp_path


def test_an_unresponsive_drive_does_not_block_the_file_dialog(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    drive_answers, is_dir, before = threading.Event(), Path.is_dir, threading.enumerate()

    def slow(path: Path) -> bool:
        return is_dir(path) if path != tmp_path else not drive_answers.wait(5)

    monkeypatch.setattr(Path, "is_dir", slow)
    settings = QSettings(str(tmp_path / "desk.ini"), QSettings.Format.IniFormat)
    settings.setValue("export", str(tmp_path))
    try:
        assert last_folder(settings, "export") == usual_folder()
        waiting = [thread for thread in threading.enumerate() if thread not in before]
        assert [thread.daemon for thread in waiting] == [True], "the program may end meanwhile"
    finally:
        drive_answers.set()


def test_without_a_folder_of_documents_it_starts_at_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(QStandardPaths, "writableLocation", lambda _kind: str(tmp_path / "none"))
    assert usual_folder() == Path.home()


@pytest.mark.parametrize("words", ["../../etc/passwd", 'a\\b:c*?"<>|', "x" * 1000, "\u202egnp\x1b"])
def test_any_words_give_a_file_name_valid_on_every_system(words: str, tmp_path: Path) -> None:
    name = file_name(words, "csv")
    (tmp_path / name).touch()
    assert (tmp_path / name).parent == tmp_path
    assert not set(name) & set('\\/:*?"<>|\u202e\x1b')
    assert len(name) <= 80 + len(".csv")


def test_every_file_dialog_is_opened_through_the_helper() -> None:
    found = {
        path.relative_to(UI).as_posix()
        for path in UI.rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.Call) and "QFileDialog" in ast.unparse(node.func)
    }
    assert found == {"kit/file_dialog.py"}


@pytest.mark.parametrize("place", ["", "  ", "gone"])
def test_a_folder_is_looked_for_where_the_last_one_was_or_in_the_documents(
    qtbot: QtBot, tmp_path: Path, place: str
) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    dialog = ask_folder(window, "备份文件夹", str(tmp_path / place) if place.strip() else place)
    assert Path(dialog.directory().path()) == usual_folder()
    assert dialog.fileMode() == QFileDialog.FileMode.Directory
    dialog.deleteLater()


def test_a_file_is_saved_beside_the_last_one_with_the_ending_of_its_kind(qtbot: QtBot, tmp_path: Path) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    dialog = ask_where(window, "存为 PDF", tmp_path / "工单.pdf", "PDF 文件", "pdf")
    assert Path(dialog.selectedFiles()[0]) == tmp_path / "工单.pdf"
    assert dialog.acceptMode() == QFileDialog.AcceptMode.AcceptSave
    assert dialog.defaultSuffix() == "pdf"
    dialog.deleteLater()
