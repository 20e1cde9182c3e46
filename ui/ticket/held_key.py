"""A key pressed for a ticket that is still being read, and one digit after it; kept for two seconds."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime

from PySide6.QtWidgets import QApplication, QWidget

from tickets.rules.instants import seconds_between
from tickets.store.rows import Who

HELD_FOR = 2  # seconds; later nobody expects it any more


@dataclass(frozen=True)
class _Held:
    label: str
    work: Callable[[], None]
    at: datetime
    focus: QWidget | None
    by: Who
    digit: int | None = None


class HeldKey:
    """Keeps one press until its ticket has come.

    It counts only while the focus stays where it was pressed and the same person sits here.
    """

    def __init__(self, now: Callable[[], datetime], who: Callable[[], Who]) -> None:
        self._now = now
        self._who = who
        self._held: _Held | None = None

    @property
    def label(self) -> str:
        """What is held, in a word; "" for nothing, or for something that needs no word."""
        return "" if self._held is None else self._held.label

    def hold(self, label: str, work: Callable[[], None]) -> None:
        """Hold this, and nothing else."""
        self._held = _Held(label, work, self._now(), QApplication.focusWidget(), self._who())

    def add_digit(self, number: int) -> bool:
        """Keep a digit for the form that the held key opens; say whether there was room for it."""
        if self._held is None or not self._held.label or self._held.digit is not None:
            return False
        self._held = replace(self._held, digit=number)
        return True

    @property
    def digit(self) -> int | None:
        """The digit pressed after it."""
        return None if self._held is None else self._held.digit

    def drop(self) -> str:
        """Forget it and return its label."""
        label, self._held = self.label, None
        return label

    @property
    def too_old(self) -> bool:
        """Whether it has been held for too long."""
        return self._held is not None and seconds_between(self._held.at, self._now()) >= HELD_FOR

    def release(self) -> bool:
        """Do it, unless it is too old, or the focus or the person has changed since; say whether nothing was lost."""
        held, old = self._held, self.too_old
        self._held = None
        if held is None:
            return True
        if old or held.focus is not QApplication.focusWidget() or held.by != self._who():
            return not held.label
        held.work()
        return True
