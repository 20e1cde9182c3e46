"""One setting of the whole desk in an editor: what others keep shows until something is typed over it."""

from functools import partial
from typing import Any

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QWidget

from tickets.actions.rulemaking import save_setting
from tickets.errors import Conflict, DeskError
from tickets.store.queries.lookups import setting
from ui.kit.labels import Quiet
from ui.runtime.live_query import LiveQuery
from ui.runtime.session import SessionContext
from ui.settings.clash_view import ClashView
from ui.settings.entry_form import EntryForm
from ui.settings.fields import Editor, FormField
from ui.settings.read_only import only_for, set_read_only


class SharedSetting(QObject):
    """Goes over the setting as it was seen; `clash` says so when somebody else was first.

    Before it has been read nothing can be typed or kept: that would go over what nobody has seen.
    """

    kept = Signal()
    failed = Signal(object)  # DeskError

    def __init__(
        self,
        seat: SessionContext,
        key: str,
        caption: str,
        editor: Editor,
        at_first: Any,
        clash: ClashView,
        save: QWidget,
    ) -> None:
        """Edit the setting `key`, which is `at_first` until a value is saved; `save` is its button."""
        super().__init__(clash)
        self._editor, self._save_button = editor, save
        self.why_not = Quiet(wrap=True)
        self.why_not.setParent(clash.parentWidget())  # shown before it has a parent, it would be a window
        self._seat, self._key = seat, key
        self._form = EntryForm([FormField("value", caption, lambda: editor)])
        self._seen: Any = None  # nothing has been read yet
        self._clash: Conflict | None = None
        self._clash_view = clash
        clash.theirs_wanted.connect(self._take_theirs)
        reads = partial(seat.reader(setting), key, at_first)
        self._live = LiveQuery(
            seat, f"settings/setting/{key}", reads, self._see, self, tables=frozenset({"settings"})
        )  # fmt: skip
        self.refresh()

    def refresh(self) -> None:
        """Read it again, and apply the rights of the present user."""
        self._show_rights()
        self._live.refresh()

    def _show_rights(self) -> None:
        may = bool(self._seat.who().roles & save_setting.roles)
        unread = self._seen is None
        field = self._editor.widget
        set_read_only(field, unread or not may)
        if isinstance(field, QLineEdit | QPlainTextEdit):
            field.setPlaceholderText(self.tr("还没有读到，读到以后才能改") if unread else "")
        self._save_button.setEnabled(may and not unread)
        self.why_not.setText("" if may else only_for(save_setting.roles))
        self.why_not.setVisible(not may)

    def save(self, value: Any) -> None:
        """Keep this for the whole desk."""
        command = save_setting(self._key, value, seen=self._seen)
        self._seat.execute(command, lambda _done: self._on_kept(value), self._on_failed, owner=self)

    def _see(self, value: Any) -> None:
        clash, self._clash = self._clash, None
        fresh = {"value": value}
        if self._seen is None:
            self._form.show(fresh)
        elif clash is not None:
            changed = self._form.differences({"value": self._seen}, fresh)
            hint = self.tr("您填的还在，再按一次保存就按您填的改。")
            self._clash_view.say(clash, changed, hint)
            self._form.show_around(fresh)
        elif self._form.typed():
            self._show_rights()  # another person may sit here by now
            return  # whoever keeps what is typed will be told that somebody was first
        else:
            self._form.show_around(fresh)
        self._seen = value
        self._show_rights()

    def _take_theirs(self) -> None:
        self._clash_view.hide()
        self._form.show({"value": self._seen})

    def _on_kept(self, value: Any) -> None:
        self._seen = value
        self._form.take_as_shown({"value": value})
        self._clash_view.hide()
        self.kept.emit()

    def _on_failed(self, error: DeskError) -> None:
        if isinstance(error, Conflict):
            self._clash = error
            self.refresh()
        else:
            self.failed.emit(error)
