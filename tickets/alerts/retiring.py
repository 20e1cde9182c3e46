"""The ledger after a step was undone: alerts that no longer fit their clock leave its terms.

They stay raised. Their term is the negative of their id, which no clock has, so the rungs they stood for are raised
again when they are due.
"""

from dataclasses import replace
from datetime import datetime

from sqlalchemy import Connection, select, update

from tickets.rules.ladder import Rung, crossing
from tickets.rules.words import AlertOutcome
from tickets.store.rows import StageClock, field_names
from tickets.store.tables import alerts, rungs

UNDONE = "步骤已撤销"


def retire(connection: Connection, row: StageClock, since: datetime) -> None:
    """Retire the alerts of a clock, raised since a step, that it would not have raised as it is again.

    What the step itself kept from being sent is due again while the clock runs.
    """
    columns = [rungs.c[name].label(f"rung_{name}") for name in field_names(Rung)]
    found = connection.execute(
        select(alerts.c.id, alerts.c.term, alerts.c.due, alerts.c.raised, alerts.c.outcome, *columns)
        .join(rungs, rungs.c.id == alerts.c.rung_id)
        .where(alerts.c.clock_id == row.id, alerts.c.term >= 0, alerts.c.raised >= since)
    )
    stopped, running = row.clock.stopped, replace(row.clock, stopped=None)
    for alert in found.all():
        rung = Rung(**{name: getattr(alert, f"rung_{name}") for name in field_names(Rung)})
        crossed = alert.due == crossing(rung, running) and (stopped is None or alert.due <= stopped)
        unsent = alert.outcome is not AlertOutcome.SENT
        if unsent and alert.raised != since:  # not by the step: the machine's clock was set back
            continue
        if alert.term != row.clock.term or not crossed or (unsent and stopped is None):
            connection.execute(update(alerts).where(alerts.c.id == alert.id).values(term=-alert.id))
