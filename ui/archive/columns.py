"""The columns of the archive's table."""

from datetime import datetime

from PySide6.QtCore import QCoreApplication

from tickets.rules.instants import LOCAL, local_day
from tickets.rules.phones import shown_phone
from tickets.rules.words import Stage
from tickets.store.queries.archive import LISTED_STAGES, ArchiveRow, StageTime
from ui.kit.columns import RIGHT, Column
from ui.kit.wording import countdown, full_moment, moment, unknown_place
from ui.ticket.facts import priority_words

translate = QCoreApplication.translate

_CALLS_ROOM = 960  # pixels; below this width the place needs the room more than the number of calls


def archive_columns() -> tuple[Column[ArchiveRow], ...]:
    """Return the columns of the archive, in the current language."""
    return (
        Column[ArchiveRow](
            "number", translate("archive", "编号"), lambda row, _now: row.number, width=122, copies=True
        ),
        Column[ArchiveRow](
            "opened", translate("archive", "来电时间"), opened, lambda row, _now: full_moment(row.opened), width=98
        ),
        Column[ArchiveRow]("state", translate("archive", "状态"), lambda row, _now: row.state.label, width=66),
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


def where(row: ArchiveRow) -> str:
    """Return the place and the caller's address on one line, without repeating a name.

    Without both, return the caller's words.
    """
    place, address = row.place or "", " ".join(row.address.split())
    if not (place or address):
        return unknown_place(row.said)
    return address if address.startswith(place) else " · ".join(part for part in (place, address) if part)


def opened(row: ArchiveRow, now: datetime) -> str:
    """Return when the ticket was opened; of former years only the day, as the tool tip has the time."""
    same_year = local_day(row.opened).year == local_day(now).year
    return moment(row.opened, now) if same_year else f"{row.opened.astimezone(LOCAL):%Y-%m-%d}"


def kept(time: StageTime | None, now: datetime) -> str:
    """Return whether a stage was in time, in two characters."""
    if time is None:
        return "—"
    if time.stopped is None and time.held:
        return translate("archive", "挂起")
    if (time.stopped or now) > time.deadline:
        return translate("archive", "超时")
    return translate("archive", "按时") if time.stopped else translate("archive", "计时")


def _stage(stage: Stage) -> Column[ArchiveRow]:
    def in_full(row: ArchiveRow, now: datetime) -> str:
        time = row.stages.get(stage)
        if time is None:
            return translate("archive", "{stage}：没有计时").format(stage=stage.label)
        held = "" if time.held and time.stopped is None else None
        words = countdown(time.deadline, now, held=held, stopped=time.stopped)
        stopped = full_moment(time.stopped)
        return " · ".join(part for part in (stage.label, words, stopped) if part)

    def in_short(row: ArchiveRow, now: datetime) -> str:
        return kept(row.stages.get(stage), now)

    return Column[ArchiveRow](str(stage), stage.label, in_short, in_full, width=50, accessible=in_full)


def _caller(row: ArchiveRow, _now: datetime) -> str:
    return " ".join(part for part in (shown_phone(row.phone), row.caller) if part)
