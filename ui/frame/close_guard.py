"""Closing the window ends its watch: so it first asks, and says who else would watch."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtGui import QGuiApplication, QSessionManager
from PySide6.QtWidgets import QApplication, QDialog, QMenu, QSystemTrayIcon, QWidget

from tickets.rules.words import SubjectKind
from tickets.watch.registry import Remaining, remaining
from ui.alerts.alert_center import AlertCenter
from ui.kit.buttons import KeyButton, StepButton
from ui.kit.labels import Heading, Words
from ui.kit.layouts import Space, Stretch, in_column, in_row
from ui.kit.plain_text import notify
from ui.kit.tokens import AROUND, BETWEEN, INSIDE
from ui.kit.wording import ago
from ui.runtime.session import SessionContext
from ui.runtime.tick import single_shot

PATIENCE_MS = 1500  # how long to wait for the database's answer
SESSION_ENDS_MS = 60_000  # how long no question is asked after the desktop announced the end of the session


class CloseDialog(QDialog):
    """Says what would be left unwatched. Esc and Enter go back, Alt+T goes to the tray, Alt+C closes the program."""

    def __init__(self, parent: QWidget, tray: bool) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("关闭抢修热线"))
        self.setWindowModality(Qt.WindowModality.WindowModal)
        self._alerts, self._watch = Words(wrap=True), Words(wrap=True)
        self.back = StepButton(self.tr("返回"), "Esc", handles_key=False, on_click=self.reject)
        self.to_tray = KeyButton(self.tr("到托盘，继续值守"), "Alt+T")
        self.end = KeyButton(self.tr("关闭"), "Alt+C")
        self.back.setDefault(True)
        for button in (self.to_tray, self.end):
            button.setAutoDefault(False)
        self.to_tray.setVisible(tray)
        heading = Heading(self.tr("要关闭抢修热线吗？"))
        buttons = in_row(Stretch(), self.end, self.to_tray, self.back, spacing=INSIDE)
        parts = (heading, self._alerts, self._watch, Space(INSIDE), buttons)
        in_column(*parts, holder=self, margins=(AROUND, BETWEEN), spacing=INSIDE)
        self.setMinimumWidth(480)
        self.back.setFocus()

    @property
    def words(self) -> str:
        """The sentences shown."""
        return "\n".join(label.text() for label in (self._alerts, self._watch) if label.text())

    def say(self, alerts: str, watch: str) -> None:
        """Show how many alerts are open, and who else watches."""
        self._alerts.show_text(alerts)
        self._watch.setText(watch)
        self.setAccessibleDescription(self.words)
        self.adjustSize()


class CloseGuard(QObject):
    """Asks before the window closes, if alerts are unacknowledged or nobody else watches the open tickets.

    At the end of the desktop's session it does not ask, because the machine must not wait.
    """

    def __init__(self, main: QWidget, session: SessionContext, alerts: AlertCenter) -> None:
        super().__init__(main)
        self._main = main
        self._session = session
        self._alerts = alerts
        self._tray = alerts.tray
        self.is_tray_there: Callable[[], bool] = QSystemTrayIcon.isSystemTrayAvailable
        session.tick.second.connect(self._on_second)
        self._sure = False
        self._session_ends = False
        self._in_tray = False
        self.dialog: CloseDialog | None = None  # the open dialog
        self._asking = 0  # the number of the current question; results for older ones are ignored
        self._patience = single_shot(self, lambda: self._on_answer(self._asking, None), PATIENCE_MS)
        main.installEventFilter(self)
        app = QApplication.instance()
        if isinstance(app, QGuiApplication):
            app.commitDataRequest.connect(self._on_session_end)
        if self._tray is not None:
            self._menu = QMenu(main)
            self._menu.addAction(self.tr("打开窗口")).triggered.connect(alerts.bring_back)
            self._menu.addAction(self.tr("关闭程序…")).triggered.connect(main.close)
            self._tray.setContextMenu(self._menu)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        """Ask before the window closes."""
        if event.type() == QEvent.Type.Show:
            QApplication.setQuitOnLastWindowClosed(True)
            self._in_tray = False
        if event.type() != QEvent.Type.Close or self._sure or self._session_ends:
            return False
        event.ignore()
        self._ask()
        return True

    def _ask(self) -> None:
        if self.dialog is not None:
            self.dialog.raise_()
            return
        self._asking += 1
        if self._alerts.pending:
            self._open(self.tr("正在看有没有别的值守……"))
        if self._session.feed.broken:
            self._on_answer(self._asking, None)
            return
        question, service, me = self._asking, self._session.service, self._session.who().staff_id
        self._patience.start()
        self._session.background.latest(
            "remaining",
            lambda: service.read(remaining, service.now(), me),
            lambda found: self._on_answer(question, found),
            lambda _error: self._on_answer(question, None),
            owner=self,
        )

    def _on_answer(self, question: int, found: Remaining | None) -> None:
        """Show who else watches; None when the database doesn't answer."""
        if question != self._asking or self._sure:
            return
        self._patience.stop()
        needless = found is not None and (found or not found.working)
        if self.dialog is None and needless and not self._alerts.pending:
            self.end()
        elif self.dialog is None:
            self._open(self._watch_words(found))
        else:
            self.dialog.say(self._alert_words(), self._watch_words(found))

    def _open(self, watch: str) -> None:
        self._alerts.bring_back()  # it may be in the tray
        dialog = self.dialog = CloseDialog(self._main, self._tray is not None and self.is_tray_there())
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.say(self._alert_words(), watch)
        dialog.finished.connect(self._on_finished)
        dialog.to_tray.clicked.connect(self._to_tray)
        dialog.end.clicked.connect(self.end)
        dialog.open()

    def _on_finished(self) -> None:
        self._asking += 1
        self._patience.stop()
        self.dialog = None

    def _on_second(self) -> None:
        """Show the window again when the tray has disappeared, where nobody could find it."""
        if self._in_tray and self._main.isHidden() and not self.is_tray_there():
            self._alerts.bring_back()

    def _alert_words(self) -> str:
        count = self._alerts.pending.count
        return self.tr("还有 {n} 条告警没有确认。").format(n=f"{count:,}") if count else ""

    def _watch_words(self, found: Remaining | None) -> str:
        now = self._session.now()
        if found is None:
            return self.tr("连不上数据库，不知道关闭后还有没有别的值守。")
        names = [
            self.tr("{name}，{ago}").format(name=each.name, ago=ago(each.swept or each.started, now))
            for each in found.services
        ]
        names += [self.tr("{name}的座席").format(name=name) for name in found.seats]
        if names:
            return self.tr("另有值守在运行：{who}。").format(
                who="；".join(names[:4]) + ("等" if len(names) > 4 else "")
            )
        if not found.working:
            return self.tr("关闭后没有别的值守；现在没有什么在计时。")
        what = "、".join(self._counted(kind, count) for kind, count in sorted(found.working.items(), reverse=True))
        return self.tr("关闭后没有别的值守：{what}到点时不会有告警。").format(what=what)

    def _counted(self, kind: str, count: int) -> str:
        """Return how many of a kind are on the clock: "2 张在办工单"."""
        label = next((each.label for each in SubjectKind if each == kind), self.tr("其他"))
        words = self.tr("{n} 张在办{kind}") if kind == SubjectKind.TICKET else self.tr("{n} 项在计时的{kind}")
        return words.format(n=f"{count:,}", kind=label)

    def _to_tray(self) -> None:
        if self.dialog is not None:
            self.dialog.reject()
        QApplication.setQuitOnLastWindowClosed(False)
        self._in_tray = True
        self._main.hide()
        if isinstance(self._tray, QSystemTrayIcon):
            notify(self._tray, self.tr("抢修热线在托盘里继续值守"), self.tr("点图标打开窗口。"))

    def end(self) -> None:
        """Close the window without asking."""
        self._sure = True
        QApplication.setQuitOnLastWindowClosed(True)
        if self.dialog is not None:
            self.dialog.reject()
        if not self._main.isVisible():
            self._alerts.bring_back()  # the program ends when the last visible window is closed
        self._main.close()

    def _on_session_end(self, _manager: QSessionManager) -> None:
        self._session_ends = True
        QTimer.singleShot(SESSION_ENDS_MS, self, self._session_goes_on)

    def _session_goes_on(self) -> None:
        self._session_ends = False
