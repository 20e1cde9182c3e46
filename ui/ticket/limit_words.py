"""The limits of a ticket under another rating, in words. Pure: `now` is passed in."""

from collections.abc import Container, Iterable, Mapping
from datetime import datetime

from tickets.rules.limits import Limit, Rated, limit_of
from tickets.rules.rerating import AnyRated, LimitOf
from tickets.rules.stages import MAIN_STAGES
from tickets.rules.words import Stage
from tickets.store.seed import general_limit
from ui.kit.wording import duration, translate


def limit_seconds(rows: Iterable[Limit], rated: Rated, stage: Stage, at: datetime) -> int:
    """Return the limit of a stage that starts at `at`; the general one where no row matches."""
    limit = limit_of(rows, rated, stage, at)
    return general_limit(stage) if limit is None else limit[0]


def limit_changes(
    limit_of: LimitOf[AnyRated], before: AnyRated, after: AnyRated, running: Mapping[Stage, datetime], now: datetime,
    late: Container[Stage] = (),
) -> str:  # fmt: skip
    """Return the limits that differ, of the stages that run or are to come: "到场 30 分 → 1 小时"; "" for none.

    A stage that is `late` gets no shorter one.
    """
    differing = _differing(limit_of, before, after, running, now)
    differing = [(stage, old, new) for stage, old, new in differing if new > old or stage not in late]
    return _said(translate("limits", "{stage} {old} → {new}"), differing, translate("limits", "，"))


def longer_limits(
    limit_of: LimitOf[AnyRated], merged: AnyRated, main: AnyRated, running: Mapping[Stage, datetime], now: datetime
) -> str:
    """Return the limits of a kept ticket that are longer than those of one merged into it; "" for none.

    Of the stages that run or are to come, as "到场 1 小时，本单 30 分".
    """
    longer = [each for each in _differing(limit_of, merged, main, running, now) if each[2] > each[1]]
    return _said(translate("limits", "{stage} {new}，本单 {old}"), longer, translate("limits", "；"))


def _differing(
    limit_of: LimitOf[AnyRated], before: AnyRated, after: AnyRated, running: Mapping[Stage, datetime], now: datetime
) -> list[tuple[Stage, int, int]]:
    """Return the stages that run or are to come whose limits differ, with both, in seconds."""
    present = [place for place, stage in enumerate(MAIN_STAGES) if stage in running]
    to_come = MAIN_STAGES[present[0] :] if present else ()
    found = []
    for stage in dict.fromkeys((*to_come, *running)):
        old, new = (limit_of(each, stage, running.get(stage, now)) for each in (before, after))
        if old != new:
            found.append((stage, old, new))
    return found


def _said(words: str, differing: Iterable[tuple[Stage, int, int]], between: str) -> str:
    return between.join(
        words.format(stage=stage.label, old=duration(old), new=duration(new)) for stage, old, new in differing
    )
