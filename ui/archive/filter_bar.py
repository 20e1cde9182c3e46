"""The filter chips under the search field. A ticket must match all of them."""

from datetime import datetime, timedelta
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QPushButton, QWidget

from tickets.rules.instants import LOCAL, local_day
from tickets.rules.search_query import Sought
from tickets.rules.words import FaultGroup, Priority, Source, State, Zone
from tickets.store.queries.archive import ArchiveFilter
from tickets.store.queries.lookups import CrewStanding, list_crews, list_faults
from tickets.store.rows import Fault
from ui.archive.facet import Facet, FacetOption
from ui.archive.periods import Period, PeriodChips
from ui.kit.labels import mark
from ui.kit.layouts import Flow, in_column
from ui.runtime.live_query import LiveQuery
from ui.runtime.session import SessionContext
from ui.ticket.facts import priority_words

_SECOND = timedelta(seconds=1)
_EARLIEST = datetime(2000, 1, 1, tzinfo=LOCAL)
Lists = tuple[list[Fault], list[CrewStanding]]


class ArchiveFilterBar(QWidget):
    """`changed` is emitted when the filter changes."""

    changed = Signal()

    def __init__(self, session: SessionContext) -> None:
        super().__init__()
        self._session = session
        self.states = Facet(self.tr("状态"))
        self.faults = Facet(self.tr("故障"))
        self.priorities = Facet(self.tr("紧急"))
        self.zone = Facet(self.tr("片区"), many=False)
        self.crew = Facet(self.tr("班组"), many=False)
        self.source = Facet(self.tr("来源"), many=False)
        self.periods = PeriodChips(lambda: local_day(session.now()), self)
        self._clear = QPushButton(self.tr("清除"))
        mark(self._clear, "kind", "chip")
        self._clear.clicked.connect(self._on_clear)
        self._lay_out()
        for signal in (*(facet.changed for facet in self._facets), self.periods.changed):
            signal.connect(self._on_chips)
        self._offer()
        self._clear.hide()
        key, reads = f"archive lists {id(self)}", session.reader(_read_lists)
        LiveQuery(session, key, reads, self._on_lists, self, tables=frozenset({"faults", "crews"})).refresh()

    def wanted(self, sought: Sought | None) -> ArchiveFilter:
        """Return the filter; `sought` is the content of the search field."""
        since, until = self.periods.span()
        return ArchiveFilter(
            sought, self.states.chosen, self.faults.chosen, self.priorities.chosen, self.zone.one, self.crew.one,
            since=since, until=until, source=self.source.one,
        )  # fmt: skip

    def choose(self, wanted: ArchiveFilter) -> None:
        """Set the chips to a filter, without emitting `changed`. Place and search words have no chip."""
        self.states.choose(wanted.states)
        self.faults.choose(wanted.faults)
        self.priorities.choose(wanted.priorities)
        for facet, value in ((self.zone, wanted.zone), (self.crew, wanted.crew_id), (self.source, wanted.source)):
            facet.choose(() if value is None else (value,))
        if wanted.since is None and wanted.until is None:
            self.periods.choose(Period.EVER)
        else:
            first, last = wanted.since or _EARLIEST, (wanted.until or self._session.now()) - _SECOND
            self.periods.choose(Period.CHOSEN, local_day(first), local_day(last))
        self._clear.setVisible(self.narrows)

    def clear(self) -> bool:
        """Turn all chips off without emitting `changed`; return whether any was on."""
        narrowed = self.narrows
        self.choose(ArchiveFilter())
        return narrowed

    @property
    def narrows(self) -> bool:
        """Whether any chip is on."""
        return self.wanted(None) != ArchiveFilter()

    @property
    def _facets(self) -> tuple[Facet, ...]:
        return self.states, self.faults, self.priorities, self.zone, self.crew, self.source

    def _offer(self) -> None:
        self.states.offer(FacetOption(state, state.label) for state in State)
        self.priorities.offer(FacetOption(priority, priority_words(priority)) for priority in Priority)
        self.zone.offer(FacetOption(zone, zone.label) for zone in Zone)
        self.source.offer(FacetOption(source, source.label) for source in Source)

    def _on_lists(self, lists: Lists) -> None:
        faults, crews = lists
        self.faults.offer(
            FacetOption(f.code, self._named(f.name, f.active), FaultGroup(f.fault_group).label) for f in faults
        )
        self.crew.offer(FacetOption(crew.id, self._named(crew.name, crew.active)) for crew in crews)

    def _named(self, name: str, active: bool) -> str:
        return name if active else self.tr("{name}（停用）").format(name=name)

    def _on_chips(self) -> None:
        self._clear.setVisible(self.narrows)
        self.changed.emit()

    def _on_clear(self) -> None:
        self.clear()
        self.changed.emit()

    def _lay_out(self) -> None:
        row = Flow()
        for chip in (*self._facets, *self.periods.chips, self._clear):
            row.addWidget(chip)
        in_column(row, self.periods.days, holder=self, spacing=4)


def _read_lists(connection: Any) -> Lists:
    return list_faults(connection, with_retired=True), list_crews(connection, with_retired=True)
