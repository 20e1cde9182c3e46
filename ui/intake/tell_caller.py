"""What to tell the caller: advice, outages, and how soon somebody comes."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from tickets.rules.instants import local_hour
from tickets.rules.limits import Case, Limit, choose
from tickets.rules.stages import STAGES, goes_by_appointment, has_stage
from tickets.rules.words import Priority, Zone
from tickets.store.queries.lookups import Outage, Place
from tickets.store.rows import Fault
from ui.intake.matching import fold, other_names
from ui.kit.cards import Card
from ui.kit.labels import Quiet, Words
from ui.kit.layouts import Stretch
from ui.kit.wording import moment, translate

_MINUTE = 60
_AT_MOST = 3
_LEAST_NAME = 2  # a shorter name occurs in too many others


@dataclass(frozen=True, slots=True)
class Promise:
    """What the limits are looked up for. `dn` in mm; `appointment` is used for 预约 only."""

    fault: Fault
    priority: Priority
    zone: Zone
    dn: int | None = None
    appointment: datetime | None = None


def promised(promise: Promise, limits: Sequence[Limit], now: datetime) -> list[str]:
    """Return the promises, stage by stage: "受理 10 分钟内", "到场 30 分钟内"."""
    lines = []
    for stage in (each.stage for each in STAGES if has_stage(each.stage, promise.fault.isolate)):
        if goes_by_appointment(stage, promise.priority) and promise.appointment is not None:
            words = translate("intake", "按约定 {time} {stage}")
            lines.append(words.format(time=moment(promise.appointment, now), stage=stage.label))
            continue
        case = Case(stage, promise.fault.code, promise.priority, promise.zone, promise.dn, local_hour(now))
        limit = choose(limits, case)
        if limit is not None:
            lines.append(f"{stage.label} {within(limit.seconds)}")
    return lines


def within(seconds: int) -> str:
    """Return a limit in words: "30 分钟内", "1 小时 30 分钟内", "24 小时内"."""
    minutes = -(-seconds // _MINUTE)  # rounded up, so that a promise is never shorter than the limit
    hours, minutes = divmod(minutes, 60)
    parts = [translate("intake", "{n} 小时").format(n=hours)] if hours else []
    parts += [translate("intake", "{n} 分钟").format(n=minutes)] if minutes else []
    return translate("intake", "{time}内").format(time=" ".join(parts))


def covering(outages: Sequence[Outage], place: Place | None, address: str) -> list[Outage]:
    """Return the outages of the place, or of an area named in the caller's address."""
    names = [place.name, *other_names(place.aliases)] if place is not None else []
    folded = [fold(name) for name in names if len(fold(name)) >= _LEAST_NAME]
    return [outage for outage in outages if _covers(outage, place, folded, fold(address))]


def outage_line(outage: Outage, now: datetime) -> str:
    """Return an outage in one sentence."""
    words = (
        translate("intake", "计划停水：{area}，{since} 起")
        if outage.planned
        else translate("intake", "停水：{area}，{since} 起")
    ).format(area=outage.area, since=moment(outage.since, now))
    cause = translate("intake", "，{cause}").format(cause=outage.cause) if outage.cause else ""
    back = (
        translate("intake", "，预计 {time} 恢复").format(time=moment(outage.expected, now)) if outage.expected else ""
    )
    return words + cause + back


def _covers(outage: Outage, place: Place | None, names: Sequence[str], address: str) -> bool:
    area = fold(outage.area)
    if place is not None and (outage.place_id == place.id or area == fold(place.town)):
        return True
    return any(name in area for name in names) or (len(area) >= _LEAST_NAME and area in address)


class TellCaller(Card):
    """Shows the outages, the advice for the fault and the promised times, each hidden while empty."""

    def __init__(self) -> None:
        super().__init__(self.tr("告诉来电人"))
        self._outages = Words(wrap=True, selectable=True)
        self._advice = Words(wrap=True, selectable=True)
        self._promised = Words(wrap=True, selectable=True)
        self._hint = Quiet(self.tr("选好故障和地点后，这里有该说的话：注意事项、停水情况、多久到场。"), wrap=True)
        self.add(self._outages, self._advice, self._promised, self._hint, Stretch())

    def show_advice(
        self,
        here: Sequence[Outage],
        elsewhere: Sequence[Outage],
        promises: Sequence[str],
        fault: Fault | None,
        now: datetime,
    ) -> None:
        """Show the outages of the place, else the others, the fault's advice and the promises."""
        lines = [outage_line(outage, now) for outage in here[:_AT_MOST]]
        if elsewhere and not lines:
            areas = "、".join(outage.area for outage in elsewhere[:_AT_MOST])
            lines = [self.tr("其他地方停水 {n} 处：{areas}").format(n=len(elsewhere), areas=areas)]
        self._outages.show_text("\n".join(lines))
        self._advice.show_text(fault.advice if fault else "")
        self._promised.show_text(self.tr("时限：{limits}").format(limits="，".join(promises)) if promises else "")
        self._hint.setVisible(fault is None)

    def words(self) -> str:
        """Return the whole text."""
        shown = (self._outages, self._advice, self._promised)
        return "\n".join(label.text() for label in shown if not label.isHidden())
