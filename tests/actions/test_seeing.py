"""A row that somebody else has changed since it was seen is not overwritten."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pytest

from tests.desk_fixtures import Hand
from tickets.actions import people, rulemaking
from tickets.actions.command import Command
from tickets.errors import Conflict
from tickets.rules.words import FaultGroup, Priority, Role, Zone
from tickets.store.queries.lookups import list_limits

pytestmark = pytest.mark.on_both


@dataclass(frozen=True)
class Case:
    """How one kind of row is created, and changed by somebody who saw it in some state."""

    make: Callable[[Hand], Any]
    change: Callable[[Any, str, Any], Command[Any]]  # key, new text, seen
    seen: Callable[[str], Any] = lambda text: {"phone": text}


CASES = {
    "staff": Case(
        lambda hand: hand.do(people.save_staff(None, "张三", frozenset({Role.OPERATOR}), "1")),
        lambda key, text, seen: people.save_staff(key, "张三", frozenset({Role.OPERATOR}), text, seen=seen),
    ),
    "crew": Case(
        lambda hand: hand.do(people.save_crew(None, "三班", "1")),
        lambda key, text, seen: people.save_crew(key, "三班", text, seen=seen),
    ),
    "member": Case(
        lambda hand: hand.do(people.save_member(None, hand.crew(), "张三", "1")),
        lambda key, text, seen: people.save_member(key, 1, "张三", text, seen=seen),
    ),
    "place": Case(
        lambda hand: hand.do(rulemaking.save_place(None, "新村", "镇", Zone.URBAN, "1")),
        lambda key, text, seen: rulemaking.save_place(key, "新村", "镇", Zone.URBAN, text, seen=seen),
        lambda text: {"kind": text},
    ),
    "fault": Case(
        lambda hand: hand.do(rulemaking.save_fault("new", "新的", FaultGroup.OTHER, Priority.P3, words="1")),
        lambda key, text, seen: rulemaking.save_fault(
            key, "新的", FaultGroup.OTHER, Priority.P3, words=text, seen=seen
        ),
        lambda text: {"words": text},
    ),
    "setting": Case(
        lambda hand: hand.do(rulemaking.save_setting("motto", "1")) or "motto",
        lambda key, text, seen: rulemaking.save_setting(key, text, seen=seen),
        lambda text: text,
    ),
}


@pytest.mark.parametrize("case", CASES.values(), ids=CASES)
def test_a_change_based_on_an_outdated_row_names_who_changed_it_first(hand: Hand, case: Case) -> None:
    key = case.make(hand)
    hand.do(case.change(key, "2", case.seen("1")))
    conflict = hand.conflict(case.change(key, "3", case.seen("1")))
    assert "值班员（1 号席）" in conflict.theirs
    assert conflict.theirs in conflict.sentence
    hand.do(case.change(key, "3", case.seen("2")))
    hand.do(case.change(key, "4", None))


def test_an_outdated_version_of_a_limit_or_rung_cannot_be_replaced(hand: Hand) -> None:
    line = hand.desk.read(list_limits)[0]
    draft = rulemaking.LimitDraft(line.stage, 111, line.fault, line.priority, line.zone)
    hand.do(rulemaking.save_limit(line.rule, draft, seen=line.version))
    for command in (
        rulemaking.save_limit(line.rule, draft, seen=line.version),
        rulemaking.retire_limit(line.rule, seen=line.version),
    ):
        assert "编辑时限" in hand.conflict(command).theirs
    hand.do(rulemaking.save_limit(line.rule, draft, seen=line.version + 1))


def test_a_new_fault_does_not_take_the_place_of_an_old_one(hand: Hand) -> None:
    command = rulemaking.save_fault("burst_main", "另一种", FaultGroup.OTHER, Priority.P3, new=True)
    assert "换一个代码" in hand.refused(command)


def test_an_outdated_row_without_a_recorded_change_is_still_a_conflict(hand: Hand) -> None:
    key = hand.crew()
    with pytest.raises(Conflict) as caught:
        hand.execute(people.save_crew(key, "一班", "2", seen={"phone": "never so"}))
    assert "刚被改过" in caught.value.sentence
