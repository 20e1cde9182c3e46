"""Generates the events of a drill in advance. The same seed gives the same scenario."""

from bisect import bisect
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import accumulate
from random import Random

from tickets.drill import voices
from tickets.drill.courses import HOUR, MINUTE, DrillStep, course, duplicate_course
from tickets.rules.instants import local_hour, plus
from tickets.rules.triage import Answers, triage
from tickets.rules.words import CallKind, Priority
from tickets.store.queries.lookups import Place
from tickets.store.rows import Fault

START = datetime(2026, 1, 22, 22, 0, tzinfo=UTC)  # 06:00 in Dong'e on a frosty morning
_REMEMBERED = 4 * HOUR  # how long people go on calling about the same incident
# Calls by local hour: frost damage is found in the morning, and again when people come home.
_BY_HOUR = (2, 1, 1, 1, 2, 4, 9, 14, 15, 12, 9, 8, 7, 6, 6, 6, 7, 9, 10, 8, 6, 5, 4, 3)
_BY_FAULT = {
    "burst_main": 8, "visible_leak": 13, "no_water": 15, "low_pressure": 8, "meter_frost_burst": 17, "frozen_pipe": 12,
    "frozen_riser": 5, "road_ice": 3, "hidden_leak": 3, "cloudy_water": 3, "behind_meter": 4, "meter_stopped": 3,
    "meter_leak": 4,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class SimulatedCall:
    """One call, made `at`, entered `late` seconds after. `incident` is the number of its incident, if any."""

    at: datetime
    late: int
    kind: CallKind
    incident: int | None
    phone: str
    words: str
    address: str


@dataclass(frozen=True, slots=True)
class Incident:
    """Something broken. `appointment` is in seconds after the call; `same_as` is the number of the same fault."""

    fault: Fault
    place: Place
    answers: Answers
    dn: int | None
    appointment: int | None
    same_as: int | None
    course: tuple[DrillStep, ...]


@dataclass(frozen=True, slots=True)
class Scenario:
    """All calls and steps, from `start` on for `hours`."""

    start: datetime
    hours: float
    calls: tuple[SimulatedCall, ...]
    incidents: tuple[Incident, ...]


def write_scenario(hours: float, calls: int, seed: int, faults: Sequence[Fault], places: Sequence[Place]) -> Scenario:
    """Return a scenario of exactly `calls` calls."""
    author = _Author(Random(f"scenario {seed}"), faults, places)
    for at in _arrivals(author.rng, hours, calls):
        author.call(at)
    return Scenario(START, hours, tuple(author.calls), tuple(author.incidents))


def _arrivals(rng: Random, hours: float, calls: int) -> list[datetime]:
    """Return the instants of the calls, distributed by the load of each hour."""
    minutes = max(1, int(hours * 60))
    weights = [_BY_HOUR[local_hour(plus(START, minute * MINUTE))] for minute in range(minutes)]
    sums = list(accumulate(weights))
    chosen = (bisect(sums, rng.random() * sums[-1]) for _ in range(calls))
    return sorted(plus(START, minute * MINUTE + rng.randrange(MINUTE)) for minute in chosen)


class _Author:
    """Generates calls in order; later ones may be about earlier incidents."""

    def __init__(self, rng: Random, faults: Sequence[Fault], places: Sequence[Place]) -> None:
        self.rng = rng
        self.calls: list[SimulatedCall] = []
        self.incidents: list[Incident] = []
        self._reported: list[datetime] = []
        self._faults = list(faults)
        self._places = list(places)

    def call(self, at: datetime) -> None:
        known = [n for n, reported in enumerate(self._reported) if plus(reported, _REMEMBERED) > at]
        roll = self.rng.random()
        if not known or roll < 0.42:
            self._report(at, known)
        elif roll < 0.62:
            self._further(at, CallKind.REPORT, self._popular(known))
        elif roll < 0.80:
            self._further(at, CallKind.CHASE, self.rng.choice(known))
        else:
            self._other(at)

    def _report(self, at: datetime, known: list[int]) -> None:
        rng = self.rng
        same_as = self._popular(known) if known and rng.random() < 0.07 else None
        incident = self._incident() if same_as is None else self._again(same_as)
        self.incidents.append(incident)
        self._reported.append(at)
        self._further(at, CallKind.REPORT, len(self.incidents) - 1)

    def _incident(self) -> Incident:
        rng = self.rng
        fault = rng.choices(self._faults, weights=[_BY_FAULT.get(one.code, 1) for one in self._faults])[0]
        scheduled = fault.priority is Priority.P4
        answers = Answers() if scheduled else self._answers()
        appointment = rng.randrange(4 * HOUR, 26 * HOUR) if scheduled else None
        dn = rng.choice((50, 100, 300, 600)) if rng.random() < 0.15 else None
        priority = triage(fault.priority, answers).priority
        steps = course(rng, fault, priority, appointment)
        return Incident(fault, rng.choice(self._places), answers, dn, appointment, None, steps)

    def _again(self, number: int) -> Incident:
        first = self.incidents[number]
        return Incident(first.fault, first.place, Answers(), None, None, number, duplicate_course(self.rng))

    def _answers(self) -> Answers:
        rng = self.rng
        households = rng.choice((None, None, None, 1, 5, 12, 60))
        return Answers(
            water_over_road=rng.random() < 0.1,
            traffic_blocked=rng.random() < 0.03,
            households=households,
            sensitive_user=rng.random() < 0.04,
            danger_to_people=rng.random() < 0.02,
        )

    def _popular(self, known: list[int]) -> int:
        """Return one of these incidents; a burst is reported by more people than a dripping meter."""
        return self.rng.choices(known, weights=[9 if self.incidents[n].fault.isolate else 2 for n in known])[0]

    def _further(self, at: datetime, kind: CallKind, number: int) -> None:
        rng, incident = self.rng, self.incidents[number]
        place = incident.place.name
        words = voices.report_words(rng, place, incident.fault.words)
        if kind is CallKind.CHASE:
            words = voices.chase_words(rng)
        self._write(at, kind, number, words, f"{place}{rng.randrange(1, 30)} 号附近" if rng.random() < 0.7 else "")

    def _other(self, at: datetime) -> None:
        if self.rng.random() < 0.85:
            self._write(at, CallKind.ENQUIRY, None, self.rng.choice(voices.ASKING), "")
        else:
            self._write(at, CallKind.COMPLAINT, None, self.rng.choice(voices.COMPLAINING), "")

    def _write(self, at: datetime, kind: CallKind, number: int | None, words: str, address: str) -> None:
        late = self.rng.randrange(MINUTE, 15 * MINUTE) if self.rng.random() < 0.04 else 0
        self.calls.append(SimulatedCall(at, late, kind, number, voices.phone_number(self.rng), words, address))
