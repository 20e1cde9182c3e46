"""The form to merge a ticket: what it lists, selects and refuses."""

from collections.abc import Iterator
from dataclasses import replace

import pytest
from PySide6.QtCore import QRect, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from tests.desk_fixtures import Hand, HandClock
from tests.ui.pixels import Picture
from tests.ui.seats import SeatHand
from tests.ui.showing import show_active
from tests.ui.ticket.rooms import PanelRoom
from tests.ui.ticket.test_timeline import EMPTY
from tickets.actions import dispatch
from tickets.actions.intake import CallDetails, ReportedFault, log_call
from tickets.errors import NotYet, Refused
from tickets.rules.likeness import VERY
from tickets.rules.words import State, Zone
from tickets.store.queries.ticket_file import ticket_file
from ui.kit.cards import FittingArea
from ui.kit.layouts import in_column
from ui.kit.tokens import Tokens
from ui.ticket.choices import Choices
from ui.ticket.facts import where as where_of
from ui.ticket.form import Brief
from ui.ticket.merge_form import Candidate, MergeForm, merge_candidates

KEY = Qt.Key
SAME = Candidate(2, "20260120-0002", "明漏", "文化街", ("同一地点", "故障类型相同"), VERY)
LIKE = replace(SAME, id=3, number="20260120-0003", score=VERY - 0.01)
OTHER = Candidate(4, "20260120-0004", "阀门", "前进路", ())


@pytest.fixture
def form(hands: SeatHand, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> Iterator[MergeForm]:
    """A shown form whose candidates are still being read; its keys leave time to read."""
    holder, form = QWidget(), MergeForm("并单", Brief(EMPTY, Choices(), hands.session))
    in_column(form, holder=holder)
    qtbot.addWidget(holder)
    form.is_read = lambda: True
    show_active(holder, qtbot)
    form.start()
    yield form
    holder.close()


def lines(form: MergeForm) -> list[str]:
    return [form._list.item(row).text() for row in range(form._list.count())]


def refused(form: MergeForm, kind: type[Refused] = Refused) -> str:
    with pytest.raises(Refused) as caught:
        form.command()
    form.fail(caught.value)
    assert isinstance(caught.value, NotYet) == (kind is NotYet)
    return caught.value.sentence


def test_nothing_is_merged_or_found_before_the_candidates_are_read(form: MergeForm) -> None:
    form._wanted.setText("阀门")
    assert lines(form) == ["1  正在找可能相同的工单…"]
    assert form._becomes.text() == "还没有选主单。"
    assert refused(form, NotYet) == "正在找可能相同的工单，找到以后再按。"
    form._on_read((SAME, OTHER))
    assert [each.id for each in form._shown] == [4], "what was typed meanwhile narrows the list"


@pytest.mark.parametrize(
    ("candidates", "row"), [((SAME, LIKE), 0), ((LIKE, OTHER), -1), ((replace(SAME, reasons=()),), -1), ((), -1)]
)
def test_a_line_is_selected_in_advance_only_when_it_is_very_likely(
    candidates: tuple[Candidate, ...], row: int, form: MergeForm
) -> None:
    form._on_read(candidates)
    assert form._list.currentRow() == row
    assert form._becomes.text() == (
        "很可能：同一地点、故障类型相同。来电并到 20260120-0002。" if row == 0 else "还没有选主单。"
    )


def test_a_found_line_is_never_selected_in_advance(form: MergeForm) -> None:
    form._on_read((SAME, LIKE))
    form._wanted.setText("文化街")
    assert (form._list.currentRow(), [each.id for each in form._shown]) == (-1, [2, 3])
    assert refused(form) == "请先选一张主单；也可以按编号、地点或故障查找。"
    form._wanted.setText("文化街 0003")
    assert [each.id for each in form._shown] == [3]
    assert refused(form, NotYet) == "只找到这一张：看清地址，再按 Enter 并入。"
    assert form._list.currentRow() == 0
    form.command()


def test_digits_belong_to_the_search_until_a_key_leads_to_the_lines_that_it_found(
    form: MergeForm,
) -> None:
    form._on_read((LIKE, replace(LIKE, id=5), OTHER))
    form._list.clearSelection()

    def digit() -> bool:
        line = form._list.visualRect(form._list.model().index(0, 0))
        place = QRect(line.left() + 7, line.top(), 11, line.height() // 2)  # pixels
        drawn = Picture(form._list.viewport().grab().toImage()).colours(place)
        return len(drawn) > 1

    form._wanted.setFocus()
    QTest.keyClicks(form._wanted, "2026")
    assert form._becomes.text() == "还没有选主单。按 ↓ 到列表，再按数字选。"
    assert not digit(), "no digit is shown that would be typed into the search"
    QTest.keyClick(form._wanted, KEY.Key_Down)
    assert (form._list.hasFocus(), form._list.picked_row, digit()) == (True, 0, True)
    form._wanted.setFocus()
    QTest.keyClicks(form._wanted, "01")
    assert refused(form, NotYet) == "请先选一张主单：按它前面的数字，或 ↑↓。"
    assert (form._list.hasFocus(), form._wanted.text(), form._list.picked_row) == (True, "202601", -1)
    assert form._chosen() is None, "the focus alone selects none"
    QTest.keyClick(form._list, KEY.Key_2)
    assert (form._list.currentRow(), form._reason.hasFocus()) == (1, True)


@pytest.mark.parametrize(
    ("candidate", "said", "asked"),
    [
        (LIKE, "可能：同一地点、故障类型相同。来电并到 20260120-0003。", "不写就记上面的理由"),
        (OTHER, "来电并到 20260120-0004。看不出是一件事，要写原因。", "必填：为什么是一件事"),
    ],
)
def test_whether_a_reason_must_be_written_is_told_as_soon_as_a_ticket_is_selected(
    candidate: Candidate, said: str, asked: str, form: MergeForm
) -> None:
    form._on_read((candidate,))
    form._wanted.setText(candidate.number)
    form._list.setCurrentRow(0)
    assert (form._becomes.text(), form._reason.placeholderText()) == (said, asked)


def test_without_a_likely_ticket_the_search_gets_the_focus_from_the_list_only(form: MergeForm) -> None:
    assert form._list.hasFocus()
    form._on_read((SAME, OTHER))
    assert form._list.hasFocus()
    form._reason.setFocus()
    form._on_read((OTHER,))
    assert form._reason.hasFocus()
    form._list.setFocus()
    form._on_read((OTHER,))
    assert form._wanted.hasFocus()
    assert lines(form) == ["没有明显相同的工单，请查找。"], "and no ticket beside it"
    form._wanted.setText("没有的")
    assert lines(form)[-1] == "没有符合的工单，请换个词。"
    form._wanted.setText("阀门")
    assert lines(form) == ["1  20260120-0004  阀门\n前进路"]


def test_at_most_nine_lines_are_listed_each_with_its_digit(form: MergeForm) -> None:
    form._on_read(tuple(replace(LIKE, id=id_) for id_ in range(2, 14)))
    assert len(form._shown) == form._list.count() == 9
    assert lines(form)[0].endswith("明漏\n文化街")
    QTest.keyClick(form._list, KEY.Key_9)
    assert (form._list.currentRow(), form._reason.hasFocus()) == (8, True)


def test_four_candidates_with_long_addresses_are_in_sight_and_the_selected_one_is_written_out(form: MergeForm) -> None:
    where = "新城街道文化街北段与前进路交叉口东北角向东二百米演示小区三号楼二单元门前绿化带里"
    form._on_read(tuple(replace(LIKE, id=id_, where=where) for id_ in range(2, 9)))
    form.window().setFixedWidth(364)
    QApplication.processEvents()
    shown = form._list.viewport().rect()
    in_sight = [row for row in range(7) if shown.contains(form._list.visualItemRect(form._list.item(row)))]
    assert len(in_sight) >= 4
    width, number = form._list.viewport().width() - 16, lines(form)[0].partition("\n")[0]
    assert form._list.fontMetrics().horizontalAdvance(number) <= width, "only the address is elided"
    form._list.setCurrentRow(1)
    assert form._becomes.text().endswith(f"来电并到 20260120-0003（{where}）。")
    form.window().setFixedWidth(900)
    QApplication.processEvents()
    assert form._becomes.text().endswith("来电并到 20260120-0003。"), "the list has room for it"


def test_the_form_names_the_ticket_that_ends_and_where_it_is(form: MergeForm) -> None:
    assert form._title.text() == "20260120-0001 结束，来电并到另一张"
    assert form._this.text() == where_of(EMPTY)


@pytest.mark.parametrize("address", ["学校门口往南 200 米", "演示小区东门外公交站牌向南走二百米路东的绿化带里面"])
def test_the_longest_form_does_not_scroll_on_the_smallest_screen(
    hands: SeatHand, hand: Hand, clock: HandClock, qtbot: QtBot, light: Tokens, address: str
) -> None:
    room = PanelRoom(hands, qtbot)
    room.panel.setFixedSize(364, 636)  # what a window of 1366 × 768 leaves for it
    for _ in range(6):
        hand.do(log_call(CallDetails(address=address), ReportedFault("hidden_leak")))
    clock.advance(minutes=25)
    room.show(hand.do(log_call(CallDetails(address=address), ReportedFault("visible_leak"))), "M2")
    form, area = room.form, room.panel.findChild(FittingArea)
    assert isinstance(form, MergeForm)
    QApplication.processEvents()
    assert form._warning.text().count("。") == 3, "all that can be said beforehand"
    assert area.verticalScrollBar().maximum() == 0


def test_a_merger_needs_a_reason_unless_the_tickets_are_alike(form: MergeForm) -> None:
    form._on_read((SAME, OTHER))
    form.command()
    form._reason.setText(" 2024 ")
    assert refused(form).startswith("没有并单：原因里只有数字")
    assert (form._wanted.text(), form._reason.text(), form._wanted.hasFocus()) == ("2024", "", True)
    form._wanted.setText("阀门")
    refused(form, NotYet)
    assert refused(form) == "看不出这两张是同一件事，请写明并单原因。"
    assert form._reason.hasFocus()
    form._reason.setText("同一处")
    form.command()


@pytest.mark.parametrize(("waited", "read"), [(0.25, False), (0.5, True)])
def test_a_merger_is_sent_once_the_lines_have_been_there_long_enough(
    waited: float, read: bool, hands: SeatHand, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    seconds = [100.0]
    monkeypatch.setattr("ui.ticket.merge_form.monotonic", lambda: seconds[0])
    monkeypatch.setattr("ui.ticket.merge_form.READ_SECONDS", 0.5)
    form = MergeForm("并单", Brief(EMPTY, Choices(), hands.session))
    qtbot.addWidget(form)
    form._on_read((SAME,))
    seconds[0] += waited
    if read:
        form.command()
    else:
        assert refused(form, NotYet) == "可能相同的工单刚刚找到：看清主单，再按 Enter 并入。"


def test_the_candidates_are_the_other_tickets_in_work_likely_ones_first_then_the_newest(
    hand: Hand, clock: HandClock, crews: tuple[int, int]
) -> None:
    def log(fault: str, phone: str, zone: Zone = Zone.RURAL, address: str = "") -> int:
        clock.advance(minutes=1)
        details = CallDetails(phone=phone, words="水", address=address)
        return hand.do(log_call(details, ReportedFault(fault, zone=zone)))

    own = log("visible_leak", "13811112222 13899998888")
    older, newer = log("valve", "13822223333", address="北头"), log("valve", "13833334444")
    alike, also = log("visible_leak", "13811112222"), log("valve", "13899998888")
    hand.do(dispatch.dispatch(newer, None, crews[0]))
    hand.do(dispatch.cancel(log("visible_leak", "13811112222"), None, "误报"))
    done = hand.bring_to(State.RESOLVED)
    file = hand.desk.read(ticket_file, own, hand.desk.now())
    assert file is not None
    found = hand.desk.read(merge_candidates, file, clock.now)
    assert [each.id for each in found] == [alike, also, newer, older]
    assert done not in [each.id for each in found]
    assert found[0].reasons and found[0].score > 0.5
    assert [(each.reasons, each.score) for each in found[2:]] == [((), 0.0)] * 2
    assert found[3].line == "0002  阀门故障 · 138 2222 3333\n今天 10:02 · 北头", "whose call it was, and when"
    assert found[3].where == "北头" and found[2].where.startswith("地点不详")
