"""What the outage desk lists and edits."""

from datetime import datetime
from typing import Any

from tickets.actions import outages
from tickets.actions.command import Command
from tickets.rules.outages import Phase, is_short_notice
from tickets.store.queries.outages import OutageLine, outage_lines
from ui.editing.fields import FlagEditor, FormField, NumberEditor, TextEditor
from ui.editing.page_spec import EditRow, PageSpec
from ui.kit.columns import RIGHT, Column
from ui.kit.time_words import coming_words, read_coming, read_moment
from ui.kit.wording import moment, translate
from ui.outages.annex import OutageAnnex
from ui.outages.editors import PlaceEditor, TicketEditor, TimeEditor
from ui.outages.words import state_words
from ui.runtime.session import SessionContext

_CAUSE_ROOM = 760  # pixels; in a narrower table the cause is only shown in the form
_TABLES = frozenset({"outages", "calls"})


def _tr(text: str) -> str:
    return translate("outages", text)


def outage_page(session: SessionContext) -> PageSpec:
    """Return the page of the outages."""
    now = session.now

    def save(row: OutageLine | None, values: dict[str, Any]) -> Command[int]:
        place = values["place"]
        told = {key: values[key] for key in ("area", "cause", "expected", "households")}
        told["place_id"] = place.id if place else None
        if row is None:
            since, ticket = values["since"] or now(), values["ticket"]
            new = {"since": since, "planned": values["planned"], "ticket_id": ticket.id if ticket else None}
            return outages.announce_outage(**told, **new)
        return outages.change_outage(row.id, **told, since=values["since"] or row.since, seen=_as_seen(row))

    def fixed(row: OutageLine) -> frozenset[str]:
        has_begun = row.phase(now()) is not Phase.PLANNED
        return frozenset({"planned", "ticket", *(["since"] if has_begun else [])})

    def remark(values: dict[str, Any]) -> str:
        since = values["since"]
        short = values["planned"] and since is not None and is_short_notice(since, now())
        return _tr("离停水不到 24 小时，请马上通知用户。") if short else ""

    def say_since(_text: str, at: datetime, then: datetime) -> str:
        return moment(at, then) + (_tr(" · 不到 24 小时") if is_short_notice(at, then) else "")

    def since_editor() -> TimeEditor:
        return TimeEditor(_tr("停水时间"), read_moment, now, _tr("如 明天 8:00"), _tr("空着就是现在"), say_since)

    def expected_editor() -> TimeEditor:
        return TimeEditor(_tr("预计恢复"), read_coming, now, _tr("如 16:00"), _tr("还不知道"), coming_words)

    return PageSpec(
        "outages",
        _tr("停水"),
        _tr("计划的、正在停的和最近 30 天恢复的。来电的地点在停水范围里，受理台先告诉接线员。"),
        lambda connection: outage_lines(connection, now()),
        lambda row: row.id,
        _TABLES,
        _columns(),
        (
            FormField("area", _tr("停水范围"), TextEditor, ""),
            FormField("place", _tr("地点"), PlaceEditor),
            FormField("cause", _tr("停水原因"), TextEditor, ""),
            FormField("planned", "", lambda: FlagEditor(_tr("计划停水（提前 24 小时通知）")), False),
            FormField("since", _tr("停水时间"), since_editor),
            FormField("expected", _tr("预计恢复"), expected_editor),
            FormField("households", _tr("影响户数"), lambda: NumberEditor(_tr("如 320"))),
            FormField("ticket", _tr("工单"), TicketEditor),
        ),
        save,
        editors=frozenset(outages.WRITERS),
        retire=lambda row: outages.withdraw_outage(row.id, seen=_as_seen(row)),
        annex=OutageAnnex,
        fixed=fixed,
        closed=lambda row: (
            "" if row.until is None else _tr("已恢复供水，不能再改。刚登错的按 Ctrl+Z 撤销，晚了的请重新登记。")
        ),
        remark=remark,
        empty=(_tr("没有停水"), _tr("按 Ctrl+N 登记：范围、原因、预计恢复时间")),
        retire_label=_tr("撤下"),
        tight=True,
    )


def _as_seen(row: OutageLine) -> dict[str, Any]:
    names = ("area", "cause", "since", "expected", "households", "until")
    return {name: getattr(row, name) for name in names} | {"place_id": row.place.id if row.place else None}


def _columns() -> tuple[Column[EditRow], ...]:
    def text(entry: EditRow, now: datetime) -> str:
        return state_words(entry.row, now)

    def area(entry: EditRow, _now: datetime) -> str:
        return str(entry.row.area)

    def cause(entry: EditRow, _now: datetime) -> str:
        return str(entry.row.cause)

    def since(entry: EditRow, now: datetime) -> str:
        return moment(entry.row.since, now)

    def households(entry: EditRow, _now: datetime) -> str:
        return "" if entry.row.households is None else str(entry.row.households)

    def calls(entry: EditRow, _now: datetime) -> str:
        return str(entry.row.calls)

    return (
        Column("state", _tr("情况"), text, tooltip=text, width=208),
        Column("area", _tr("停水范围"), area, area, stretch=True),
        Column("cause", _tr("原因"), cause, cause, width=132, room=_CAUSE_ROOM),
        Column("since", _tr("停水时间"), since, width=104, sort=lambda entry: entry.row.since),
        Column(
            "households", _tr("户数"), households, align=RIGHT, width=56, sort=lambda entry: entry.row.households
        ),
        Column("calls", _tr("来电"), calls, align=RIGHT, width=56, sort=lambda entry: entry.row.calls),
    )  # fmt: skip
