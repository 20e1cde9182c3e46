"""How many times of a stage were typed by hand: those entered late or corrected, not stamped when they happened."""

from dataclasses import dataclass

from sqlalchemy import Connection, func, select

from tickets.reports.figures import share
from tickets.reports.report_filters import narrowed_clocks
from tickets.reports.scope import Scope
from tickets.rules.words import Outcome, Stage
from tickets.store.tables import clocks


@dataclass(frozen=True, slots=True)
class TypedShare:
    """Of the clocks of a stage `finished` in a period, those whose stop was `typed` by hand.

    Of `unknown` ones, imported or recorded by an older program, it is not known when the stop was entered.
    """

    stage: Stage
    finished: int = 0
    typed: int = 0
    unknown: int = 0

    @property
    def share(self) -> float | None:
        """The share typed by hand, 0 to 1, of those of which it is known; None without any."""
        return share(self.typed, self.finished - self.unknown)


def typed_shares(connection: Connection, scope: Scope) -> tuple[TypedShare, ...]:
    """Return one for each stage. Clocks of cancelled and merged tickets are left out, as in all figures of a stage."""
    counts = (
        func.count(),
        func.count().filter(clocks.c.entered != clocks.c.stopped),
        func.count().filter(clocks.c.entered.is_(None)),
    )
    done = select(clocks.c.stage, *counts).where(clocks.c.stage.in_(Stage), clocks.c.outcome == Outcome.DONE)
    found = connection.execute(narrowed_clocks(done, scope, clocks.c.stopped).group_by(clocks.c.stage))
    by_stage = {row[0]: TypedShare(*row) for row in found}
    return tuple(by_stage.get(stage, TypedShare(stage)) for stage in Stage)
