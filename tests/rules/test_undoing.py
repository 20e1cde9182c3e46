"""Which step may be taken back, and by whom: each refusal is one sentence."""

from datetime import UTC, datetime

import pytest

from tests.desk_fixtures import proper_sentence
from tickets.rules.instants import plus
from tickets.rules.undoing import UNDO_EDIT, PastStep, standing, why_never_undone, why_no_undo, why_no_undo_of_edit
from tickets.rules.words import Role

NOW = datetime(2026, 1, 20, 2, 0, tzinfo=UTC)
DISPATCHER, SUPERVISOR = frozenset({Role.DISPATCHER}), frozenset({Role.SUPERVISOR})


def step(action: str, by: int | None = 1, since: int = 0) -> PastStep:
    """Return a step taken just now, or some seconds ago."""
    return PastStep(action, plus(NOW, -since), by, "值班员")


@pytest.mark.parametrize(
    ("journal", "stand"),
    [
        ("log dispatch", "log dispatch"),
        ("log dispatch undo", "log"),
        ("log dispatch accept undo undo", "log"),
        ("log dispatch accept undo acknowledge undo hold", "log hold"),
        ("log dispatch acknowledge undo accept undo undo", ""),
        ("log undo undo", ""),
    ],
)
def test_each_undo_cancels_the_newest_entry_that_is_left(journal: str, stand: str) -> None:
    assert list(standing(reversed(journal.split()), str))[::-1] == stand.split()


@pytest.mark.parametrize(
    ("past", "me", "roles", "part"),
    [
        (None, 1, DISPATCHER, "还没有可以撤销的步骤"),
        (step("log_call"), 1, DISPATCHER, "作废或并单"),
        (step("decide", by=2), 1, SUPERVISOR, "只有作决定的值班长能撤销"),
        (step("decide"), 1, SUPERVISOR, None),
        (step("decide"), 1, DISPATCHER, "值班长才能撤销"),
        (step("import"), 1, SUPERVISOR, "备注"),
        (step("dispatch", by=2), 1, DISPATCHER, "只有本人或值班长"),
        (step("dispatch", by=None), None, DISPATCHER, "只有本人或值班长"),
        (step("extend"), 1, DISPATCHER, "值班长才能撤销"),
        (step("dispatch"), 1, DISPATCHER, None),
        (step("dispatch", by=2), 1, SUPERVISOR, None),
        (step("dispatch", since=601), 1, DISPATCHER, "请办退单或转派"),
        (step("dispatch", by=2, since=601), 1, SUPERVISOR, None),
        (step("resolve", since=600), 1, DISPATCHER, None),
        (step("resolve", since=601), 1, SUPERVISOR, "请办返工"),
        (step("resolve", by=2, since=601), 1, SUPERVISOR, None),
        (step("chase", since=601), 1, DISPATCHER, "另一位值班长"),
        (step("note", since=601), 1, DISPATCHER, None),
    ],
)
def test_a_step_is_taken_back_by_its_author_or_a_supervisor(
    past: PastStep | None, me: int | None, roles: frozenset[Role], part: str | None
) -> None:
    sentence = why_no_undo(past, me, roles, NOW)
    assert (sentence is None) == (part is None)
    assert part is None or part in proper_sentence(str(sentence))


@pytest.mark.parametrize(
    ("action", "part"),
    [("log_call", "作废或并单"), ("log_other_call", "再登记一通"), ("set_duty", "直接改回去"), ("import", "备注")],
)
def test_what_is_never_taken_back_comes_with_what_to_do_instead(action: str, part: str) -> None:
    assert part in proper_sentence(why_never_undone(action))


def test_a_merge_is_not_taken_back_after_a_step_of_the_other_ticket() -> None:
    assert "另一张工单" in proper_sentence(str(why_no_undo(step("merge"), 1, DISPATCHER, NOW, step("accept"))))


@pytest.mark.parametrize(
    ("past", "roles", "later", "part"),
    [
        (None, SUPERVISOR, None, "太久"),
        (step("set_duty"), SUPERVISOR, None, "不能撤销"),
        (step("save_limit"), SUPERVISOR, step(UNDO_EDIT), "已经撤销"),
        (step("save_limit"), SUPERVISOR, step("save_limit"), "又有修改"),
        (step("save_limit"), DISPATCHER, None, "才能撤销"),
        (step("save_limit"), SUPERVISOR, None, None),
        (step("save_limit", by=2), SUPERVISOR, None, None),
        (step("save_staff", by=2), SUPERVISOR, None, "只有本人"),
        (step("save_staff", by=2), frozenset({Role.ADMINISTRATOR}), None, None),
    ],
)
def test_an_edit_is_taken_back_while_nobody_has_edited_the_list_since(
    past: PastStep | None, roles: frozenset[Role], later: PastStep | None, part: str | None
) -> None:
    sentence = why_no_undo_of_edit(past, 1, roles, NOW, later)
    assert (sentence is None) == (part is None)
    assert part is None or part in proper_sentence(str(sentence))
