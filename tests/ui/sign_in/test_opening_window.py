"""An old file is opened with a window that shows the progress and can be cancelled; a present one is just opened."""

import shutil
import signal
import threading
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog, QWidget
from pytestqt.qtbot import QtBot

import main
from tests.backup.test_before_upgrade import OLD, stopped_at, version
from tests.store.old_desks import restore
from tickets.accounts.authenticator import FirstQuestion
from tickets.backup.progress import BackupProgress, Progress
from tickets.connection.target import Target
from tickets.errors import Refused, Unavailable
from tickets.store.version import HEAD
from ui import app
from ui.kit.file_dialog import usual_folder
from ui.runtime.background import Background
from ui.sign_in import opening_window
from ui.sign_in.first_page import DemoProgressPage
from ui.sign_in.opening_window import OpeningPage, OpeningWindow

PATIENCE = 30_000  # ms


@pytest.fixture
def old(tmp_path: Path) -> Path:
    (tmp_path / "data").mkdir()
    return restore(OLD, tmp_path / "data" / "desk.db")


@pytest.fixture
def background() -> Iterator[Background]:
    background = Background()
    yield background
    background.close()


def window_for(work: Callable[..., object], background: Background, qtbot: QtBot) -> OpeningWindow[object]:
    window = OpeningWindow(work, "/data/desk.db", background)
    qtbot.addWidget(window)
    window.begin()
    return window


def press(
    window: OpeningWindow[object],
    key: Qt.Key,
    qtbot: QtBot,
    modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier,
) -> None:
    """Press a key in a window that is active."""
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow, timeout=PATIENCE)
    qtbot.keyClick(window, key, modifier)


def page(window: OpeningWindow[object]) -> OpeningPage:
    assert window._page is not None
    return window._page


def failure(window: OpeningWindow[object]) -> str:
    """Return the error shown by the window; "" while there is none."""
    return "" if window._page is None else window._page.error.sentence


def first_look(file: Path, progress: Progress, folder: Path | None) -> object:
    return main._look_into_file(Target(f"sqlite:///{file}"), progress, folder)


def test_an_old_file_is_opened_off_the_gui_thread_and_the_program_starts(
    old: Path, qapp: QApplication, monkeypatch: pytest.MonkeyPatch
) -> None:
    begun, threads = list[object](), set[threading.Thread]()
    look = main._look_into_file

    def looked(target: Target, progress: Progress, folder: Path | None) -> object:
        threads.add(threading.current_thread())
        return look(target, progress, folder)

    def run(authenticator: object, *_given: object, opening: FirstQuestion, **_more: object) -> int:
        begun.append(opening)
        authenticator.service.close()  # type: ignore[attr-defined]
        return 0

    monkeypatch.setattr(main, "_look_into_file", looked)
    monkeypatch.setattr(app, "run", run)
    assert main.main(["--db", f"sqlite:///{old}"]) == 0
    assert begun == [FirstQuestion.SIGN_IN]
    assert threads and threading.main_thread() not in threads
    assert version(old) == HEAD
    assert len(list((old.parent / "backups").iterdir())) == 1


def test_a_file_of_the_present_version_is_opened_without_a_progress_window(
    blank_file: Path, tmp_path: Path, background: Background, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(opening_window, "SHOWN_AFTER", PATIENCE)
    file = Path(shutil.copy(blank_file, tmp_path / "desk.db"))
    window = window_for(partial(first_look, file), background, qtbot)
    with qtbot.waitSignal(window.ended, timeout=PATIENCE):
        pass
    assert not window.isVisible()
    assert not window.findChildren(QWidget)  # creating them costs a start some 10 ms
    window.opened.authenticator.service.close()  # type: ignore[union-attr]


def test_the_opening_window_shows_progress_and_esc_cancels_without_changes(
    old: Path, background: Background, qtbot: QtBot
) -> None:
    reached, go_on = threading.Event(), threading.Event()

    def slowly(progress: Progress, folder: Path | None) -> object:
        def hold(doing: str, share: float) -> None:
            if doing == "升级前备份：压缩":
                reached.set()
                go_on.wait(30)
            progress(doing, share)

        return first_look(old, hold, folder)

    window = window_for(slowly, background, qtbot)
    qtbot.waitUntil(lambda: reached.is_set() and window.isVisible(), timeout=PATIENCE)
    qtbot.waitUntil(lambda: "升级前备份" in page(window).doing.text(), timeout=PATIENCE)  # it is updated at intervals
    assert "旧版本" in page(window).what.text()
    press(window, Qt.Key.Key_Escape, qtbot)
    assert "正在取消" in page(window).what.text()
    with qtbot.waitSignal(window.ended, timeout=PATIENCE):
        go_on.set()
    assert (window.opened, window.error) == (None, None)
    assert version(old) == OLD


@pytest.mark.slow
def test_of_two_windows_that_meet_an_old_file_the_second_says_that_it_waits_and_then_opens(
    old: Path, background: Background, qtbot: QtBot
) -> None:
    with stopped_at(old, "升级前备份：压缩") as first:
        window = window_for(partial(first_look, old), background, qtbot)
        qtbot.waitUntil(lambda: window.isVisible() and "等另一个程序" in page(window).doing.text(), timeout=PATIENCE)
        with qtbot.waitSignal(window.ended, timeout=PATIENCE):
            first.communicate("\n", timeout=60)
    window.opened.authenticator.service.close()  # type: ignore[union-attr]
    assert version(old) == HEAD
    assert len(list((old.parent / "backups").iterdir())) == 1


def test_closing_the_window_waits_until_it_was_cancelled(background: Background, qtbot: QtBot) -> None:
    go_on = threading.Event()

    def work(progress: Progress, _folder: Path | None) -> None:
        progress("升级前备份：核对", 0.0)
        go_on.wait(30)
        progress("升级前备份：核对", 0.5)

    window = window_for(work, background, qtbot)
    qtbot.waitUntil(window.isVisible, timeout=PATIENCE)
    assert not window.close()
    assert window.isVisible()
    with qtbot.waitSignal(window.ended, timeout=PATIENCE):
        go_on.set()
    assert (window.opened, window.error) == (None, None)


def test_without_a_backup_the_reason_is_shown_and_another_folder_can_be_chosen(
    old: Path, tmp_path: Path, background: Background, qtbot: QtBot
) -> None:
    blocker = old.parent / "backups"
    blocker.write_text("no folder")
    window = window_for(partial(first_look, old), background, qtbot)
    qtbot.waitUntil(lambda: "没有升级" in failure(window), timeout=PATIENCE)
    assert window.isVisible()
    assert version(old) == OLD
    press(window, Qt.Key.Key_R, qtbot, Qt.KeyboardModifier.AltModifier)
    assert failure(window) == ""
    qtbot.waitUntil(lambda: "没有升级" in failure(window), timeout=PATIENCE)
    (tmp_path / "usb").mkdir()
    press(window, Qt.Key.Key_F, qtbot, Qt.KeyboardModifier.AltModifier)
    dialog = window.findChild(QFileDialog)
    assert dialog is not None
    assert Path(dialog.directory().path()) == usual_folder()
    with qtbot.waitSignal(window.ended, timeout=PATIENCE):
        dialog.fileSelected.emit(str(tmp_path / "usb"))
    assert version(old) == HEAD
    assert len(list((tmp_path / "usb").iterdir())) == 1
    dialog.reject()
    window._ask_folder()
    again = next(each for each in window.findChildren(QFileDialog) if each is not dialog)
    assert Path(again.directory().path()) == tmp_path / "usb", "it was chosen before"
    again.reject()
    window.opened.authenticator.service.close()  # type: ignore[union-attr]


def test_a_window_in_the_middle_of_the_screen_appears_only_while_something_takes_long(
    background: Background, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(opening_window, "SHOWN_AFTER", 1)
    go_on = threading.Event()
    window = window_for(lambda _progress, _folder: go_on.wait(30), background, qtbot)
    qtbot.waitUntil(window.isVisible, timeout=PATIENCE)
    assert page(window).what.text() == "正在打开数据文件……"
    middle = window.screen().availableGeometry().center() - window.geometry().center()
    assert middle.manhattanLength() < 40, "but for its frame"
    with qtbot.waitSignal(window.ended, timeout=PATIENCE):
        go_on.set()
    monkeypatch.setattr(opening_window, "SHOWN_AFTER", PATIENCE)
    quick = window_for(lambda _progress, _folder: "opened", background, qtbot)
    with qtbot.waitSignal(quick.ended, timeout=PATIENCE):
        pass
    quick._show_if_busy()  # its timer may strike after the end
    assert quick.opened == "opened" and not quick.isVisible()


def test_a_failure_after_cancelling_is_a_cancellation(background: Background, qtbot: QtBot) -> None:
    cancelled = threading.Event()

    def work(progress: Progress, _folder: Path | None) -> None:
        cancelled.wait(30)
        raise Unavailable("磁盘不见了。")

    window = window_for(work, background, qtbot)
    window.cancel()
    with qtbot.waitSignal(window.ended, timeout=PATIENCE):
        cancelled.set()
    assert (window.opened, window.error) == (None, None)


def test_an_unexpected_error_while_opening_is_shown_and_closing_ends_the_program(
    background: Background, qtbot: QtBot, surprises: list[str]
) -> None:
    def work(progress: Progress, _folder: Path | None) -> None:
        progress("升级前备份：核对", 0.0)
        raise KeyError("nobody foresaw it")

    window = window_for(work, background, qtbot)
    qtbot.waitUntil(lambda: "意料之外" in failure(window), timeout=PATIENCE)
    copy = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
    press(window, Qt.Key.Key_C, qtbot, copy)
    assert "KeyError" in QApplication.clipboard().text()
    with qtbot.waitSignal(window.ended, timeout=PATIENCE):
        press(window, Qt.Key.Key_Q, qtbot, Qt.KeyboardModifier.ControlModifier)
    surprises.clear()


def test_a_refusal_before_any_change_is_raised_to_the_caller(tmp_path: Path, qapp: QApplication) -> None:
    def work(_tell: Progress, _folder: Path | None) -> None:
        raise Refused("这个数据库不是本程序的。")

    with pytest.raises(Refused, match="不是本程序的"):
        app.open_first(work, "/data/desk.db", tmp_path)


@pytest.mark.parametrize("by", ["Ctrl+Q", "Ctrl+C in the terminal"])
def test_closing_after_a_failed_opening_starts_nothing(tmp_path: Path, qapp: QApplication, by: str) -> None:
    def work(progress: Progress, _folder: Path | None) -> None:
        progress("升级前备份：核对", 0.0)
        QTimer.singleShot(0, qapp, leave_once_failed)
        raise Unavailable("备份没有做成。")

    def leave_once_failed() -> None:
        (window,) = (one for one in QApplication.topLevelWidgets() if isinstance(one, OpeningWindow))
        if not failure(window):
            QTimer.singleShot(10, qapp, leave_once_failed)
        elif by == "Ctrl+Q":
            QTest.keyClick(window, Qt.Key.Key_Q, Qt.KeyboardModifier.ControlModifier)
        else:
            signal.raise_signal(signal.SIGINT)

    assert app.open_first(work, "/data/desk.db", tmp_path) is None


def test_the_progress_bar_shows_the_share_done_or_only_activity_if_unknown(qtbot: QtBot) -> None:
    page = OpeningPage("/desk.db")
    qtbot.addWidget(page)
    for share, (least, most, value) in ((0.0, (0, 0, 0)), (0.424, (0, 100, 42)), (1.0, (0, 100, 100))):
        page.show_steps(BackupProgress(lambda: False, "备份", share))
        assert (page.bar.minimum(), page.bar.maximum(), max(0, page.bar.value())) == (least, most, value)
    demo = DemoProgressPage()
    qtbot.addWidget(demo)
    demo.show_percent(100)
    assert demo.bar.text() == "100%"
