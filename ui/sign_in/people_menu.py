"""In a database without passwords: the menu to choose the current user and to go on or off duty."""

from collections.abc import Callable
from time import monotonic

from PySide6.QtCore import QPoint
from PySide6.QtGui import QActionGroup, QKeySequence, QShortcut
from PySide6.QtWidgets import QMenu

from tickets.actions.people import set_duty
from tickets.store.queries.lookups import StaffMember, list_staff
from ui.frame.current_user import CurrentUser
from ui.kit.plain_text import caption
from ui.kit.wording import translate
from ui.main_window import MainWindow
from ui.runtime.session import SessionContext

IN_TIME = 2.0  # seconds; a menu appearing later would catch keys meant for something else


class PeopleMenu(QMenu):
    """Lists the staff; a click or a digit makes one of them the current user."""

    def __init__(
        self,
        session: SessionContext,
        current_user: CurrentUser,
        main: MainWindow,
        clock: Callable[[], float] = monotonic,
    ) -> None:
        """Open when `main` asks for it. `clock` returns seconds, to recognise a late answer."""
        super().__init__(main)
        self._clock = clock
        self._notice = main.notice
        self._session = session
        self._current_user = current_user
        self.setAccessibleName(self.tr("换人"))
        main.person_wanted.connect(self.open_at)

    def open_at(self, place: QPoint) -> None:
        """Read the staff and open at a place on the screen."""
        background, service, asked = self._session.background, self._session.service, self._clock()
        report = background.unhandled.emit  # an answer that comes too late opens no menu
        background.latest(
            "people",
            lambda: service.read(list_staff),
            lambda people: self._open(people, place, asked),
            report,
            owner=self,
        )

    def _open(self, people: list[StaffMember], place: QPoint, asked: float) -> None:
        if self._clock() - asked > IN_TIME:
            self._notice.say(self.tr("人员名单刚刚才读到，请再按 Ctrl+L。"))
            return
        self.clear()
        self.addSection(self.tr("谁在这个座席"))
        group = QActionGroup(self)
        for number, person in enumerate(people, start=1):
            roles = "、".join(role.label for role in sorted(person.roles))
            key = f"&{number} " if number < 10 else ""
            entry = self.addAction(key + caption(f"{person.name}（{roles}）"))
            entry.setCheckable(True)
            entry.setChecked(person.id == self._current_user.who().staff_id)
            entry.triggered.connect(lambda _checked, chosen=person: self._current_user.sit_down(chosen))
            group.addAction(entry)
        self.addSeparator()
        present = next((person for person in people if person.id == self._current_user.who().staff_id), None)
        if present is not None:
            words = self.tr("我下班了(&X)") if present.on_duty else self.tr("我上班了(&X)")
            duty = self.addAction(words)
            duty.triggered.connect(lambda: self._session.execute(set_duty(present.id, not present.on_duty)))
        self.popup(place)


def answer_the_locking_key(main: MainWindow) -> None:
    """Say on the key that locks that nothing is locked without passwords."""
    sentence = translate("PeopleMenu", "这里的数据不用密码，座席不锁定。")
    QShortcut(QKeySequence("Ctrl+Shift+L"), main).activated.connect(lambda: main.notice.say(sentence))
