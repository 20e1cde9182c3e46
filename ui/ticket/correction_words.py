"""What a correction changes for the stages of a ticket, in words. Pure."""

from collections import Counter
from collections.abc import Iterator
from datetime import datetime

from tickets.rules import clocks as rules
from tickets.rules.clocks import Clock
from tickets.rules.corrections import Correction
from tickets.rules.recorded_times import TicketRecord
from tickets.rules.words import Outcome
from ui.kit.wording import duration, moment, translate


def what_follows(record: TicketRecord, correction: Correction, now: datetime) -> str:
    """Return what a correction changes for the stages, verdicts above all, as one text."""
    rounds = Counter(clock.stage for clock in record.clocks.values())
    said: list[str] = []
    for key in sorted(correction.clocks, key=lambda key: _keeps_verdict(record, correction, key, now)):
        old, new = record.clocks[key], correction.clocks[key]
        one_of_many = translate("correction", "{stage}（第 {round} 轮）") if rounds[old.stage] > 1 else "{stage}"
        name = one_of_many.format(stage=old.stage.label, round=old.round)
        said += [name + words for words in _changes(old, new, now)]
    if not said:
        return translate("correction", "各环节的用时和判定都不变。")
    return translate("correction", "；").join(said) + translate("correction", "。")


def _keeps_verdict(record: TicketRecord, correction: Correction, key: int, now: datetime) -> bool:
    return _verdict(record.clocks[key], now) == _verdict(correction.clocks[key], now)


def _changes(old: Clock, new: Clock, now: datetime) -> Iterator[str]:
    before, after = _verdict(old, now), _verdict(new, now)
    if before != after:
        yield translate("correction", "判定会由{old}改为{new}").format(old=before, new=after)
    elif new.stopped is None and new.deadline != old.deadline:
        words = translate("correction", "时限由 {old} 改为 {new}")
        yield words.format(old=moment(old.deadline, now), new=moment(new.deadline, now))
    elif rules.elapsed(old, now) != rules.elapsed(new, now):
        words = translate("correction", "用时 {old} → {new}，仍{verdict}")
        times = (duration(rules.elapsed(each, now)) for each in (old, new))
        yield words.format(old=next(times), new=next(times), verdict=after)
    if old.repeats != new.repeats:
        yield translate("correction", "不再另计") if new.repeats else translate("correction", "改为计入")


def _verdict(clock: Clock, now: datetime) -> str:
    if clock.outcome is Outcome.DONE:
        return translate("correction", "按时") if rules.on_time(clock) else translate("correction", "超时")
    if rules.fell_due(clock, now):
        return translate("correction", "超时")
    return translate("correction", "未超时") if clock.outcome is not None else translate("correction", "未到期")
