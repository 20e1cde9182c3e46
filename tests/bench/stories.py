"""Generates the course of each ticket: who called about what, which crew went, how long it took.

Rows are dicts of stored values (instants as seconds since 1970), without ids. All data are made up.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cache
from itertools import pairwise
from random import Random
from typing import Any

from sqlalchemy import Connection, insert, select

from tickets.rules.clocks import start
from tickets.rules.ladder import next_instant
from tickets.rules.stages import MAIN_STAGES
from tickets.rules.words import CallKind, Outcome, Priority, Source, Stage, State
from tickets.store.rulebook import read_rulebook
from tickets.store.tables import crews, places, tickets

Row = dict[str, Any]

CREWS = 8
_MINUTE, _HOUR, _DAY = 60, 3600, 86400
_LIMITS = {Stage.ACCEPT: 10 * _MINUTE, Stage.ARRIVE: _HOUR, Stage.RESOLVE: _DAY}
_USUAL = {Stage.ACCEPT: 3 * _MINUTE, Stage.ARRIVE: 20 * _MINUTE, Stage.RESOLVE: 5 * _HOUR}  # mean times taken
_DONE = {State.NEW: 0, State.DISPATCHED: 0, State.ACCEPTED: 1, State.ARRIVED: 2, State.RESOLVED: 3}
_SHARES = (10, 10, 30, 40, 10)  # of the open states above
_MORE = ("水很大", "请快点来人", "已经流了一上午", "路上结冰了", "家里有老人", "门口积水", "邻居也没有水", "昨天开始的")
_WHERE = ("村东头", "村委会门口", "小学对面", "卫生室旁边", "3 号楼 2 单元", "5 号楼 1 单元 301", "北门外", "路口西侧")
_CHASES = ("还没有人来", "催一下", "什么时候能修好", "水又大了")
_BLANK: Row = {c.name: None if c.default is None else c.default.arg for c in tickets.columns} | {
    "version": 1,
    "source": Source.DESK.value,
}


@dataclass(frozen=True, slots=True)
class Story:
    """One ticket with its calls and clocks; `place` are the words by which its place is found."""

    ticket: Row
    calls: list[Row]
    clocks: list[Row]
    place: str


class Teller:
    """Generates courses from the shipped defaults; the same ones for the same `random`."""

    def __init__(self, connection: Connection, random: Random, until: datetime, span: timedelta) -> None:
        self._random = random
        self._until = int(until.timestamp())
        self._since = self._until - int(span.total_seconds())
        self._book = read_rulebook(connection)
        self._faults = list(self._book.faults.values())
        self._places = connection.execute(select(places).order_by(places.c.id)).all()
        connection.execute(insert(crews), [{"name": f"演示{n}班", "on_duty": True} for n in range(1, CREWS + 1)])
        self._crews = connection.execute(select(crews.c.id).order_by(crews.c.id)).scalars().all()

    def ended(self, count: int) -> Iterator[Story]:
        """Yield finished tickets, in the order in which they were opened."""
        span = self._until - 2 * _DAY - self._since
        for n in range(count):
            yield self._ended(self._since + int((n + self._random.random()) * span / count))

    def open(self, count: int) -> Iterator[Story]:
        """Yield tickets opened in the last hour that are in work."""
        for n in range(count):
            yield self._open(self._until - _HOUR + n * _HOUR // count)

    def _ended(self, opened: int) -> Story:
        chance = self._random.random()
        if chance > 0.95:
            state, outcome = (State.CANCELLED, Outcome.CANCELLED) if chance < 0.98 else (State.MERGED, Outcome.MERGED)
            end = opened + self._random.randrange(_MINUTE, _HOUR)
            story = self._story(opened, state)
            story.ticket["ended_at"] = end
            story.clocks.append(_clock(story.ticket, Stage.ACCEPT, opened, end, outcome))
            return story
        story = self._story(opened, State.CLOSED)
        steps = [opened]
        for stage in MAIN_STAGES:
            steps.append(steps[-1] + 1 + int(self._random.expovariate(1 / _USUAL[stage])))
        _work(story, self._crew(), steps)
        story.ticket.update(version=7, ended_at=steps[-1] + _HOUR, callback="satisfied", resolution="已修复")
        return story

    def _open(self, opened: int) -> Story:
        state = self._random.choices(tuple(_DONE), _SHARES)[0]
        story, done = self._story(opened, state), _DONE[state]
        steps = [opened + n * (self._until - opened) // 4 for n in range(done + 1)]
        _work(story, None if state is State.NEW else self._crew(), steps)
        if done < len(MAIN_STAGES):
            story.clocks.append(self._running(story.ticket, MAIN_STAGES[done], steps[-1]))
        return story

    def _crew(self) -> int:
        return self._random.choice(self._crews)

    def _running(self, ticket: Row, stage: Stage, started: int) -> Row:
        row = _clock(ticket, stage, started, None, None)
        row["limit"] = self._random.randrange(3 * _HOUR, 48 * _HOUR)
        row["deadline"] = started + row["limit"]
        clock = start(stage, 1, datetime.fromtimestamp(started, UTC), row["limit"], None)
        rung = next_instant(self._book.ladder(stage, Priority(ticket["priority"])), clock, clock.started)
        row["next_rung"] = None if rung is None else int(rung.timestamp())
        return row

    def _story(self, opened: int, state: State) -> Story:
        random = self._random
        fault = self._faults[_choose(random, len(self._faults))]
        place = self._places[_choose(random, len(self._places))]
        number = random.randrange(200_000)
        landline = number % 10 == 0
        phone = f"0635{2_000_000 + number * 29}" if landline else f"13{number * 4_999 % 1_000_000_000:09}"
        words = "，".join((random.choice(fault.words.split()), random.choice(_MORE)))
        call = {
            "kind": CallKind.REPORT.value, "phone": phone, "phone_digits": phone, "caller": "演示来电人",
            "words": words, "address": f"{place.name}{random.choice(_WHERE)}", "household_no": "", "at": opened,
            "staff_id": 1,
        }  # fmt: skip
        told = [call]
        if random.random() < 0.2:
            later = opened + random.randrange(_MINUTE, _DAY)
            again = {"kind": CallKind.CHASE.value, "words": random.choice(_CHASES), "address": "", "at": later}
            told.append(call | again)
        ticket = _BLANK | {
            "state": state.value, "fault": fault.code, "priority": fault.priority.value, "zone": place.zone.value,
            "place_id": place.id, "address": call["address"], "phone": phone, "caller": call["caller"],
            "opened": opened, "calls": len(told), "chases": len(told) - 1,
        }  # fmt: skip
        return Story(ticket, told, [], f"{place.town} {place.name} {place.aliases}")


def _work(story: Story, crew: int | None, steps: list[int]) -> None:
    """Let a crew carry out as many stages as there are intervals between `steps`."""
    ticket = story.ticket
    ticket["crew_id"] = crew
    ticket["dispatched_at"] = None if crew is None else steps[0]
    for stage, (begun, ended) in zip(MAIN_STAGES, pairwise(steps), strict=False):
        story.clocks.append(_clock(ticket, stage, begun, ended, Outcome.DONE))
    if len(steps) > 2:
        ticket["departed_at"] = steps[1]
    if len(steps) > 3:
        ticket["resolved_at"] = steps[3]


def _clock(ticket: Row, stage: Stage, started: int, stopped: int | None, outcome: Outcome | None) -> Row:
    limit = _LIMITS[stage]
    return {
        "stage": stage.value, "round": 1, "started": started, "limit": limit, "limit_id": None, "extended": 0,
        "term": 0, "held": 0, "held_since": None, "stopped": stopped, "outcome": outcome and outcome.value,
        "deadline": started + limit, "next_rung": None, "priority": ticket["priority"], "crew_id": ticket["crew_id"],
    }  # fmt: skip


def _choose(random: Random, count: int) -> int:
    """Return an index below `count`, small ones far likelier, as some towns and faults are commoner."""
    return random.choices(range(count), cum_weights=_weights(count))[0]


@cache
def _weights(count: int) -> list[float]:
    total, summed = 0.0, []
    for n in range(count):
        total += 1 / (n + 3)
        summed.append(total)
    return summed
