"""Triage: the caller's answers raise the priority a fault has by default. They never lower it.

| answer | raises to |
|---|---|
| people in danger, traffic blocked, 50 households or more | P1 |
| water over the road, 10 households or more | P2 |
| hospital, school, dialysis or heating station | one step above the fault's default |

The most urgent of these and the default is used.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from tickets.rules.words import Priority

MANY_HOUSEHOLDS = 50
SOME_HOUSEHOLDS = 10
_STEP_UP = {
    Priority.P1: Priority.P1,
    Priority.P2: Priority.P1,
    Priority.P3: Priority.P2,
    Priority.P4: Priority.P3,
}


@dataclass(frozen=True, slots=True)
class Answers:
    """The caller's answers; False and None stand for "no" and "not asked" alike."""

    water_over_road: bool = False
    traffic_blocked: bool = False
    households: int | None = None
    sensitive_user: bool = False
    danger_to_people: bool = False


# The questions answered by yes or no, in the order in which they are asked: the field, and the label of a "yes".
YES_OR_NO: Mapping[str, str] = {
    "water_over_road": "路面过水",
    "traffic_blocked": "交通受阻",
    "sensitive_user": "医院学校等",
    "danger_to_people": "有人危险",
}


@dataclass(frozen=True, slots=True)
class Raise:
    """The priority after triage, and a Chinese sentence for each answer that raises it."""

    priority: Priority
    reasons: tuple[str, ...]


def said_yes(of: Any) -> tuple[str, ...]:
    """Return the labels of the questions answered with yes, of anything with the fields of Answers."""
    return tuple(label for name, label in YES_OR_NO.items() if getattr(of, name))


def in_words(of: Any) -> tuple[str, ...]:
    """Return every answer but "no" in words, the number of households included."""
    return *said_yes(of), *((f"影响 {of.households} 户",) if of.households else ())


def together(before: Any, later: Any) -> Answers:
    """Return the answers of `before` and of a later call about the same fault, both with the fields of Answers.

    A "yes" and the larger number of households count.
    """
    flags = {name: getattr(before, name) or getattr(later, name) for name in YES_OR_NO}
    return Answers(**flags, households=max(before.households or 0, later.households or 0) or before.households)


def triage(default: Priority, answers: Answers) -> Raise:
    """Return the priority for a fault whose default is `default`, never a less urgent one."""
    raised = [(to, why) for to, why in _demands(default, answers) if to < default]
    priority = min((to for to, _ in raised), default=default)
    return Raise(priority, tuple(f"{why}，按{to.label}处理" for to, why in raised))


def _demands(default: Priority, answers: Answers) -> Iterator[tuple[Priority, str]]:
    """Yield the priority that each answer demands. "P1" < "P2": the smaller word is more urgent."""
    if answers.danger_to_people:
        yield Priority.P1, "有人身安全危险"
    if answers.traffic_blocked:
        yield Priority.P1, "交通受阻"
    if answers.water_over_road:
        yield Priority.P2, "路面过水"
    households = answers.households or 0
    if households >= MANY_HOUSEHOLDS:
        yield Priority.P1, f"影响 {households} 户（{MANY_HOUSEHOLDS} 户及以上）"
    elif households >= SOME_HOUSEHOLDS:
        yield Priority.P2, f"影响 {households} 户（{SOME_HOUSEHOLDS} 户及以上）"
    if answers.sensitive_user:
        yield _STEP_UP[default], "涉及医院、学校、透析或供热等敏感用户"
