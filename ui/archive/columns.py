"""The columns of the archive's table, with the cell for phone numbers, and of its CSV file."""

from collections.abc import Callable
from datetime import datetime

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter
from PySide6.QtWidgets import QStyleOptionViewItem

from tickets.rules.instants import LOCAL, local_day
from tickets.rules.phones import BETWEEN, shown_phone
from tickets.rules.triage import said_yes
from tickets.rules.words import Stage
from tickets.store.queries.archive import LISTED_STAGES, ArchiveRow, StageTime
from ui.kit.columns import RIGHT, Column
from ui.kit.countdown import Timing, after_hold, words
from ui.kit.painted_cell import Index, PaintedCell
from ui.kit.theme import body_font, tokens_now
from ui.kit.tokens import SMALL
from ui.kit.wording import full_moment, moment, place_and_address, translate
from ui.ticket.facts import priority_words

Exported = Callable[[ArchiveRow, datetime], str]  # a cell of the CSV file

_CALLS_ROOM = 960  # pixels; below this width the place needs the room more than the number of calls
_PADDING = 8
_STAGES_AT_LEAST = (LISTED_STAGES[0], LISTED_STAGES[-1])  # those shown below it, too


def archive_columns() -> tuple[Column[ArchiveRow], ...]:
    """Return the columns of the archive, in the current language."""
    return (
        Column[ArchiveRow](
            "number", translate("archive", "编号"), lambda row, _now: row.number, width=122, copies=True
        ),
        Column[ArchiveRow](
            "opened", translate("archive", "来电时间"), opened, lambda row, _now: full_moment(row.opened), width=98
        ),
        Column[ArchiveRow]("state", translate("archive", "状态"), lambda row, _now: row.state.label, width=76),
        Column[ArchiveRow](
            "priority", translate("archive", "紧急"), lambda row, _now: priority_words(row.priority), width=72,
            accessible=lambda row, _now: row.priority.label,
        ),
        Column[ArchiveRow](
            "fault", translate("archive", "故障"), lambda row, _now: row.fault_name, lambda row, _now: row.fault_name,
            width=92,
        ),
        Column[ArchiveRow](
            "place", translate("archive", "地点"), lambda row, _now: where(row), lambda row, _now: where(row),
            stretch=True,
        ),
        Column[ArchiveRow](
            "phone", translate("archive", "电话"), lambda row, _now: shown_phone(row.phone), _caller, width=132
        ),
        Column[ArchiveRow](
            "crew", translate("archive", "班组"), lambda row, _now: row.crew or "", lambda row, _now: row.crew or "",
            width=84,
        ),
        Column[ArchiveRow](
            "calls", translate("archive", "来电"), lambda row, _now: str(row.calls), align=RIGHT, width=50,
            accessible=lambda row, _now: translate("archive", "来电 {n} 次").format(n=row.calls),
            room=_CALLS_ROOM,
        ),
        *(_stage(stage) for stage in LISTED_STAGES),
    )  # fmt: skip


def exported_columns() -> tuple[tuple[str, Exported], ...]:
    """Return the title and the cell of each column of the CSV file, in the current language."""
    return (
        (translate("archive_csv", "编号"), lambda row, _now: row.number),
        (translate("archive_csv", "来电时间"), lambda row, _now: _second(row.opened)),
        (translate("archive_csv", "状态"), lambda row, _now: row.state.label),
        (translate("archive_csv", "紧急程度"), lambda row, _now: row.priority.label),
        (translate("archive_csv", "片区"), lambda row, _now: row.zone.label),
        (translate("archive_csv", "故障类型"), lambda row, _now: row.fault_name),
        (translate("archive_csv", "地点"), lambda row, _now: row.place or ""),
        (translate("archive_csv", "地址"), lambda row, _now: row.address),
        (translate("archive_csv", "电话"), lambda row, _now: shown_phone(row.phone)),
        (translate("archive_csv", "来电人"), lambda row, _now: row.caller),
        (translate("archive_csv", "班组"), lambda row, _now: row.crew or ""),
        (translate("archive_csv", "协助班组"), lambda row, _now: row.assisted or ""),
        (translate("archive_csv", "来电次数"), lambda row, _now: str(row.calls)),
        (translate("archive_csv", "影响户数"), lambda row, _now: "" if row.households is None else str(row.households)),
        (translate("archive_csv", "情况"), lambda row, _now: "、".join(said_yes(row))),
        *((stage.label, _exported_stage(stage)) for stage in LISTED_STAGES),
        (translate("archive_csv", "处置完成时间"), lambda row, _now: _second(row.resolved_at)),
        (translate("archive_csv", "来源"), lambda row, _now: row.source.label),
    )


def where(row: ArchiveRow) -> str:
    """Return the place and the caller's address on one line, without repeating a name.

    Without both, return the caller's words.
    """
    place, address = row.place or "", " ".join(row.address.split())
    repeats = bool(place) and address.startswith(place)
    return place_and_address("" if repeats else place, address, row.said)


def opened(row: ArchiveRow, now: datetime) -> str:
    """Return when the ticket was opened; of former years only the day, as the tool tip has the time."""
    same_year = local_day(row.opened).year == local_day(now).year
    return moment(row.opened, now) if same_year else f"{row.opened.astimezone(LOCAL):%Y-%m-%d}"


def kept(time: StageTime | None, now: datetime) -> str:
    """Return whether a stage was in time, in two characters."""
    if time is None:
        return "—"
    if time.stopped is None and time.hold is not None and time.hold.in_effect(now):
        return translate("archive", "挂起")
    if (time.counted or time.stopped or now) > time.due(now):
        return translate("archive", "超时")
    return translate("archive", "按时") if time.stopped else translate("archive", "计时")


class PhoneCell(PaintedCell):
    """Shows numbers uncut: on two lines, a long one in smaller letters. A third one is only in the tool tip."""

    def draw(self, painter: QPainter, option: QStyleOptionViewItem, _index: Index, text: str) -> None:
        """Draw one or two lines."""
        numbers = phone_lines(text)
        place = option.rect.adjusted(_PADDING, 0, -_PADDING, 0)
        whole = len(numbers) == 1 and QFontMetrics(body_font()).horizontalAdvance(numbers[0]) <= place.width()
        font = body_font() if whole else body_font(SMALL)
        painter.setPen(QColor(tokens_now().text))
        painter.setFont(font)
        height = place.height() if whole else min(place.height() // len(numbers), QFontMetrics(font).height())
        top = place.center().y() - height * len(numbers) // 2
        for number, each in enumerate(numbers):
            line = QRect(place.left(), top + number * height, place.width(), height)
            cut = painter.fontMetrics().elidedText(each, Qt.TextElideMode.ElideRight, place.width())
            painter.drawText(line, int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft), cut)


def phone_lines(text: str) -> list[str]:
    """Return the lines in which a cell shows the numbers of a field: two at most."""
    return text.split(BETWEEN)[:2]


def _stage(stage: Stage) -> Column[ArchiveRow]:
    def in_full(row: ArchiveRow, now: datetime) -> str:
        time = row.stages.get(stage)
        if time is None:
            return translate("archive", "{stage}：没有计时").format(stage=stage.label)
        return " · ".join(part for part in (stage.label, _counted(time, now), full_moment(time.stopped)) if part)

    def in_short(row: ArchiveRow, now: datetime) -> str:
        return kept(row.stages.get(stage), now)

    room = 0 if stage in _STAGES_AT_LEAST else _CALLS_ROOM
    return Column[ArchiveRow](str(stage), stage.label, in_short, in_full, width=50, accessible=in_full, room=room)


def _exported_stage(stage: Stage) -> Exported:
    def cell(row: ArchiveRow, now: datetime) -> str:
        time = row.stages.get(stage)
        return "" if time is None else _counted(time, now)

    return cell


def _counted(time: StageTime, now: datetime) -> str:
    hold = time.hold if time.stopped is None else None
    held = None if hold is None else ""
    timing = Timing(due=time.deadline, held=held, hold=hold, stopped=time.counted or time.stopped)
    return "，".join(part for part in (words(timing, now), after_hold(timing, now)) if part)


def _second(at: datetime | None) -> str:
    return "" if at is None else f"{at.astimezone(LOCAL):%Y-%m-%d %H:%M:%S}"


def _caller(row: ArchiveRow, _now: datetime) -> str:
    return " ".join(part for part in (shown_phone(row.phone), row.caller) if part)
