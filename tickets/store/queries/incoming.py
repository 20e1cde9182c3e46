"""The calls that ring, those to be rung back, and those that somebody has just claimed."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Connection, and_, bindparam, exists, or_, select

from tickets.settings import MISSED_AFTER
from tickets.store.queries.lookups import setting
from tickets.store.rows import freeze
from tickets.store.tables import incoming_calls, staff
from tickets.store.unreadable import ReadableRows

KEPT = timedelta(hours=24)  # a missed call that is older is no longer shown
CLAIMED_SHOWN = timedelta(minutes=3)
SHOWN_AT_MOST = 200  # the newest; a telephone gone wild must not fill the window


@dataclass(frozen=True, slots=True)
class WaitingCall:
    """An incoming call. `claimed_by` is the name of who has claimed it, `missed_at` when somebody called it missed."""

    id: int
    number: str
    digits: str
    rang_at: datetime
    missed_at: datetime | None
    claimed_at: datetime | None
    claimed_by: str | None
    staff_id: int | None

    def is_missed(self, now: datetime, after: timedelta) -> bool:
        """Return whether it is to be rung back: nobody answered for `after`, or somebody said so."""
        return self.claimed_at is None and (self.missed_at is not None or now - self.rang_at >= after)


@dataclass(frozen=True, slots=True)
class WaitingCalls:
    """The calls, oldest first, and after what time an unanswered one counts as missed."""

    calls: Sequence[WaitingCall] = ()
    missed_after: timedelta = timedelta(seconds=MISSED_AFTER.default)


_later = incoming_calls.alias("later")
# A number that rings again is no longer to be rung back for its earlier calls.
_RANG_AGAIN = exists().where(
    _later.c.rang_at >= bindparam("since"),
    _later.c.digits == incoming_calls.c.digits,
    _later.c.id > incoming_calls.c.id,
)
_SHOWN = (
    select(
        incoming_calls.c.id, incoming_calls.c.number, incoming_calls.c.digits, incoming_calls.c.rang_at,
        incoming_calls.c.missed_at, incoming_calls.c.claimed_at, staff.c.name.label("claimed_by"),
        incoming_calls.c.claimed_by.label("staff_id"),
    )
    .outerjoin(staff, staff.c.id == incoming_calls.c.claimed_by)
    .where(
        incoming_calls.c.rang_at >= bindparam("since"),
        incoming_calls.c.logged_at.is_(None),
        or_(
            and_(incoming_calls.c.claimed_at.is_(None), or_(incoming_calls.c.digits == "", ~_RANG_AGAIN)),
            incoming_calls.c.claimed_at >= bindparam("claimed_since"),
        ),
    )
    .order_by(incoming_calls.c.rang_at.desc(), incoming_calls.c.id.desc())
    .limit(SHOWN_AT_MOST)
)  # fmt: skip


def waiting_calls(connection: Connection, now: datetime) -> WaitingCalls:
    """Return the calls that nobody has claimed in the last day, and those claimed in the last minutes."""
    found = connection.execute(_SHOWN, {"since": now - KEPT, "claimed_since": now - CLAIMED_SHOWN})
    after = timedelta(seconds=setting(connection, MISSED_AFTER))
    newest = freeze(WaitingCall, found)
    return WaitingCalls(ReadableRows(reversed(newest), newest.broken), after)
