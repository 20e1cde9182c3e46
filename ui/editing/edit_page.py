"""A page of entries: a table and, beside it, the form of the selected one."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QWidget

from tickets.actions.command import Command
from tickets.errors import Conflict, DeskError, NotYet, Refused, reworded
from tickets.service import Done
from tickets.store.unreadable import ReadableRows, broken_in
from ui.editing.entry_form import ClashView, EntryForm, only_for, set_read_only
from ui.editing.page_spec import EditRow, PageSpec
from ui.editing.row_search import SEARCH_KEY, RowSearch
from ui.kit.buttons import KeyButton, StepButton
from ui.kit.cards import Card, Fields, scrolled
from ui.kit.keys import on_key
from ui.kit.labels import Quiet
from ui.kit.layouts import Space, Stretch, button_row, in_column, in_row
from ui.kit.messages import ErrorLine, Notice
from ui.kit.rows_model import RowsModel
from ui.kit.table import DeskTable
from ui.runtime.live_query import LiveQuery
from ui.runtime.session import SessionContext

_FORM_WIDTH = 400
_NEW = object()  # stands for a new entry where an id is expected


class EditPage(QWidget):
    """Ctrl+N begins a new entry, Ctrl+S saves, Ctrl+Delete retires; the arrow keys move in the table.

    Saving requires the entry to be as it was seen. When somebody else has changed it, the change is shown and the input
    stays; Ctrl+S then saves over the entry as it is now, Alt+U takes the other's.
    """

    def __init__(self, session: SessionContext, spec: PageSpec) -> None:
        super().__init__()
        self._session = session
        self._spec = spec
        self._chosen: Any = None  # the row as it was seen; None for a new entry
        self._key: Any = None
        self._opened = 0  # the number of times that an entry was opened or a new one begun
        self._kept_unread: bool  # whether what was saved is still to be read back
        self._may_add: bool  # whether the user may add and retire entries
        self._asked_for: Any = None  # the entry that was refused, and the input at that time
        self._saving = False
        self._made: Any = None  # the id of a row just added and not read back yet
        self._clash: Conflict | None = None  # to be shown as soon as the entry has been read again
        self._sent: tuple[tuple[Any, dict[str, Any]], Command[Any]] | None = None
        self._model = RowsModel(spec.columns, session.now, self)
        self._table = DeskTable(f"admin/{spec.name}", session.preferences)
        self._table.setAccessibleName(spec.title)
        self._table.setModel(self._model)
        self._table.say_when_empty(*spec.empty)
        self._table.chosen.connect(self._choose)
        self._card = Card(self.tr("新条目"))
        self._why_not = Quiet(wrap=True)
        self._annex = spec.annex(session) if spec.annex is not None else None
        if self._annex is not None:
            self._annex.kept.connect(self._on_annex_kept)
            self._annex.failed.connect(self._on_annex_failed)
        self._error, self._notice, self._clash_view = ErrorLine(), Notice(), ClashView()
        self._clash_view.theirs_wanted.connect(self._take_theirs)
        self._form = EntryForm(spec.fields)
        self._editors = self._form.editors
        self._search = None if spec.words is None else RowSearch(spec.words)
        if self._search is not None:
            self._search.changed.connect(self._list)
            self._search.left.connect(self._table.setFocus)
            on_key(self, SEARCH_KEY, self._search.begin, within=Qt.ShortcutContext.WindowShortcut)
        self._entries: ReadableRows[EditRow] = ReadableRows(())
        self._lay_out()
        reads = session.reader(spec.read)
        self._live = LiveQuery(session, f"settings/{spec.name}", reads, self._show, self, tables=spec.tables, view=self)
        self.setFocusProxy(self._table)
        self._start_new()
        self.refresh()

    def refresh(self) -> None:
        """Read the entries again; the form keeps its input."""
        self._show_rights()
        self._live.refresh()

    def begin_with(self, values: Mapping[str, Any]) -> None:
        """Begin a new entry with these values, which count as typed; what is typed already stays as with Ctrl+N."""
        if not self._may_leave(_NEW):
            return
        self._table.setCurrentIndex(QModelIndex())
        self._start_new()
        for key, value in values.items():
            self._editors[key].show_value(value)
        self._focus_first()

    def showEvent(self, event: QShowEvent) -> None:
        """Apply the rights of the present user."""
        super().showEvent(event)
        self._show_rights()

    def _show_rights(self) -> None:
        spec, roles = self._spec, self._session.who().roles
        everything = frozenset(self._editors)
        editable = everything if roles & spec.editors else frozenset[str]()
        why_not = spec.why_not(roles) or ("" if editable else only_for(spec.editors))
        if spec.editable is not None:
            editable = spec.editable(roles)
        self._may_add = editable | spec.given == everything
        closed = "" if self._chosen is None else spec.closed(self._chosen)
        if self._key is not None:
            editable = frozenset() if closed else editable - spec.fixed(self._chosen)
        for key, editor in self._editors.items():
            set_read_only(editor.widget, key not in editable)
        self._save_button.setEnabled(bool(editable))
        self._new_button.setEnabled(self._may_add)
        self._retire_button.setEnabled(self._may_add and self._key is not None and not closed)
        self._why_not.show_text(why_not or closed)

    def _lay_out(self) -> None:
        fields = Fields(caption_width=88)
        if self._spec.tight:
            fields.tighten()
        for field in self._spec.fields:
            fields.add(field.caption, self._editors[field.key].widget, field.hint)
        held = QWidget()
        annex = () if self._annex is None else (Space(16), self._annex)
        in_column(fields, *annex, Stretch(), holder=held)
        self._save_button = StepButton(self.tr("保存"), "Ctrl+S", on_click=self._save)
        buttons = button_row(self._save_button, *self._more_buttons())
        self._card.add(self._why_not, (scrolled(held), 1), self._clash_view, self._error, self._notice, buttons)
        self._card.setFixedWidth(_FORM_WIDTH)
        below = () if self._spec.below is None else (self._spec.below(self._session),)
        search = () if self._search is None else (self._search,)
        left = in_column(Quiet(self._spec.explanation, wrap=True), *search, (self._table, 1), *below)
        in_row((left, 1), self._card, holder=self, spacing=16)

    def _more_buttons(self) -> list[QWidget]:
        self._new_button = KeyButton(self.tr("新增"), "Ctrl+N", on_click=self._new)
        self._retire_button = KeyButton(self._spec.retire_label, "Ctrl+Del", on_click=self._retire)
        if self._spec.retire is None:  # shown without a parent it would be a window
            self._retire_button.hide()
        return [self._new_button, self._retire_button]

    def _show(self, rows: Iterable[Any]) -> None:
        self._show_rights()
        entries = ReadableRows((EditRow(self._spec.key(row), row) for row in rows), broken_in(rows))
        self._entries = entries
        self._list()
        if self._made is not None:
            self._find_made(entries)
        if self._kept_unread:
            self._table.choose(self._key)
        if self._key is not None:
            self._see(next((entry.row for entry in entries if entry.id == self._key), None))

    def _list(self) -> None:
        """List the entries that the search finds, all without a search; the form stays as it is."""
        found = self._entries if self._search is None else self._search.found(self._entries)
        self._model.apply(ReadableRows(found, self._entries.broken))

    def _find_made(self, entries: Sequence[EditRow]) -> None:
        """Select the entry that was just added; later input stays."""
        made, self._made = self._made, None
        entry = next((each for each in entries if getattr(each.row, "id", each.id) == made), None)
        if entry is None:
            self._start_new()
            return
        self._key, self._chosen = entry.id, entry.row
        self._be_edited()
        if self._annex is not None:
            self._annex.start()

    def _see(self, row: Any) -> None:
        """Take over the selected entry as it is now; None when it has been removed."""
        before, clash, kept = self._chosen, self._clash, self._kept_unread
        self._clash, self._kept_unread = None, False
        if row is None:
            self._on_gone()
            return
        different = self._form.differences(self._values_of(before), self._values_of(row))
        if different and clash is None and not kept and self._form.typed():
            return  # saving the input will report the conflict
        self._chosen = row
        self._form.show_around(self._values_of(row))
        self._show_rights()
        self._show_annex()
        if clash is not None and different:
            hint = self.tr("您填的还在，没填过的已换成现在的。Ctrl+S 按现状保存您填的。")
            self._clash_view.say(clash, different, hint)
        elif clash is not None:
            self._error.say(clash)

    def _on_gone(self) -> None:
        """Keep the input for an entry that somebody has retired: it can be added as a new one."""
        if not self._form.typed():
            self._start_new()
            return
        self._be_new()
        said = self.tr("这一条刚被别人停用，或换成了新的一条。")
        self._clash_view.say(said, [], self.tr("您填的还在。Ctrl+S 就另加一条。"))

    def _values_of(self, row: Any) -> dict[str, Any]:
        return {key: self._spec.value_of(row, key) for key in self._editors}

    def _choose(self, entry: EditRow | None) -> None:
        if entry is None:
            return
        if entry.id == self._key:  # selected again because the rows were read again
            return
        if not self._may_leave(entry.id):
            if not self._table.choose(self._key):
                self._table.setCurrentIndex(QModelIndex())
            return
        self._key, self._chosen = entry.id, entry.row
        self._forget_last_try()
        self._form.show(self._values_of(entry.row))
        self._be_edited()

    def _be_edited(self) -> None:
        self._card.title.setText(self.tr("编辑"))
        self._show_rights()
        self._show_annex()

    def _may_leave(self, towards: Any) -> bool:
        """Whether another entry may be shown: if there is input, only when requested twice in a row."""
        now = towards, self._form.as_it_stands()
        asked, self._asked_for = self._asked_for, now
        typed = self._form.typed() or (self._annex is not None and self._annex.pending)
        if not typed or self._saving or asked == now:
            self._asked_for = None
            return True
        self._notice.hide()
        self._error.say(NotYet(self.tr("填写的还没有保存。Ctrl+S 保存；再选一次，就放弃填写的。")))
        return False

    def _new(self) -> None:
        if not self._may_leave(_NEW):
            return
        self._table.setCurrentIndex(QModelIndex())
        self._start_new()
        self._focus_first()

    def _focus_first(self) -> None:
        first = next(iter(self._editors.values()))
        first.widget.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _start_new(self) -> None:
        self._be_new()
        self._form.show({field.key: field.start for field in self._spec.fields})

    def _be_new(self) -> None:
        self._key = self._chosen = None
        self._forget_last_try()
        self._card.title.setText(self.tr("新条目"))
        self._show_rights()
        self._show_annex()

    def _forget_last_try(self) -> None:
        self._opened += 1
        self._clash, self._kept_unread, self._made, self._asked_for = None, False, None, None
        self._clash_view.hide()
        self._error.clear()
        self._notice.hide()

    def _show_annex(self) -> None:
        if self._annex is not None:
            self._annex.show_row(self._chosen)

    def _take_theirs(self) -> None:
        self._clash_view.hide()
        if self._chosen is None:
            self._start_new()
        else:
            self._form.show(self._values_of(self._chosen))

    def _save(self) -> None:
        if self._kept_unread:
            self._error.say(NotYet(self.tr("刚才的已保存，正在读回，请稍候再按。")))
            return
        if self._annex is not None and self._annex.pending and not self._form.typed():
            self._annex.keep()
            return
        if self._key is not None and not self._form.typed():
            self._error.clear()
            self._notice.say(self.tr("没有改动，不用保存。"))
            return
        try:
            values = self._form.values()
            command = self._command(values)
        except Refused as refused:
            self._error.say(refused)
            return
        key, opened = self._key, self._opened
        self._saving = True
        self._session.execute(
            command,
            lambda done: self._on_kept(done, key, values, is_here=opened == self._opened),
            lambda error: self._on_failed(error, key),
            owner=self,
        )

    def _command(self, values: dict[str, Any]) -> Command[Any]:
        """Return the same command for a repeated attempt, so that it is executed at most once."""
        wanted = (self._chosen, values)
        if self._sent is None or self._sent[0] != wanted:
            self._sent = wanted, self._spec.save(self._chosen, values)
        return self._sent[1]

    def _retire(self) -> None:
        retire, key = self._spec.retire, self._key
        assert retire is not None  # else the button is hidden
        self._session.execute(
            retire(self._chosen), lambda _done: self._show_kept(), lambda error: self._on_failed(error, key), owner=self
        )

    def _on_kept(self, done: Done[Any], key: Any, values: dict[str, Any], *, is_here: bool) -> None:
        """Continue after saving, unless another entry was selected or begun meanwhile."""
        self._saving = False
        if self._annex is not None and self._annex.pending and is_here:
            self._sent = None
            self._annex.keep()
        else:
            self._show_kept(self._spec.remark(values))
        if not is_here:
            return
        self._form.take_as_shown(values)
        self._kept_unread = True
        if key is None:
            self._made = done.result
        else:
            self._key = self._spec.successor(key, done.result)
        self.refresh()

    def _on_annex_kept(self) -> None:
        self._show_kept()
        self.refresh()

    def _on_annex_failed(self, error: DeskError) -> None:
        words = self.tr("其他内容已保存，{what}没有：{why}") if self._kept_unread else self.tr("{what}没有保存：{why}")
        assert self._annex is not None
        self._error.say(reworded(error, words.format(what=self._annex.what, why=error.sentence)))

    def _show_kept(self, remark: str = "") -> None:
        self._sent = None
        self._error.clear()
        self._clash_view.hide()
        self._notice.say(self.tr("已保存。") + remark)

    def _on_failed(self, error: DeskError, key: Any) -> None:
        self._saving = False
        if isinstance(error, Conflict) and key is not None and key == self._key:
            self._sent, self._clash = None, error
            self.refresh()
        else:
            self._error.say(error)
