"""Demo data, marked as such: a month of finished repairs and the open tickets of a busy hour."""

import heapq
from collections.abc import Callable, Iterator
from datetime import datetime
from functools import partial
from itertools import count
from random import Random

from tickets.actions.alerting import acknowledge
from tickets.actions.assisting import assist, assist_arrived
from tickets.actions.command import Command
from tickets.actions.consent import decide
from tickets.actions.dispatch import dispatch
from tickets.actions.followup import callback, close
from tickets.actions.intake import CallDetails, ReportedFault, chase, log_call
from tickets.actions.outages import announce_outage
from tickets.actions.people import save_crew, save_member, save_staff
from tickets.actions.progress import accept, arrive, depart, hold, isolate, locate, resolve, resume
from tickets.actions.rulemaking import save_setting
from tickets.errors import Refused
from tickets.rules.instants import plus
from tickets.rules.triage import Answers
from tickets.rules.words import CallbackResult, ConsentState, Role, Source, State, Zone
from tickets.service import TicketService
from tickets.settings import DEMO
from tickets.store.queries.alert_panel import alert_panel
from tickets.store.queries.board import open_tickets
from tickets.store.queries.consents import consent_requests
from tickets.store.queries.lookups import Place, is_empty, list_faults, list_places
from tickets.store.rows import Fault, Who

DAYS, A_DAY, NOW_OPEN = 30, 6, 22
HOUR, DAY = 3600, 86400
SPAN = DAYS * DAY
_DEMO = Who(None, "演示", frozenset(Role), "演示席")
_CREWS = (
    ("演示一班", "main road fittings", Zone.URBAN),
    ("演示二班", "supply meter frost", Zone.URBAN),
    ("演示三班", "main supply meter frost", Zone.RURAL),
    ("演示四班", "main road fittings supply", Zone.RURAL),
)
_COMMON = (
    "burst_main", "visible_leak", "visible_leak", "no_water", "no_water", "low_pressure", "meter_leak",
    "meter_frost_burst", "frozen_pipe", "valve", "cloudy_water", "behind_meter", "manhole_cover", "road_ice",
)  # fmt: skip
_SPOTS = ("村北头路东", "3 号楼 2 单元", "学校门口往南 200 米", "卫生室对面", "大桥西侧辅路", "村委会后面第二条胡同")
_WORDS = {
    "burst_main": "主管道爆了，水喷起来一人多高，路都淹了",
    "visible_leak": "路边一直往外冒水，从早上就有",
    "no_water": "家里一点水都没有，邻居家也停了",
    "low_pressure": "水特别小，热水器都打不着火",
    "meter_frost_burst": "水表冻裂了，往外滋水",
    "frozen_pipe": "水管冻住了，昨晚还有水",
    "cloudy_water": "放出来的水发黄，有股味",
}
_REPAIRS = (
    "更换管件，已恢复供水",
    "哈夫节抱箍修复，冲洗后通水",
    "更换水表及表前阀",
    "化冻后包扎保温",
    "关阀检修，更换阀芯",
)


def fill_with_demo(
    service: TicketService, seed: int = 7, progress: Callable[[int], None] = lambda _percent: None
) -> int:
    """Simulate a month up to the service's present instant and return the number of tickets opened.

    `progress` is called with the percentage done. Raises Refused when the database already holds tickets.
    """
    if not service.read(is_empty):
        raise Refused("数据库里已经有工单，不能再装入演示数据。")
    return _Play(service, Random(seed)).run(progress)


class _Play:
    """An event simulation: events are run in order, and the clock jumps from one to the next."""

    def __init__(self, service: TicketService, chance: Random) -> None:
        self._end = service.now()
        self._now = plus(self._end, -SPAN)
        self._service = TicketService(service.store, lambda: self._now)
        self._chance = chance
        self._order = count()
        self._events: list[tuple[datetime, int, Callable[[], None]]] = []
        self._faults = {fault.code: fault for fault in service.read(list_faults)}
        self._places = [place for place in service.read(list_places) if place.kind != "road"]
        self._opened = 0

    def run(self, progress: Callable[[int], None]) -> int:
        reported = 0
        self._do(save_setting(DEMO.key, True))
        self._do(save_staff(None, "演示值班长", frozenset({Role.SUPERVISOR})))  # nobody consents to their own request
        self._crews = [self._crew(*crew) for crew in _CREWS]
        for at in self._call_times():
            self._at(at, self._take_call)
        for hour in range(1, DAYS * 24):
            self._at(plus(self._end, -hour * HOUR), self._look)
        self._at(plus(self._end, -40 * 60), self._announce)
        self._at(plus(self._end, -6 * 60), self._ask)
        while self._events:
            at, _, happen = heapq.heappop(self._events)
            self._sweep_until(at)
            happen()
            percent = 100 * self._opened // (DAYS * A_DAY + NOW_OPEN)
            if percent > reported:
                reported = percent
                progress(percent)
        self._sweep_until(self._end)
        return self._opened

    def _call_times(self) -> Iterator[datetime]:
        for _ in range(DAYS * A_DAY):
            yield plus(self._end, -self._chance.randrange(6 * HOUR, SPAN))
        for _ in range(NOW_OPEN):
            yield plus(self._end, -int(60 + 100 * 60 * self._chance.random() ** 2))

    def _at(self, at: datetime, happen: Callable[[], None]) -> None:
        if at <= self._end:
            heapq.heappush(self._events, (at, next(self._order), happen))

    def _do(self, command: Command[int]) -> int:
        return self._service.execute(command, _DEMO).result

    def _crew(self, name: str, skills: str, zone: Zone) -> int:
        key = self._do(save_crew(None, name, phone=self._phone(), skills=skills, zone=zone))
        self._do(save_member(None, key, f"{name}组长", self._phone(), leader=True))
        return key

    def _take_call(self) -> None:
        chance = self._chance
        fault, place = self._faults[chance.choice(_COMMON)], chance.choice(self._places)
        said = _WORDS.get(fault.code, f"{fault.name}，请来人看看")
        call = CallDetails(self._phone(), "演示来电人", said, chance.choice(_SPOTS))
        answers = Answers(
            water_over_road=fault.code == "burst_main" and chance.random() < 0.5,
            households=chance.choice((None, None, 1, 12, 60)),
            sensitive_user=chance.random() < 0.06,
        )
        key = self._do(log_call(call, ReportedFault(fault.code, place.id, answers=answers, source=Source.DEMO)))
        self._opened += 1
        if chance.random() < 0.12:
            words = CallDetails(call.phone, call.caller, "怎么还没来人，催一下")
            self._after(20 * 60, lambda: self._unless_refused(chase(key, None, words)))
        self._plan_course(key, fault, place)

    def _plan_course(self, key: int, fault: Fault, place: Place) -> None:
        near = [crew for crew, (_, _, zone) in zip(self._crews, _CREWS, strict=True) if zone is place.zone]
        crew = self._chance.choice(near)
        steps: list[tuple[float, Command[int]]] = [
            (4 * 60, dispatch(key, None, crew)),
            (3 * 60, accept(key, None)),
            (5 * 60, depart(key, None)),
            (20 * 60 if place.zone is Zone.URBAN else 34 * 60, arrive(key, None)),
        ]
        if self._chance.random() < 0.08:
            steps += [(10 * 60, hold(key, None, "等燃气交底")), (90 * 60, resume(key, None))]
        steps.append((15 * 60, locate(key, None)))
        if fault.isolate:
            steps.append((25 * 60, isolate(key, None)))
            for helper in near:
                if helper != crew:
                    self._after(30 * 60, partial(self._help, key, helper))
        result = self._chance.choices(list(CallbackResult), (8, 1, 2, 0))[0]
        steps += [
            (80 * 60, resolve(key, None, self._chance.choice(_REPAIRS))),
            (4 * 3600, callback(key, None, result)),
        ]
        if result is not CallbackResult.NO_ANSWER or key % 3:  # some are still to be reached
            steps.append((60, close(key, None, "" if key % 5 else "已上门说明，演示")))
        self._step(steps)

    def _help(self, key: int, crew: int) -> None:
        """Let a further crew assist, if the ticket's own crew is at work by now."""
        try:
            helper = self._do(assist(key, None, crew))
        except Refused:
            return
        self._after(25 * 60, lambda: self._unless_refused(assist_arrived(helper)))

    def _step(self, steps: list[tuple[float, Command[int]]]) -> None:
        (typical, command), *rest = steps

        def happen() -> None:
            self._unless_refused(command)
            if rest:
                self._step(rest)

        self._after(typical * self._chance.lognormvariate(0, 0.7), happen)

    def _after(self, seconds: float, happen: Callable[[], None]) -> None:
        self._at(plus(self._now, int(seconds)), happen)

    def _unless_refused(self, command: Command[int]) -> None:
        try:
            self._do(command)
        except Refused:
            return

    def _announce(self) -> None:
        since, expected = self._now, plus(self._now, 5 * HOUR)
        self._do(announce_outage("演示：文化街北段", "抢修停水（演示）", since, expected, 120))

    def _ask(self) -> None:
        """Ask for consents that nobody has given yet."""
        for row in [row for row in self._service.read(open_tickets) if row.state is State.ARRIVED][:2]:
            self._unless_refused(hold(row.id, None, "等燃气交底"))

    def _look(self) -> None:
        panel = self._service.read(alert_panel)
        seen = frozenset(alert.id for alert in panel.alerts)
        digests = frozenset(digest.id for digest in panel.digests)
        if seen or digests:
            self._do(acknowledge(seen, digests))
        for request in self._service.read(consent_requests, ConsentState.ASKED, self._now).rows:
            self._do(decide(request.id, True))

    def _sweep_until(self, at: datetime) -> None:
        while (due := self._service.next_due()) is not None and due <= at:
            self._now = max(self._now, due)
            self._service.sweep()
        self._now = max(self._now, at)

    def _phone(self) -> str:
        return f"1380000{self._chance.randrange(10_000):04d}"
