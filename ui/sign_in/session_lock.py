"""Locks the window when somebody else comes, when nobody uses it, and when an account ends."""

from functools import partial

from PySide6.QtCore import QObject
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QApplication, QDialog

from tickets.accounts.authenticator import Authenticator, Person
from tickets.errors import DeskError, Unexpected
from tickets.settings import LOCK_MINUTES
from tickets.store.feed.changes import Changes
from tickets.store.feed.connection_status import ConnectionStatus
from tickets.store.queries.lookups import setting
from ui.frame.current_user import CurrentUser
from ui.main_window import MainWindow
from ui.runtime.live_query import LiveQuery
from ui.runtime.session import SessionContext
from ui.sign_in.account_monitor import AccountMonitor
from ui.sign_in.idle_timer import IdleTimer
from ui.sign_in.lock_screen import LockScreen, Reason
from ui.sign_in.own_settings import OwnSettings
from ui.sign_in.sign_in_attempts import SignInAttempts


class SessionLock(QObject):
    """Locks and unlocks the window in a database with passwords. Ctrl+Shift+L locks at once."""

    def __init__(
        self,
        authenticator: Authenticator,
        session: SessionContext,
        current_user: CurrentUser,
        person: Person,
        main: MainWindow,
    ) -> None:
        super().__init__(main)
        self._authenticator = authenticator
        self._session = session
        self._current_user = current_user
        self._main = main
        self._made: LockScreen | None = None
        self._attempts = SignInAttempts(authenticator, session.background, session.tick, session.preferences, self)
        self._attempts.came_in.connect(self._on_in)
        self._standing = AccountMonitor(authenticator, session, person, self)
        self._standing.changed.connect(self._on_other_roles)
        self._standing.ended.connect(self._on_ended)
        self._idle = IdleTimer(session.tick, main)
        self._idle.too_long.connect(self.lock)
        main.person_wanted.connect(lambda _place: self.switch())
        main.unlock_wanted.connect(lambda: self._cover.say_sign_in_first(self.tr("请先登录，再处理告警。")))
        QShortcut(QKeySequence("Ctrl+Shift+L"), main).activated.connect(self.lock)
        session.background.shut_out.connect(lambda error: self._on_shut_out(error.sentence))
        session.background.unhandled.connect(self._on_unexpected)
        session.feed.status_changed.connect(self._on_status)
        minutes = partial(session.reader(setting), LOCK_MINUTES)
        LiveQuery(session, "lock", minutes, self._idle.allow, self, tables=frozenset({"settings"})).refresh()
        self._advise()

    @property
    def person(self) -> Person:
        """Return who signed in last."""
        return self._standing.person

    def switch(self) -> None:
        """Let somebody else sign in, or the current user go back."""
        if self._main.covered:
            self._cover.form.go()
            return
        sentence = self.tr("现在是 {name}。没登记完的来电会留着，换谁登录都能接着填。")
        self._close(Reason(self.tr("换人"), sentence.format(name=self.person.name), may_go_back=True))

    def lock(self) -> None:
        """Lock the window until somebody signs in."""
        if not self._closed:
            sentence = self.tr("{name} 在这个座席，没登记完的来电还在。输入密码继续，或换人登录。")
            self._close(Reason(self.tr("已锁定"), sentence.format(name=self.person.name), self.person.login))

    @property
    def _cover(self) -> LockScreen:
        if self._made is None:
            own_settings = OwnSettings(self._authenticator, self._session, lambda: self.person)
            self._made = LockScreen(own_settings)
            self._attempts.serve(self._made.form)
            self._made.back.connect(self._main.uncover)
            own_settings.lock_wanted.connect(self.lock)
            own_settings.done.connect(self._on_done)
        return self._made

    @property
    def _closed(self) -> bool:
        """Whether only a password unlocks the window."""
        return self._main.covered and not self._cover.reason.may_go_back

    def _close(self, reason: Reason) -> None:
        _close_menus_and_dialogs()
        self._main.cover(self._cover)
        self._cover.ask(reason)
        offer = self._cover.form.login.offer
        self._session.background.latest(
            "logins", self._authenticator.logins, offer, lambda _error: None, owner=self._cover
        )

    def _on_in(self, person: Person) -> None:
        self._standing.follow(person)
        self._idle.start_over()
        self._current_user.sit_down(person)
        self._main.uncover()
        self._session.feed.changed.emit(Changes(lost=True))  # what is on screen was read for somebody else
        self._advise()

    def _advise(self) -> None:
        if self._authenticator.advice:
            self._main.notice.say(self._authenticator.advice, self.tr("知道了"), "Alt+K")

    def _on_done(self, sentence: str) -> None:
        if not self._closed:  # the window may have been locked meanwhile
            self._main.uncover()
        self._main.notice.say(sentence)

    def _on_other_roles(self, person: Person) -> None:
        self._current_user.sit_down(person)
        roles = "、".join(role.label for role in sorted(person.roles))
        self._main.notice.say(
            self.tr("管理员改了您的岗位，现在是：{roles}。").format(roles=roles), self.tr("知道了"), "Alt+K"
        )

    def _on_ended(self, person: Person) -> None:
        self._authenticator.forget()
        sentence = self.tr("{name} 的账号已停用或到期，不能再办理。没登记完的来电还在，请换人登录或找管理员。")
        self._shut(Reason(self.tr("账号已停用"), sentence.format(name=person.name)))

    def _on_status(self, status: ConnectionStatus | None) -> None:
        if status is not None and status.refused:
            self._on_shut_out(status.sentence)

    def _on_shut_out(self, sentence: str) -> None:
        asking = self._attempts.asking  # a running attempt is reported in the form
        if not asking and not self._authenticator.changing:
            self._authenticator.forget()
        if not self._closed and not asking and not self._authenticator.changing:
            self._shut(Reason(self.tr("请重新登录"), sentence, self.person.login))

    def _shut(self, reason: Reason) -> None:
        if not self._main.covered or self._cover.reason != reason:
            self._close(reason)

    def _on_unexpected(self, error: DeskError) -> None:
        if self._main.covered and isinstance(error, Unexpected):  # the window's own error line is covered
            self._cover.show_error(error)


def _close_menus_and_dialogs() -> None:
    """Close menus and dialogs: they could be read, and would block the lock screen."""
    while (popup := QApplication.activePopupWidget()) is not None:
        popup.close()
    for widget in QApplication.topLevelWidgets():
        if isinstance(widget, QDialog) and widget.isVisible():
            widget.reject()
