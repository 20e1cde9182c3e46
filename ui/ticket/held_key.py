"""Stores a key pressed for a ticket that is still being read, and one digit after it, for two seconds."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime

from PySide6.QtWidgets import QApplication, QWidget

from tickets.rules.instants import seconds_between
from tickets.store.rows import Who

HELD_FOR = 2  # seconds; after that the user no longer expects it


@dataclass(frozen=True)
class _Held:
    label: str
    work: Callable[[], None]
    at: datetime
    focus: QWidget | None
    by: Who
    digit: int | None = None


class HeldKey:
    """Stores one key press until its ticket has been read.

    It is dropped if the focus or the user changes meanwhile.
    """

    def __init__(self, now: Callable[[], datetime], who: Callable[[], Who]) -> None:
        self._now = now
        self._who = who
        self._held: _Held | None = None

    @property
    def label(self) -> str:
        """The stored key's label; "" for none, or for one that needs no label."""
        return "" if self._held is None else self._held.label

    def hold(self, label: str, work: Callable[[], None]) -> None:
        """Store this instead of anything else."""
        self._held = _Held(label, work, self._now(), QApplication.focusWidget(), self._who())

    def add_digit(self, number: int) -> bool:
        """Store a digit for the form that the key opens; return whether that was possible."""
        if self._held is None or not self._held.label or self._held.digit is not None:
            return False
        self._held = replace(self._held, digit=number)
        return True

    @property
    def digit(self) -> int | None:
        """The stored digit."""
        return None if self._held is None else self._held.digit

    def drop(self) -> str:
        """Drop it and return its label."""
        label, self._held = self.label, None
        return label

    @property
    def too_old(self) -> bool:
        """Whether it has been stored for too long."""
        return self._held is not None and seconds_between(self._held.at, self._now()) >= HELD_FOR

    def release(self) -> bool:
        """Perform it, unless it is too old, or the focus or the user has changed; return whether nothing was
        dropped.
        """
        held, old = self._held, self.too_old
        self._held = None
        if held is None:
            return True
        if old or held.focus is not QApplication.focusWidget() or held.by != self._who():
            return not held.label
        held.work()
        return True
