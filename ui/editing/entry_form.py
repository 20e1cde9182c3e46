"""The fields of one entry: which of them have been edited, which may be, and what somebody else has changed."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QWidget

from tickets.errors import Conflict, Refused
from tickets.rules.words import Role
from ui.editing.fields import Editor, FlagEditor, FormField
from ui.kit.buttons import KeyButton
from ui.kit.composing import is_composed_in
from ui.kit.layouts import button_row, in_column
from ui.kit.wording import translate
from ui.ticket.conflict import ConflictFrame

_CAPTION = 72


class EntryForm:
    """Remembers which fields were edited, so that other changes can be shown in the other fields."""

    def __init__(self, fields: Sequence[FormField]) -> None:
        self._fields = fields
        self.editors: dict[str, Editor] = {field.key: field.make() for field in fields}
        self._shown: dict[str, Any] = {}

    def show(self, values: Mapping[str, Any]) -> None:
        """Show these values; no field counts as edited."""
        for key, editor in self.editors.items():
            editor.show_value(values[key])
            self._shown[key] = editor.value()

    def show_around(self, values: Mapping[str, Any]) -> None:
        """Show these values in the fields that were not edited; where the cursor is, only if the value has changed."""
        typed = self.typed()
        for key, editor in self.editors.items():
            under_hand = editor.widget.hasFocus() and _same(values[key], self._shown[key])
            if key not in typed and not under_hand:
                editor.show_value(values[key])
            self._shown[key] = values[key] if key in typed else editor.value()

    def take_as_shown(self, values: Mapping[str, Any]) -> None:
        """Treat these values as shown: they have been saved, and only later input counts as edited."""
        self._shown = dict(values)

    def values(self) -> dict[str, Any]:
        """Return the values. Raises Refused for invalid input."""
        return {key: editor.value() for key, editor in self.editors.items()}

    def as_it_stands(self) -> dict[str, Any]:
        """Return the values, with the error in place of an invalid one."""
        return {key: _value_or_reason(editor) for key, editor in self.editors.items()}

    def typed(self) -> frozenset[str]:
        """Return the keys of the edited fields."""
        return frozenset(key for key in self.editors if self._is_typed(key))

    def differences(self, before: Mapping[str, Any], after: Mapping[str, Any]) -> list[tuple[str, str]]:
        """Return the differences between two entries, as a caption and "old → new"."""
        return [
            (self._caption(field), f"{self._words(field, before)} → {self._words(field, after)}")
            for field in self._fields
            if not _same(before[field.key], after[field.key])
        ]

    def _words(self, field: FormField, values: Mapping[str, Any]) -> str:
        return self.editors[field.key].words(values[field.key]) or "—"

    def _caption(self, field: FormField) -> str:
        editor = self.editors[field.key]
        return editor.widget.text() if isinstance(editor, FlagEditor) else field.caption

    def _is_typed(self, key: str) -> bool:
        if is_composed_in(self.editors[key].widget):
            return True
        try:
            return not _same(self.editors[key].value(), self._shown[key])
        except Refused:
            return True


def _value_or_reason(editor: Editor) -> Any:
    try:
        return editor.value()
    except Refused as refused:
        return refused.sentence


def _same(one: Any, other: Any) -> bool:
    return bool(one == other) or (one in (None, "") and other in (None, ""))


def set_read_only(widget: QWidget, read_only: bool) -> None:
    """Make a field editable or read-only; its text can still be selected and copied."""
    if isinstance(widget, QLineEdit | QPlainTextEdit):
        widget.setReadOnly(read_only)
        widget.update()
    else:
        widget.setEnabled(not read_only)


def only_for(editors: Iterable[Role]) -> str:
    """Return a sentence that says who may change something."""
    names = "、".join(role.label for role in Role if role in set(editors))
    return translate("settings", "只能看：由{names}编辑。").format(names=names)


class ClashView(ConflictFrame):
    """Shown above the buttons until the user decides. `theirs_wanted` is emitted to discard the user's input."""

    theirs_wanted = Signal()

    def __init__(self) -> None:
        super().__init__(_CAPTION)
        theirs = KeyButton(self.tr("不要我填的，用现在的"), "Alt+U", on_click=self.theirs_wanted)
        theirs.share_key()
        parts = (self.who, self.changed, self.hint, button_row(theirs))
        in_column(*parts, holder=self, margins=(12, 4, 12, 8), spacing=4)

    def say(self, error: Conflict | str, changed: list[tuple[str, str]], hint: str) -> None:
        """Show who was first, what has changed, and what to do."""
        words = "，".join(f"{caption} {change}" for caption, change in changed)
        self.show_conflict(error, changed, hint, f"{words} {hint}")
