"""A command under way. What failed is sent again as it was, so that nothing is logged twice."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime

from PySide6.QtCore import QObject, Signal

from tickets.actions.command import Command
from tickets.errors import Conflict, DeskError
from tickets.service import Done
from ui.intake.commands import Errand
from ui.intake.drafts import Draft
from ui.intake.filled import Filled
from ui.runtime.seat import Seat


@dataclass(frozen=True, slots=True)
class Sent:
    """A command and what it was made of. `key` is the draft's, and the command's request id.

    `pressed` is when the operator first asked to save it.
    """

    errand: Errand
    key: str
    filled: Filled
    command: Command[int]
    pressed: datetime


@dataclass(frozen=True, slots=True)
class Landed:
    """A command that was carried out. `altered` says that an earlier attempt, with other words, was the one."""

    sent: Sent
    done: Done[int]
    altered: bool


class Sending(QObject):
    """One command at a time. `landed` gives a Landed, `failed` a Sent and the DeskError, `busy` whether one goes on."""

    landed = Signal(object)
    failed = Signal(object, object)
    busy = Signal(bool)

    def __init__(self, seat: Seat, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._seat = seat
        self._under_way: Sent | None = None
        self._first: tuple[str, Filled] | None = None
        self._last: Sent | None = None

    @property
    def under_way(self) -> bool:
        """Whether an answer is still to come."""
        return self._under_way is not None

    def repeats(self, key: str, filled: Filled) -> bool:
        """Whether these words were sent under this key before and failed."""
        return self._last is not None and (self._last.key, self._last.filled) == (key, filled)

    def send(
        self,
        errand: Errand,
        draft: Draft,
        filled: Filled,
        make: Callable[[datetime], Command[int]],
        known: Filled | None = None,
    ) -> None:
        """Send the command that `make` gives for what is filled in; does nothing while one is under way.

        `make` is given the instant at which saving the draft was first asked for.

        The same errand and words under the same key send the very same command again. `known` are the
        words that an earlier run of the program may have sent under this key. `make` may raise Refused;
        nothing is sent then.
        """
        if self._under_way is not None:
            return
        last, key = self._last, draft.key
        if last is None or (last.errand, last.key, last.filled) != (errand, key, filled):
            pressed = draft.pressed or self._seat.now()
            last = Sent(errand, key, filled, replace(make(pressed), request=key), pressed)
        if self._first is None or self._first[0] != key:
            self._first = (key, known or filled)
        self._last = self._under_way = last
        self.busy.emit(True)
        self._seat.perform(last.command, self._on_done, self._on_failed, owner=self)

    def _on_done(self, done: Done[int]) -> None:
        sent, first = self._answered(), self._first
        self._first = self._last = None
        altered = done.repeated and first is not None and first[1] != sent.filled
        self.landed.emit(Landed(sent, done, altered))

    def _on_failed(self, error: DeskError) -> None:
        sent = self._answered()
        if isinstance(error, Conflict):
            self._first = self._last = None
        self.failed.emit(sent, error)

    def _answered(self) -> Sent:
        sent = self._under_way
        assert sent is not None
        self._under_way = None
        self.busy.emit(False)
        return sent
