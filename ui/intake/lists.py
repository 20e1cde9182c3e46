"""The lists that the form chooses from and looks up: places, faults, limits, outages; read again on changes."""

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from tickets.rules.limits import Limit
from tickets.store.pinyin import full_pinyin, initials
from tickets.store.queries.lookups import Outage, Place, list_faults, list_limits, list_outages, list_places
from tickets.store.rows import Fault
from ui.intake.fault_picker import Spelling
from ui.intake.matching import Findable, findable_place
from ui.runtime.background import Worker
from ui.runtime.live_query import LiveQuery
from ui.runtime.session import SessionContext


class IntakeLists(QObject):
    """The lists as last read, each with a signal for when it was read again."""

    places_changed = Signal()
    faults_changed = Signal()
    limits_changed = Signal()
    outages_changed = Signal()
    spelled = Signal(object)  # Spelling

    def __init__(self, session: SessionContext, view: QWidget) -> None:
        """Keep the lists current while `view` is visible."""
        super().__init__(view)
        self._session = session
        self.places: Sequence[Findable[Place]] = ()
        self.faults: Sequence[Fault] = ()
        self.limits: Sequence[Limit] = ()
        self.outages: Sequence[Outage] = ()
        read = session.service.read
        readers: tuple[tuple[str, Callable[[], Any], Callable[[Any], None]], ...] = (
            ("faults", lambda: read(list_faults), self._keep_faults),
            ("places", lambda: [findable_place(place) for place in read(list_places)], self._keep_places),
            ("limits", lambda: [line.limit for line in read(list_limits)], self._keep_limits),
            ("outages", lambda: read(list_outages), self._keep_outages),
        )
        for table, work, keep in readers:
            live = LiveQuery(session, f"intake.{table}", work, keep, self, tables=frozenset({table}), view=view)
            live.refresher.want()  # when the form is visible

    def spell(self) -> None:
        """Compute the pinyin of the faults' names; `spelled` carries it."""
        if not self.faults:
            return
        names = {fault.code: fault.name for fault in self.faults}
        self._session.background.latest(
            "intake.spelling",
            lambda: {code: (full_pinyin(name), initials(name)) for code, name in names.items()},
            self._emit_spelling,
            worker=Worker.SLOW,
        )

    def _keep_faults(self, faults: Sequence[Fault]) -> None:
        self.faults = faults
        self.faults_changed.emit()

    def _keep_places(self, places: Sequence[Findable[Place]]) -> None:
        self.places = places
        self.places_changed.emit()

    def _keep_limits(self, limits: Sequence[Limit]) -> None:
        self.limits = limits
        self.limits_changed.emit()

    def _keep_outages(self, outages: Sequence[Outage]) -> None:
        self.outages = outages
        self.outages_changed.emit()

    def _emit_spelling(self, spelling: Spelling) -> None:
        self.spelled.emit(spelling)
