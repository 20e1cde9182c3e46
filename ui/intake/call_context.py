"""A call as far as it is known while it is typed: worked out once by the form, used by all that look at the call."""

from dataclasses import dataclass

from tickets.rules.phones import Phone, normalise
from tickets.rules.words import Priority, Zone
from tickets.store.queries.lookups import Place
from tickets.store.rows import Fault
from ui.intake.call_form_data import NOTHING, CallFormData

_NO_PHONE = normalise("")


@dataclass(frozen=True, slots=True)
class CallContext:
    """What is filled in and what it refers to.

    `zone` is None while neither chosen nor told by the place; `priority` is the one that the ticket will get, None
    while no fault is known. `faults_read` says whether the faults to choose from have been read.
    """

    filled: CallFormData = NOTHING
    phone: Phone = _NO_PHONE
    fault: Fault | None = None
    place: Place | None = None
    zone: Zone | None = None
    priority: Priority | None = None
    faults_read: bool = True
