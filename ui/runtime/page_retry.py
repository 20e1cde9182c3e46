"""Retries reading pages of a list that failed, while the list is visible."""

from collections.abc import Callable

from PySide6.QtCore import QObject, SignalInstance
from PySide6.QtWidgets import QWidget

from ui.runtime.session import SessionContext

AGAIN_AFTER = 5  # seconds: the database may have been too busy for the query


class PageRetry(QObject):
    """Calls `again` every few seconds after `failed`, until `loaded`. Lives as long as `view`."""

    def __init__(
        self,
        failed: SignalInstance,
        loaded: SignalInstance,
        session: SessionContext,
        view: QWidget,
        again: Callable[[], None],
    ) -> None:
        super().__init__(view)
        self._session = session
        self._view = view
        self._again = again
        self._failed_for: int | None = None  # seconds
        failed.connect(self._on_failed)
        loaded.connect(self._on_loaded)
        session.tick.second.connect(self._on_second)

    def _on_failed(self, _error: object) -> None:
        self._failed_for = 0

    def _on_loaded(self) -> None:
        self._failed_for = None

    def _on_second(self) -> None:
        if self._failed_for is None or self._session.feed.broken or not self._view.isVisible():
            return
        self._failed_for += 1
        if self._failed_for % AGAIN_AFTER == 0:
            self._again()
