"""What is known of a call while it is typed: computed once by the form, used by all other parts."""

from dataclasses import dataclass

from tickets.rules.phones import Phone, normalise
from tickets.rules.words import Priority, Zone
from tickets.store.queries.lookups import Place
from tickets.store.rows import Fault
from ui.intake.call_form_data import NOTHING, CallFormData

_NO_PHONE = normalise("")


@dataclass(frozen=True, slots=True)
class CallContext:
    """The content of the form and what it refers to.

    `zone` is None while neither chosen nor known from the place; `priority` is that of the future ticket, None while no
    fault is known. `faults_read` says whether the list of faults has been read.
    """

    filled: CallFormData = NOTHING
    phone: Phone = _NO_PHONE
    fault: Fault | None = None
    place: Place | None = None
    zone: Zone | None = None
    priority: Priority | None = None
    faults_read: bool = True
