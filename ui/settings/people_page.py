"""The settings page of the staff: names, roles, accounts, the last day of an account."""

from datetime import date, datetime, timedelta
from typing import Any

from tickets.actions import people
from tickets.actions.accounts import NOBODY
from tickets.actions.command import Command
from tickets.errors import Refused
from tickets.rules.instants import day_start, local_day
from tickets.rules.words import Role
from tickets.store.queries.accounts import Account, list_accounts
from ui.editing.fields import FlagEditor, FormField, ManyEditor, TextEditor
from ui.editing.page_spec import PageSpec, as_seen, column
from ui.kit.inputs import word_choices
from ui.kit.wording import translate
from ui.settings.pages import yes
from ui.settings.person_annex import PersonAnnex

_SECOND, _DAY = timedelta(seconds=1), timedelta(days=1)


def last_day(expires: datetime | None) -> str:
    """Return the last day of an account that ends at this instant; "" when it never ends."""
    return "" if expires is None else local_day(expires - _SECOND).isoformat()


class ExpiryEditor(TextEditor):
    """The account is valid through the whole day and ends at midnight."""

    def __init__(self) -> None:
        super().__init__()
        self._kept: datetime | None = None
        self.widget.setPlaceholderText("2026-12-31")

    def show_value(self, value: Any) -> None:
        """Show the last day before an instant."""
        self._kept = value
        super().show_value(last_day(value))

    def words(self, value: Any) -> str:
        """Return the last day."""
        return last_day(value)

    def value(self) -> Any:
        """Return the instant at which the day ends, None for an empty text. Raises Refused for no date."""
        words = self.widget.text().strip()
        if words == last_day(self._kept):
            return self._kept
        try:
            return day_start(date.fromisoformat(words) + _DAY) if words else None
        except (ValueError, OverflowError) as error:
            raise Refused(f"“{words[:20]}”不是日期，请写成 2026-12-31，或空着。") from error


def _tr(text: str) -> str:
    return translate("settings", text)


def staff_page() -> PageSpec:
    """The page of the staff, their roles and their accounts."""
    return PageSpec(
        "staff",
        _tr("人员"),
        _tr(
            "谁在这里工作、担任什么岗位、用什么登录名。停用的人员保留在记录里，不能再选，也不能再登录。"
            "“{nobody}”是新库自带的，设好第一位管理员后自动停用，不用管它。"
        ).format(nobody=NOBODY),
        list_accounts,
        lambda row: row.id,
        frozenset({"staff"}),
        (
            column("name", _tr("姓名"), lambda row: row.name, 112),
            column("login", _tr("登录名"), lambda row: row.login or "", 96),
            column("roles", _tr("岗位"), lambda row: _names(row.roles), stretch=True),
            column("password", _tr("密码"), _password_words, 52),
            column("expires", _tr("到期"), lambda row: last_day(row.expires), 92),
            column("duty", _tr("在班"), lambda row: yes(row.on_duty), 48),
            column("active", _tr("在用"), lambda row: yes(row.active), 48),
        ),
        (
            FormField("name", _tr("姓名"), TextEditor),
            FormField("roles", _tr("岗位"), lambda: ManyEditor(word_choices(Role)), frozenset({Role.OPERATOR})),
            FormField("phone", _tr("电话"), TextEditor),
            FormField("login", _tr("登录名"), TextEditor, "", _tr("空着就不能登录")),
            FormField("expires", _tr("账号到期"), ExpiryEditor, None, _tr("最后一天；空着就不到期")),
            FormField("active", "", lambda: FlagEditor(_tr("在用")), True),
        ),
        _save,
        editors=people.save_staff.roles,
        why_not=_why_not,
        editable=_editable,
        annex=PersonAnnex,
    )


def _names(roles: frozenset[Role]) -> str:
    return "、".join(role.label for role in Role if role in roles)


def _password_words(row: Account) -> str:
    if row.login is None or not row.active:
        return ""
    return {True: _tr("有"), False: _tr("没有"), None: _tr("不详")}[row.has_password]


def _save(row: Account | None, values: dict[str, Any]) -> Command[int]:
    login = values["login"].strip() or None
    seen = as_seen(row, "name", "roles", "phone", "active", "login", "expires")
    return people.save_staff(row.id if row else None, **{**values, "login": login}, seen=seen)


def _editable(roles: frozenset[Role]) -> frozenset[str]:
    if Role.ADMINISTRATOR in roles:
        return frozenset({"name", "roles", "phone", "login", "expires", "active"})
    return frozenset({"name", "phone"}) if Role.SUPERVISOR in roles else frozenset()


def _why_not(roles: frozenset[Role]) -> str:
    if Role.ADMINISTRATOR in roles:
        return ""
    if Role.SUPERVISOR in roles:
        return _tr("姓名和电话您可以改；添加人员、改岗位、登录名、到期和停用要请管理员。")
    return _tr("只能看：人员由管理员编辑，姓名和电话值班长也能改。")
