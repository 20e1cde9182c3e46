"""The outage desk 停水: the list of outages and the form of one."""

from datetime import datetime

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from tickets.store.queries.outages import NamedRow
from tickets.store.queries.ticket_file import TicketFile
from ui.editing.edit_page import EditPage
from ui.kit.layouts import in_column
from ui.kit.matching import Gazetteer
from ui.kit.place_picker import PlacePicker, read_gazetteer
from ui.kit.tokens import BETWEEN
from ui.outages.annex import OutageAnnex
from ui.outages.page import outage_page
from ui.runtime.live_query import LiveQuery
from ui.runtime.session import SessionContext


class OutageDesk(QWidget):
    """An outage that should be over by now comes first, and says so as soon as it is."""

    ticket_wanted = Signal(int)

    def __init__(self, session: SessionContext) -> None:
        super().__init__()
        self._session = session
        self._minute = session.now().replace(second=0)
        self.page = EditPage(session, outage_page(session))
        in_column(self.page, holder=self, margins=BETWEEN)
        self.setFocusProxy(self.page)
        for annex in self.page.findChildren(OutageAnnex):
            annex.ticket_wanted.connect(self.ticket_wanted)
        self._pickers = self.page.findChildren(PlacePicker)
        places = LiveQuery(
            session, "outages.places", lambda: read_gazetteer(session.service), self._show_places, self,
            tables=frozenset({"places"}), view=self,
        )  # fmt: skip
        places.refresher.want()
        session.tick.second.connect(self._on_second)

    def begin_for(self, file: TicketFile) -> None:
        """Begin a new outage with what its ticket says; Ctrl+S saves it."""
        ticket = file.ticket
        place = None if ticket.place_id is None or file.place is None else NamedRow(ticket.place_id, file.place)
        where = " ".join(part for part in (file.place, ticket.address) if part)
        self.page.begin_with({
            "area": where,
            "place": place,
            "cause": self.tr("{fault}抢修").format(fault=file.fault.name),
            "since": ticket.isolated_at,
            "households": ticket.households,
            "ticket": NamedRow(ticket.id, ticket.number),
        })  # fmt: skip

    def _show_places(self, places: Gazetteer) -> None:
        for picker in self._pickers:
            picker.set_places(places)

    def _on_second(self, now: datetime) -> None:
        """Read again each minute: what should be over by now comes first, and the times are told anew."""
        minute = now.replace(second=0)
        if minute != self._minute and self.isVisible():
            self._minute = minute
            self.page.refresh()
