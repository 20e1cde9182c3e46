"""A question that is asked again whenever its answer may have changed."""

from collections.abc import Callable
from typing import Any, Generic, TypeVar

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from tickets.errors import DeskError
from tickets.store.feed.changes import Changes
from ui.runtime.background import Lane
from ui.runtime.refresher import AT_ONCE, NOTHING, Refresher, both
from ui.runtime.session import SessionContext

T = TypeVar("T")
Arguments = tuple[Any, ...]


class LiveQuery(QObject, Generic[T]):
    """Asks off the GUI thread and hands each answer to `show` on it.

    Asked for the first time by `refresh`, and again by itself when a change concerns it (see Refresher). However
    fast changes come, one question at a time is under way. What an unanswered question was asked for is asked for
    again by the next, so `show` may be given parts. Without `failed`, a failure is told of once and the question
    asked again until it is answered (see Rereading).
    """

    def __init__(
        self,
        seat: SessionContext,
        key: str,
        ask: Callable[..., T],
        show: Callable[[T], None],
        owner: QObject,
        *,
        arguments: Callable[[Changes], Arguments | None] = lambda _changes: (),
        tables: frozenset[str] = frozenset(),
        concerns: Callable[[Changes], bool] | None = None,
        view: QWidget | None = None,
        rest: tuple[int, int] = AT_ONCE,
        lane: Lane = Lane.DATABASE,
        failed: Callable[[DeskError], None] | None = None,
    ) -> None:
        """Ask `ask(*arguments)` on `lane`; `key` tells this question from all others of the window.

        `arguments` is called on the GUI thread with what has changed; None means that there is nothing to ask.
        """
        super().__init__(owner)
        self._background, self._key, self._lane = seat.background, key, lane
        self._ask, self._arguments, self._show, self._failed = ask, arguments, show, failed
        self._unanswered = NOTHING
        self._renewed = False  # whether the answers still to come are to older questions
        self.refresher = Refresher(
            seat, self._on_due, self, tables=tables, concerns=concerns, view=view, rest=rest
        )  # fmt: skip

    @property
    def is_failing(self) -> bool:
        """Whether the newest question has failed and not been answered since."""
        return self._background.is_unread(self._key, self._lane)

    def refresh(self) -> None:
        """Ask now, for everything; an answer that is still to come to an older question is not shown."""
        self._renewed = True
        self.refresher.go()

    def _on_due(self, changes: Changes) -> None:
        renewed, self._renewed = self._renewed, False
        self._unanswered = asked = both(self._unanswered, changes)
        arguments = self._arguments(asked)
        if arguments is None:
            self._unanswered = NOTHING
            return
        put = self._background.latest if renewed else self._background.refresh
        put(
            self._key,
            lambda: self._ask(*arguments),
            lambda answer: self._on_answer(asked, answer),
            self._failed,
            lane=self._lane,
            owner=self,
        )

    def _on_answer(self, asked: Changes, answer: T) -> None:
        if asked is self._unanswered:
            self._unanswered = NOTHING
        self._show(answer)
