"""The page that covers a locked window: who should sign in, and why. Nothing behind it can be read."""

from dataclasses import dataclass

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from tickets.errors import Unexpected
from tickets.log.record import NOT_DONE
from ui.kit.buttons import KeyButton
from ui.kit.cards import Card
from ui.kit.labels import Words
from ui.kit.layouts import Stretch, in_column, in_row
from ui.kit.messages import ErrorLine, announce
from ui.kit.tokens import AROUND
from ui.sign_in.own_settings import OwnSettings
from ui.sign_in.sign_in_form import SignInForm

_WIDTH = 520


@dataclass(frozen=True, slots=True)
class Reason:
    """Why the window is locked. With `may_go_back` the current user stays signed in and Esc returns."""

    title: str
    sentence: str
    login: str = ""
    may_go_back: bool = False


class LockScreen(QWidget):
    """A sign-in form; while going back is allowed, also the current user's own settings."""

    back = Signal()

    def __init__(self, own_settings: OwnSettings) -> None:
        super().__init__()
        self.reason = Reason("", "")
        self.form = SignInForm()
        self._own_settings = own_settings
        self._sentence = Words(wrap=True)
        self._error = ErrorLine()  # for errors that belong to no form
        self._card = Card(" ")
        self._card.setFixedWidth(_WIDTH)
        self._page: QWidget | None = None
        self._lay_out()
        self.form.back.connect(self._on_back)
        self.form.waits.connect(lambda _waits: self._show_back())
        own_settings.page.connect(self._bring)

    def ask(self, reason: Reason) -> None:
        """Ask for a sign-in."""
        self.reason = reason
        self._bring(None)
        self._card.setAccessibleName(reason.title)
        self._sentence.setText(reason.sentence)
        self.form.error.clear()
        self._error.clear()
        self.form.start_with(reason.login)
        if reason.may_go_back:
            self._own_settings.refresh()
        announce(self, f"{reason.title} {reason.sentence}")

    def say_sign_in_first(self, sentence: str) -> None:
        """Show that somebody must sign in first."""
        self.form.error.say(sentence)
        self.form.go()

    def show_error(self, error: Unexpected) -> None:
        """Show that an error occurred behind the lock screen, without its details."""
        self._error.say(Unexpected(NOT_DONE, error.details))

    def _bring(self, page: QWidget | None) -> None:
        """Show a page instead of the sign-in form; None shows the form again."""
        if self._page is not None:
            self._page.hide()
            self._page.deleteLater()
        self._page = page
        if page is not None:
            self._card.add(page)
        self._card.title.setText(self.reason.title if page is None else page.windowTitle())
        for part in (self._sentence, self.form):
            part.setVisible(page is None)
        self._show_back()
        self._own_settings.setVisible(page is None and self.reason.may_go_back)
        if page is None:
            self.form.go()

    def _show_back(self) -> None:
        """Offer to go back, unless Esc now cancels an attempt."""
        self._back.setVisible(self._page is None and self.reason.may_go_back and not self.form.is_waiting)

    def _lay_out(self) -> None:
        self._back = KeyButton(self.tr("返回"), "Esc", handles_key=False, on_click=self.back)
        self.form.buttons.insertWidget(1, self._back)
        self._card.add(self._sentence, self.form, self._own_settings)
        middle = in_row(Stretch(), self._card, Stretch())
        in_column(self._error, Stretch(2), middle, Stretch(3), holder=self, margins=AROUND)

    def _on_back(self) -> None:
        if self.reason.may_go_back:
            self.back.emit()
