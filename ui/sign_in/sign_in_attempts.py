"""Signs in on a worker, one attempt at a time, and repeats it while the server is unreachable."""

from PySide6.QtCore import QObject, QSettings, Signal

from tickets.accounts.authenticator import Authenticator, Person
from tickets.errors import DeskError, Unavailable
from ui.runtime.background import Background
from ui.runtime.tick import Tick
from ui.sign_in.sign_in_form import SignInForm

LAST_LOGIN = "seat/login"  # the preference with the last login used here
RETRY_AFTER = (5, 10, 20, 30)  # seconds before the second try, the third, the fourth and every later one


class SignInAttempts(QObject):
    """Emits `came_in`, `refused`, and in between `waiting` with a sentence to show ("" at the end).

    A started attempt is completed: after `cancel` no further one is made, but if the running one succeeds the person is
    signed in, and `came_in` is emitted.
    """

    came_in = Signal(object)  # Person
    refused = Signal(object)  # DeskError
    waiting = Signal(str)
    resting = Signal(bool)  # whether the next try is only waiting for its time

    def __init__(
        self, authenticator: Authenticator, background: Background, tick: Tick, preferences: QSettings, parent: QObject
    ) -> None:
        super().__init__(parent)
        self._authenticator = authenticator
        self._background = background
        self._preferences = preferences
        self._typed = ("", "")
        self.asking = False  # whether an attempt is running now
        self._cancelled: bool
        self._tries = 0
        self._left = 0
        self._trouble = ""
        tick.second.connect(self._on_second)

    @property
    def last_login(self) -> str:
        """Return the login last used here; "" for none."""
        return str(self._preferences.value(LAST_LOGIN, ""))

    def serve(self, form: SignInForm) -> None:
        """Connect a form: it starts attempts and shows their progress."""
        form.wanted.connect(self.begin)
        form.cancelled.connect(self.cancel)
        form.retry_wanted.connect(self.retry)
        self.resting.connect(form.offer_retry)
        self.waiting.connect(form.wait)
        self.refused.connect(form.refuse)

    def welcome(self, person: Person) -> None:
        """Store the login for the next time and emit `came_in`."""
        self._preferences.setValue(LAST_LOGIN, person.login)
        self.came_in.emit(person)

    def begin(self, login: str, password: str) -> None:
        """Try to sign in, and repeat it while the server is unreachable."""
        if not self.asking:
            self._typed = login, password
            self._tries = 0
            self._ask()

    def retry(self) -> None:
        """Try again now, if the next try is only waiting for its time."""
        if self._left:
            self._left = 0
            self._ask()

    def cancel(self) -> None:
        """Make no further try."""
        self._left = 0
        self._cancelled = True
        self.waiting.emit(self.tr("正在取消……") if self.asking else "")

    def _ask(self) -> None:
        self.asking, self._cancelled = True, False
        self._tries += 1
        self.resting.emit(False)
        self.waiting.emit(self.tr("正在连接 {place} ……").format(place=self._authenticator.place))
        login, password = self._typed
        self._background.run(
            lambda: self._authenticator.sign_in(login, password), self._on_in, self._on_failed, owner=self
        )

    def _on_in(self, person: Person) -> None:
        self._end()
        self.welcome(person)

    def _on_failed(self, error: DeskError) -> None:
        self.asking = False
        if self._cancelled or not isinstance(error, Unavailable):
            cancelled = self._cancelled
            self._end()
            if not cancelled:
                self.refused.emit(error)
            return
        self._trouble = error.sentence
        self._left = RETRY_AFTER[min(self._tries, len(RETRY_AFTER)) - 1]
        self._emit_waiting()

    def _on_second(self) -> None:
        if self._left > 1:
            self._left -= 1
            self._emit_waiting()
        elif self._left == 1:
            self._left = 0
            self._ask()

    def _emit_waiting(self) -> None:
        words = self.tr("{trouble}\n{n} 秒后自动重试。")
        self.waiting.emit(words.format(trouble=self._trouble, n=self._left))
        self.resting.emit(True)

    def _end(self) -> None:
        self._typed = ("", "")
        self.asking = False
        self._left = 0
        self.waiting.emit("")
