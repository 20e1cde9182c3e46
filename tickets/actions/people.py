"""Staff, crews and their members, and who is on duty. `key` None adds a row, an id changes it.

`seen` are the columns as the screen showed them: Conflict is raised when they have changed since.
"""

from datetime import datetime
from typing import Any

from sqlalchemy import Table, select

from tickets.actions.command import action
from tickets.actions.fields import cleaned, required
from tickets.actions.save_row import Seen, refuse_unless_as_seen, save_row
from tickets.actions.unit_of_work import UnitOfWork
from tickets.errors import Refused
from tickets.rules import logins
from tickets.rules.instants import whole
from tickets.rules.texts import NAME_AT_MOST
from tickets.rules.words import Role, Zone
from tickets.store.tables import crews, members, passwords, staff

LEADERS = (Role.DISPATCHER, Role.SUPERVISOR, Role.ADMINISTRATOR)
_A_PASSWORD = select(passwords.c.staff_id).limit(1)
_ACCESS = ("roles", "active", "login", "expires")


@action("编辑人员", Role.SUPERVISOR, Role.ADMINISTRATOR, alone=True)
def save_staff(
    unit: UnitOfWork,
    key: int | None,
    name: str,
    roles: frozenset[Role],
    phone: str = "",
    active: bool = True,
    *,
    login: str | None = None,
    expires: datetime | None = None,
    seen: Seen | None = None,
) -> int:
    """Add or change a member of staff and return the id.

    `login` is None without an account; `expires` is when the account ends. Only administrators change roles and
    accounts; supervisors change names and phones.
    """
    refuse_unless_as_seen(unit, staff, key, seen)
    if not roles:
        raise Refused("请至少选一个岗位。")
    values = {
        "name": required("姓名", name, NAME_AT_MOST),
        "roles": roles,
        "phone": cleaned("电话", phone),
        "active": active,
        "login": None if login is None else checked_login(unit, key, login),
        "expires": None if expires is None else whole(expires),
    }
    _refuse_twin(unit, staff, key, values["name"])
    _refuse_access_from_others(unit, key, values)
    had_administrator = has_administrator(unit)
    saved = save_row(unit, staff, key, values)
    require_an_administrator(unit, had_administrator)
    return saved


def require_an_administrator(unit: UnitOfWork, had_one: bool) -> None:
    """Raise Refused when no active administrator account remains that never expires, and there was one."""
    if had_one and not has_administrator(unit):
        raise Refused("至少要留一名在职、能登录、账号不到期的管理员。")


@action("上下班")
def set_duty(unit: UnitOfWork, staff_id: int, on_duty: bool) -> int:
    """Record that a member of staff goes on or off duty: oneself, or somebody one leads."""
    if staff_id != unit.who.staff_id and not unit.author_is(*LEADERS):
        raise Refused("只能给自己上下班；替别人上下班请找调度员、值班长或管理员。")
    return save_row(unit, staff, staff_id, {"on_duty": on_duty})


@action("编辑班组", *LEADERS, alone=True)
def save_crew(
    unit: UnitOfWork,
    key: int | None,
    name: str,
    phone: str = "",
    skills: str = "",
    zone: Zone | None = None,
    base_place_id: int | None = None,
    active: bool = True,
    on_duty: bool = True,
    *,
    seen: Seen | None = None,
) -> int:
    """Add or change a crew and return the id. `skills` are fault groups separated by spaces."""
    refuse_unless_as_seen(unit, crews, key, seen)
    values = {
        "name": required("班组名称", name, NAME_AT_MOST),
        "phone": cleaned("电话", phone),
        "skills": cleaned("技能", skills),
        "zone": zone,
        "base_place_id": base_place_id,
        "active": active,
        "on_duty": on_duty,
    }
    _refuse_twin(unit, crews, key, values["name"])
    return save_row(unit, crews, key, values)


@action("班组值班", *LEADERS)
def set_crew_duty(unit: UnitOfWork, crew_id: int, on_duty: bool) -> int:
    """Record that a crew goes on or off duty."""
    return save_row(unit, crews, crew_id, {"on_duty": on_duty})


@action("编辑组员", *LEADERS, alone=True)
def save_member(
    unit: UnitOfWork,
    key: int | None,
    crew_id: int,
    name: str,
    phone: str = "",
    leader: bool = False,
    active: bool = True,
    *,
    seen: Seen | None = None,
) -> int:
    """Add or change a member of a crew and return the id."""
    refuse_unless_as_seen(unit, members, key, seen)
    values = {
        "crew_id": crew_id,
        "name": required("姓名", name, NAME_AT_MOST),
        "phone": cleaned("电话", phone),
        "leader": leader,
        "active": active,
    }
    return save_row(unit, members, key, values)


def _refuse_twin(unit: UnitOfWork, table: Table, key: int | None, name: Any) -> None:
    twin = unit.connection.execute(select(table.c.id).where(table.c.name == name)).scalar()
    if twin is not None and twin != key:
        raise Refused(f"已经有“{name}”，请换一个名称。")


def checked_login(unit: UnitOfWork, key: int | None, login: str) -> str:
    """Return the login as it is stored. Raises Refused for an invalid one, or one of somebody other than `key`."""
    chosen = logins.normal(login)
    sentence = logins.trouble(chosen)
    mine = select(staff.c.login).where(staff.c.id == key)
    if sentence is not None and unit.connection.execute(mine).scalar() != chosen:
        raise Refused(sentence)
    holder = unit.connection.execute(select(staff.c.id, staff.c.name).where(staff.c.login == chosen)).one_or_none()
    if holder is not None and holder.id != key:
        raise Refused(f"登录名“{chosen}”已是{holder.name}的，请换一个。")
    return chosen


def _refuse_access_from_others(unit: UnitOfWork, key: int | None, values: dict[str, Any]) -> None:
    """Raise Refused when somebody other than an administrator changes roles or accounts."""
    if unit.author_is(Role.ADMINISTRATOR):
        return
    if key is None:
        raise Refused("只有管理员能添加人员，请找管理员。")
    before = unit.connection.execute(select(staff).where(staff.c.id == key)).mappings().one_or_none()
    if before is not None and any(before[name] != values[name] for name in _ACCESS):
        raise Refused("只有管理员能改岗位、登录名、到期时间和停用，请找管理员；姓名和电话可以改。")


def has_administrator(unit: UnitOfWork) -> bool:
    """Return whether an active administrator account remains that never expires."""
    staying = select(staff.c.roles).where(staff.c.active, staff.c.login.is_not(None), staff.c.expires.is_(None))
    if unit.connection.dialect.name == "sqlite" and unit.connection.execute(_A_PASSWORD).first() is not None:
        staying = staying.join(passwords)
    return any(Role.ADMINISTRATOR in roles for roles in unit.connection.execute(staying).scalars())
