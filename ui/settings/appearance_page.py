"""This workstation's colours, sound and command for dialling, and the settings that all workstations share."""

from functools import partial

from PySide6.QtWidgets import QApplication, QLineEdit, QWidget

from tickets.rules.texts import LINE_AT_MOST
from ui.editing.fields import ChoiceEditor
from ui.kit.about import AboutBox, open_folder
from ui.kit.buttons import KeyButton, StepButton
from ui.kit.cards import Card, Fields
from ui.kit.dialling import DIAL_COMMAND, NUMBER, dial_command, parts_of
from ui.kit.labels import Quiet
from ui.kit.layouts import Stretch, button_row, in_column
from ui.kit.messages import ErrorLine
from ui.kit.sound import Alarm
from ui.kit.theme import SCHEME, apply_theme, kept_scheme
from ui.runtime.session import SessionContext
from ui.settings.setting_card import SETTING_ENTRIES, SettingCard


class AppearancePage(QWidget):
    """Colours, sound and dialling of this workstation, and a card for each shared setting of one field."""

    def __init__(self, session: SessionContext) -> None:
        super().__init__()
        self._session = session
        self._alarm = Alarm()
        self.cards = {
            entry.setting.key: SettingCard(session, entry) for entry in SETTING_ENTRIES if entry.shown(session)
        }
        for card in (card for card in self.cards.values() if isinstance(card.save_button, StepButton)):
            card.save_button.clicked.connect(partial(self._save_others, card))
        in_column(self._look(), *self.cards.values(), Stretch(), holder=self, spacing=16)

    def _save_others(self, saved: SettingCard, _checked: bool = False) -> None:
        """Save what was typed in the other cards too: Ctrl+S belongs to one of them, but means all that was typed."""
        for card in self.cards.values():
            if card is not saved and card.typed:
                card.save()

    def _look(self) -> Card:
        card = Card(self.tr("本座席"))
        scheme = ChoiceEditor(
            [("system", self.tr("随系统")), ("light", self.tr("浅色")), ("dark", self.tr("深色"))],
        )
        scheme.show_value(str(kept_scheme(self._session.preferences)))
        scheme.widget.activated.connect(lambda: self._choose_scheme(scheme.value()))
        fields = Fields(caption_width=88)
        fields.add(self.tr("外观"), scheme.widget)
        trouble = ErrorLine()
        self.dialling = QLineEdit(dial_command(self._session.preferences), maxLength=LINE_AT_MOST)
        self.dialling.editingFinished.connect(lambda: self._keep_dial_command(trouble))
        words = self.tr("电话软件的程序和参数，{number} 处是号码；空着就复制号码。不经过命令行解释。")
        fields.add(self.tr("拨号命令"), self.dialling, words.format(number=NUMBER))
        listen = KeyButton(self.tr("试听告警声"), "Ctrl+T")
        listen.setCheckable(True)
        listen.toggled.connect(lambda on: self._alarm.start() if on else self._alarm.stop())
        about = KeyButton(self.tr("关于本程序"), "Shift+F1", handles_key=False)
        about.clicked.connect(lambda: AboutBox(self._session, self).open())
        log = KeyButton(
            self.tr("打开日志文件夹"), "Ctrl+G", on_click=lambda: open_folder(self._session.log_folder, trouble)
        )
        card.add(fields, button_row(listen, log, about), trouble)
        log.setVisible(self._session.log_folder is not None)
        if not self._alarm.available():
            card.add(Quiet(self.tr("这台机器上没有找到播放声音的程序，只能用提示音。"), wrap=True))
        card.add(Quiet(self.tr("数据库：{url}").format(url=self._session.service.store.address), selectable=True))
        return card

    def _keep_dial_command(self, trouble: ErrorLine) -> None:
        command = self.dialling.text().strip()
        if trouble.checked(lambda: parts_of(command)) is not None:
            self._session.preferences.setValue(DIAL_COMMAND, command)

    def _choose_scheme(self, scheme: str) -> None:
        self._session.preferences.setValue(SCHEME, scheme)
        app = QApplication.instance()
        if isinstance(app, QApplication):
            apply_theme(app, scheme)
