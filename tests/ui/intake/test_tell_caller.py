"""What the caller is told: advice, outages, promises."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from tests.desk_fixtures import Hand
from tests.ui.intake.conftest import ALT, Operator
from tickets.actions.outages import announce_outage, end_outage
from tickets.actions.rulemaking import LimitDraft, save_limit
from tickets.rules.limits import Limit, Rating
from tickets.rules.stages import TICKET_STAGES
from tickets.rules.words import FaultGroup, Priority, Stage, Zone
from tickets.store.queries.lookups import Outage, Place, list_limits
from tickets.store.rows import Fault
from tickets.store.tables import calls
from ui.intake.tell_caller import TellCaller, answering, covering, outage_line, promised, within

NOW = datetime(2026, 1, 20, 2, 0, tzinfo=UTC)
BURST = Fault("burst_main", "爆管", FaultGroup.MAIN, Priority.P1, True, False, "", "", 0, True)
LIMITS = [Limit(n, stage, 1800 * n) for n, stage in enumerate(TICKET_STAGES, start=1)]
RATING = Rating("burst_main", Priority.P1, Zone.URBAN, None, None)
PLACE = Place(7, "南湖社区", "铜城街道", Zone.URBAN, "community", "南湖|南湖小区", "", "", True)


def outage(area: str, place_id: int | None = None) -> Outage:
    return Outage(1, area, place_id, None, None, "", False, NOW, None, None)


def told_of(rating: Rating, limits: list[Limit] = LIMITS, *, isolates: bool = True) -> list[str]:
    """Return the promises of a rating that nobody has to consent to."""
    said, waits = promised(rating, rating, limits, NOW, isolates=isolates)
    assert not waits
    return said


def test_promises_follow_the_stages_and_isolation_is_for_bursts_alone() -> None:
    promises = told_of(RATING)
    assert promises == ["受理 30 分钟内", "到场 1 小时内", "止水 2 小时内", "处置 1 小时 30 分钟内"]
    assert not any("止水" in words for words in told_of(RATING, isolates=False))


def test_an_appointment_is_the_promised_time() -> None:
    meant = replace(RATING, priority=Priority.P4, appointment=NOW + timedelta(hours=23))
    assert "按约定 明天 09:00 到场" in told_of(meant)
    assert "到场 1 小时内" in told_of(replace(meant, appointment=None))
    assert "到场 1 小时内" in told_of(replace(meant, priority=Priority.P1))


def test_a_stage_without_a_limit_is_not_promised() -> None:
    assert told_of(RATING, LIMITS[1:2]) == ["到场 1 小时内"]


@pytest.mark.parametrize(
    ("seconds", "words"),
    [
        (600, "10 分钟内"),
        (3600, "1 小时内"),
        (5400, "1 小时 30 分钟内"),
        (86400, "24 小时内"),
        (61, "2 分钟内"),
        (3599, "1 小时内"),
    ],
)
def test_a_limit_in_words_is_rounded_up(seconds: int, words: str) -> None:
    assert within(seconds) == words


@pytest.mark.parametrize(
    ("announced", "place", "address", "covers"),
    [
        (outage("随便", 7), PLACE, "", True),
        (outage("南湖社区及周边"), PLACE, "", True),
        (outage("南湖小区北片"), PLACE, "", True),
        (outage("铜城街道"), PLACE, "", True),
        (outage("铜城街道官道驿社区"), PLACE, "", False),
        (outage("文化街"), None, "文化街北头", True),
        (outage("文化街"), None, "", False),
        (outage("新城"), PLACE, "", False),
        (outage("别处", 8), PLACE, "", False),
        (outage("南湖一带"), PLACE, "", True),
        (outage("湖边"), replace(PLACE, name="湖", aliases=""), "", False),
        (outage("文庄"), PLACE, "文庄东头", True),
        (outage("庄"), PLACE, "文庄东头", False),
        (outage("文庄东头"), None, "文庄", False),
    ],
)
def test_an_outage_covers_a_place_by_id_name_alias_or_whole_town(
    announced: Outage, place: Place | None, address: str, covers: bool
) -> None:
    assert covering([announced], place, address) == ([announced] if covers else [])


def test_an_outage_in_one_sentence() -> None:
    line = Outage(1, "南湖社区", None, None, 300, "主管抢修", True, NOW, NOW + timedelta(hours=3), None)
    assert outage_line(line, NOW) == "计划停水：南湖社区，今天 10:00 起，主管抢修，预计 今天 13:00 恢复"
    assert outage_line(outage("南湖社区"), NOW) == "停水：南湖社区，今天 10:00 起"


def test_the_card_shows_advice_limits_and_outages_as_they_become_known(operator: Operator, hand: Hand) -> None:
    advice = operator.desk._right.advice
    assert advice.words() == ""
    key = hand.do(announce_outage("南湖社区", "主管抢修", hand.desk.now(), hand.desk.now() + timedelta(hours=3)))
    operator.spread()
    assert advice.words() == "其他地方停水 1 处：南湖社区"
    operator.type_in(operator.form.place, "nhsq")
    operator.press(Qt.Key.Key_Return)
    operator.type_in(operator.form.fault, "爆管")
    operator.press(Qt.Key.Key_Return)
    words = advice.words()
    assert words.startswith("停水：南湖社区，今天 10:00 起，主管抢修")
    assert "不要自行关闭路上的阀门" in words
    assert "到场 30 分钟内" in words
    hand.do(end_outage(key))
    operator.spread()
    assert "停水：" not in advice.words()


def test_an_overdue_outage_says_that_it_is_and_what_is_planned_comes_last(operator: Operator, qtbot: QtBot) -> None:
    card = TellCaller(operator.desk)
    qtbot.addWidget(card)
    late = replace(outage("南湖社区"), since=NOW - timedelta(hours=3), expected=NOW - timedelta(hours=1))
    planned = replace(outage("南湖社区"), planned=True, since=NOW + timedelta(hours=3))
    card.show_advice([planned, late], [], [], False, BURST, NOW)
    first, second = card._outages.text().splitlines()
    assert first == "停水：南湖社区，今天 07:00 起，预计 今天 09:00 恢复，超过预计还没恢复"
    assert second.startswith("计划停水")
    assert card.words().startswith(first)
    assert (answering([planned, late], NOW), answering([planned], NOW)) == (late, None)


def test_one_key_records_a_call_as_answered_by_the_outage_and_empties_the_form(operator: Operator, hand: Hand) -> None:
    desk, form = operator.desk, operator.form
    key = hand.do(announce_outage("南湖社区", "主管抢修", hand.desk.now()))
    operator.spread()
    operator.type_in(form.phone.field, "13800000001", Qt.Key.Key_Return)
    operator.type("没水")
    answer = desk._right.advice.answer
    assert not answer.isVisible()
    operator.press(Qt.Key.Key_W, with_=ALT)
    assert hand.rows(calls) == []
    operator.type_in(form.place, "nhsq", Qt.Key.Key_Return)
    assert answer.isVisible()
    operator.press_and_wait(Qt.Key.Key_W, with_=ALT)
    [call] = hand.rows(calls)
    assert (call.outage_id, call.ticket_id, call.phone_digits) == (key, None, "13800000001")
    assert "地点 南湖社区" in call.words
    assert form.filled().blank
    assert "没有开单" in operator.bar.notice.sentence
    operator.type_in(form.phone.field, "13800000001", Qt.Key.Key_Return)
    operator.settle()
    [line] = desk._right.caller.list.lines
    assert line.below[-1] == "停水：南湖社区"


def test_a_rural_place_gets_rural_limits_and_edits_count_at_once(operator: Operator, hand: Hand) -> None:
    operator.type_in(operator.form.fault, "爆管")
    operator.press(Qt.Key.Key_Return)
    assert "到场 30 分钟内" in operator.desk._right.advice.words()
    operator.go(operator.form.zone)
    operator.press(Qt.Key.Key_Down, Qt.Key.Key_Down)
    assert "到场 30 分钟内" in operator.desk._right.advice.words(), "a zone that is set by hand waits for consent"
    operator.type_in(operator.form.place, "刘集镇", Qt.Key.Key_Return)
    assert "到场 1 小时内" in operator.desk._right.advice.words()
    rule = next(
        line for line in operator.session.service.read(list_limits)
        if (line.stage, line.priority, line.zone) == (Stage.ARRIVE, Priority.P1, Zone.RURAL)
    )  # fmt: skip
    draft = LimitDraft(Stage.ARRIVE, 2700, priority=Priority.P1, zone=Zone.RURAL)
    hand.do(save_limit(rule.rule, draft))
    operator.spread()
    assert "到场 45 分钟内" in operator.desk._right.advice.words()


def test_three_outages_at_most_are_told_and_those_elsewhere_only_if_none_is_here(
    operator: Operator, qtbot: QtBot
) -> None:
    card = TellCaller(operator.desk)
    qtbot.addWidget(card)
    card.show()
    areas = [outage(area) for area in ("一村", "二村", "三村", "四村")]

    def told(here: int, elsewhere: int, fault: Fault | None = None) -> list[str]:
        card.show_advice(areas[:here], areas[:elsewhere], [], False, fault, NOW)
        return card.words().splitlines()

    assert told(0, 0) == []
    assert told(0, 4) == ["其他地方停水 4 处：一村、二村、三村"]
    assert told(1, 1) == ["停水：一村，今天 10:00 起"]
    assert [line[3:5] for line in told(4, 0)] == ["一村", "二村", "三村"]
    assert card._hint.isVisible()
    assert told(0, 0, replace(BURST, advice="关好总阀。")) == ["关好总阀。"]
    assert not card._hint.isVisible()
    card.show_advice([], [], ["受理 10 分钟内", "到场 30 分钟内"], False, BURST, NOW)
    assert card.words() == "时限：受理 10 分钟内，到场 30 分钟内"
    told_labels = (card._outages, card._advice, card._promised)
    assert all(label.wordWrap() for label in (*told_labels, card._hint)), "long sentences are read without a tool tip"
    selectable = Qt.TextInteractionFlag.TextSelectableByMouse
    assert all(label.textInteractionFlags() & selectable for label in told_labels)


def test_limits_follow_the_pipe_and_an_appointment_that_can_be_read(operator: Operator, hand: Hand) -> None:
    hand.do(save_limit(None, LimitDraft(Stage.ARRIVE, 600, dn_from=300)))
    operator.spread()
    advice = operator.desk._right.advice
    operator.type_in(operator.form.fault, "水表停走")
    operator.press(Qt.Key.Key_Return)
    operator.form.dn.setText("DN300")
    assert "到场 10 分钟内" in advice.words()
    operator.form.dn.setText("粗")
    assert "到场 10 分钟内" not in advice.words()
    operator.type_in(operator.form.triage.appointment, "明天上午")
    assert "按约定 明天 09:00 到场" in advice.words()
    operator.type("点")
    assert "按约定" not in advice.words()
    operator.form.fault.hold(None, "")
    operator.go(operator.form.triage.priority)
    operator.press(Qt.Key.Key_Down)
    assert "时限" not in advice.words(), "without a fault nothing is promised"


def test_the_stricter_limit_is_told_while_a_milder_priority_waits_for_consent(operator: Operator) -> None:
    operator.type_in(operator.form.fault, "明漏")
    operator.press(Qt.Key.Key_Return)
    advice, priority = operator.desk._right.advice, operator.form.triage.priority
    usual = advice.words()
    assert "到场 30 分钟内" in usual and not advice._waits.isVisible()
    priority.override.choose(Priority.P3)
    assert advice.words() == usual, "the limit that counts until a supervisor consents"
    assert advice._waits.isVisible()
    why = priority._why
    assert "要值班长核准" in why.text()
    operator.until(lambda: why.height() >= why.heightForWidth(why.width()))  # the warning is whole
    priority.override.choose(Priority.P1)
    assert not advice._waits.isVisible()


def test_an_appointment_that_nobody_has_consented_to_is_not_promised() -> None:
    later = replace(RATING, priority=Priority.P4, appointment=NOW + timedelta(hours=23))
    said, waits = promised(later, RATING, LIMITS, NOW, isolates=False)
    assert (said[1], waits) == ("到场 1 小时内", True)
