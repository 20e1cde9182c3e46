"""The connection settings before anybody has signed in, in case the database has moved."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication, QKeyEvent
from PySide6.QtWidgets import QDialog, QWidget

from ui.kit.buttons import KeyButton
from ui.kit.layouts import in_column
from ui.kit.tokens import BETWEEN
from ui.runtime.background import Background
from ui.runtime.session import Connection
from ui.settings.connection_page import ConnectionPage

_WIDTH, _HEIGHT = 560, 820
_FRAME = 48  # pixels for the title bar
_ENTERS = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class ConnectionWindow(QDialog):
    """The connection page of the settings in a dialog over the sign-in window. Esc closes it."""

    def __init__(self, connection: Connection, background: Background, sign_in_window: QWidget | None) -> None:
        super().__init__(sign_in_window)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowModality(Qt.WindowModality.WindowModal)
        self.setWindowTitle(self.tr("连接设置"))
        self.page = ConnectionPage(connection, background)
        column = in_column(self.page, holder=self, margins=BETWEEN)
        self.leave = KeyButton(self.tr("关闭"), "Esc", handles_key=False, on_click=self.reject)  # handled by the dialog
        column.addWidget(self.leave, 0, Qt.AlignmentFlag.AlignRight)
        self.setMinimumWidth(_WIDTH)
        room = QGuiApplication.primaryScreen().availableGeometry()
        self.setMaximumHeight(room.height() - _FRAME)
        self.resize(_WIDTH, min(_HEIGHT, room.height() - _FRAME))
        self.page.setFocus(Qt.FocusReason.OtherFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Make Enter press only the focused button: in a field Qt would press the first button, 选文件…."""
        if event.key() not in _ENTERS:
            super().keyPressEvent(event)
