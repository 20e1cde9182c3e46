"""Staff, crews and their members: who there is, who is on duty. `key` None adds, an id changes."""

from typing import Any

from sqlalchemy import Table, select

from tickets.actions.act import Act
from tickets.actions.command import action
from tickets.actions.fields import NAME_AT_MOST, cleaned, required
from tickets.errors import Refused
from tickets.rules.words import Role, Zone
from tickets.store.tables import crews, members, staff


@action("编辑人员", Role.SUPERVISOR, Role.ADMINISTRATOR, alone=True)
def save_staff(
    act: Act, key: int | None, name: str, roles: frozenset[Role], phone: str = "", active: bool = True
) -> int:
    """Add or change a member of staff and return the id."""
    if not roles:
        raise Refused("请至少选一个岗位。")
    values = {
        "name": required("姓名", name, NAME_AT_MOST),
        "roles": roles,
        "phone": cleaned("电话", phone),
        "active": active,
    }
    _refuse_twin(act, staff, key, values["name"])
    saved = save_row(act, staff, key, values)
    _keep_an_administrator(act)
    return saved


@action("上下班")
def set_duty(act: Act, staff_id: int, on_duty: bool) -> int:
    """Take note that a member of staff comes on duty or goes off."""
    return save_row(act, staff, staff_id, {"on_duty": on_duty})


@action("编辑班组", Role.DISPATCHER, Role.SUPERVISOR, Role.ADMINISTRATOR, alone=True)
def save_crew(
    act: Act,
    key: int | None,
    name: str,
    phone: str = "",
    skills: str = "",
    zone: Zone | None = None,
    base_place_id: int | None = None,
    active: bool = True,
    on_duty: bool = True,
) -> int:
    """Add or change a crew and return the id. `skills` are fault groups with spaces between."""
    values = {
        "name": required("班组名称", name, NAME_AT_MOST),
        "phone": cleaned("电话", phone),
        "skills": cleaned("技能", skills),
        "zone": zone,
        "base_place_id": base_place_id,
        "active": active,
        "on_duty": on_duty,
    }
    _refuse_twin(act, crews, key, values["name"])
    return save_row(act, crews, key, values)


@action("班组值班", Role.DISPATCHER, Role.SUPERVISOR, Role.ADMINISTRATOR)
def set_crew_duty(act: Act, crew_id: int, on_duty: bool) -> int:
    """Take note that a crew comes on duty or goes off."""
    return save_row(act, crews, crew_id, {"on_duty": on_duty})


@action("编辑组员", Role.DISPATCHER, Role.SUPERVISOR, Role.ADMINISTRATOR, alone=True)
def save_member(
    act: Act,
    key: int | None,
    crew_id: int,
    name: str,
    phone: str = "",
    leader: bool = False,
    active: bool = True,
) -> int:
    """Add or change a member of a crew and return the id."""
    values = {
        "crew_id": crew_id,
        "name": required("姓名", name, NAME_AT_MOST),
        "phone": cleaned("电话", phone),
        "leader": leader,
        "active": active,
    }
    return save_row(act, members, key, values)


def save_row(act: Act, table: Table, key: int | str | None, values: dict[str, Any]) -> int:
    """Insert (`key` None) or change a row and return its id. Raises Refused when there is no such row."""
    if key is None:
        return act.insert(table, **values)
    key_column = next(iter(table.primary_key))
    found = act.connection.execute(select(table).where(key_column == key).with_for_update()).mappings().one_or_none()
    if found is None:
        raise Refused("这一条已经不在了，请刷新后再试。")
    act.update(table, key, dict(found), values)
    return key if isinstance(key, int) else 0


def _refuse_twin(act: Act, table: Table, key: int | None, name: Any) -> None:
    twin = act.connection.execute(select(table.c.id).where(table.c.name == name)).scalar()
    if twin is not None and twin != key:
        raise Refused(f"已经有“{name}”，请换一个名称。")


def _keep_an_administrator(act: Act) -> None:
    active = act.connection.execute(select(staff.c.roles).where(staff.c.active)).scalars()
    if not any(Role.ADMINISTRATOR in roles for roles in active):
        raise Refused("至少要留一名在职的管理员。")
