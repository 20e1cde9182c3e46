"""Whether a supervisor refused the present hold of a clock, as SQL."""

from sqlalchemy import and_, select

from tickets.rules.words import ConsentState
from tickets.store.tables import clocks, consents, holds

IS_REFUSED = and_(
    clocks.c.held_since.is_not(None),
    select(holds.c.id)
    .join(consents, consents.c.id == holds.c.consent_id)
    .where(holds.c.clock_id == clocks.c.id, holds.c.until.is_(None), consents.c.state == ConsentState.REFUSED)
    .correlate(clocks)
    .exists(),
).label("refused")
