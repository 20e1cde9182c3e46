"""What is said of an alert depends on what its clock belongs to."""

from dataclasses import replace
from datetime import timedelta

import pytest

from tests.desk_fixtures import START, Hand, HandClock
from tests.subjects import make_up_kind
from tests.ui.alerts.test_pending import ALERT, DUE, SECOND, alert
from tickets.rules.words import AlertOutcome, Channel, Outcome, RungKind, State
from tickets.store.queries.alert_history import AlertEntry, alert_history
from tickets.store.queries.alert_panel import PanelAlert, alert_panel
from ui.alerts.history_columns import history_columns, story
from ui.alerts.wording import facts, headline, trouble, trouble_line


def test_an_alert_headline_has_fault_place_and_crew_of_a_ticket_but_only_the_name_of_another_kind(
    hand: Hand, clock: HandClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    key = hand.log("burst_main")
    began = clock()
    clock.advance(minutes=12)
    hand.desk.sweep()
    alert = hand.desk.read(alert_panel).alerts[0]
    number = hand.ticket(key).number
    assert headline(alert, clock()) == f"{number} 受理超时 2 分 · 爆管 · 地点不详 · 未派单"
    patrol = of_another_kind(alert, monkeypatch)
    assert headline(patrol, clock()) == "巡查 7 受理超时 2 分"
    entry = replace(hand.desk.read(alert_history, hand.who.roles, began)[0], alert=patrol)
    assert not any(word in story(entry, clock()) for word in ("爆管", "未派单", "不详"))
    shown = {column.key: column.text(entry, clock()) for column in history_columns()}
    assert (shown["number"], shown["place"], shown["fault"]) == ("巡查 7", "", "")


def of_another_kind(alert: PanelAlert, monkeypatch: pytest.MonkeyPatch) -> PanelAlert:
    """Return an alert as it is read for a subject that is no ticket."""
    kind = make_up_kind(monkeypatch, "patrol", "巡查")
    return replace(
        alert,
        subject_kind=kind,
        subject_id=7,
        name="巡查 7",
        state=None,
        fault_name="",
        place=None,
        address="",
        reason="",
    )


NOW = DUE + timedelta(minutes=5)


@pytest.mark.parametrize(
    ("found", "words"),
    [
        (alert(), "受理超时 5 分"),
        (alert(undone=True, current=False), "受理曾超时，步骤已撤销"),
        (alert(undone=True, clock_outcome=Outcome.UNDONE), "受理曾超时，步骤已撤销"),
        (alert(kind=RungKind.ESCALATION), "升级：受理超时 5 分"),
        (alert(kind=RungKind.ESCALATION, current=False), "受理超时 5 分"),
        (alert(kind=RungKind.WARNING, deadline=NOW + timedelta(minutes=2)), "受理临期，剩 2 分"),
        (alert(held_since=DUE + timedelta(minutes=1)), "受理超时 1 分，已挂起"),
        (alert(held_since=START), "受理曾超时，已挂起"),
        (alert(held_since=START, held_until=NOW + SECOND), "受理曾超时，挂起待核准"),
        (alert(held_since=START, held_until=NOW + SECOND, granted=True), "受理曾超时，已挂起"),
        (alert(held_since=START, held_until=NOW), "受理超时 5 分，挂起待核准"),
        (alert(held_since=START, held_until=NOW, refused=True), "受理超时 5 分，挂起未核准"),
        (alert(held_since=DUE, held_until=DUE + SECOND, granted=True), "受理超时 4 分，挂起已到期"),
        (alert(held_since=START, held_until=NOW, clock_outcome=Outcome.DONE), "受理曾超时，现已结束"),
        (alert(deadline=NOW + timedelta(minutes=2)), "受理时限已改 · 新的到期 今天 10:17"),
        (alert(deadline=NOW + timedelta(minutes=2), held=60), "受理挂起后顺延 · 新的到期 今天 10:17"),
        (alert(deadline=NOW + timedelta(minutes=2), held=60, current=False), "受理时限已改 · 新的到期 今天 10:17"),
        (alert(deadline=NOW + timedelta(minutes=2), held=60, extended=60), "受理已延期 · 新的到期 今天 10:17"),
        (alert(clock_outcome=Outcome.DONE), "受理曾超时，现已结束"),
        (alert(clock_outcome=Outcome.RETURNED), "受理曾超时，现已退单"),
    ],
)
def test_an_alert_says_what_has_become_of_its_clock(found: PanelAlert, words: str) -> None:
    assert trouble(found, NOW) == words
    assert trouble(found, NOW, stage="") == words.replace("受理", "")
    assert trouble_line(found, NOW) == f"20260120-0001 {words}"


def test_the_place_of_an_alert_is_its_name_or_the_address_or_unknown() -> None:
    for found, where in ((alert(), "文化街"), (alert(place=None), "北头"), (alert(place="", address=""), "地点不详")):
        assert facts(found).where == where


@pytest.mark.parametrize(
    ("state", "departed", "words"),
    [
        (State.DISPATCHED, False, "一班"), (State.ACCEPTED, False, "一班"), (State.ACCEPTED, True, "一班在途"),
        (State.ARRIVED, True, "一班在场"), (State.RESOLVED, True, "一班"), (State.DISPATCHED, True, "一班"),
    ],
)  # fmt: skip
def test_the_crew_of_an_alert_is_named_with_where_it_is(state: State, departed: bool, words: str) -> None:
    assert facts(alert(crew="一班", state=state, departed=departed)).who == words
    assert facts(alert(state=state, departed=departed)).who == "未派单"


ENTRY = AlertEntry(1, ALERT, AlertOutcome.SENT, None, None, None, None, ())
UNSENT = next(outcome for outcome in AlertOutcome if outcome is not AlertOutcome.SENT)


def cells(entry: AlertEntry) -> dict[str, str]:
    return {column.key: column.text(entry, NOW) for column in history_columns()}


def test_the_row_of_an_alert_says_whether_it_is_acknowledged_and_by_whom() -> None:
    for entry, state, seen in (
        (ENTRY, "未确认", ""),
        (replace(ENTRY, seen_at=NOW, seen_by="李四"), "已确认", "今天 10:15 李四"),
        (replace(ENTRY, seen_at=NOW), "已确认", "今天 10:15"),
        (replace(ENTRY, outcome=UNSENT), UNSENT.label, ""),
        (replace(ENTRY, outcome=UNSENT, seen_at=NOW), UNSENT.label, "今天 10:15"),
    ):
        assert (cells(entry)["state"], cells(entry)["seen"]) == (state, seen)


def test_the_row_of_an_alert_gives_the_reason_only_of_one_that_was_sent() -> None:
    because = replace(ENTRY, alert=alert(reason="无人在班"))
    assert cells(ENTRY)["to"] == "调度员"
    assert cells(because)["to"] == "调度员（无人在班）"
    assert cells(replace(because, outcome=UNSENT))["to"] == "调度员"


def test_the_row_of_an_alert_says_how_its_stage_ended() -> None:
    for stopped, outcome, words in (
        (DUE, Outcome.DONE, "今天 10:10 完成，按时"),
        (DUE + timedelta(seconds=1), Outcome.DONE, "今天 10:10 完成，晚 1 秒"),
        (DUE + timedelta(minutes=3), Outcome.RETURNED, "今天 10:13 退单"),
        (None, None, "超时 5 分"),
        (None, Outcome.DONE, "曾超时，现已结束"),
        (DUE, None, "超时 5 分"),
    ):
        entry = replace(ENTRY, stopped=stopped, alert=alert(clock_outcome=outcome))
        assert cells(entry)["became"] == words
    done = replace(ENTRY, stopped=DUE, alert=alert(clock_outcome=Outcome.DONE), counted=DUE + timedelta(minutes=4))
    assert cells(done)["became"] == "今天 10:10 完成，晚 4 分", "entered late, and nobody has consented"


def test_the_columns_copy_stretch_and_explain_as_they_should() -> None:
    columns = {column.key: column for column in history_columns()}
    assert [key for key, column in columns.items() if column.copies] == ["number"]
    assert [key for key, column in columns.items() if column.stretch] == ["place"]
    because = replace(ENTRY, alert=alert(reason="无人在班"))
    tips = {key: column.tooltip(because, NOW) for key, column in columns.items() if column.tooltip}
    assert tips == {
        "state": "无人在班", "became": "超时 5 分", "place": "文化街", "fault": "爆管", "to": "无人在班",
        "raised": "2026-01-20 10:10:00 周二", "seen": "",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("entry", "words"),
    [
        (ENTRY, "受理超时，10:10:00 到点 · 10:10:00 发给调度员 · 还没有座席显示过 · 现在：超时 5 分 · 文化街 · 未派单"),
        (
            replace(ENTRY, delivered=((Channel.SCREEN, NOW),)),
            "受理超时，10:10:00 到点 · 10:10:00 发给调度员 · 10:15:00 屏幕上显示 · 现在：超时 5 分 · 文化街 · 未派单",
        ),
        (
            replace(ENTRY, digest_id=1, seen_at=NOW, delivered=((Channel.SCREEN, NOW),)),
            "受理超时，10:10:00 到点 · 10:10:00 发给调度员 · 事后汇总补发 · 10:15:00 屏幕上显示 · 10:15:00 有人确认"
            " · 现在：超时 5 分 · 文化街 · 未派单",
        ),
        (
            replace(ENTRY, outcome=UNSENT, alert=alert(reason="挂起", due=DUE - timedelta(days=1))),
            f"受理超时，01-19 10:10:00 到点 · 10:10:00 {UNSENT.label}：挂起 · 现在：超时 5 分 · 文化街 · 未派单",
        ),
        (
            replace(ENTRY, seen_at=NOW, seen_by="李四"),
            "受理超时，10:10:00 到点 · 10:10:00 发给调度员 · 10:15:00 李四确认 · 现在：超时 5 分 · 文化街 · 未派单",
        ),
    ],
)
def test_the_history_of_an_alert_is_told_in_one_line(entry: AlertEntry, words: str) -> None:
    assert story(entry, NOW) == words
