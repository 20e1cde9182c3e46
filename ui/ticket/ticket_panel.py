"""The ticket panel: facts, history and actions of one ticket. Shared by every desk that works on tickets."""

from collections.abc import Callable
from datetime import datetime

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QStackedWidget, QWidget

from tickets.editing import Editing
from tickets.rules.words import OPEN_STATES
from tickets.store.feed.changes import Changes
from tickets.store.queries.ticket_file import TicketFile, ticket_file
from tickets.store.queries.ticket_remains import TicketRemains, ticket_remains
from ui.kit.buttons import KeyButton
from ui.kit.cards import Card, FittingArea
from ui.kit.keys import on_key
from ui.kit.layouts import in_column
from ui.kit.plain_text import show_tip
from ui.kit.tokens import INSIDE
from ui.runtime.live_query import LiveQuery
from ui.runtime.session import SessionContext
from ui.runtime.tick import single_shot
from ui.ticket.blank import Blank
from ui.ticket.choices import TABLES, UNREAD, Choices, read_choices
from ui.ticket.crew_text import COPY_KEY, crew_text
from ui.ticket.fields import PickList
from ui.ticket.file_view import FileView
from ui.ticket.head import Head
from ui.ticket.held_key import HeldKey
from ui.ticket.others import Others, OthersLine
from ui.ticket.remains import remains_words
from ui.ticket.workbench import Workbench

_UNREAD_AFTER = 2  # seconds: an earlier failure may concern the previous ticket
_NOTICE_MS = 1500
_QUIET_MS = 100  # a read that takes no longer shows no message


class TicketPanel(Card):
    """Shows one ticket and executes its actions. It is updated when the feed reports a change of the ticket.

    Keys work within `scope` (a desk), also while the focus is in its list. From the moment another ticket is selected
    until it has been read nothing can be done to the previous one; one key is stored for the selected ticket, any other
    is refused with a sentence.
    """

    shown = Signal(object)  # the TicketFile shown; None for none, and while another is being read
    choices_read = Signal(object)  # the present Choices
    print_wanted = Signal(int)
    outage_wanted = Signal(object)  # the TicketFile of which an outage is to be entered

    def __init__(self, session: SessionContext, scope: QWidget | None = None) -> None:
        super().__init__()
        self._session = session
        self.ticket_id: int | None = None  # the id of the selected ticket, read or not
        self.reading = False  # whether the selected ticket, or its id, is still to be read
        self._failing = 0  # seconds in which the selected ticket could not be read
        self._remains = ""  # the readable part of it
        self._held = HeldKey(session.now, session.who)
        self.file: TicketFile | None = None
        self.choices: Choices = UNREAD
        self._blank = Blank()
        self._copy = KeyButton(self.tr("复制给班组"), COPY_KEY, handles_key=False, on_click=self._copy_for_crew)
        self._copy.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        on_key(scope or self, COPY_KEY, self._copy_for_crew, repeats=False)
        self._head, self._view = Head(), FileView(self._copy)
        on_key(scope or self, "Ctrl+Down", self._view.scroll_down)
        on_key(scope or self, "Ctrl+Up", self._view.scroll_up)
        editing = Editing(session.service)
        self.others, self._others_line = Others(session, editing, self), OthersLine()
        self._live = LiveQuery(
            session, f"ticket panel {id(self)}", session.reader(ticket_file), self._on_read, self,
            arguments=self._which, concerns=self._is_touched, tables=frozenset({"alerts"}), view=self,
        )  # fmt: skip
        self.bench = Workbench(session, editing, scope or self, lambda: self._live.is_failing)
        self.bench.stale.connect(self.refresh)
        self.bench.form_changed.connect(self._show_others)
        self.bench.form_changed.connect(lambda: self._view.give_way(self.bench.form is not None))
        self._view.reads_history.connect(self.bench.steps.fold)
        self.bench.form_changed.connect(lambda: self.bench.steps.fold(False))
        self.others.changed.connect(self._show_others)
        self.bench.pressed.connect(self._on_pressed)
        self.bench.steps.print_wanted.connect(lambda: self.with_ticket(self.print_wanted.emit))
        self.bench.steps.outage_wanted.connect(self._want_outage)
        self._slow = single_shot(self, self._show_blank, _QUIET_MS)
        self._pages = QStackedWidget()
        self._lay_out()
        self._show_blank()
        session.tick.second.connect(self._on_second)
        LiveQuery(
            session, f"choices {id(self)}", session.reader(read_choices), self._on_choices, self,
            tables=TABLES, view=self,
        ).refresh()  # fmt: skip

    @property
    def at_work(self) -> bool:
        """Whether an open ticket or a form is shown, which should not be replaced."""
        if self.file is None:
            return self.ticket_id is not None and self.reading
        return self.bench.form is not None or self.file.ticket.state in OPEN_STATES

    @property
    def holding(self) -> bool:
        """Whether a key is stored for the ticket being read."""
        return bool(self._held.label)

    @property
    def sentence(self) -> str:
        """The message about the last action, wherever it is shown; "" when it succeeded."""
        return self.bench.sentence if self.file is not None else self._blank.sentence

    @property
    def says(self) -> str:
        """The text shown in place of a ticket; "" while one is shown."""
        return self._blank.says if self._pages.currentWidget() is self._blank else ""

    def show_ticket(self, ticket_id: int | None) -> None:
        """Show a ticket, open or not; None shows none."""
        if ticket_id == self.ticket_id and not (self.reading and ticket_id is None):
            return
        refused = self._blank.take_refusal() if self.ticket_id is None and self.reading else ""
        self._turn_to(ticket_id, reading=ticket_id is not None)
        if refused:  # the key was meant for this ticket, pressed before its id was known
            self._blank.refuse(refused)
        if ticket_id is None:
            self._show_blank()
        else:
            self.refresh()

    def await_ticket(self) -> None:
        """Prepare for a selected ticket whose row is still being read."""
        if self.ticket_id is not None or not self.reading:
            self._turn_to(None, reading=True)

    def with_ticket(self, work: Callable[[int], None]) -> None:
        """Call a function that needs only the selected ticket's id; say so when none is selected."""
        if self.ticket_id is not None:
            work(self.ticket_id)
        else:
            self.refuse("")

    def _copy_for_crew(self) -> None:
        """Put what the crew must know on the clipboard."""
        if self.file is None:
            self.refuse(self._copy.accessibleName())
            return
        QGuiApplication.clipboard().setText(crew_text(self.file, self._session.now()))
        notice = self.tr("已复制 {text}，可以粘贴发给班组").format(text=self.file.ticket.number)
        below = self._copy.mapToGlobal(self._copy.rect().bottomLeft())
        show_tip(below, notice, self._copy, self._copy.rect(), _NOTICE_MS)

    def _want_outage(self) -> None:
        if self.file is None:
            self.refuse(self.tr("登记停水范围"))
        else:
            self.outage_wanted.emit(self.file)

    def refuse(self, label: str) -> None:
        """Say why a key has no effect while no ticket is shown."""
        done = self.tr("“{label}”没有执行：").format(label=label) if label else ""
        why = self.tr("工单还没有读到，读到以后再按。") if self.reading else self.tr("还没有选工单，请先选一张。")
        self._show_blank()
        self._blank.refuse(done + why)

    def press_digit(self, key: str) -> None:
        """Store a digit for the list that the stored key will open; refuse a second one, and other keys."""
        if key in "123456789" and self._held.add_digit(int(key)):
            self._show_blank()
        else:
            self.refuse(self.tr("数字键"))

    def forget_key(self) -> None:
        """Drop the stored key and the messages about keys without a ticket."""
        self._held.drop()
        self._blank.take_refusal()
        if self.reading and self._pages.currentWidget() is self._blank:
            self._show_blank()

    def focus_steps(self) -> None:
        """Focus the next step, as soon as the ticket has been read."""
        if self.file is not None:
            self.bench.focus()
        elif self.reading and not self.holding:
            self._held.hold("", self.bench.focus)

    def refresh(self) -> None:
        """Read the ticket again."""
        self._live.refresh()

    def _which(self, _changes: Changes) -> tuple[int, datetime] | None:
        return None if self.ticket_id is None else (self.ticket_id, self._session.now())

    def _is_touched(self, changes: Changes) -> bool:
        return self.ticket_id in changes.tickets

    def give_to(self, crew_id: int) -> None:
        """Assign the ticket shown to a crew."""
        if self.file is None:
            self.refuse(self.tr("派班组"))
        else:
            self.bench.give_to(crew_id)

    def _on_choices(self, choices: Choices) -> None:
        self.choices = choices
        self.choices_read.emit(choices)
        if self.file is not None:
            self._show(self.file)

    def _on_pressed(self, label: str, work: Callable[[], None]) -> None:
        """Store the first key for the ticket being read; refuse any other."""
        if self.ticket_id is None or not self.reading or self.holding:
            self.refuse(label)
            return
        self._blank.take_refusal()
        self._held.hold(label, work)
        self._show_blank()

    def _turn_to(self, ticket_id: int | None, *, reading: bool) -> None:
        """Drop the ticket shown; nothing can be done to it from now on."""
        lost = self._held.drop()
        focus = QApplication.focusWidget()
        if focus is not None and self.isAncestorOf(focus):
            self.bench.left.emit()  # the focused widget will be hidden and would pass the focus on
        self.ticket_id, self.reading, self._failing, self._remains = ticket_id, reading, 0, ""
        self.file = None
        self.bench.show_file(None, self.choices)
        self._blank.take_refusal()
        if lost:
            self._blank.refuse(self.tr("“{label}”没有执行：选中的工单换了。").format(label=lost))
        if not self._slow.isActive():  # also when tickets are selected in quick succession
            self._slow.start()

    def _show_blank(self) -> None:
        """Show that there is no ticket, and why."""
        if self.file is not None:
            return
        self._slow.stop()
        if not self.reading:
            none = self.ticket_id is None
            self._blank.say(
                self.tr("还没有选工单。") if none else self.tr("找不到这张工单。"),
                self.tr("在列表里按 ↓ 选一张，或点一下。"),
            )
        elif self._failing >= _UNREAD_AFTER:
            self._blank.say(
                self.tr("这张工单暂时读不出来。"),
                self.tr("原因写在窗口上方；一读得出就显示。")
                + (self.tr("读得出的在下面，只能看，不能办理。") if self._remains else ""),
                self._remains,
            )
        else:
            held = " ".join(part for part in (self._held.label, str(self._held.digit or "")) if part)
            hint = self.tr("读到就办“{label}”。").format(label=held) if held else ""
            self._blank.say(self.tr("正在读取工单…"), hint)
        if self._pages.currentWidget() is not self._blank or not self.reading:
            self._pages.setCurrentWidget(self._blank)
            self.shown.emit(None)

    def _on_read(self, file: TicketFile | None) -> None:
        if self.ticket_id is None:  # deselected meanwhile; of a ticket selected before nothing arrives here
            return
        self.reading = False
        if file is None:
            self._turn_to(self.ticket_id, reading=False)
            self._show_blank()
            return
        came = self.file is None
        self._show(file)
        if came:
            self._go_on()

    def _go_on(self) -> None:
        """Perform the stored key for this ticket, or say that it was dropped."""
        refused = self._blank.take_refusal()
        label, digit = self._held.label, self._held.digit
        if not self._held.release():
            refused = self.tr("“{label}”没有执行，请再按一次。").format(label=label)
        elif digit is not None:
            focus = QApplication.focusWidget()
            if isinstance(focus, PickList):
                focus.pick(digit)
        if refused and not self.bench.sentence:
            self.bench.say(refused)

    def _show(self, file: TicketFile) -> None:
        now = self._session.now()
        self._slow.stop()
        self.file = file
        self._head.show_file(file, now)
        self._view.show_file(file, self.choices.faults, now)
        self.bench.show_file(file, self.choices)
        self._show_others()
        self._pages.setCurrentIndex(1)
        self.shown.emit(file)

    def _on_second(self, now: datetime) -> None:
        if self._held.too_old and self.holding:
            self.refuse(self._held.drop())
        if self.reading and self._live.is_failing:
            self._failing += 1
            if self._failing == _UNREAD_AFTER and self.ticket_id is not None:
                self._read_remains(self.ticket_id)
            self._show_blank()
        if self.file is not None and self.isVisible():
            self._head.tick(self.file, now)
            self._view.tick(now)
            self.bench.tick(now)
            self._show_others()

    def _read_remains(self, ticket_id: int) -> None:
        """Read the readable part of a ticket that can't be opened; the error has been shown already."""
        service = self._session.service
        self._session.background.run(
            lambda: service.read(ticket_remains, ticket_id), self._on_remains, lambda _error: None, owner=self
        )

    def _on_remains(self, remains: TicketRemains | None) -> None:
        if remains is not None and remains.id == self.ticket_id and self.reading:
            self._remains = remains_words(remains, self._session.now())
            self._show_blank()

    def _show_others(self, tickets: frozenset[int] | None = None) -> None:
        if self.file is None or (tickets is not None and self.file.ticket.id not in tickets):
            return
        others = self.others.at(self.file.ticket.id)
        self._others_line.show_leases(others, self._session.now(), too=self.bench.form is not None)

    def _lay_out(self) -> None:
        page = QWidget()
        in_column(self._head, self._others_line, (self._view, 1), FittingArea(self.bench), holder=page, spacing=INSIDE)
        self._pages.addWidget(self._blank)
        self._pages.addWidget(page)
        self.add(self._pages)
