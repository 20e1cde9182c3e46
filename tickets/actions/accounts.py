"""Passwords. The journal records who set whose password, but not its hash."""

from sqlalchemy import insert, select, text, update

from tickets.actions.command import action
from tickets.actions.fields import required
from tickets.actions.people import checked_login
from tickets.actions.save_row import save_row
from tickets.actions.unit_of_work import UnitOfWork
from tickets.errors import Refused
from tickets.rules.texts import NAME_AT_MOST
from tickets.rules.words import Role
from tickets.store.queries.accounts import administrator_has_password
from tickets.store.tables import passwords, staff

NOBODY = "值班员"  # the person in a new database, until somebody has an account

_ON_SERVER = text("SELECT set_password(:staff_id, :kept)")


@action("设密码")
def set_password(unit: UnitOfWork, staff_id: int, kept: str) -> int:
    """Set one's own password or, as an administrator, anybody's; a locked account is unlocked.

    `kept` is what is stored: the password's hash for a file, its SCRAM verifier for a server.
    """
    if staff_id != unit.who.staff_id and not unit.author_is(Role.ADMINISTRATOR):
        raise Refused("只有管理员能给别人设密码，请找管理员。")
    found = unit.connection.execute(select(staff.c.name, staff.c.login).where(staff.c.id == staff_id)).one_or_none()
    if found is None or found.login is None:
        raise Refused("这个人还没有登录名，请先填好登录名，再设密码。")
    if unit.connection.dialect.name == "sqlite":
        _keep(unit, staff_id, kept)
    else:
        unit.connection.execute(_ON_SERVER, {"staff_id": staff_id, "kept": kept})
    unit.text = f"{found.name}的密码"
    return staff_id


@action("设第一位管理员", alone=True)
def make_first_administrator(unit: UnitOfWork, name: str, login: str, kept: str) -> int:
    """Create a file's first administrator, with every role, and return their id.

    An existing person with this name becomes the administrator. The default person NOBODY is retired.
    """
    if unit.connection.dialect.name != "sqlite" or administrator_has_password(unit.connection):
        raise Refused("这里已经有管理员了，请登录。")
    name = required("姓名", name, NAME_AT_MOST)
    known = unit.connection.execute(select(staff.c.id).where(staff.c.name == name)).scalar()
    if name != NOBODY:
        _retire_nobody(unit)
    values = {"login": checked_login(unit, known, login), "roles": frozenset(Role), "active": True, "expires": None}
    key = save_row(unit, staff, known, {"name": name, **values})
    _keep(unit, key, kept)
    unit.text = f"{name}的密码"
    return key


def _keep(unit: UnitOfWork, staff_id: int, kept: str) -> None:
    fresh = {"hash": kept, "changed": unit.now, "failures": 0, "locked_until": None}
    if not unit.connection.execute(update(passwords).where(passwords.c.staff_id == staff_id).values(fresh)).rowcount:
        unit.connection.execute(insert(passwords).values(staff_id=staff_id, **fresh))


def _retire_nobody(unit: UnitOfWork) -> None:
    columns = (staff.c.id, staff.c.active, staff.c.on_duty, staff.c.login)
    seeded = select(*columns).outerjoin(passwords).where(staff.c.name == NOBODY, passwords.c.staff_id.is_(None))
    found = unit.connection.execute(seeded).mappings().one_or_none()
    if found is not None:
        unit.update(staff, found["id"], dict(found), {"active": False, "on_duty": False, "login": None})
