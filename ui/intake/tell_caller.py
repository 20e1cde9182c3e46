"""What to tell the caller: advice, outages, and how soon somebody comes."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from tickets.rules.caller_words import fold, other_names
from tickets.rules.limits import Limit, Rating, limit_of
from tickets.rules.outages import Phase, phase
from tickets.rules.stages import STAGES, goes_by_appointment, has_stage
from tickets.rules.words import Stage
from tickets.store.queries.lookups import Outage, Place
from tickets.store.rows import Fault
from ui.intake.commands import ANSWER_KEY
from ui.kit.buttons import KeyButton
from ui.kit.cards import Card
from ui.kit.labels import Quiet, Words
from ui.kit.layouts import Stretch, in_row
from ui.kit.wording import moment, translate

_MINUTE = 60
_AT_MOST = 3
_LEAST_NAME = 2  # a shorter name occurs in too many others


@dataclass(frozen=True, slots=True)
class Promise:
    """A limit of a stage in seconds, and the appointment that it goes by, if any."""

    stage: Stage
    seconds: int
    appointment: datetime | None = None

    def words(self, now: datetime) -> str:
        """Return it as told to the caller: "到场 30 分钟内", "按约定 明天 09:00 到场"."""
        if self.appointment is None:
            return f"{self.stage.label} {within(self.seconds)}"
        words = translate("intake", "按约定 {time} {stage}")
        return words.format(time=moment(self.appointment, now), stage=self.stage.label)


def promised(
    rating: Rating, usual: Rating, limits: Sequence[Limit], now: datetime, *, isolates: bool
) -> tuple[list[str], bool]:
    """Return the promises of the stages in words, and whether a rating milder than the `usual` one waits for consent.

    Until somebody consents the stricter limit counts, so that one is told. There is 止水 only where the fault
    `isolates`.
    """
    said, waits = list[str](), False
    for stage in (each.stage for each in STAGES if has_stage(each.stage, isolates)):
        found = [each for each in (_promise(which, limits, stage, now) for which in (rating, usual)) if each]
        if found:
            strictest = min(found, key=lambda each: each.seconds)
            said.append(strictest.words(now))
            waits = waits or strictest is not found[0]
    return said, waits


def _promise(rating: Rating, limits: Sequence[Limit], stage: Stage, now: datetime) -> Promise | None:
    limit = limit_of(limits, rating, stage, now)
    if limit is None:
        return None
    by_appointment = goes_by_appointment(stage, rating.priority)
    return Promise(stage, limit[0], rating.appointment if by_appointment else None)


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
    return words + cause + _back(outage, now)


def _back(outage: Outage, now: datetime) -> str:
    """Return when the water is expected back, and that it is not although it should be."""
    if outage.expected is None:
        return ""
    late = phase(outage.since, outage.expected, outage.until, now) is Phase.OVERDUE
    words = (
        translate("intake", "，预计 {time} 恢复，超过预计还没恢复")
        if late
        else translate("intake", "，预计 {time} 恢复")
    )
    return words.format(time=moment(outage.expected, now))


def answering(here: Sequence[Outage], now: datetime) -> Outage | None:
    """Return the outage that a call from its area is answered by: one that has begun; None for none."""
    return next((outage for outage in here if outage.since <= now), None)


def _covers(outage: Outage, place: Place | None, names: Sequence[str], address: str) -> bool:
    area = fold(outage.area)
    if place is not None and (outage.place_id == place.id or area == fold(place.town)):
        return True
    return any(name in area for name in names) or (len(area) >= _LEAST_NAME and area in address)


class TellCaller(Card):
    """Shows the outages, the advice for the fault and the promised times, each hidden while empty.

    `answer_wanted` is emitted when the call is to be recorded as answered by the outage.
    """

    answer_wanted = Signal()

    def __init__(self, scope: QWidget) -> None:
        super().__init__(self.tr("告诉来电人"))
        self.answer = KeyButton(self.tr("按停水登记，不开单"), ANSWER_KEY, scope=scope, on_click=self.answer_wanted)
        self._row = QWidget()  # so that the button is no wider than its text
        in_row(self.answer, Stretch(), holder=self._row)
        self._row.hide()
        self._outages = Words(wrap=True, selectable=True)
        self._advice = Words(wrap=True, selectable=True)
        self._promised = Words(wrap=True, selectable=True)
        self._waits = Quiet(self.tr("放宽时限要值班长核准，核准之前按较严的时限。"), wrap=True)
        self._waits.hide()
        self._hint = Quiet(self.tr("选好故障和地点后，这里有该说的话：注意事项、停水情况、多久到场。"), wrap=True)
        self.add(self._outages, self._row, self._advice, self._promised, self._waits, self._hint, Stretch())

    def show_advice(
        self,
        here: Sequence[Outage],
        elsewhere: Sequence[Outage],
        promises: Sequence[str],
        waits: bool,
        fault: Fault | None,
        now: datetime,
    ) -> None:
        """Show the outages of the place, else the others, the fault's advice and the promises.

        With `waits`, say that a milder rating waits for consent.
        """
        here = sorted(here, key=lambda outage: outage.since > now)  # what is to come is told last
        lines = [outage_line(outage, now) for outage in here[:_AT_MOST]]
        if elsewhere and not lines:
            areas = "、".join(outage.area for outage in elsewhere[:_AT_MOST])
            lines = [self.tr("其他地方停水 {n} 处：{areas}").format(n=len(elsewhere), areas=areas)]
        self._outages.show_text("\n".join(lines))
        self._row.setVisible(answering(here, now) is not None)
        self._advice.show_text(fault.advice if fault else "")
        self._promised.show_text(self.tr("时限：{limits}").format(limits="，".join(promises)) if promises else "")
        self._waits.setVisible(waits and bool(promises))
        self._hint.setVisible(fault is None)

    def words(self) -> str:
        """Return the whole text."""
        shown = (self._outages, self._advice, self._promised)
        return "\n".join(label.text() for label in shown if not label.isHidden())
