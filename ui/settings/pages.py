"""The definitions of the settings pages."""

from typing import Any

from tickets.actions import people, rulemaking
from tickets.actions.command import Command
from tickets.rules.limits import hour_words, size_words
from tickets.rules.phones import shown_phone
from tickets.rules.stages import FIRST, TICKET_STAGES
from tickets.rules.words import FaultGroup, Priority, Role, RungKind, Stage, Zone
from tickets.store.queries import lookups
from ui.editing.fields import (
    ChoiceEditor,
    DurationEditor,
    FlagEditor,
    FormField,
    LongTextEditor,
    ManyEditor,
    NumberEditor,
    TextEditor,
)
from ui.editing.page_spec import PageSpec, as_seen, column
from ui.kit.columns import RIGHT
from ui.kit.inputs import Choices, word_choices
from ui.kit.wording import duration, translate
from ui.settings.limit_tester import IsolationNote, LimitTester
from ui.settings.place_file import PlaceFile

_SOURCE_ROOM = 840  # pixels; in a narrower table a limit's source is only shown in the form


def _tr(text: str) -> str:
    return translate("settings", text)


def yes(value: bool) -> str:
    """Return a word for true, "" for false."""
    return _tr("是") if value else ""


def _label(value: Any) -> str:
    return _tr("全部") if value is None else value.label


def crew_page() -> PageSpec:
    """The page of crews, their skills and their duty."""

    def save(row: Any, values: dict[str, Any]) -> Command[int]:
        skills = " ".join(sorted(str(group) for group in values["skills"]))
        base = row.base_place_id if row else None
        seen = as_seen(row, "name", "phone", "skills", "zone", "base_place_id", "active", "on_duty")
        given = {**values, "skills": skills, "base_place_id": base}
        return people.save_crew(row.id if row else None, **given, seen=seen)

    def value_of(row: Any, key: str) -> Any:
        return frozenset(row.skills.split()) if key == "skills" else getattr(row, key)

    return PageSpec(
        "crews",
        _tr("班组"),
        _tr("抢修班组。派单时按在班、空闲、技能和片区排序，并说明理由。"),
        lambda connection: lookups.list_crews(connection, with_retired=True),
        lambda row: row.id,
        frozenset({"crews"}),
        (
            column("name", _tr("班组"), lambda row: row.name, stretch=True),
            column("phone", _tr("电话"), lambda row: shown_phone(row.phone), 150),
            column("zone", _tr("片区"), lambda row: _label(row.zone), 72),
            column("duty", _tr("在班"), lambda row: yes(row.on_duty), 64),
            column("active", _tr("在用"), lambda row: yes(row.active), 64),
        ),
        (
            FormField("name", _tr("名称"), TextEditor),
            FormField("phone", _tr("电话"), TextEditor),
            FormField("skills", _tr("技能"), lambda: ManyEditor(word_choices(FaultGroup), 3), frozenset()),
            FormField("zone", _tr("片区"), lambda: ChoiceEditor(word_choices(Zone, _tr("全部")))),
            FormField("on_duty", "", lambda: FlagEditor(_tr("在班")), True),
            FormField("active", "", lambda: FlagEditor(_tr("在用")), True),
        ),
        save,
        value_of,
        editors=people.save_crew.roles,
    )


def member_page(crews: Choices) -> PageSpec:
    """The page of the crews' members."""
    names = dict(crews)

    def save(row: Any, values: dict[str, Any]) -> Command[int]:
        seen = as_seen(row, "crew_id", "name", "phone", "leader", "active")
        return people.save_member(row.id if row else None, **values, seen=seen)

    return PageSpec(
        "members",
        _tr("组员"),
        _tr("班组里有谁、电话多少、谁是组长。"),
        lookups.list_members,
        lambda row: row.id,
        frozenset({"members"}),
        (
            column("crew", _tr("班组"), lambda row: names.get(row.crew_id, ""), 140),
            column("name", _tr("姓名"), lambda row: row.name, stretch=True),
            column("phone", _tr("电话"), lambda row: shown_phone(row.phone), 150),
            column("leader", _tr("组长"), lambda row: yes(row.leader), 64),
            column("active", _tr("在用"), lambda row: yes(row.active), 64),
        ),
        (
            FormField("crew_id", _tr("班组"), lambda: ChoiceEditor(crews)),
            FormField("name", _tr("姓名"), TextEditor),
            FormField("phone", _tr("电话"), TextEditor),
            FormField("leader", "", lambda: FlagEditor(_tr("组长")), False),
            FormField("active", "", lambda: FlagEditor(_tr("在用")), True),
        ),
        save,
        editors=people.save_member.roles,
    )


def place_page() -> PageSpec:
    """The page of the gazetteer."""

    all_but_zone = "name", "town", "kind", "aliases", "active"

    def save(row: Any, values: dict[str, Any]) -> Command[int]:
        seen = as_seen(row, "zone", *all_but_zone)
        return rulemaking.save_place(row.id if row else None, **values, seen=seen)

    return PageSpec(
        "places",
        _tr("地址库"),
        _tr("村庄、社区和道路。别名（旧村名、俗称）用空格隔开；拼音自动生成。片区决定时限。"),
        lambda connection: lookups.list_places(connection, with_retired=True),
        lambda row: row.id,
        frozenset({"places"}),
        (
            column("name", _tr("地名"), lambda row: row.name, 140),
            column("town", _tr("街道乡镇"), lambda row: row.town, 110),
            column("zone", _tr("片区"), lambda row: row.zone.label, 72),
            column("aliases", _tr("别名"), lambda row: row.aliases, stretch=True),
            column("pinyin", _tr("拼音"), lambda row: row.pinyin, 150),
            column("active", _tr("在用"), lambda row: yes(row.active), 64),
        ),
        (
            FormField("name", _tr("地名"), TextEditor),
            FormField("town", _tr("街道乡镇"), TextEditor),
            FormField("zone", _tr("片区"), _zone_of_place, None, _tr("值班长、管理员才能改；新地点随街道乡镇")),
            FormField("kind", _tr("类别"), lambda: ChoiceEditor(_place_kinds()), ""),
            FormField("aliases", _tr("别名"), TextEditor),
            FormField("active", "", lambda: FlagEditor(_tr("在用")), True),
        ),
        save,
        editors=rulemaking.save_place.roles,
        editable=lambda roles: frozenset({*all_but_zone, *(("zone",) if roles & set(rulemaking.RULERS) else ())}),
        given=frozenset({"zone"}),
        below=PlaceFile,
        words=lambda row: " ".join((row.name, row.town, row.aliases, row.pinyin, row.initials, row.zone.label)),
    )


def _zone_of_place() -> ChoiceEditor:
    return ChoiceEditor(word_choices(Zone, _tr("随街道乡镇")))


def _place_kinds() -> Choices:
    return [
        ("", _tr("不分")),
        ("town", _tr("街道、乡镇")),
        ("community", _tr("社区")),
        ("village", _tr("村庄")),
        ("old_village", _tr("旧村名")),
        ("road", _tr("道路")),
    ]


def fault_page() -> PageSpec:
    """The page of the fault taxonomy."""

    def save(row: Any, values: dict[str, Any]) -> Command[str]:
        columns = "name", "fault_group", "priority", "isolate", "customer_side", "words", "advice", "active"
        seen = as_seen(row, *columns)
        return rulemaking.save_fault(**values, new=row is None, seen=seen)

    return PageSpec(
        "faults",
        _tr("故障类型"),
        _tr("来电常用说法用于从来电内容里认出故障。默认紧急程度可由接线员的问答升高。"),
        lambda connection: lookups.list_faults(connection, with_retired=True),
        lambda row: row.code,
        frozenset({"faults"}),
        (
            column("name", _tr("故障"), lambda row: row.name, stretch=True),
            column("group", _tr("类别"), lambda row: FaultGroup(row.fault_group).label, 80),
            column("priority", _tr("紧急程度"), lambda row: f"{row.priority} {row.priority.label}", 96),
            column("isolate", _tr("要止水"), lambda row: yes(row.isolate), 72),
            column("active", _tr("在用"), lambda row: yes(row.active), 64),
        ),
        (
            FormField("code", _tr("代码"), TextEditor, "", _tr("英文，用于统计；已有的代码不要改")),
            FormField("name", _tr("名称"), TextEditor),
            FormField("fault_group", _tr("类别"), lambda: ChoiceEditor(word_choices(FaultGroup)), FaultGroup.OTHER),
            FormField("priority", _tr("紧急程度"), lambda: ChoiceEditor(word_choices(Priority)), Priority.P3),
            FormField("isolate", "", lambda: FlagEditor(_tr("要先止水")), False, _tr("另计止水时限，见“时限”页")),
            FormField("customer_side", "", lambda: FlagEditor(_tr("用户产权（表后，有偿）")), False),
            FormField("words", _tr("常用说法"), LongTextEditor),
            FormField("advice", _tr("告知来电人"), LongTextEditor),
            FormField("active", "", lambda: FlagEditor(_tr("在用")), True),
        ),
        save,
        editors=rulemaking.save_fault.roles,
        below=IsolationNote,
    )


def limit_page(faults: Choices) -> PageSpec:
    """The page of the stages' limits."""
    everything = _tr("全部")

    def save(row: Any, values: dict[str, Any]) -> Command[int]:
        draft = rulemaking.LimitDraft(**{**values, "seconds": values["seconds"] or 0})
        return rulemaking.save_limit(row.rule if row else None, draft, seen=row.version if row else None)

    return PageSpec(
        "limits",
        _tr("时限"),
        _tr("最具体的一条生效：故障、管径、紧急程度、片区、时段，依次优先。修改会成为新版本，只用于之后开始的计时。"),
        lookups.list_limits,
        lambda row: row.rule,
        frozenset({"limits"}),
        (
            column("stage", _tr("阶段"), lambda row: row.stage.label, 52),
            column("fault", _tr("故障"), lambda row: row.fault_name or everything, stretch=True),
            column("priority", _tr("紧急程度"), lambda row: _label(row.priority), 76),
            column("zone", _tr("片区"), lambda row: _label(row.zone), 50),
            column("dn", _tr("管径"), lambda row: size_words(row.dn_from, row.dn_to) or everything, 124),
            column("hours", _tr("时段"), lambda row: hour_words(row.hour_from, row.hour_to) or _tr("全天"), 100),
            column("seconds", _tr("时限"), lambda row: duration(row.seconds), 100, align=RIGHT),
            column("version", _tr("版本"), lambda row: str(row.version), 48, align=RIGHT),
            column("source", _tr("依据"), lambda row: row.source, stretch=True, room=_SOURCE_ROOM),
        ),
        _limit_fields(faults, everything),
        save,
        retire=lambda row: rulemaking.retire_limit(row.rule, seen=row.version),
        below=LimitTester,
        editors=rulemaking.save_limit.roles,
    )


def _limit_fields(faults: Choices, everything: str) -> tuple[FormField, ...]:
    return (
        FormField("stage", _tr("阶段"), lambda: ChoiceEditor(word_choices(TICKET_STAGES)), FIRST.stage),
        FormField("seconds", _tr("时限"), DurationEditor, None, _tr("只写数字按分钟算")),
        FormField("fault", _tr("故障"), lambda: ChoiceEditor([(None, everything), *faults])),
        FormField("priority", _tr("紧急程度"), lambda: ChoiceEditor(word_choices(Priority, everything))),
        FormField("zone", _tr("片区"), lambda: ChoiceEditor(word_choices(Zone, everything))),
        FormField("dn_from", _tr("管径从"), lambda: NumberEditor(_tr("毫米，含")), None),
        FormField("dn_to", _tr("管径到"), lambda: NumberEditor(_tr("毫米，不含")), None),
        FormField("hour_from", _tr("时段从"), lambda: NumberEditor(_tr("0 到 23 时")), None),
        FormField("hour_to", _tr("时段到"), lambda: NumberEditor(_tr("0 到 24 时，不含")), None),
        FormField("source", _tr("依据"), LongTextEditor),
    )


def rung_page() -> PageSpec:
    """The page of the alert ladder."""
    everything = _tr("全部")

    def save(row: Any, values: dict[str, Any]) -> Command[int]:
        return rulemaking.save_rung(row.id if row else None, rulemaking.RungDraft(**values))

    return PageSpec(
        "rungs",
        _tr("告警阶梯"),
        _tr("到了哪一点、向谁告警。修改立即用于正在计时的工单；已经发出的告警不变。"),
        lookups.list_rungs,
        lambda row: row.id,
        frozenset({"rungs"}),
        (
            column("priority", _tr("紧急程度"), lambda row: _label(row.priority), 96),
            column("stage", _tr("阶段"), lambda row: _label(row.stage), 72),
            column("kind", _tr("级别"), lambda row: row.kind.label, 72),
            column("point", _tr("何时"), _point, 160),
            column("roles", _tr("发给"), lambda r: "、".join(role.label for role in sorted(r.roles)), stretch=True),
        ),
        (
            FormField("kind", _tr("级别"), lambda: ChoiceEditor(word_choices(RungKind)), RungKind.OVERDUE),
            FormField(
                "share", _tr("百分比"), lambda: NumberEditor(_tr("时限的百分之几")), None, _tr("与下面一项二选一")
            ),
            FormField("after", _tr("超时后"), DurationEditor, None),
            FormField("priority", _tr("紧急程度"), lambda: ChoiceEditor(word_choices(Priority, everything))),
            FormField("stage", _tr("阶段"), lambda: ChoiceEditor(word_choices(Stage, everything))),
            FormField("roles", _tr("发给"), lambda: ManyEditor(word_choices(Role)), frozenset({Role.DISPATCHER})),
        ),
        save,
        retire=lambda row: rulemaking.retire_rung(row.id),
        successor=lambda _key, result: result,
        editors=rulemaking.save_rung.roles,
    )


def _point(row: Any) -> str:
    if row.share is not None:
        return _tr("用掉时限的 {n}%").format(n=row.share)
    return _tr("超时后 {time}").format(time=duration(row.after or 0))
