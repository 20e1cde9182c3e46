"""The fields of one entry: what they show, and what somebody has typed over it."""

from collections.abc import Mapping, Sequence
from typing import Any

from tickets.errors import Refused
from ui.kit.composing import is_composed_in
from ui.settings.fields import Editor, FlagEditor, FormField


class EntryForm:
    """Knows which fields have been touched, so that whatever else changes can be shown around them."""

    def __init__(self, fields: Sequence[FormField]) -> None:
        self._fields = fields
        self.editors: dict[str, Editor] = {field.key: field.make() for field in fields}
        self._shown: dict[str, Any] = {}

    def show(self, values: Mapping[str, Any]) -> None:
        """Show these values; nothing counts as typed."""
        for key, editor in self.editors.items():
            editor.show_value(values[key])
            self._shown[key] = editor.value()

    def show_around(self, values: Mapping[str, Any]) -> None:
        """Show these values where nothing is typed; what is typed stays."""
        typed = self.typed()
        for key, editor in self.editors.items():
            if key not in typed:
                editor.show_value(values[key])
            self._shown[key] = values[key] if key in typed else editor.value()

    def take_as_shown(self, values: Mapping[str, Any]) -> None:
        """Take these for what was shown: they have been kept, and only what is typed from now on is more."""
        self._shown = dict(values)

    def values(self) -> dict[str, Any]:
        """Return what the fields hold. Raises Refused for what can't be understood."""
        return {key: editor.value() for key, editor in self.editors.items()}

    def as_it_stands(self) -> dict[str, Any]:
        """Return what the fields hold, with the reason in place of what can't be understood."""
        return {key: _value_or_reason(editor) for key, editor in self.editors.items()}

    def typed(self) -> frozenset[str]:
        """Return the keys of the fields that hold something else than they were given."""
        return frozenset(key for key in self.editors if self._is_typed(key))

    def differences(self, before: Mapping[str, Any], after: Mapping[str, Any]) -> list[tuple[str, str]]:
        """Return what is different between two entries, as a caption and "old → new"."""
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
