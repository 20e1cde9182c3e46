"""After how many minutes a seat that nobody touches locks itself."""

from typing import Any

from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QShowEvent

from tickets.errors import Refused
from tickets.store.queries.lookups import LOCK_MINUTES, LOCK_MINUTES_AT_FIRST
from ui.kit.buttons import KeyButton
from ui.kit.cards import Card, Fields, button_row
from ui.kit.messages import ErrorLine, Notice
from ui.runtime.session import SessionContext
from ui.settings.clash_view import ClashView
from ui.settings.fields import NumberEditor
from ui.settings.shared_setting import SharedSetting

_AT_MOST = 24 * 60


class LockCard(Card):
    """One number for all seats of the desk."""

    def __init__(self, seat: SessionContext) -> None:
        super().__init__(QCoreApplication.translate("settings", "自动锁定"))
        self._minutes = NumberEditor()
        self._error, self._notice = ErrorLine(), Notice()
        fields = Fields(caption_width=88)
        hint = self.tr("所有座席都按这个；0 是不锁。锁定后告警照常响，半截来电照常留着。Ctrl+Shift+L 立即锁定。")
        fields.add(self.tr("无操作分钟"), self._minutes.widget, hint)
        save = KeyButton(self.tr("保存"), "Alt+S")
        save.clicked.connect(self._save)
        self._minutes.widget.returnPressed.connect(save.click)
        clash = ClashView(self)
        for part in (fields, clash, self._error, self._notice):
            self.body.addWidget(part)
        self.body.addLayout(button_row(save))
        caption = self.tr("无操作分钟")
        self._shared = SharedSetting(seat, LOCK_MINUTES, caption, self._minutes, LOCK_MINUTES_AT_FIRST, clash, save)
        self.body.insertWidget(0, self._shared.why_not)
        self._shared.kept.connect(self._on_saved)
        self._shared.failed.connect(self._error.say)

    def showEvent(self, event: QShowEvent) -> None:
        """Apply the rights of the present user."""
        super().showEvent(event)
        self._shared.refresh()

    def _save(self) -> None:
        try:
            minutes = self._checked(self._minutes.value())
        except Refused as refused:
            self._error.say(refused)
            return
        self._error.clear()
        self._shared.save(minutes)

    def _checked(self, minutes: Any) -> int:
        if minutes is None or not 0 <= minutes <= _AT_MOST:
            raise Refused(self.tr("请填 0 到 {n} 之间的分钟数，0 是不锁。").format(n=_AT_MOST))
        return int(minutes)

    def _on_saved(self) -> None:
        self._error.clear()
        self._notice.say(self.tr("已保存。"))
