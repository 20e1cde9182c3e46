"""Every alert to some roles with its history: the unseen first, then those of the last days."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, Result, and_, bindparam, case, distinct, func, or_, select, text

from tickets.rules.words import AlertOutcome, Channel, DeliveryState, Role
from tickets.store.queries.alert_panel import ALERT_COLUMNS, ALERTS, NAMES, PanelAlert
from tickets.store.queries.counted_stop import counted_stop
from tickets.store.queries.moment import one_statement
from tickets.store.rows import freeze, row_maker
from tickets.store.tables import UNSEEN, alerts, clocks, crews, deliveries, faults, places, staff, tickets
from tickets.store.unreadable import ReadableRows

HISTORY_DAYS = 7
LOOK_BACK = 100_000  # rows of the ledger: about a week of frost
WORDS_AT_MOST = 5

HistoryKey = tuple[bool, int]  # whether the unseen ones are past, and the alert's id


@dataclass(frozen=True, slots=True)
class AlertEntry:
    """One row of the ledger with its history. `delivered` has the time of delivery on each channel."""

    id: int
    alert: PanelAlert
    outcome: AlertOutcome
    digest_id: int | None
    stopped: datetime | None
    seen_by: str | None
    seen_at: datetime | None
    delivered: tuple[tuple[Channel, datetime], ...]
    counted: datetime | None = None  # when the clock counts as stopped

    @property
    def unseen(self) -> bool:
        """Whether it must still be acknowledged."""
        return self.outcome is AlertOutcome.SENT and self.seen_at is None


_ON = {channel: deliveries.alias(f"on_{channel}") for channel in Channel}
_FOUND = ALERTS.outerjoin(staff, staff.c.id == alerts.c.seen_by)
for _channel, _each in _ON.items():
    _FOUND = _FOUND.outerjoin(_each, and_(_each.c.alert_id == alerts.c.id, _each.c.channel == _channel))
_ENTRIES = (
    select(
        *ALERT_COLUMNS, alerts.c.outcome, alerts.c.digest_id, clocks.c.stopped, counted_stop().label("counted"),
        staff.c.name.label("seen_by"), alerts.c.seen_at,
        *(
            case((each.c.state == DeliveryState.DELIVERED, each.c.at)).label(f"on_{channel}")
            for channel, each in _ON.items()
        ),
    )
    .select_from(_FOUND)
    .where(alerts.c.recipient.in_(bindparam("roles", expanding=True)), alerts.c.id < bindparam("before"))
    .order_by(alerts.c.id.desc())
    .limit(bindparam("most"))
)  # fmt: skip
_UNSEEN = _ENTRIES.where(text(UNSEEN))
_PAST = _ENTRIES.where(
    or_(alerts.c.seen_at.is_not(None), alerts.c.outcome != AlertOutcome.SENT),
    alerts.c.raised >= bindparam("since"),
    alerts.c.id > select(func.max(alerts.c.id)).correlate(None).scalar_subquery() - LOOK_BACK,
)
_NAMED = (NAMES.c.name, places.c.name, tickets.c.address, faults.c.name, crews.c.name, staff.c.name)
_COUNT = select(func.count(), func.count(distinct(alerts.c.clock_id))).where(
    text(UNSEEN), alerts.c.recipient.in_(bindparam("roles", expanding=True))
)
_LAST = 2**62


def alert_history(
    connection: Connection,
    roles: frozenset[Role],
    since: datetime,
    wanted: str = "",
    after: HistoryKey | None = None,
    limit: int = 200,
) -> list[AlertEntry]:
    """Return the next alerts to these roles: the unseen from the newest on, then the others raised since an instant.

    Every word of `wanted` occurs in the subject's name, a ticket's place, address, fault or crew, or in who
    acknowledged. `after` is the last entry's `history_key`. Of the others only the ledger's last LOOK_BACK rows are
    searched.
    """
    past, before = after or (False, _LAST)
    given = {"roles": sorted(roles), "since": since}
    matching = _matching(wanted)
    found: ReadableRows[AlertEntry] = ReadableRows()
    if not past:
        found = _read(connection, _UNSEEN.where(*matching), given | {"before": before, "most": limit})
        before = _LAST
    if not found or len(found) + len(found.broken) < limit:
        more = given | {"before": before, "most": limit - len(found)}
        found += _read(connection, _PAST.where(*matching), more)
    return found


@one_statement
def count_unseen(connection: Connection, roles: frozenset[Role]) -> tuple[int, int]:
    """Return the number of alerts unseen by these roles, and of their clocks."""
    found, of_clocks = connection.execute(_COUNT, {"roles": sorted(roles)}).one()
    return int(found), int(of_clocks)


def history_key(entry: AlertEntry) -> HistoryKey:
    """Return the key after which the next page begins."""
    return not entry.unseen, entry.id


def _matching(wanted: str) -> Sequence[ColumnElement[bool]]:
    words = wanted.split()[:WORDS_AT_MOST]
    return [or_(*(column.icontains(word, autoescape=True) for column in _NAMED)) for word in words]


def _read(connection: Connection, statement: object, given: dict[str, object]) -> ReadableRows[AlertEntry]:
    found: Result[Any] = connection.execute(statement, given)  # type: ignore[call-overload]
    return freeze(AlertEntry, found, alert=row_maker(PanelAlert, tuple(found.keys())), delivered=_delivered)


def _delivered(row: Any) -> tuple[tuple[Channel, datetime], ...]:
    return tuple((channel, at) for channel, at in zip(_ON, row[-len(_ON) :], strict=True) if at is not None)
