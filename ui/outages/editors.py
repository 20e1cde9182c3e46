"""Editors of the outage form: an instant in everyday words, a place of the gazetteer, the ticket."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from tickets.errors import Refused
from tickets.store.queries.outages import NamedRow
from ui.kit.labels import Words
from ui.kit.place_picker import PlacePicker
from ui.kit.time_field import Reader, Teller, TimeField
from ui.kit.wording import moment, translate

_SHOWN = 20  # characters of a text in a refusal


class TimeEditor:
    """An instant, or None. One that was not edited stays exactly what it is, also when it has passed."""

    def __init__(
        self, name: str, read: Reader, now: Callable[[], datetime], example: str, empty: str, say: Teller
    ) -> None:
        self._read_typed, self._now = read, now
        self._shown: datetime | None = None
        self._text = ""
        self.widget = TimeField(self._read, now, empty, say=say)
        self.widget.field.setPlaceholderText(example)
        self.widget.field.setAccessibleName(name)

    def show_value(self, value: Any) -> None:
        """Show an instant."""
        self._shown, self._text = value, moment(value, self._now())
        self.widget.set_text(self._text)

    def value(self) -> datetime | None:
        """Return the instant or None. Raises Refused for a text that is none."""
        return self.widget.moment()

    def words(self, value: Any) -> str:
        """Return an instant as text."""
        return moment(value, self._now())

    def _read(self, text: str, now: datetime) -> datetime | None:
        return self._shown if text == self._text else self._read_typed(text, now)


class PlaceEditor:
    """A place of the gazetteer, or None."""

    def __init__(self) -> None:
        self.widget = PlacePicker(free=False)

    def show_value(self, value: Any) -> None:
        """Show a place."""
        self._shown: NamedRow | None = value
        if value is None:
            self.widget.set_thing(None)
        else:
            self.widget.hold(value.id, value.name)

    def value(self) -> NamedRow | None:
        """Return the place or None. Raises Refused for a text that names none."""
        key, text = self.widget.key, self.widget.text().strip()
        if key is not None:
            same = self._shown is not None and self._shown.id == key
            return self._shown if same else NamedRow(key, text)
        if text:
            words = translate("outages", "地址库里没有选中“{text}”：请从列表里选一处，或清空，只写停水范围。")
            raise Refused(words.format(text=text[:_SHOWN]))
        return None

    def words(self, value: Any) -> str:
        """Return a place's name."""
        return value.name if value is not None else ""


class TicketEditor:
    """The ticket that an outage belongs to; it is only shown."""

    def __init__(self) -> None:
        self.widget = Words(selectable=True)
        self.show_value(None)

    def show_value(self, value: Any) -> None:
        """Show a ticket."""
        self._shown: NamedRow | None = value
        self.widget.setText(self.words(value) or translate("outages", "没有"))

    def value(self) -> NamedRow | None:
        """Return the ticket or None."""
        return self._shown

    def words(self, value: Any) -> str:
        """Return a ticket's number."""
        return value.name if value is not None else ""
