"""The lists that the form chooses from and looks up: places, faults, limits, outages; read again on changes."""

from collections.abc import Callable, Sequence
from typing import Generic, TypeVar

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from tickets.rules.limits import Limit
from tickets.store.pinyin import full_pinyin, initials
from tickets.store.queries.lookups import Outage, list_faults, list_limits, list_outages
from tickets.store.rows import Fault
from ui.kit.matching import Gazetteer
from ui.kit.place_picker import read_gazetteer
from ui.runtime.background import Worker
from ui.runtime.live_query import LiveQuery
from ui.runtime.session import SessionContext

T = TypeVar("T")


class LiveList(QObject, Generic[T]):
    """What `read` returned last, `rows`; `changed` is emitted when it was read again."""

    changed = Signal()

    def __init__(self, session: SessionContext, table: str, read: Callable[[], T], view: QWidget, none: T) -> None:
        """Keep the rows current while `view` is visible; they are `none` until they have been read."""
        super().__init__(view)
        self.rows = none
        live = LiveQuery(session, f"intake.{table}", read, self._keep, self, tables=frozenset({table}), view=view)
        live.refresher.want()  # when the form is visible

    def _keep(self, rows: T) -> None:
        self.rows = rows
        self.changed.emit()


class IntakeLists(QObject):
    """Every list, and the pinyin of the faults."""

    spelled = Signal(object)  # Spelling

    def __init__(self, session: SessionContext, view: QWidget) -> None:
        """Keep the lists current while `view` is visible."""
        super().__init__(view)
        self._session = session
        read = session.service.read
        self.faults: LiveList[Sequence[Fault]] = LiveList(session, "faults", lambda: read(list_faults), view, [])
        self.places = LiveList(session, "places", lambda: read_gazetteer(session.service), view, Gazetteer())
        self.limits: LiveList[Sequence[Limit]] = LiveList(
            session, "limits", lambda: [line.limit for line in read(list_limits)], view, []
        )
        self.outages: LiveList[Sequence[Outage]] = LiveList(session, "outages", lambda: read(list_outages), view, [])

    def spell(self) -> None:
        """Compute the pinyin of the faults' names; `spelled` carries it."""
        if not self.faults.rows:
            return
        names = {fault.code: fault.name for fault in self.faults.rows}
        self._session.background.latest(
            "intake.spelling",
            lambda: {code: (full_pinyin(name), initials(name)) for code, name in names.items()},
            self.spelled.emit,
            worker=Worker.SLOW,
            owner=self,
        )
