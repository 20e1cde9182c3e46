"""What is said of an alert depends on what its clock belongs to."""

from dataclasses import replace

import pytest

from tests.desk_fixtures import Hand, HandClock
from tests.subjects import make_up_kind
from tickets.store.queries.alert_history import alert_history
from tickets.store.queries.alert_panel import PanelAlert, alert_panel
from ui.alerts.history_columns import history_columns, story
from ui.alerts.wording import headline


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
