"""The main window: connects the rail, the strip, the desks and the alerts."""

from collections.abc import Callable
from datetime import timedelta
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

import shiboken6
from PySide6.QtCore import QByteArray, QPoint, QSize, Qt, Signal
from PySide6.QtGui import QCloseEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QApplication, QGridLayout, QMainWindow, QPushButton, QStackedWidget, QWidget

from tickets.actions.incoming import ring
from tickets.errors import DeskError, Unexpected, reworded
from tickets.rules.incoming import IncomingCall
from tickets.rules.phones import shown_phone
from tickets.rules.subjects import Subject
from tickets.rules.words import SubjectKind
from tickets.store.queries.last_step import UndoneCall
from tickets.store.queries.ticket_file import TicketFile
from tickets.store.unreadable import BrokenRow, sentence
from tickets.watch.watch import WatchState
from ui.alerts.alert_bar import HEIGHT, AlertBar
from ui.alerts.alert_center import AlertCenter
from ui.desks import (
    CONSENTS,
    DESKS,
    about_box,
    alert_drawer,
    consent_drawer,
    dispatch_desk,
    intake_desk,
    outage_desk,
    settings_desk,
)
from ui.frame.current_user import CurrentUser
from ui.frame.manual_window import ManualWindow
from ui.frame.rail import Rail
from ui.frame.step_bar import StepBar
from ui.frame.strip import Strip
from ui.kit.composing import guard_composing, refusal
from ui.kit.drawer import Drawer
from ui.kit.keys import TAKE_CALL_KEY, on_key
from ui.kit.labels import Quiet, mark
from ui.kit.layouts import in_column
from ui.kit.messages import ErrorLine, Notice
from ui.kit.plain_text import caption, one_line, window_title
from ui.kit.resources import COMPANY, HOTLINE
from ui.kit.sound import Alarm
from ui.kit.tokens import BETWEEN
from ui.runtime.session import SessionContext

if TYPE_CHECKING:
    from ui.alerts.alert_drawer import AlertDrawer
    from ui.consents.consent_drawer import ConsentDrawer

Desk = TypeVar("Desk", bound=QWidget)

MANUAL = Path(__file__).resolve().parents[1] / "docs" / "manual.zh-CN.md"
FIRST_SIZE = QSize(1440, 900)


class MainWindow(QMainWindow):
    """The window with all desks. A desk is created when it is first opened.

    `person_wanted` is emitted, with a place on the screen, when somebody else wants to use the window; `unlock_wanted`
    when a button of the alert bar was pressed while the window is locked.
    """

    person_wanted = Signal(object)  # QPoint
    unlock_wanted = Signal()

    def __init__(
        self, session: SessionContext, current_user: CurrentUser, watch: Callable[[], WatchState], alarm: Alarm
    ) -> None:
        super().__init__()
        self._session = session
        self._current_user = current_user
        self._desks: dict[str, QWidget] = {}
        self._rail = Rail(DESKS)
        self._rail.chosen.connect(self._on_rail)
        self._strip = Strip(session, watch)
        self._person = QPushButton()
        mark(self._person, "kind", "count")
        self._person.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._manual: ManualWindow | None = None
        self._pages = QStackedWidget()
        self._error = ErrorLine()
        self.notice = Notice()
        self._bar = AlertBar()
        self._no_alert = Quiet(self.tr("告警显示在这里 · F7 看全部告警"))
        self._drawer: AlertDrawer | None = None
        self._consents: ConsentDrawer | None = None
        self._behind: tuple[QWidget | None, ...] = (None, None)  # the page and the focus before a drawer was shown
        self._origin: tuple[QWidget, QWidget | None] | None = None  # the list to which Esc returns, and the focus there
        self._inside = QWidget()  # the strip and the current desk
        self._grid = QGridLayout()
        self._unreadable: set[BrokenRow] = set()  # rows that have been reported
        self._cover: QWidget | None = None
        self._focused: QWidget | None = None
        self._lay_out()
        self.steps = StepBar(session, self._rail, self._focus_page)
        self.alerts = AlertCenter(session, self._bar, alarm, self)
        self._wire()
        self._restore()

    def open_desk(self, name: str) -> QWidget:
        """Show a desk, creating it first if needed, and return it."""
        desk = self._desk(name)
        self._show_desk(desk)
        desk.setFocus(Qt.FocusReason.OtherFocusReason)
        return desk

    def open_alerts(self) -> QWidget:
        """Show the list of all alerts instead of the desk, and return it; it stays as it is once shown."""
        if self._drawer is None:
            self._drawer = self._make_drawer()
        if self._pages.currentWidget() is self._drawer:
            self._drawer.go_on()
        else:
            self._show_drawer(self._drawer)
            self._drawer.open()
        return self._drawer

    def open_consents(self) -> QWidget:
        """Show the requests for consent instead of the desk, and return their list; it stays as it is once shown."""
        if self._consents is None:
            self._consents = consent_drawer()(self._session)
            self._consents.closed.connect(self._leave_drawer)
            self._consents.ticket_wanted.connect(self._open_from_list)
            self._pages.addWidget(self._consents)
            on_key(self._consents, TAKE_CALL_KEY, self._take_call, repeats=False)
        if self._pages.currentWidget() is self._consents:
            self._consents.go_on()
        else:
            self._show_drawer(self._consents)
            self._consents.open()
        return self._consents

    def open_ticket(self, ticket_id: int) -> None:
        """Show a ticket on the dispatch desk."""
        self._opened("dispatch", dispatch_desk()).show_ticket(ticket_id)

    def _open_from_list(self, ticket_id: int) -> None:
        """Show a ticket; Esc leads back to the list, where it was left, until a desk is opened or a sign-in."""
        page, focus = self._pages.currentWidget(), self.focusWidget()
        self.open_ticket(ticket_id)
        self._origin = (page, focus) if page is not None else None

    def _back_to_list(self) -> None:
        if self._origin is None:
            return
        page, focus = self._origin
        if isinstance(page, Drawer):
            self._show_drawer(page)
            page.go_on()
            return
        self._show_desk(page)
        (focus if focus is not None and shiboken6.isValid(focus) else page).setFocus(Qt.FocusReason.OtherFocusReason)

    def open_subject(self, subject: Subject, *, from_list: bool = False) -> None:
        """Show what a clock belongs to, each kind in its own way; Esc leads back to a list."""
        if subject.kind in (SubjectKind.TICKET, SubjectKind.UNDONE):
            (self._open_from_list if from_list else self.open_ticket)(subject.id)

    def open_backups(self) -> None:
        """Show the settings page of the backups."""
        self._opened("settings", settings_desk()).open_backups()

    def new_call(self, phone: str = "") -> None:
        """Open the intake desk with the focus in the phone field."""
        self._opened("intake", intake_desk()).new_call(phone)

    def _open_outage(self, file: TicketFile) -> None:
        """Show the outage desk with a new outage of a ticket."""
        self._opened("outages", outage_desk()).begin_for(file)

    def ring(self, call: IncomingCall, waited: timedelta = timedelta()) -> None:
        """Record a call that has rung for `waited`, which every window then shows; whatever is open stays open."""
        number = shown_phone(call.number) or self.tr("没有号码")

        def say(error: DeskError) -> None:
            words = self.tr("来电 {number} 在振铃，没有记下。{why}")
            told = reworded(error, words.format(number=number, why=error.sentence))
            self._error.say(told, stays=True)  # nothing else tells it

        self._session.execute(ring(call, self._session.now() - waited), failed=say, owner=self, tells=False)
        QApplication.alert(self)

    def _take_call(self) -> None:
        """Take the call that rings from another page than the intake desk, and show that."""
        desk = self._desk("intake")
        assert isinstance(desk, intake_desk())
        if desk.take_call():
            self.open_desk("intake")
        else:
            self.notice.say(self.tr("没有在响的来电，也没有要回的未接。"))

    def cover(self, page: QWidget) -> None:
        """Cover everything but the alert bar by a page; typed text stays as it is."""
        if self._cover is None:
            self._focused = self.focusWidget()
        self._cover = page
        if self._grid.indexOf(page) < 0:
            self._grid.addWidget(page, 0, 0, 1, 2)
        self._show_cover(True)

    def uncover(self) -> None:
        """Show the desks again, with the focus where it was."""
        if self._cover is None:
            return
        self._show_cover(False)
        self._cover = None
        if self._focused is not None and shiboken6.isValid(self._focused):
            self._focused.setFocus(Qt.FocusReason.OtherFocusReason)

    @property
    def covered(self) -> bool:
        """Return whether a page covers the desks."""
        return self._cover is not None

    def closeEvent(self, event: QCloseEvent) -> None:
        """Store the window's geometry; drafts are kept by the desks."""
        self._session.preferences.setValue("window/geometry", self.saveGeometry())
        for desk in self._desks.values():
            desk.close()
        super().closeEvent(event)

    def _opened(self, name: str, kind: type[Desk]) -> Desk:
        desk = self.open_desk(name)
        assert isinstance(desk, kind)
        return desk

    def _desk(self, name: str) -> QWidget:
        """Return a desk, created if needed."""
        if name not in self._desks:
            self._desks[name] = self._made(name)
            self._pages.addWidget(self._desks[name])
        return self._desks[name]

    def _bring_back(self, call: UndoneCall) -> None:
        """Let what was typed about a call be registered again."""
        desk = self._desk("intake")
        assert isinstance(desk, intake_desk())
        desk.bring_back(call)

    def _focus_page(self) -> None:
        page = self._pages.currentWidget()
        if page is not None:
            page.setFocus(Qt.FocusReason.OtherFocusReason)

    def _made(self, name: str) -> QWidget:
        screen = next(screen for screen in DESKS if screen.name == name)
        desk = screen.load()(self._session)
        if isinstance(desk, dispatch_desk()):
            desk.queue.leads_back = lambda: self._origin is not None
        slots: dict[str, Callable[..., object]] = {
            "ticket_wanted": self._open_from_list,
            "backed_up": self._strip.read_backups,
            "left": self._back_to_list,
            "outage_wanted": self._open_outage,
            "rings": self._rail.show_ringing,
        }
        for signal, slot in slots.items():
            if hasattr(desk, signal):
                getattr(desk, signal).connect(slot)
        if name != "intake":  # which takes the key itself
            on_key(desk, TAKE_CALL_KEY, self._take_call, repeats=False)
        return desk

    def _show_desk(self, desk: QWidget) -> None:
        self._origin = None
        self._pages.setCurrentWidget(desk)
        self._rail.show_chosen(next(name for name, each in self._desks.items() if each is desk))

    def _show_drawer(self, drawer: QWidget) -> None:
        self._origin = None
        if self._pages.currentWidget() not in (self._drawer, self._consents):
            self._behind = self._pages.currentWidget(), self.focusWidget()
        self._pages.setCurrentWidget(drawer)

    def _leave_drawer(self) -> None:
        page, focused = self._behind
        if page is not None:
            self._pages.setCurrentWidget(page)
        to = focused if focused is not None and shiboken6.isValid(focused) else page
        if to is not None:
            to.setFocus(Qt.FocusReason.OtherFocusReason)

    def _make_drawer(self) -> "AlertDrawer":
        drawer = alert_drawer()(self._session)
        drawer.closed.connect(self._leave_drawer)
        drawer.subject_wanted.connect(partial(self.open_subject, from_list=True))
        drawer.acknowledged.connect(self.alerts.acknowledge)
        drawer.shown.connect(self.alerts.note_shown)
        self._pages.addWidget(drawer)
        on_key(drawer, TAKE_CALL_KEY, self._take_call, repeats=False)
        return drawer

    def _on_rail(self, name: str) -> None:
        if name == "intake":
            self.new_call()
        else:
            self.open_desk(name)

    def _open_queue(self, wanted: str) -> None:
        if wanted == "callback":
            self.open_desk("callbacks")
        else:
            self._opened("dispatch", dispatch_desk()).show_only(wanted)

    def _lay_out(self) -> None:
        self._strip.add_on_the_right(self._person)
        in_column(self._strip, self.notice, self._error, (self._pages, 1), holder=self._inside, spacing=0)
        whole = QWidget()
        whole.setLayout(self._grid)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(0)
        self._grid.addWidget(self._rail, 0, 0, 2, 1)
        self._grid.addWidget(self._inside, 0, 1)
        self._foot = in_column(self._no_alert, self._bar)  # one of them is shown
        self._grid.addLayout(self._foot, 1, 1)
        self._grid.setRowMinimumHeight(1, HEIGHT)
        self._no_alert.setContentsMargins(BETWEEN, 0, BETWEEN, 0)
        self._grid.setColumnStretch(1, 1)
        self._grid.setRowStretch(0, 1)
        self.setCentralWidget(whole)
        self.setMinimumSize(1180, 640)

    def _wire(self) -> None:
        self._strip.wanted.connect(self._open_queue)
        self._strip.backups_wanted.connect(self.open_backups)
        for part in (self._strip, self._bar):
            part.subject_wanted.connect(self.open_subject)
        self._strip.alerts_wanted.connect(self.open_alerts)
        self._strip.consents_wanted.connect(self.open_consents)
        self._bar.drawer_wanted.connect(self.open_alerts)
        self._bar.unlock_wanted.connect(self.unlock_wanted)
        self.alerts.counted.connect(lambda count, _late: self._no_alert.setVisible(not count))
        self.alerts.counted.connect(self._strip.show_alerts)
        self._session.background.unhandled.connect(self._show_error)
        self._session.background.recovered.connect(self._on_recovered)
        self._session.background.unreadable.connect(self._on_unreadable)
        self._session.feed.restored.connect(self._on_restored)
        self._person.clicked.connect(self._choose_person)
        on_key(self._rail, TAKE_CALL_KEY, self._take_call, repeats=False)
        self._current_user.changed.connect(self._on_person)
        self._current_user.changed.connect(self.steps.forget)
        for past in (self._current_user.changed, self._session.steps.taken, self._session.steps.told):
            past.connect(self._clear_past_errors)
        self.steps.call_undone.connect(self._bring_back)
        self.steps.room_taken.connect(lambda pixels: self._foot.setContentsMargins(pixels, 0, 0, 0))
        keys: dict[str, Callable[[], object]] = {
            "Ctrl+L": self._choose_person,
            "Ctrl+Q": self.close,
            CONSENTS.key: self.open_consents,
            "F1": self._open_manual,
            "Shift+F1": lambda: about_box()(self._session, self).open(),
        }
        for key, slot in keys.items():
            QShortcut(QKeySequence(key), self).activated.connect(slot)
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        guard_composing(app).refused.connect(self._show_composing)
        self._on_person()

    def _on_restored(self) -> None:
        """Show where an error about the server stands that it is back; failed reads are repeated by themselves."""
        if not self._error.stays:
            self._error.clear()
        for line in self.findChildren(ErrorLine):
            line.say_restored()

    def _clear_past_errors(self, *_of: object) -> None:
        """Remove the errors about attempts that are over, but none that still keeps something from being read."""
        for line in self.findChildren(ErrorLine):
            if not self._session.background.still_unread(line.sentence):
                line.clear_if_over()

    def _on_recovered(self, error: DeskError) -> None:
        """Remove the sentence once everything is read that failed because of it."""
        if error.sentence == self._error.sentence and not self._session.background.still_unread(error.sentence):
            self._error.clear()

    def _on_unreadable(self, broken: tuple[BrokenRow, ...]) -> None:
        """Report unreadable rows once; the lists without them keep saying so."""
        new = [row for row in broken if row not in self._unreadable]
        if new:
            self._unreadable.update(new)
            self._error.say(Unexpected(sentence(new), "\n".join(f"{row.words} {row.columns}" for row in new)))

    def _on_person(self) -> None:
        self._origin = None
        name = self._current_user.who().name or self.tr("未选人员")
        self._person.setText(caption(self.tr("{name}  Ctrl+L").format(name=one_line(name, 10))))
        self._person.setAccessibleName(self.tr("换人：{name}").format(name=name))
        self.setWindowTitle(window_title(f"{COMPANY} · 抢修热线 {HOTLINE} · {name}"))
        self.alerts.refresh()
        self._strip.show_asked()
        if self._drawer is not None and self._drawer.isVisible():  # otherwise it reads when it is shown
            self._drawer.open()

    def _choose_person(self) -> None:
        self.person_wanted.emit(self._person.mapToGlobal(QPoint(0, self._person.height())))

    def _show_cover(self, covered: bool) -> None:
        assert self._cover is not None
        self._cover.setVisible(covered)
        for part in (self._rail, self._inside):
            part.setVisible(not covered)
        self._bar.lock(covered, self._session.now())

    def _show_composing(self, field: QWidget) -> None:
        if field.window() is self:
            self.notice.say(refusal())

    def _show_error(self, error: DeskError) -> None:
        self._error.say(error)

    def _restore(self) -> None:
        geometry = self._session.preferences.value("window/geometry")
        if isinstance(geometry, QByteArray) and self.restoreGeometry(geometry):
            return
        room = self.screen().availableSize()
        self.resize(FIRST_SIZE.boundedTo(room))
        if room.width() <= FIRST_SIZE.width() or room.height() <= FIRST_SIZE.height():
            self.setWindowState(Qt.WindowState.WindowMaximized)

    def _open_manual(self) -> None:
        if self._manual is None:
            self._manual = ManualWindow(MANUAL, self)
        self._manual.show()
        self._manual.raise_()
        self._manual.activateWindow()
