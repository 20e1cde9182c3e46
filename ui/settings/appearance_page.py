"""This seat's own settings: light or dark, the alarm's sound; and the hold reasons of the whole desk."""

from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget

from ui.kit.about import AboutBox, open_folder
from ui.kit.buttons import KeyButton, StepButton
from ui.kit.cards import Card, Fields, button_row
from ui.kit.labels import Quiet
from ui.kit.messages import ErrorLine, Notice
from ui.kit.sound import Alarm
from ui.kit.theme import SCHEME, apply_theme, kept_scheme
from ui.runtime.session import SessionContext
from ui.settings.clash_view import ClashView
from ui.settings.fields import ChoiceEditor, LinesEditor
from ui.settings.lock_card import LockCard
from ui.settings.shared_setting import SharedSetting

HOLD_REASONS = "hold_reasons"


class AppearancePage(QWidget):
    """Light or dark, sound, and the reasons for which a clock may stand still."""

    def __init__(self, seat: SessionContext) -> None:
        super().__init__()
        self._seat = seat
        self._alarm = Alarm()
        self._reasons = LinesEditor()
        self._reasons.widget.setAccessibleName(self.tr("挂起原因"))
        self._error = ErrorLine()
        self._notice = Notice()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(16)
        column.addWidget(self._look())
        if seat.authenticator is not None:
            column.addWidget(LockCard(seat))
        column.addWidget(self._hold_reasons())
        column.addStretch(1)

    def showEvent(self, event: QShowEvent) -> None:
        """Apply the rights of the present user."""
        super().showEvent(event)
        self._shared_reasons.refresh()

    def _look(self) -> Card:
        card = Card(self.tr("本座席"))
        scheme = ChoiceEditor(
            [("system", self.tr("随系统")), ("light", self.tr("浅色")), ("dark", self.tr("深色"))],
        )
        scheme.show_value(str(kept_scheme(self._seat.preferences)))
        scheme.widget.activated.connect(lambda: self._choose_scheme(scheme.value()))
        fields = Fields(caption_width=88)
        fields.add(self.tr("外观"), scheme.widget)
        card.body.addWidget(fields)
        listen = KeyButton(self.tr("试听告警声"), "Ctrl+T")
        listen.setCheckable(True)
        listen.toggled.connect(lambda on: self._alarm.start() if on else self._alarm.stop())
        about = KeyButton(self.tr("关于本程序"), "Shift+F1", heard=False)
        about.clicked.connect(lambda: AboutBox(self._seat, self).open())
        log = KeyButton(self.tr("打开日志文件夹"), "Ctrl+G")
        trouble = ErrorLine()
        log.clicked.connect(lambda: open_folder(self._seat.log_folder, trouble))
        card.body.addLayout(button_row(listen, log, about))
        card.body.addWidget(trouble)
        log.setVisible(self._seat.log_folder is not None)
        if not self._alarm.available():
            card.body.addWidget(Quiet(self.tr("这台机器上没有找到播放声音的程序，只能用提示音。"), wrap=True))
        card.body.addWidget(Quiet(self.tr("数据库：{url}").format(url=self._seat.desk.store.address), selectable=True))
        return card

    def _hold_reasons(self) -> Card:
        card = Card(self.tr("挂起原因"))
        card.body.addWidget(Quiet(self.tr("一行一个，挂起时从中选择。"), wrap=True))
        card.body.addWidget(self._reasons.widget)
        clash = ClashView(self)
        card.body.addWidget(clash)
        card.body.addWidget(self._error)
        card.body.addWidget(self._notice)
        save = StepButton(self.tr("保存"), "Ctrl+S")
        save.clicked.connect(self._save_reasons)
        shared = SharedSetting(self._seat, HOLD_REASONS, self.tr("挂起原因"), self._reasons, [], clash, save)
        card.body.insertWidget(0, shared.why_not)
        shared.kept.connect(self._on_saved)
        shared.failed.connect(self._error.say)
        self._shared_reasons = shared
        card.body.addLayout(button_row(save))
        return card

    def _choose_scheme(self, scheme: str) -> None:
        self._seat.preferences.setValue(SCHEME, scheme)
        app = QApplication.instance()
        if isinstance(app, QApplication):
            apply_theme(app, scheme)

    def _save_reasons(self) -> None:
        self._error.clear()
        self._shared_reasons.save(self._reasons.value())

    def _on_saved(self) -> None:
        self._error.clear()
        self._notice.say(self.tr("已保存。"))
