"""The right column: the crews, ranked for the ticket shown, and their duty."""

from collections.abc import Callable
from time import monotonic

from PySide6.QtCore import Qt, Signal

from tickets.actions.people import set_crew_duty
from tickets.errors import NotYet
from tickets.rules.phones import shown_phone
from tickets.rules.words import State
from tickets.store.queries.ticket_file import TicketFile
from ui.dispatch.crew_list import CrewList
from ui.kit.buttons import KeyButton
from ui.kit.cards import Card
from ui.kit.columns import Column
from ui.kit.keys import LONG_AGO, READ_SECONDS
from ui.kit.labels import Quiet
from ui.kit.messages import ErrorLine
from ui.kit.plain_text import set_tip
from ui.kit.rows_model import RowsModel
from ui.runtime.session import SessionContext
from ui.ticket.choices import UNREAD, Choices, RankedCrew, crew_state, ranked_crews

DUTY_KEY = "Y"


class CrewsView(Card):
    """`wanted` carries the id of the crew that is to get the ticket shown."""

    wanted = Signal(int)
    left = Signal()

    def __init__(
        self,
        session: SessionContext,
        is_reading: Callable[[], bool] = lambda: False,
        clock: Callable[[], float] = monotonic,
    ) -> None:
        """`is_reading` says whether the selected ticket is still to be read; `clock` returns seconds."""
        super().__init__(self.tr("班组"))
        self._clock = clock
        self._moved = LONG_AGO  # when the order of the crews last changed for the same ticket
        self._session = session
        self._choices: Choices = UNREAD
        self._file: TicketFile | None = None
        self._is_reading: Callable[[], bool] = is_reading
        self.list = CrewList()
        self.list.setAccessibleName(self.tr("班组"))
        self.model: RowsModel[RankedCrew] = RowsModel((_column(),), session.now, self.list)
        self.list.setModel(self.model)
        self._hint = Quiet(wrap=True)
        self._error = ErrorLine()
        self._duty = KeyButton(self.tr("上下班"), DUTY_KEY, scope=self, on_click=self._change_duty)
        self._duty.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.list.wanted.connect(lambda _crew: self._error.clear())
        self.list.wanted.connect(self.wanted)
        self.list.left.connect(self.left)
        self.list.is_read = lambda: self._clock() - self._moved >= READ_SECONDS
        self.list.unread.connect(lambda: self._error.say(NotYet(self.tr("班组刚重新排列，请看过再按。"))))
        self.list.selectionModel().currentChanged.connect(lambda *_: self._name_duty())
        self.setFocusProxy(self.list)
        self.head.addWidget(self._duty)
        self.add(self._hint, self._error, self.list)
        self._arrange()

    def show_choices(self, choices: Choices) -> None:
        """Show the present crews."""
        before = [each.id for each in self.model.rows]
        self._choices = choices
        self._arrange()
        if self._file is not None and before and before != [each.id for each in self.model.rows]:
            self._moved = self._clock()

    def show_ticket(self, file: TicketFile | None) -> None:
        """Rank the crews for a ticket if a crew can be assigned to it."""
        if file is None or self._file is None or file.ticket.id != self._file.ticket.id:
            self._moved = LONG_AGO
            self._error.clear()
        self._file = file
        self._arrange()

    def focus_list(self) -> None:
        """Focus the list, with the best crew current if none is."""
        if not self.list.currentIndex().isValid():
            self.list.setCurrentIndex(self.model.index(0, 0))
        self.list.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _arrange(self) -> None:
        file = self._file if self._file is not None and self._file.running else None
        self.model.apply(ranked_crews(self._choices.crews, file))
        if not self._choices.known:
            self._hint.setText(self.tr("班组还没有读到，读到以后会自己显示。"))
        elif not self._choices.crews:
            self._hint.setText(self.tr("还没有班组，请在设置里添加。"))
        elif self._file is None and self._is_reading():
            self._hint.setText(self.tr("正在读取工单…"))
        elif file is None:
            self._hint.setText(self.tr("选一张在办的工单，就按合适程度排列。"))
        elif file.ticket.state is State.NEW:
            self._hint.setText(self.tr("按数字或 Enter 派单"))
        else:
            self._hint.setText(self.tr("按数字或 Enter 转派"))
        self._name_duty()

    def _name_duty(self) -> None:
        each = self.list.current()
        self._duty.setVisible(each is not None)
        if each is not None:
            # "下班" alone would read as the state of the crew
            step = self.tr("记为下班") if each.crew.on_duty else self.tr("记为上班")
            self._duty.set_step(step, DUTY_KEY)
            self._duty.setAccessibleName(f"{each.crew.name} {step}")
            set_tip(self._duty, f"{each.crew.name}：{step}")

    def _change_duty(self) -> None:
        each = self.list.current()
        if each is not None:
            self._error.clear()
            command = set_crew_duty(each.id, not each.crew.on_duty)
            self._session.execute(command, None, self._error.say, self)


def _column() -> Column[RankedCrew]:
    def accessible_text(each: RankedCrew) -> str:
        crew = each.crew
        parts = (crew.name, crew_state(crew), str(crew.load), shown_phone(crew.phone), *each.reasons)
        return " ".join(part for part in parts if part)

    return Column[RankedCrew](
        "crew", "", lambda each, _now: each.crew.name, tooltip=lambda each, _now: "\n".join(each.reasons),
        accessible=lambda each, _now: accessible_text(each),
    )  # fmt: skip
