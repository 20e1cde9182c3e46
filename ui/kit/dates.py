"""A field for a day. Instants are typed into a TimeField."""

from datetime import date

from PySide6.QtCore import QDate, Qt
from PySide6.QtGui import QTextCharFormat
from PySide6.QtWidgets import QDateEdit

from ui.kit.wheel import unturned


class DayField(QDateEdit):
    """A day, with a calendar whose week begins on Monday."""

    def __init__(self, day: date) -> None:
        super().__init__(QDate(day.year, day.month, day.day))
        unturned(self)
        self.setDisplayFormat("yyyy-MM-dd")
        self.setCalendarPopup(True)
        calendar = self.calendarWidget()
        calendar.setMinimumSize(304, 256)
        calendar.setFirstDayOfWeek(Qt.DayOfWeek.Monday)
        for weekend in (Qt.DayOfWeek.Saturday, Qt.DayOfWeek.Sunday):
            calendar.setWeekdayTextFormat(weekend, QTextCharFormat())

    def day(self) -> date:
        """Return the day shown."""
        shown = self.date()
        return date(shown.year(), shown.month(), shown.day())

    def set_day(self, day: date) -> None:
        """Show another day."""
        self.setDate(QDate(day.year, day.month, day.day))
