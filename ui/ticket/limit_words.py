"""The limits of a ticket under another rating, in words. Pure: `now` is passed in."""

from collections.abc import Iterable, Mapping
from datetime import datetime

from tickets.rules.limits import Limit, limit_of
from tickets.rules.rerating import LimitOf
from tickets.rules.stages import MAIN_STAGES
from tickets.rules.words import Stage
from tickets.store.rows import Ticket
from tickets.store.seed import general_limit
from ui.kit.wording import duration, translate


def limit_seconds(limits: Iterable[Limit], ticket: Ticket, stage: Stage, at: datetime) -> int:
    """Return the limit of a stage that starts at `at`; the general one where no row matches."""
    limit = limit_of(limits, ticket, stage, at)
    return general_limit(stage) if limit is None else limit[0]


def limit_changes(
    limit_of: LimitOf[Ticket], before: Ticket, after: Ticket, running: Mapping[Stage, datetime], now: datetime
) -> str:
    """Return the limits that differ, of the stages that run or are to come: "到场 30 分 → 1 小时"; "" for none."""
    present = [place for place, stage in enumerate(MAIN_STAGES) if stage in running]
    to_come = MAIN_STAGES[present[0] :] if present else ()
    words, said = translate("limits", "{stage} {old} → {new}"), []
    for stage in dict.fromkeys((*to_come, *running)):
        old, new = (limit_of(each, stage, running.get(stage, now)) for each in (before, after))
        if old != new:
            said.append(words.format(stage=stage.label, old=duration(old), new=duration(new)))
    return translate("limits", "，").join(said)
