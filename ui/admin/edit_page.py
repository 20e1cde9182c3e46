"""A settings page: a table of entries and, beside it, the form of the one that is chosen."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from tickets.actions.command import Command
from tickets.desk import Done
from tickets.errors import DeskError, Refused
from tickets.rules.words import Role
from tickets.store.feed import Changes
from ui.admin.fields import Editor, Field
from ui.kit.buttons import KeyButton, StepButton
from ui.kit.cards import Card, Fields, button_row, scrolled
from ui.kit.columns import Column
from ui.kit.labels import Quiet
from ui.kit.messages import ErrorLine, Notice
from ui.kit.rows_model import RowsModel
from ui.kit.seat import Seat
from ui.kit.table import DeskTable

_FORM_WIDTH = 400


class Annex(Protocol):
    """What stands below a form and concerns the chosen row, but is no field of it."""

    @property
    def widget(self) -> QWidget:
        """The widget to put below the fields."""

    def show_row(self, row: Any) -> None:
        """Concern another row; None for an entry that is not there yet."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A row of any kind under an id of its own."""

    id: Any
    row: Any


@dataclass(frozen=True)
class PageSpec:
    """What a page edits. `save` gets the chosen row (None for a new one) and the form's values.

    `read` gives rows, `key` a row's id, `tables` the tables whose changes concern the page. `retire`
    gives the command that takes a row out of use, where that is not simply a field. `why_not` tells
    somebody with these roles what they can't do here, "" when they can do everything. `annex` makes what
    stands below the form.
    """

    name: str
    title: str
    explanation: str
    read: Callable[..., Iterable[Any]]
    key: Callable[[Any], Any]
    tables: frozenset[str]
    columns: Sequence[Column[Entry]]
    fields: Sequence[Field]
    save: Callable[[Any, dict[str, Any]], Command[Any]]
    value_of: Callable[[Any, str], Any] = getattr
    retire: Callable[[Any], Command[Any]] | None = None
    why_not: Callable[[frozenset[Role]], str] = lambda _roles: ""
    annex: Callable[[Seat], Annex] | None = None


class EditPage(QWidget):
    """Ctrl+N a new entry, Ctrl+S keep it, Ctrl+Delete out of use; the table takes arrows."""

    def __init__(self, seat: Seat, spec: PageSpec) -> None:
        super().__init__()
        self._seat = seat
        self._spec = spec
        self._chosen: Any = None
        self._sent: tuple[tuple[Any, dict[str, Any]], Command[Any]] | None = None
        self._model = RowsModel(spec.columns, seat.now, self)
        self._table = DeskTable(f"admin/{spec.name}", seat.preferences)
        self._table.setModel(self._model)
        self._table.say_when_empty(self.tr("还没有条目"), self.tr("按 Ctrl+N 添加第一条"))
        self._table.chosen.connect(self._choose)
        self._form = Card(self.tr("新条目"))
        self._why_not = Quiet(wrap=True)
        self._annex = spec.annex(seat) if spec.annex is not None else None
        self._error = ErrorLine()
        self._notice = Notice()
        self._editors: dict[str, Editor] = {}
        self._lay_out()
        seat.feed.changed.connect(self._on_changes)
        self.setFocusProxy(self._table)
        self._start_new()
        self.refresh()

    def refresh(self) -> None:
        """Read the entries again; the form keeps what is typed."""
        why_not = self._spec.why_not(self._seat.who().roles)
        self._why_not.setText(why_not)
        self._why_not.setVisible(bool(why_not))
        self._seat.read(f"admin/{self._spec.name}", self._spec.read, self._show)

    def _lay_out(self) -> None:
        fields = Fields(caption_width=88)
        for field in self._spec.fields:
            editor = field.make()
            self._editors[field.key] = editor
            fields.add(field.caption, editor.widget, field.hint)
        held = QWidget()
        column = QVBoxLayout(held)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(fields)
        if self._annex is not None:
            column.addSpacing(16)
            column.addWidget(self._annex.widget)
        column.addStretch(1)
        self._form.body.addWidget(self._why_not)
        self._form.body.addWidget(scrolled(held), 1)
        self._form.body.addWidget(self._error)
        self._form.body.addWidget(self._notice)
        save = StepButton(self.tr("保存"), "Ctrl+S")
        save.clicked.connect(self._save)
        self._form.body.addLayout(button_row(save, *self._more_buttons()))
        self._form.setFixedWidth(_FORM_WIDTH)
        left = QVBoxLayout()
        left.addWidget(Quiet(self._spec.explanation, wrap=True))
        left.addWidget(self._table, 1)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(16)
        row.addLayout(left, 1)
        row.addWidget(self._form)

    def _more_buttons(self) -> list[QWidget]:
        new = KeyButton(self.tr("新增"), "Ctrl+N")
        new.clicked.connect(self._new)
        self._retire_button = KeyButton(self.tr("停用"), "Ctrl+Del")
        self._retire_button.clicked.connect(self._retire)
        if self._spec.retire is None:  # shown before it has a parent, it would be a window
            self._retire_button.hide()
        return [new, self._retire_button]

    def _on_changes(self, changes: Changes) -> None:
        if changes.lost or self._spec.tables & changes.tables:
            self.refresh()

    def _show(self, rows: Iterable[Any]) -> None:
        entries = [Entry(self._spec.key(row), row) for row in rows]
        self._model.apply(entries)
        if self._annex is not None and self._chosen is not None:
            key = self._spec.key(self._chosen)
            self._annex.show_row(next((entry.row for entry in entries if entry.id == key), None))

    def _choose(self, entry: Entry | None) -> None:
        if entry is None:
            return
        self._chosen = entry.row
        self._error.clear()
        self._form.title.setText(self.tr("编辑"))
        self._retire_button.setEnabled(True)
        for key, editor in self._editors.items():
            editor.show_value(self._spec.value_of(entry.row, key))
        self._show_annex()

    def _new(self) -> None:
        self._table.clearSelection()
        self._start_new()
        first = next(iter(self._editors.values()))
        first.widget.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _start_new(self) -> None:
        self._chosen = None
        self._form.title.setText(self.tr("新条目"))
        self._retire_button.setEnabled(False)
        for field in self._spec.fields:
            self._editors[field.key].show_value(field.start)
        self._show_annex()

    def _show_annex(self) -> None:
        if self._annex is not None:
            self._annex.show_row(self._chosen)

    def _save(self) -> None:
        try:
            values = {key: editor.value() for key, editor in self._editors.items()}
            command = self._command(values)
        except Refused as refused:
            self._error.say(refused)
            return
        self._seat.perform(command, self._on_saved, self._on_failed, owner=self)

    def _command(self, values: dict[str, Any]) -> Command[Any]:
        """Return the same command for the same try, so that a repeat after a failure does nothing twice."""
        wanted = (self._spec.key(self._chosen) if self._chosen is not None else None, values)
        if self._sent is None or self._sent[0] != wanted:
            self._sent = wanted, self._spec.save(self._chosen, values)
        return self._sent[1]

    def _retire(self) -> None:
        if self._spec.retire is not None and self._chosen is not None:
            self._seat.perform(self._spec.retire(self._chosen), self._on_saved, self._on_failed, owner=self)

    def _on_saved(self, _done: Done[Any]) -> None:
        self._sent = None
        self._error.clear()
        self._notice.say(self.tr("已保存。"))
        if self._chosen is None:
            self._start_new()

    def _on_failed(self, error: DeskError) -> None:
        self._error.say(error)
