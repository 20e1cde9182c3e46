"""The paper slips that were printed and are still to be entered."""

from collections.abc import Sequence

from sqlalchemy import Connection, select, text

from tickets.store.tables import SLIP_IS_OUT, slips

_OUT = select(slips.c.id).where(text(SLIP_IS_OUT)).order_by(slips.c.id)


def slips_out(connection: Connection) -> Sequence[int]:
    """Return the numbers of the slips that are neither entered nor spoilt, rising."""
    return connection.execute(_OUT).scalars().all()
