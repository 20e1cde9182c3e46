"""The last day of an account, as a date field."""

from datetime import date, datetime, timedelta
from typing import Any

from tickets.errors import Refused
from tickets.rules.instants import day_start, local_day
from ui.settings.fields import TextEditor

_SECOND, _DAY = timedelta(seconds=1), timedelta(days=1)


def last_day(expires: datetime | None) -> str:
    """Return the last day of an account that ends at this instant; "" when it never ends."""
    return "" if expires is None else local_day(expires - _SECOND).isoformat()


class ExpiryEditor(TextEditor):
    """The account is valid through the whole day and ends at midnight."""

    def __init__(self) -> None:
        super().__init__()
        self._kept: datetime | None = None
        self.widget.setPlaceholderText("2026-12-31")

    def show_value(self, value: Any) -> None:
        """Show the last day before an instant."""
        self._kept = value
        super().show_value(last_day(value))

    def words(self, value: Any) -> str:
        """Return the last day."""
        return last_day(value)

    def value(self) -> Any:
        """Return the instant at which the day ends, None for an empty text. Raises Refused for no date."""
        words = self.widget.text().strip()
        if words == last_day(self._kept):
            return self._kept
        try:
            return day_start(date.fromisoformat(words) + _DAY) if words else None
        except (ValueError, OverflowError) as error:
            raise Refused(f"“{words[:20]}”不是日期，请写成 2026-12-31，或空着。") from error
