"""The right column: the caller, likely tickets, what to tell the caller; each as soon as it is known."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import replace
from datetime import datetime

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from tickets.rules.likeness import Call
from tickets.rules.limits import Limit, Rating
from tickets.rules.triage import triage
from tickets.rules.words import FaultGroup, Priority, Zone
from tickets.store.queries.callers import CallerFile, caller_file
from tickets.store.queries.lookups import Outage
from ui.intake.call_form_data import CallContext, number_if_valid
from ui.intake.caller_card import CallerCard, only_open_ticket, open_ticket
from ui.intake.choice import Chosen, JoinChoice
from ui.intake.commands import same_fault
from ui.intake.likely_finder import LikelyFinder, LikelyTicket
from ui.intake.likely_list import LikelyList, chosen_of
from ui.intake.lists import IntakeLists
from ui.intake.tell_caller import TellCaller, answering, covering, promised
from ui.kit.layouts import in_column
from ui.kit.time_words import NotATime, read_coming
from ui.kit.tokens import INSIDE
from ui.runtime.live_query import LiveQuery
from ui.runtime.refresher import Refresher
from ui.runtime.session import SessionContext

_WIDTH = 320  # pixels at least
_TOUCHED = frozenset({"tickets", "calls"})
_NOTHING = CallerFile()


class RightColumn(QWidget):
    """`chosen` carries the open ticket a further call would be attached to, or None.

    `reported` carries fault and place of the caller's latest ticket, "" and None where there is none.
    """

    chosen = Signal(object)
    reported = Signal(str, object)
    ticket_wanted = Signal(int)

    def __init__(self, session: SessionContext, lists: IntakeLists, scope: QWidget) -> None:
        super().__init__()
        self._session = session
        self._lists = lists
        self._about = CallContext()
        self._numbers: tuple[str, ...] = ()
        self._household = ""  # as typed
        self._file = _NOTHING
        self.likely_tickets: Sequence[LikelyTicket] = ()  # those that the call may be about, the likeliest first
        self._marking = False
        self._open_of_number: Chosen | None = None  # the only open ticket of the caller's number
        self._choice = JoinChoice(self)
        self._finder = LikelyFinder(session, self)
        self._earlier = LiveQuery(
            session, "intake.earlier", self._read_file, self._show_file, self,
            arguments=lambda _changes: (self._numbers, self._household), tables=_TOUCHED | {"subscriber_imports"},
            view=scope,
        )  # fmt: skip
        Refresher(session, lambda _changes: self._finder.stale(), self, tables=_TOUCHED, view=scope)
        self.caller = CallerCard(scope, session.now())
        self.likely = LikelyList(scope)
        self.advice = TellCaller(scope)
        self.setMinimumWidth(_WIDTH)
        in_column(self.caller, (self.likely, 1), self.advice, holder=self, spacing=INSIDE)
        self._wire()

    @property
    def choice(self) -> Chosen | None:
        """The open ticket a further call would be attached to."""
        return self._choice.current

    def settle(self, then: Callable[[], None]) -> None:
        """Call `then` once the likely tickets are those of the present call."""
        self._finder.settle(then)

    def choose(self, chosen: Chosen | None) -> None:
        """Choose the ticket a further call would be attached to."""
        self._choice.choose(chosen)

    def look(self, about: CallContext) -> None:
        """Look up everything about the call as known now."""
        self._about = about
        numbers, household = about.phone.own, about.filled.household_no.strip()
        asked = numbers, household
        if asked != (self._numbers, self._household):
            if numbers != self._numbers:
                self._choice.clear()
                self._open_of_number = None
                self._file = _NOTHING
                with self._without_signals():
                    self.caller.show_reading(bool(numbers), self._session.now())
            self._numbers, self._household = asked
            self._earlier.refresh()
            self.reported.emit("", None)
        self._finder.ask(_call(about))
        self._show_advice()

    def _wire(self) -> None:
        self._choice.changed.connect(self._on_choice)
        self._finder.found.connect(self._show_likely)
        self._finder.begun.connect(self._on_looking)
        for card in (self.caller, self.likely):
            card.chosen.connect(self._on_list_chosen)
            card.opened.connect(self.ticket_wanted)
        self.likely.again.connect(self._choice.again)
        for live in (self._lists.outages, self._lists.limits):
            live.changed.connect(self._show_advice)

    def _read_file(self, numbers: tuple[str, ...], household: str) -> CallerFile:
        return self._session.service.read(caller_file, numbers, household) if numbers or household else _NOTHING

    def _show_file(self, file: CallerFile) -> None:
        self._file = file
        with self._without_signals():
            self.caller.show_file(bool(self._numbers), file, self._session.now(), self._household)
        phone = self._about.phone
        if phone.shared:  # other people call from this number, so their data are not this caller's
            self.caller.reuse.hide()
        self._open_of_number = None if phone.shared else only_open_ticket(file.calls)
        self._imply()
        latest = None if phone.shared else next((call for call in file.calls if call.ticket_id is not None), None)
        self.reported.emit((latest and latest.fault) or "", latest and latest.place_id)
        self._drop_ended()

    def _show_likely(self, tickets: Sequence[LikelyTicket]) -> None:
        self.likely_tickets = tickets
        with self._without_signals():
            self.likely.show_tickets(tickets, _is_comparable(_call(self._about)))
        self._imply()
        self._drop_ended()

    def _imply(self) -> None:
        """Imply the ticket that a further call would be attached to: the caller's own, else a very likely one."""
        same = same_fault(self.likely_tickets)
        self._choice.imply(self._open_of_number or (chosen_of(same) if same is not None else None))

    def _on_looking(self) -> None:
        if _is_comparable(_call(self._about)):
            self.likely.say_looking()

    def _drop_ended(self) -> None:
        """Drop a choice that is in neither list any more; mark the present one."""
        opened = {chosen.id for call in self._file.calls if (chosen := open_ticket(call)) is not None}
        current = self.choice
        if current is not None and current.id not in opened | {ticket.row.id for ticket in self.likely_tickets}:
            self._choice.choose(None)
        self._mark(self.choice)

    def _on_list_chosen(self, chosen: Chosen | None) -> None:
        if not self._marking:
            self._choice.choose(chosen)

    def _on_choice(self, chosen: Chosen | None) -> None:
        self._mark(chosen)
        self.chosen.emit(chosen)

    def _mark(self, chosen: Chosen | None) -> None:
        key = chosen.id if chosen else None
        with self._without_signals():
            self.caller.choose_ticket(key)
            self.likely.choose_ticket(key)

    @contextmanager
    def _without_signals(self) -> Iterator[None]:
        """Mark list lines without treating that as the operator's choice."""
        self._marking = True
        yield
        self._marking = False

    @property
    def outage(self) -> Outage | None:
        """The outage that answers the call."""
        return answering(self._covering(), self._session.now())

    def _covering(self) -> list[Outage]:
        return covering(self._lists.outages.rows, self._about.place, self._about.filled.spoken_address)

    def _show_advice(self) -> None:
        about, lists, now, here = self._about, self._lists, self._session.now(), self._covering()
        elsewhere = [outage for outage in lists.outages.rows if outage not in here]
        promises, waits = _promised(about, lists.limits.rows, now)
        self.advice.show_advice(here, elsewhere, promises, waits, about.fault, now)


def _call(about: CallContext) -> Call:
    filled, place, fault = about.filled, about.place, about.fault
    phones = about.phone.holder
    return Call(
        place_id=filled.place_id,
        town=place.town if place else "",
        zone=about.zone,
        address=filled.spoken_address,
        fault=fault.code if fault else "",
        group=FaultGroup(fault.fault_group) if fault else None,
        phone=phones[0] if phones else "",
        other_phones=phones[1:],
        household_no=filled.household_no.strip(),
    )


def _is_comparable(call: Call) -> bool:
    """Return whether enough is known of a call to compare it with the open tickets."""
    return call.group is not None and (call.place_id is not None or call.address != "")


def _promised(about: CallContext, limits: Sequence[Limit], now: datetime) -> tuple[list[str], bool]:
    """Return what `promised` returns for the ticket that the call would open; nothing while its fault is unknown."""
    fault, filled, place = about.fault, about.filled, about.place
    if fault is None or about.priority is None:
        return [], False
    appointment = None
    if about.priority is Priority.P4:
        with suppress(NotATime):
            appointment = read_coming(filled.appointment, now)
    dn, zone = number_if_valid(filled.dn), about.zone or Zone.URBAN
    rating = Rating(fault.code, about.priority, zone, dn, appointment)
    demanded = min(about.priority, triage(fault.priority, filled.answers).priority)
    usual = replace(rating, priority=demanded, zone=place.zone if place else Zone.URBAN, dn=None)
    return promised(rating, usual, limits, now, isolates=fault.isolate)
