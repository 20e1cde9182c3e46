"""A query that runs again whenever its result may have changed."""

from collections.abc import Callable
from typing import Any, Generic, TypeVar

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from tickets.errors import DeskError
from tickets.store.feed.changes import Changes
from ui.runtime.background import Background, Worker
from ui.runtime.feed_signals import FeedSignals
from ui.runtime.refresher import AT_ONCE, NOTHING, Refresher, both
from ui.runtime.session import SessionContext
from ui.runtime.tick import Tick

T = TypeVar("T")
Arguments = tuple[Any, ...]


class LiveQuery(QObject, Generic[T]):
    """Runs a query off the GUI thread and passes each result to `show` on it.

    It runs first on `refresh`, and then by itself after changes that concern it (see Refresher). During frequent
    changes one run at a time is under way. A run that failed or was replaced is covered by the next one, which gets its
    changes, too; so `show` may receive partial results. Without `failed`, a failure is reported once and the query
    repeated until it succeeds (see `retry_failed_reads`).
    """

    def __init__(
        self,
        session: SessionContext,
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
        worker: Worker = Worker.DATABASE,
        failed: Callable[[DeskError], None] | None = None,
    ) -> None:
        """Run `ask(*arguments)` on `worker`; `key` identifies this query within the window.

        `arguments` is called on the GUI thread with the changes; None means that there is nothing to query.
        """
        super().__init__(owner)
        self._background, self._key, self._worker = session.background, key, worker
        self._ask, self._arguments, self._show, self._failed = ask, arguments, show, failed
        self._unanswered = NOTHING
        self._renewed = False  # whether results still to come belong to outdated runs
        self.refresher = Refresher(
            session, self._on_due, self, tables=tables, concerns=concerns, view=view, rest=rest
        )  # fmt: skip

    @property
    def is_failing(self) -> bool:
        """Whether the newest run has failed and not succeeded since."""
        return self._background.is_unread(self._key, self._worker)

    def refresh(self) -> None:
        """Run now, for everything; the result of an older run is not shown."""
        self._renewed = True
        self.refresher.go()

    def _on_due(self, changes: Changes) -> None:
        renewed, self._renewed = self._renewed, False
        self._unanswered = asked = both(self._unanswered, changes)
        arguments = self._arguments(asked)
        if arguments is None:
            self._unanswered = NOTHING
            return
        self._background.latest(
            self._key,
            lambda: self._ask(*arguments),
            lambda answer: self._on_answer(asked, answer),
            self._failed,
            worker=self._worker,
            owner=self,
            drop_running=renewed,
        )

    def _on_answer(self, asked: Changes, answer: T) -> None:
        if asked is self._unanswered:
            self._unanswered = NOTHING
        self._show(answer)


def retry_failed_reads(background: Background, feed: FeedSignals, tick: Tick) -> None:
    """Repeat failed queries each second, so that no screen stays empty because of one failure.

    While the server is known to be unreachable none is repeated: that would delay commands.
    """
    tick.second.connect(lambda: None if feed.broken else background.ask_again())
    feed.restored.connect(lambda: background.ask_again(everything=True))
