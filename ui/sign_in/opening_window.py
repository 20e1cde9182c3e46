"""The window shown while a database file is opened: an old one is backed up and upgraded, which takes minutes."""

from collections.abc import Callable
from pathlib import Path
from typing import Generic, TypeVar

from PySide6.QtCore import QEvent, Qt, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QGuiApplication
from PySide6.QtWidgets import QProgressBar, QWidget

from tickets.backup.progress import BackupProgress, Cancelled, Progress
from tickets.errors import DeskError
from ui.kit.buttons import KeyButton, StepButton
from ui.kit.file_dialog import ask_folder
from ui.kit.labels import Elided, Heading, Quiet, Tone, Words
from ui.kit.layouts import Space, Stretch, button_row, in_column
from ui.kit.messages import ErrorLine
from ui.kit.resources import COMPANY, HOTLINE
from ui.kit.tokens import AROUND, BETWEEN, INSIDE
from ui.runtime.background import Background

T = TypeVar("T")

SHOWN_AFTER = 300  # milliseconds after which the window is shown
LOOK_EVERY = 100  # milliseconds
_WIDTH, _HEIGHT = 520, 240

FileOpener = Callable[[Progress, Path | None], T]  # the backup before an upgrade goes to the folder, if given


class OpeningPage(QWidget):
    """The page: the current step and its progress, or the error and what can be done about it."""

    def __init__(self, place: str) -> None:
        super().__init__()
        self.what = Words(wrap=True)
        self.bar = QProgressBar()
        self.bar.setAccessibleName(self.tr("备份和升级的进度"))
        self.doing = Words(wrap=True)
        self.safe = Quiet(self.tr("现在取消，数据文件还和原来一样。"), wrap=True)
        self.error = ErrorLine()
        self.cancel = KeyButton(self.tr("取消"), "Esc")
        self.retry = StepButton(self.tr("再试一次"), "Alt+R")
        self.elsewhere = KeyButton(self.tr("备份放到别处…"), "Alt+F")
        self.leave = KeyButton(self.tr("退出"), "Ctrl+Q")
        title = Heading(self.tr("{company} · 抢修热线").format(company=COMPANY))
        progress = (self.what, self.bar, self.doing, self.safe, self.error)
        buttons = button_row(self.cancel, self.retry, self.elsewhere, self.leave)
        parts = (title, Elided(place, Tone.QUIET), Space(INSIDE), *progress, Stretch(), buttons)
        self.column = in_column(*parts, holder=self, margins=(AROUND, AROUND, AROUND, BETWEEN), spacing=INSIDE)

    def show_steps(self, steps: BackupProgress | None) -> None:
        """Show the progress; None when the file could not be opened."""
        is_busy = steps is not None
        for part in (self.bar, self.doing, self.safe, self.cancel):
            part.setVisible(is_busy)
        for part in (self.retry, self.elsewhere, self.leave):
            part.setVisible(not is_busy)
        if steps is None:
            self.what.setText(self.tr("数据文件没有打开。"))
            return
        if steps.cancelled:
            self.what.setText(self.tr("正在取消……做完手头这一步就停。升级已经完成的话，会直接打开。"))
        elif steps.doing:
            self.what.setText(self.tr("数据文件是旧版本程序的：先备份并核对，再升级。数据多的要几分钟，做完直接打开。"))
        else:
            self.what.setText(self.tr("正在打开数据文件……"))
        self.safe.setVisible(bool(steps.doing) and not steps.cancelled)
        self.cancel.setEnabled(not steps.cancelled)
        self.bar.setRange(0, 100 if steps.share else 0)  # without a share the bar only shows activity
        self.bar.setValue(int(100 * steps.share))
        self.doing.setText(self.tr("{step}……").format(step=steps.doing) if steps.doing else "")


class OpeningWindow(QWidget, Generic[T]):
    """Opens a file on a worker. At `ended`, `opened` or `error` is set, or neither after a cancellation.

    A failure before anything was changed is left to the caller. A later failure is shown here: the user can try again,
    or with another folder for the backup. Esc cancels with nothing changed. A normal start shows none of this, so the
    page is created when first needed.
    """

    ended = Signal()

    def __init__(self, work: FileOpener[T], place: str, background: Background) -> None:
        super().__init__()
        self.opened: T | None = None
        self.error: DeskError | None = None
        self._work = work
        self._place = place
        self._background = background
        self._steps: BackupProgress | None = None
        self._folder: Path | None = None
        self._page: OpeningPage | None = None
        self._look = QTimer(self, interval=LOOK_EVERY)
        self._look.timeout.connect(self._show_steps)

    def begin(self) -> None:
        """Open the file; show the window if that takes long."""
        steps = self._steps = BackupProgress(lambda: self._background.closed)
        work, folder = self._work, self._folder
        if self._page is not None:
            self._page.error.clear()
        self._show_steps()
        self._look.start()
        QTimer.singleShot(SHOWN_AFTER, self, self._show_if_busy)
        self._background.run(lambda: work(steps.update, folder), self._on_opened, self._on_failed, owner=self)

    def cancel(self) -> None:
        """Cancel at the next step, or close at once after a failure; nothing has changed then."""
        if self._steps is None:
            self.ended.emit()
            return
        self._steps.cancelled = True
        self._show_steps()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Cancel the work, and close when it has ended."""
        if self._steps is not None:
            event.ignore()
        self.cancel()

    def event(self, event: QEvent) -> bool:
        """Grow with the text, so that no part of the window is cut."""
        handled = super().event(event)
        if event.type() == QEvent.Type.LayoutRequest and self._page is not None:
            self.resize(self.width(), max(self.height(), self._page.column.totalHeightForWidth(self.width())))
        return handled

    def _show_if_busy(self) -> None:
        if self._steps is not None:
            self._appear()

    def _appear(self) -> OpeningPage:
        page = self._page = self._page or self._laid_out()
        if not self.isVisible():
            page.show_steps(self._steps)
            self.move(QGuiApplication.primaryScreen().availableGeometry().center() - self.rect().center())
            self.show()
        return page

    def _laid_out(self) -> OpeningPage:
        page = OpeningPage(self._place)
        in_column(page, holder=self)
        page.cancel.clicked.connect(self.cancel)
        page.retry.clicked.connect(self.begin)
        page.elsewhere.clicked.connect(self._ask_folder)
        page.leave.clicked.connect(self.ended)
        self.setWindowTitle(f"{COMPANY} · 抢修热线 {HOTLINE}")
        self.setMinimumWidth(_WIDTH)
        self.resize(_WIDTH, _HEIGHT)
        return page

    def _show_steps(self) -> None:
        if self._steps is not None and self._steps.doing:
            self._appear()
        if self._page is not None:
            self._page.show_steps(self._steps)

    def _on_opened(self, opened: T) -> None:
        self.opened = opened
        self._end()

    def _on_failed(self, error: DeskError) -> None:
        steps = self._steps
        if isinstance(error, Cancelled):
            self._end()
        elif steps is not None and steps.doing and not steps.cancelled:
            self._stop()
            page = self._appear()
            page.show_steps(None)
            page.error.say(error)
            page.retry.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self.error = None if steps is not None and steps.cancelled else error
            self._end()

    def _stop(self) -> None:
        self._look.stop()
        self._steps = None

    def _end(self) -> None:
        self._stop()
        self.ended.emit()

    def _ask_folder(self) -> None:
        dialog = ask_folder(self, self.tr("升级前的备份放到哪个文件夹"), str(self._folder or ""))
        dialog.fileSelected.connect(self._on_folder)
        dialog.open()

    def _on_folder(self, folder: str) -> None:
        self._folder = Path(folder)
        self.begin()
