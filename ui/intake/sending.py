"""Sends a command. After a failure the same command is sent again, so that nothing is logged twice."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime

from PySide6.QtCore import QObject, Signal

from tickets.actions.command import Command
from tickets.errors import Conflict, DeskError, Refused
from tickets.service import Done
from ui.intake.call_form_data import CallFormData
from ui.intake.commands import SubmitIntent
from ui.intake.drafts import Draft
from ui.runtime.session import SessionContext

_KEPT = 100  # calls


@dataclass(frozen=True, slots=True)
class Submission:
    """A command and its source. `key` is the draft's, and the command's request id.

    `pressed` is since when the caller has waited: that of its draft, else when the operator first tried to save it.
    """

    intent: SubmitIntent
    key: str
    filled: CallFormData
    command: Command[int]
    pressed: datetime


@dataclass(frozen=True, slots=True)
class SubmitResult:
    """A command that was carried out.

    `altered` means that an earlier attempt, with another content, was carried out.
    """

    sent: Submission
    done: Done[int]
    altered: bool


class JoinedCalls:
    """The latest calls of this window that an undo brings back, as typed; the database keeps only a part of that."""

    def __init__(self) -> None:
        self._typed: dict[str, CallFormData] = {}

    def keep(self, succeeded: SubmitResult) -> None:
        """Keep the content of a call, if it is the one that was carried out."""
        if succeeded.sent.intent.purpose.brings_back and not succeeded.altered:
            self._typed[succeeded.sent.command.request] = succeeded.sent.filled
        if len(self._typed) > _KEPT:
            del self._typed[next(iter(self._typed))]

    def take(self, request: str) -> CallFormData | None:
        """Return the content that a command was made from, once; None if it isn't known."""
        return self._typed.pop(request, None)


class Sending(QObject):
    """Sends one command at a time.

    `succeeded` carries a SubmitResult, `failed` a Submission and the DeskError; `busy` whether a command is running.
    """

    succeeded = Signal(object)
    failed = Signal(object, object)
    busy = Signal(bool)

    def __init__(self, session: SessionContext, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._under_way: Submission | None = None
        self._first: tuple[str, CallFormData] | None = None  # key and content of the first attempt of unknown outcome
        self._last: Submission | None = None

    @property
    def under_way(self) -> bool:
        """Whether a result is still to come."""
        return self._under_way is not None

    def repeats(self, key: str, filled: CallFormData) -> bool:
        """Whether this content was sent under this key before and failed."""
        return self._last is not None and (self._last.key, self._last.filled) == (key, filled)

    def send(
        self,
        intent: SubmitIntent,
        draft: Draft,
        filled: CallFormData,
        make: Callable[[datetime], Command[int]],
        known: CallFormData | None = None,
    ) -> None:
        """Send the command that `make` returns for the content; do nothing while one is running.

        `make` gets the instant at which saving the draft was first tried. It may raise Refused; then nothing is sent.

        The same intent and content under the same key sends the same command again. `known` is the content that an
        earlier run of the program may have sent under this key.
        """
        if self._under_way is not None:
            return
        last, key = self._last, draft.key
        if last is None or (last.intent, last.key, last.filled) != (intent, key, filled):
            pressed = draft.pressed or self._session.now()
            last = Submission(intent, key, filled, replace(make(pressed), request=key), pressed)
        if self._first is None or self._first[0] != key:
            self._first = None if known is None else (key, known)
        self._last = self._under_way = last
        self.busy.emit(True)
        self._session.execute(last.command, self._on_done, self._on_failed, owner=self)

    def _on_done(self, done: Done[int]) -> None:
        sent, first = self._answered(), self._first
        self._first = self._last = None
        altered = done.repeated and first is not None and first[1] != sent.filled
        self.succeeded.emit(SubmitResult(sent, done, altered))

    def _on_failed(self, error: DeskError) -> None:
        sent = self._answered()
        if isinstance(error, Conflict):
            self._first = self._last = None
        elif self._first is None and not isinstance(error, Refused):  # a refused attempt was certainly not carried out
            self._first = (sent.key, sent.filled)
        self.failed.emit(sent, error)

    def _answered(self) -> Submission:
        sent = self._under_way
        assert sent is not None
        self._under_way = None
        self.busy.emit(False)
        return sent
