"""The shared settings of one field, one entry each, and the card that edits such a setting."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Any

from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit

from tickets.actions.rulemaking import save_setting
from tickets.errors import Conflict, DeskError, Refused
from tickets.settings import (
    CALLBACK_PAUSE,
    CLUSTER_CALLERS,
    CLUSTER_MINUTES,
    HOLD_CAP,
    HOLD_GRACE,
    HOLD_REASONS,
    LOCK_MINUTES,
    MISSED_AFTER,
    Setting,
)
from tickets.store.queries.lookups import setting
from ui.editing.entry_form import ClashView, EntryForm, only_for, set_read_only
from ui.editing.fields import Editor, FormField, LinesEditor, NumberEditor
from ui.kit.buttons import KeyButton, StepButton
from ui.kit.cards import Card, Fields
from ui.kit.labels import Quiet
from ui.kit.layouts import button_row
from ui.kit.messages import ErrorLine, Notice
from ui.kit.wording import translate
from ui.runtime.live_query import LiveQuery
from ui.runtime.session import SessionContext

MAIN_KEY = "Ctrl+S"  # one card of a page may have it


@dataclass(frozen=True)
class SettingEntry:
    """How a setting is edited: the title of its card, the field with a caption and an explanation, the key to save it.

    Without a caption the field is as wide as the card. `shown` returns whether this workstation needs the setting.
    """

    setting: Setting[Any]
    title: str
    caption: str
    explanation: str
    make: Callable[[], Editor]
    key: str
    shown: Callable[[SessionContext], bool] = lambda _session: True


SETTING_ENTRIES = (
    SettingEntry(
        LOCK_MINUTES,
        translate("settings", "自动锁定"),
        translate("settings", "无操作分钟"),
        translate(
            "settings", "所有座席都按这个；0 是不锁。锁定后告警照常响，半截来电照常留着。Ctrl+Shift+L 立即锁定。"
        ),
        NumberEditor,
        "Alt+S",
        shown=lambda session: session.asks_passwords,
    ),
    SettingEntry(
        HOLD_GRACE,
        translate("settings", "挂起待核准"),
        translate("settings", "等几分钟"),
        translate("settings", "挂起立即生效，这么多分钟内没有值班长核准，计时照走。改了只用于之后的挂起。"),
        NumberEditor,
        "Alt+G",
    ),
    SettingEntry(
        HOLD_CAP,
        translate("settings", "挂起最长"),
        translate("settings", "小时"),
        translate("settings", "核准的挂起从开始算起最多不计这么多小时，到时自动恢复计时。改了只用于之后的核准。"),
        NumberEditor,
        "Alt+C",
    ),
    SettingEntry(
        MISSED_AFTER,
        translate("settings", "未接来电"),
        translate("settings", "响铃几秒"),
        translate("settings", "响了这么多秒没有人接的来电列为未接，要回电。"),
        NumberEditor,
        "Alt+W",
    ),
    SettingEntry(
        CALLBACK_PAUSE,
        translate("settings", "回访未接通"),
        translate("settings", "隔几分钟再拨"),
        translate("settings", "第一次没接通，隔这么久再拨；第二次隔一天，第三次就不再拨。20:00 到 9:00 不拨。"),
        NumberEditor,
        "Alt+B",
    ),
    SettingEntry(
        CLUSTER_CALLERS,
        translate("settings", "集中来电"),
        translate("settings", "几人"),
        translate("settings", "同一街道乡镇这么多人报无水、水压低、水质、漏水，就提示可能是一件事。"),
        NumberEditor,
        "Alt+N",
    ),
    SettingEntry(
        CLUSTER_MINUTES,
        translate("settings", "集中来电的时间"),
        translate("settings", "几分钟内"),
        translate("settings", "在这么多分钟里来的才一起算。"),
        NumberEditor,
        "Alt+K",
    ),
    SettingEntry(
        HOLD_REASONS,
        translate("settings", "挂起原因"),
        "",
        translate("settings", "一行一个，挂起时从中选择。"),
        LinesEditor,
        MAIN_KEY,
    ),
)


class SettingCard(Card):
    """Edits one setting: changes by others are shown until something is typed.

    Saving requires the value to be as it was seen; a conflict is shown. Before the setting has been read nothing can be
    typed or saved, because it would be overwritten unseen.
    """

    def __init__(self, session: SessionContext, entry: SettingEntry) -> None:
        super().__init__(entry.title)
        self._session, self._setting = session, entry.setting
        self.editor = entry.make()
        self._form = EntryForm([FormField("value", entry.caption or entry.title, lambda: self.editor)])
        self._seen: Any = None  # nothing has been read yet
        self._conflict: Conflict | None = None
        self.why_not = Quiet(wrap=True)
        self.clash_view = ClashView()
        self.clash_view.theirs_wanted.connect(self._take_theirs)
        self.error, self.notice = ErrorLine(), Notice()
        self.save_button = (StepButton if entry.key == MAIN_KEY else KeyButton)(self.tr("保存"), entry.key)
        self.save_button.clicked.connect(self.save)
        self._lay_out(entry)
        reads = partial(session.reader(setting), entry.setting)
        self._live = LiveQuery(
            session, f"setting/{entry.setting.key}", reads, self._see, self, tables=frozenset({"settings"})
        )  # fmt: skip
        self.refresh()

    def showEvent(self, event: QShowEvent) -> None:
        """Apply the rights of the present user."""
        super().showEvent(event)
        self.refresh()

    def refresh(self) -> None:
        """Read it again, and apply the rights of the present user."""
        self._show_rights()
        self._live.refresh()

    @property
    def typed(self) -> bool:
        """Whether something has been typed that is not saved."""
        return bool(self._form.typed())

    def save(self) -> None:
        """Save the value for all workstations."""
        try:
            value = self._setting.clean(self.editor.value())
        except Refused as refused:
            self.error.say(refused)
            return
        self.error.clear()
        command = save_setting(self._setting.key, value, seen=self._seen)
        self._session.execute(command, lambda _done: self._on_saved(value), self._on_failed, owner=self)

    def _lay_out(self, entry: SettingEntry) -> None:
        field = self.editor.widget
        self.add(self.why_not)
        if entry.caption:
            fields = Fields(caption_width=88)
            fields.add(entry.caption, field, entry.explanation)
            self.add(fields)
        else:
            field.setAccessibleName(entry.title)
            self.add(Quiet(entry.explanation, wrap=True), field)
        if isinstance(field, QLineEdit):
            field.returnPressed.connect(self.save_button.click)
        self.add(self.clash_view, self.error, self.notice, button_row(self.save_button))

    def _show_rights(self) -> None:
        may = bool(self._session.who().roles & save_setting.roles)
        unread = self._seen is None
        field = self.editor.widget
        set_read_only(field, unread or not may)
        if isinstance(field, QLineEdit | QPlainTextEdit):
            field.setPlaceholderText(self.tr("还没有读到，读到以后才能改") if unread else "")
        self.save_button.setEnabled(may and not unread)
        self.why_not.setText("" if may else only_for(save_setting.roles))
        self.why_not.setVisible(not may)

    def _see(self, value: Any) -> None:
        conflict, self._conflict = self._conflict, None
        fresh = {"value": value}
        if self._seen is None:
            self._form.show(fresh)
        elif conflict is not None:
            changed = self._form.differences({"value": self._seen}, fresh)
            self.clash_view.say(conflict, changed, self.tr("您填的还在，再按一次保存就按您填的改。"))
            self._form.show_around(fresh)
        elif self._form.typed():
            self._show_rights()  # the user may have changed
            return  # saving the input will report the conflict
        else:
            self._form.show_around(fresh)
        self._seen = value
        self._show_rights()

    def _take_theirs(self) -> None:
        self.clash_view.hide()
        self._form.show({"value": self._seen})

    def _on_saved(self, value: Any) -> None:
        self._seen = value
        self._form.take_as_shown({"value": value})
        self.clash_view.hide()
        self.error.clear()
        self.notice.say(self.tr("已保存。"))

    def _on_failed(self, error: DeskError) -> None:
        if isinstance(error, Conflict):
            self._conflict = error
            self.refresh()
        else:
            self.error.say(error)
