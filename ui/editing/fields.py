"""Editors of a settings form: each shows a value and returns it."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Protocol

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QGridLayout, QLineEdit, QPlainTextEdit, QWidget

from tickets.errors import Refused
from ui.kit.inputs import ChoiceBox, Choices
from ui.kit.layouts import in_row
from ui.kit.plain_text import caption
from ui.kit.wording import duration, translate

_UNITS = {"": 60, "秒": 1, "s": 1, "分": 60, "分钟": 60, "m": 60, "min": 60, "小时": 3600, "时": 3600, "h": 3600}
_UNITS |= {"天": 86400, "d": 86400}
_PART = re.compile(r"(\d+(?:\.\d+)?)\s*([^\d\s.]*)")


class Editor(Protocol):
    """Edits one value with a widget."""

    @property
    def widget(self) -> QWidget:
        """The widget to put into a form."""

    def show_value(self, value: Any) -> None:
        """Show a value."""

    def value(self) -> Any:
        """Return the value. Raises Refused for invalid input."""

    def words(self, value: Any) -> str:
        """Return any value of this type as text; "" for none."""


@dataclass(frozen=True, slots=True)
class FormField:
    """One field of a form: its value's key, its caption, its editor, its default."""

    key: str
    caption: str
    make: Callable[[], Editor]
    start: Any = None
    hint: str = ""


class TextEditor:
    """One line of text."""

    def __init__(self) -> None:
        self.widget = QLineEdit()

    def show_value(self, value: Any) -> None:
        """Show a text."""
        self.widget.setText(value or "")
        self.widget.setCursorPosition(0)

    def value(self) -> Any:
        """Return the text."""
        return self.widget.text()

    def words(self, value: Any) -> str:
        """Return the text."""
        return "" if value is None else str(value)


class LongTextEditor:
    """Several lines of text."""

    def __init__(self) -> None:
        self.widget = QPlainTextEdit()
        self.widget.setFixedHeight(88)
        self.widget.setTabChangesFocus(True)

    def show_value(self, value: Any) -> None:
        """Show a text."""
        self.widget.setPlainText(value or "")

    def value(self) -> Any:
        """Return the text."""
        return self.widget.toPlainText()

    def words(self, value: Any) -> str:
        """Return the text on one line."""
        return " ".join(str(value or "").split())


class LinesEditor(LongTextEditor):
    """A list of words, one on each line."""

    def __init__(self) -> None:
        super().__init__()
        self.widget.setFixedHeight(220)

    def show_value(self, value: Any) -> None:
        """Show a list."""
        self.widget.setPlainText("\n".join(value or ()))

    def value(self) -> Any:
        """Return the lines that aren't empty."""
        return [line.strip() for line in self.widget.toPlainText().splitlines() if line.strip()]

    def words(self, value: Any) -> str:
        """Return the list on one line."""
        return "、".join(value or ())


class FlagEditor:
    """A boolean."""

    def __init__(self, words: str) -> None:
        self.widget = QCheckBox(caption(words))

    def show_value(self, value: Any) -> None:
        """Show a boolean."""
        self.widget.setChecked(bool(value))

    def value(self) -> bool:
        """Return the boolean."""
        return self.widget.isChecked()

    def words(self, value: Any) -> str:
        """Return the boolean as a word."""
        return translate("settings", "是") if value else translate("settings", "否")


class ChoiceEditor:
    """One of several values."""

    def __init__(self, choices: Choices) -> None:
        self.widget = ChoiceBox(choices)
        self._choices = choices
        self._labels = dict(choices)

    def show_value(self, value: Any) -> None:
        """Choose a value; one that is not among the choices is added, so that saving does not lose it."""
        unknown = value is not None and value not in self._labels
        self.widget.set_choices([*self._choices, (value, self.words(value))] if unknown else self._choices)
        self.widget.choose(value)

    def value(self) -> Any:
        """Return the chosen value."""
        return self.widget.chosen()

    def words(self, value: Any) -> str:
        """Return the value's label."""
        return self._labels.get(value, str(value or ""))


class ManyEditor:
    """Any number of several values."""

    def __init__(self, choices: Choices, columns: int = 2) -> None:
        self.widget = QWidget()
        grid = QGridLayout(self.widget)
        grid.setContentsMargins(0, 0, 0, 0)
        self._labels = dict(choices)
        self._boxes = [(value, QCheckBox(caption(label))) for value, label in choices]
        for place, (_value, box) in enumerate(self._boxes):
            grid.addWidget(box, place // columns, place % columns, Qt.AlignmentFlag.AlignLeft)
        if self._boxes:
            self.widget.setFocusProxy(self._boxes[0][1])

    def show_value(self, value: Any) -> None:
        """Tick these."""
        for member, box in self._boxes:
            box.setChecked(member in (value or ()))

    def value(self) -> Any:
        """Return the ticked values."""
        return frozenset(member for member, box in self._boxes if box.isChecked())

    def words(self, value: Any) -> str:
        """Return the values' labels."""
        return "、".join(self._labels[member] for member, _ in self._boxes if member in (value or ()))


class NumberEditor(TextEditor):
    """A whole number, or None."""

    def __init__(self, placeholder: str = "") -> None:
        super().__init__()
        self.widget.setPlaceholderText(placeholder)

    def show_value(self, value: Any) -> None:
        """Show a number."""
        self.widget.setText("" if value is None else str(value))

    def value(self) -> Any:
        """Return the number or None. Raises Refused for anything else."""
        words = self.widget.text().strip()
        if not words:
            return None
        if not re.fullmatch(r"\d{1,9}", words):
            raise Refused(f"“{words[:20]}”不是整数，请重填。")
        return int(words)


class DurationEditor(TextEditor):
    """A length of time: "30" minutes, "4 小时", "1 天 12 小时", "90 秒"."""

    def __init__(self) -> None:
        super().__init__()
        self.widget.setPlaceholderText("30 分、4 小时、1 天")

    def show_value(self, value: Any) -> None:
        """Show seconds as a duration."""
        self.widget.setText("" if value is None else exact_duration(value))

    def value(self) -> Any:
        """Return seconds or None. Raises Refused for no duration."""
        return parse_duration(self.widget.text())

    def words(self, value: Any) -> str:
        """Return the duration as text."""
        return "" if value is None else exact_duration(value)


def parse_duration(words: str) -> int | None:
    """Return the seconds of "30" (minutes), "4 小时", "1 天 12 小时"; None for an empty text. Raises Refused."""
    words = words.strip()
    if not words:
        return None
    parts = _PART.findall(words.lower())
    if not parts or _PART.sub("", words).strip() or any(unit not in _UNITS for _, unit in parts):
        raise Refused(f"“{words[:20]}”不是时长，请写成 30 分、4 小时或 1 天。")
    return round(sum(float(number) * _UNITS[unit] for number, unit in parts))


def exact_duration(seconds: int) -> str:
    """Return a duration as text that `parse_duration` converts back exactly."""
    if seconds < 60 or seconds % 60:
        return f"{seconds} 秒"
    return duration(seconds) if seconds < 86400 or seconds % 3600 == 0 else f"{seconds // 60} 分"


def with_button(field: QLineEdit, button: QWidget, name: str) -> QWidget:
    """Return a field named `name` with a button on its right."""
    whole = QWidget()
    in_row((field, 1), button, holder=whole)
    whole.setFocusProxy(field)
    field.setAccessibleName(name)
    return whole
