"""The window before the main window, in a database with passwords: sign in, or create the first administrator."""

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QSettings, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QWidget

from tickets.accounts.authenticator import Authenticator, FirstQuestion, Person
from tickets.errors import DeskError, NotYet, Unexpected
from ui.kit.buttons import KeyButton
from ui.kit.composing import guard_composing, refusal
from ui.kit.labels import Elided, Heading, Tone
from ui.kit.layouts import Space, Stretch, button_row, in_column
from ui.kit.messages import ErrorLine
from ui.kit.resources import COMPANY, HOTLINE
from ui.kit.tokens import AROUND, BETWEEN, INSIDE
from ui.runtime.background import Background, Worker
from ui.runtime.session import Connection
from ui.runtime.tick import Tick
from ui.sign_in.remembered_password import RememberedPassword
from ui.sign_in.sign_in_attempts import SignInAttempts
from ui.sign_in.sign_in_form import SignInForm

if TYPE_CHECKING:
    from ui.sign_in.first_page import DemoProgressPage, FirstPage

_WIDTH, _HEIGHT = 440, 320

Filler = Callable[[Callable[[int], None]], object]  # creates demo data and reports the percentage done


class SignInWindow(QWidget):
    """Signs somebody in. `came_in` carries the Person; None in a database without passwords."""

    came_in = Signal(object)
    _filled_so_far = Signal(int)  # percent, from a worker

    def __init__(
        self,
        authenticator: Authenticator,
        background: Background,
        preferences: QSettings,
        connection: Connection | None = None,
        fill_with_demo: Filler | None = None,
    ) -> None:
        super().__init__()
        preferences.setParent(self)
        self._authenticator = authenticator
        self._background = background
        self._connection = connection
        self._fill_with_demo = fill_with_demo
        self._attempts = SignInAttempts(authenticator, background, Tick(parent=self), preferences, self)
        self._attempts.came_in.connect(self._on_in)
        self._page: QWidget | None = None
        self._remembered: RememberedPassword | None = None
        self._error = ErrorLine()
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        guard_composing(app).refused.connect(self._show_composing)
        self._lay_out()

    def ask(self, opening: FirstQuestion) -> None:
        """Show the page for the authenticator's first question."""
        if opening is FirstQuestion.SIGN_IN:
            self._ask_for_sign_in()
        elif opening is FirstQuestion.FIRST_ADMINISTRATOR:
            self._ask_for_first()
        else:
            self.came_in.emit(None)

    def fill(self) -> None:
        """Create demo data, show the progress, and then open the main window."""
        from ui.sign_in.first_page import DemoProgressPage  # noqa: PLC0415  needed once in a desk's life

        fill = self._fill_with_demo
        assert fill is not None
        page = DemoProgressPage()
        self._filled_so_far.connect(page.show_percent)
        self._show_page(page)
        show_error = self._filled_so_far.emit
        self._background.run(
            lambda: fill(show_error), self._on_filled, partial(self._on_unfilled, page), worker=Worker.SLOW, owner=page
        )

    def show_error(self, error: DeskError) -> None:
        """Show an error that belongs to no page."""
        self._error.say(error)

    def event(self, event: QEvent) -> bool:
        """Grow with the text, so that no part of the window is cut."""
        handled = super().event(event)
        if event.type() == QEvent.Type.LayoutRequest:
            self.resize(self.width(), max(self.height(), self._column.totalHeightForWidth(self.width())))
        return handled

    def _lay_out(self) -> None:
        self.setWindowTitle(f"{COMPANY} · 抢修热线 {HOTLINE}")
        title = Heading(self.tr("{company} · 抢修热线").format(company=COMPANY))
        place = Elided(self._authenticator.place, Tone.QUIET)
        self._settings = KeyButton(self.tr("连接设置…"), "Alt+C", on_click=self._open_connection)
        parts = (title, place, self._error, Space(INSIDE), Stretch(), button_row(self._settings))
        self._column = in_column(*parts, holder=self, margins=(AROUND, AROUND, AROUND, BETWEEN), spacing=INSIDE)
        self._settings.setVisible(self._connection is not None)
        self.setMinimumWidth(_WIDTH)
        self.resize(_WIDTH, _HEIGHT)

    def _show_composing(self, field: QWidget) -> None:
        line = None if self._page is None else self._page.findChild(ErrorLine)
        if field.window() is self and line is not None:
            line.say(NotYet(refusal()))

    def _show_page(self, page: QWidget) -> None:
        if self._page is not None:
            self._page.hide()
            self._page.deleteLater()
        self._page = page
        self._column.insertWidget(self._column.count() - 2, page)
        self.resize(_WIDTH, max(_HEIGHT, self._column.totalHeightForWidth(_WIDTH)))
        self.move(QGuiApplication.primaryScreen().availableGeometry().center() - self.rect().center())

    def _ask_for_sign_in(self) -> None:
        form = SignInForm()
        self._show_page(form)
        self._attempts.serve(form)
        kept = None if self._connection is None else self._connection.target.who
        form.start_with(self._attempts.last_login or kept or "")
        if not self._authenticator.is_server:
            self._background.run(self._authenticator.logins, form.login.offer, owner=form)
        elif self._connection is not None:
            self._remembered = RememberedPassword(self._connection.target, self._background, form)
            self._remembered.read_keyring()

    def _on_in(self, person: Person) -> None:
        if self._remembered is not None:
            self._remembered.keep(person.login)
        self.came_in.emit(person)

    def _open_connection(self) -> None:
        from ui.sign_in.connection_window import ConnectionWindow  # noqa: PLC0415  seldom needed

        assert self._connection is not None
        ConnectionWindow(self._connection, self._background, self).show()

    def _ask_for_first(self) -> None:
        from ui.sign_in.first_page import FirstPage  # noqa: PLC0415  needed once in a desk's life

        page = FirstPage(offers_demo=self._fill_with_demo is not None)
        self._show_page(page)
        page.wanted.connect(lambda *typed: self._make_first(page, *typed))
        page.demo_wanted.connect(self.fill)
        page.setFocus()

    def _make_first(self, page: "FirstPage", name: str, login: str, password: str) -> None:
        page.wait(self.tr("正在建立账号……"))
        self._background.run(
            lambda: self._authenticator.make_first_administrator(name, login, password),
            self._attempts.welcome,
            page.refuse,
            owner=page,
        )

    def _on_unfilled(self, page: "DemoProgressPage", error: DeskError) -> None:
        """Show why there are no demo data; after an unexpected error return to the first page."""
        page.refuse(error)
        if isinstance(error, Unexpected):
            self._error.say(error)
            self._on_filled(None)

    def _on_filled(self, _result: object) -> None:
        self._background.run(self._authenticator.opening, self.ask, owner=self)
