"""Edits the rules: limits, the alert ladder, faults, places, settings.

Limits and rungs are never overwritten: an edit retires the old row and adds a new one, so that clocks and alerts keep
pointing at what was in force. `seen` is what the screen showed: Conflict is raised when it has changed since.
"""

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from sqlalchemy import func, or_, select

from tickets.actions.command import action
from tickets.actions.fields import cleaned, required
from tickets.actions.save_row import Seen, changed_meanwhile, refuse_unless_as_seen, save_row
from tickets.actions.unit_of_work import UnitOfWork
from tickets.alerts.ledger import settle
from tickets.errors import Refused
from tickets.rules.ladder import next_instant
from tickets.rules.limits import Limit, scope, scope_words
from tickets.rules.stages import TICKET_STAGES
from tickets.rules.texts import NAME_AT_MOST, WORDS_AT_MOST
from tickets.rules.words import FaultGroup, Priority, Role, RungKind, Stage, Zone
from tickets.settings import SETTINGS
from tickets.store.pinyin import full_pinyin, initials
from tickets.store.rows import stage_clock_of
from tickets.store.rulebook import read_rulebook
from tickets.store.tables import clocks, faults, limits, places, rungs, settings

LIMIT_AT_MOST = 366 * 24 * 3600  # seconds
DN_AT_MOST = 10_000  # mm
RULERS = (Role.SUPERVISOR, Role.ADMINISTRATOR)


@dataclass(frozen=True, slots=True)
class LimitDraft:
    """A limit's values; None matches anything. Seconds; DN in mm with `dn_from <= DN < dn_to`; local hours."""

    stage: Stage
    seconds: int
    fault: str | None = None
    priority: Priority | None = None
    zone: Zone | None = None
    dn_from: int | None = None
    dn_to: int | None = None
    hour_from: int | None = None
    hour_to: int | None = None
    source: str = ""


@dataclass(frozen=True, slots=True)
class RungDraft:
    """A rung's values: `share` percent of the allowance or `after` seconds past the deadline, and the recipients."""

    kind: RungKind
    share: int | None
    after: int | None
    roles: frozenset[Role]
    stage: Stage | None = None
    priority: Priority | None = None


@action("编辑时限", *RULERS, alone=True)
def save_limit(unit: UnitOfWork, rule: int | None, draft: LimitDraft, *, seen: int | None = None) -> int:
    """Add a limit (`rule` None) or a new version of one in force, for clocks that start from now on.

    `seen` is the version that the screen showed.
    """
    _check_limit(unit, draft)
    if rule is None:
        rule, version = 1 + (unit.connection.execute(select(func.max(limits.c.rule))).scalar() or 0), 1
    else:
        version = 1 + _retire_limit(unit, rule, seen)
    values = {name: getattr(draft, name) for name in LimitDraft.__slots__}
    values["source"] = cleaned("依据", draft.source)
    key = unit.insert(limits, rule=rule, version=version, **values, since=unit.now, until=None)
    _keep_one_for_everything(unit)
    _refuse_same_scope(unit, rule, draft)
    unit.new_edition()
    return key


@action("停用时限", *RULERS, alone=True)
def retire_limit(unit: UnitOfWork, rule: int, *, seen: int | None = None) -> int:
    """Retire a limit; `seen` is the version that the screen showed. A stage's limit without conditions must remain."""
    _retire_limit(unit, rule, seen)
    _keep_one_for_everything(unit)
    unit.new_edition()
    return rule


@action("编辑告警阶梯", *RULERS, alone=True)
def save_rung(unit: UnitOfWork, key: int | None, draft: RungDraft) -> int:
    """Add a rung or replace one; running clocks follow the new ladder from now on."""
    if not draft.roles:
        raise Refused("请选告警发给谁。")
    share_ok = draft.share is not None and 1 <= draft.share <= 100 and draft.after is None
    after_ok = draft.after is not None and 0 <= draft.after <= LIMIT_AT_MOST and draft.share is None
    if not (share_ok or after_ok):
        raise Refused("请填时限的百分比（1 到 100），或超时后的时间，两者选一。")
    settle_running(unit)
    if key is not None:
        _retire_rung(unit, key)
    values = {name: getattr(draft, name) for name in RungDraft.__slots__}
    _refuse_same_moment(unit, draft)
    saved = unit.insert(rungs, **values, since=unit.now, until=None)
    unit.new_edition()
    _rearm_running(unit)
    return saved


@action("停用告警级", *RULERS, alone=True)
def retire_rung(unit: UnitOfWork, key: int) -> int:
    """Retire a rung."""
    settle_running(unit)
    _retire_rung(unit, key)
    unit.new_edition()
    _rearm_running(unit)
    return key


@action("编辑故障类型", *RULERS, alone=True)
def save_fault(
    unit: UnitOfWork,
    code: str,
    name: str,
    fault_group: FaultGroup,
    priority: Priority,
    isolate: bool = False,
    customer_side: bool = False,
    words: str = "",
    advice: str = "",
    active: bool = True,
    *,
    new: bool = False,
    seen: Seen | None = None,
) -> str:
    """Add (`new`) or change a kind of fault and return its code. Existing tickets keep their priority."""
    code = required("代码", code, NAME_AT_MOST)
    if new and code in unit.rules.faults:
        raise Refused(f"这个代码已经是“{unit.rules.faults[code].name}”的，请换一个代码，或在列表里选那一条来改。")
    refuse_unless_as_seen(unit, faults, code, seen)
    values: dict[str, Any] = {
        "name": required("故障名称", name, NAME_AT_MOST),
        "fault_group": fault_group,
        "priority": priority,
        "isolate": isolate,
        "customer_side": customer_side,
        "words": cleaned("来电常用说法", words, WORDS_AT_MOST),
        "advice": cleaned("告知来电人", advice, WORDS_AT_MOST),
        "active": active,
    }
    if code in unit.rules.faults:
        save_row(unit, faults, code, values)
    else:
        unit.insert(faults, code=code, position=len(unit.rules.faults), **values)
    unit.new_edition()
    return code


@action("编辑地址库", Role.OPERATOR, Role.DISPATCHER, *RULERS, alone=True)
def save_place(
    unit: UnitOfWork,
    key: int | None,
    name: str,
    town: str,
    zone: Zone | None,
    kind: str = "",
    aliases: str = "",
    active: bool = True,
    *,
    seen: Seen | None = None,
) -> int:
    """Add or change a place and return its id; its pinyin is computed from the name.

    `zone` None is the zone of its town. Another one is for supervisors and administrators, because limits depend on it.
    """
    refuse_unless_as_seen(unit, places, key, seen)
    name, town = required("地名", name, NAME_AT_MOST), cleaned("街道乡镇", town, NAME_AT_MOST)
    values: dict[str, Any] = {
        "name": name,
        "town": town,
        "zone": zone_of_place(unit, key, town, zone),
        "kind": cleaned("类别", kind, NAME_AT_MOST),
        "aliases": cleaned("别名", aliases),
        "pinyin": full_pinyin(name),
        "initials": initials(name),
        "active": active,
    }
    twin = unit.connection.execute(select(places.c.id).where(places.c.name == name, places.c.town == town)).scalar()
    if twin is not None and twin != key:
        raise Refused(f"{town}已经有“{name}”，请改用那一条。")
    return save_row(unit, places, key, values)


@action("编辑设置", *RULERS, alone=True)
def save_setting(unit: UnitOfWork, key: str, value: Any, *, seen: Any = None) -> int:
    """Save a setting of the whole database, cleaned as its entry in tickets/settings.py defines."""
    known = next((each for each in SETTINGS if each.key == key), None)
    value = known.clean(value) if known is not None else value
    found = unit.connection.execute(select(settings.c.value).where(settings.c.key == key)).one_or_none()
    if found is not None and seen is not None:
        present = found.value if known is None else known.read(found.value)
        if present != seen:
            raise changed_meanwhile(unit, settings, key)
    if found is None:
        unit.insert(settings, key=key, value=value)
    else:
        unit.update(settings, key, {"value": found.value}, {"value": value})
    return 0


def zone_of_place(unit: UnitOfWork, key: int | None, town: str, zone: Zone | None) -> Zone:
    """Return the zone for a place in a town. Raises Refused unless the author may choose it.

    A town's zone is the one that its other places have; without a town, or if they differ, it is that of a ticket
    without a place. Only supervisors and administrators choose a third for a new place, or change a place's zone.
    """
    others = select(places.c.zone).where(places.c.town == town, places.c.id.is_distinct_from(key)).distinct()
    found = set(unit.connection.execute(others).scalars()) if town else set()
    usual = found.pop() if len(found) == 1 else Zone.URBAN
    zone = zone or usual
    before = unit.connection.execute(select(places.c.town, places.c.zone).where(places.c.id == key)).one_or_none()
    if unit.author_is(*RULERS):
        return zone
    if before is not None and zone is not before.zone:
        raise Refused("片区决定时限，已有地点的片区请值班长或管理员来改。")
    if (before is None or before.town != town) and zone not in (usual, Zone.URBAN):
        where = f"{town}的地点" if town else "没有写街道乡镇的地点"
        raise Refused(f"片区决定时限：{where}按{usual.label}算，要定为{zone.label}请值班长或管理员来改。")
    return zone


def _check_limit(unit: UnitOfWork, draft: LimitDraft) -> None:
    if not 1 <= draft.seconds <= LIMIT_AT_MOST:
        raise Refused("时限要在 1 秒到 366 天之间，不能为零。")
    if draft.fault is not None and draft.fault not in unit.rules.faults:
        raise Refused("没有这种故障类型，请从列表里选。")
    sizes = [dn for dn in (draft.dn_from, draft.dn_to) if dn is not None]
    if any(not 0 <= dn <= DN_AT_MOST for dn in sizes) or sizes != sorted(set(sizes)):
        raise Refused(f"管径范围要在 0 到 {DN_AT_MOST} 毫米之间，上限要大于下限。")
    hours = [hour for hour in (draft.hour_from, draft.hour_to) if hour is not None]
    if len(hours) == 1 or any(not 0 <= hour <= 24 for hour in hours) or len(set(hours)) != len(hours):
        raise Refused("时段要有起有止，从 0 点到 24 点，起止不能相同；或都不填。")


def _refuse_same_scope(unit: UnitOfWork, rule: int, draft: Any) -> None:
    """Refuse a second row with the same conditions: it would be unclear which applies."""
    wanted = scope(_limit_of(0, draft))
    found = unit.connection.execute(select(limits).where(limits.c.until.is_(None), limits.c.rule != rule)).all()
    for row in found:
        twin = _limit_of(row.id, row)
        if scope(twin) == wanted:
            fault = unit.rules.faults.get(twin.fault or "")
            words = scope_words(twin, fault.name if fault else "")
            raise Refused(f"{twin.stage.label} · {words} 已经有一条时限，请改那一条，或先停用它。")


def _limit_of(key: int, row: Any) -> Limit:
    return Limit(
        key, row.stage, row.seconds, row.fault, row.priority, row.zone,
        row.dn_from, row.dn_to, row.hour_from, row.hour_to,
    )  # fmt: skip


def _retire_limit(unit: UnitOfWork, rule: int, seen: int | None) -> int:
    """Retire a limit and return the highest version of its rule: one that was undone came after the present one."""
    found = unit.connection.execute(
        select(limits.c.id, limits.c.version).where(limits.c.rule == rule, limits.c.until.is_(None))
    ).one_or_none()
    if found is None:
        raise Refused("这条时限已停用，请另选一条，或新增一条。")
    if seen is not None and seen != found.version:
        raise changed_meanwhile(unit, limits, found.id)
    unit.update(limits, found.id, {"until": None}, {"until": unit.now})
    return int(unit.connection.execute(select(func.max(limits.c.version)).where(limits.c.rule == rule)).scalar_one())


def require_sound_limits(unit: UnitOfWork) -> None:
    """Raise Refused when a stage lacks a limit without conditions, or two limits have the same conditions."""
    _keep_one_for_everything(unit)
    for row in unit.connection.execute(select(limits).where(limits.c.until.is_(None))).all():
        _refuse_same_scope(unit, row.rule, row)


def _keep_one_for_everything(unit: UnitOfWork) -> None:
    named = [limits.c[name] for name in ("fault", "priority", "zone", "dn_from", "dn_to", "hour_from")]
    everything = select(limits.c.stage).where(limits.c.until.is_(None), *(column.is_(None) for column in named))
    left = set(unit.connection.execute(everything).scalars())
    for stage in TICKET_STAGES:
        if stage not in left:
            raise Refused(
                f"{stage.label}要留一条适用所有情况的时限，不能停用，也不能改成只管一部分；要更细的请另加一条。"
            )


def _refuse_same_moment(unit: UnitOfWork, draft: RungDraft) -> None:
    """Refuse a second rung for the same clocks at the same moment: whoever is in both would be alerted twice."""
    found = unit.connection.execute(select(rungs).where(rungs.c.until.is_(None))).all()
    for row in found:
        if (row.stage, row.priority) == (draft.stage, draft.priority) and _moment(row) == _moment(draft):
            raise Refused(f"同样的情况、同一时刻已经有一级{row.kind.label}告警，请改那一级发给谁，或先停用它。")


def _moment(rung: Any) -> tuple[int | None, int | None]:
    """Return share and seconds of a rung; the whole allowance and 0 s after it are the same moment."""
    return (100, None) if rung.after == 0 else (rung.share, rung.after)


def _retire_rung(unit: UnitOfWork, key: int) -> None:
    found = unit.connection.execute(select(rungs.c.until).where(rungs.c.id == key)).one_or_none()
    if found is None or found.until is not None:
        raise Refused("这一级已停用，请另选一级，或新增一级。")
    unit.update(rungs, key, {"until": None}, {"until": unit.now})


def settle_running(unit: UnitOfWork) -> None:
    """Send what running clocks have crossed under the ladder in force, before it is changed."""
    for row in unit.connection.execute(select(clocks).where(clocks.c.next_rung <= unit.now)).all():
        stage_clock = stage_clock_of(row)
        ladder = unit.rules.ladder(stage_clock.clock.stage, stage_clock.priority)
        settle(unit.connection, ladder, stage_clock, unit.now, unit.now, unit.here)


def _rearm_running(unit: UnitOfWork) -> None:
    book = read_rulebook(unit.connection)
    found = unit.connection.execute(select(clocks).where(clocks.c.stopped.is_(None)))
    for row in found.all():
        stage_clock = stage_clock_of(row)
        ladder = book.ladder(stage_clock.clock.stage, stage_clock.priority)
        armed = replace(stage_clock, next_rung=next_instant(ladder, stage_clock.clock, unit.now))
        unit.update(clocks, row.id, {"next_rung": stage_clock.next_rung}, {"next_rung": armed.next_rung})


def follow_ladder(unit: UnitOfWork, since: datetime) -> None:
    """Let clocks follow a ladder that is in force again from an instant on: nothing crossed since then is left out."""
    book = read_rulebook(unit.connection)
    ran = select(clocks).where(or_(clocks.c.stopped.is_(None), clocks.c.stopped >= since))
    for row in unit.connection.execute(ran).all():
        stage_clock = stage_clock_of(row)
        ladder = book.ladder(stage_clock.clock.stage, stage_clock.priority)
        end = stage_clock.clock.stopped or stage_clock.clock.held_since
        if end is not None and end >= since:
            settle(unit.connection, ladder, replace(stage_clock, next_rung=since), end, unit.now, unit.here)
        armed = next_instant(ladder, stage_clock.clock, min(since, unit.now))
        unit.update(clocks, row.id, {"next_rung": stage_clock.next_rung}, {"next_rung": armed})
