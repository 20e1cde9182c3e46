"""Wherever a screen reads or sends, an exception is shown, and the same key works again afterwards.

A tour visits every desk, form and page. Each place that it reaches fails once, with an unexpected exception; then the
same is done again, until nothing new fails and the intended state is reached. The places are found in the source: one
that the tour does not reach fails the test.
"""

from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import partial
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QSettings, Qt
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from tests.accounts.conftest import CHEAP
from tests.desk_fixtures import Hand, HandClock
from tests.ui.asking_sites import Faults, asking_sites
from tests.ui.seats import SeatHand
from tests.ui.showing import show_active
from tickets.accounts.authenticator import FirstQuestion, Person
from tickets.accounts.file_authenticator import FileAuthenticator
from tickets.actions.outages import announce_outage
from tickets.actions.people import save_staff
from tickets.connection import keyring_passwords as secrets
from tickets.connection.target import Target
from tickets.connection.try_connection import ConnectionReport
from tickets.errors import DeskError
from tickets.log.record import NOT_DONE, NOT_READ
from tickets.reports.figures import Figure
from tickets.rules.words import ConsentState, Role, Stage, State, Zone
from tickets.service import TicketService
from tickets.settings import HOLD_REASONS
from tickets.store.feed.changes import Changes
from tickets.store.queries.lookups import list_limits
from tickets.store.rows import Who
from tickets.store.schema import open_store
from tickets.store.tables import alerts, clocks, crews, outages, places, staff, subscribers, tickets
from tickets.store.version import HEAD
from tickets.watch.watch import WatchState
from ui.alerts import alert_center
from ui.archive.archive_desk import ArchiveDesk
from ui.archive.export import CsvFile
from ui.callbacks.callback_desk import CallbackDesk
from ui.consents.consent_drawer import ConsentDrawer
from ui.dispatch.dispatch_desk import DispatchDesk
from ui.editing.edit_page import EditPage
from ui.frame.close_guard import CloseDialog, CloseGuard
from ui.frame.current_user import CurrentUser
from ui.intake import draft_keeper
from ui.intake.intake_desk import IntakeDesk
from ui.kit.about import AboutBox
from ui.kit.messages import ErrorLine
from ui.kit.paged_model import PagedModel
from ui.kit.place_picker import NewPlace
from ui.kit.sound import Alarm
from ui.kit.table import DeskTable
from ui.main_window import MainWindow
from ui.outages.outage_desk import OutageDesk
from ui.reports.reports_desk import ReportsDesk
from ui.runtime.session import Connection
from ui.settings import connection_page
from ui.settings.backup_now import BackupNow
from ui.settings.backup_plan import BackupPlan
from ui.settings.settings_desk import SettingsDesk
from ui.settings.subscriber_import import SubscriberImportCard
from ui.sign_in.first_page import FirstPage
from ui.sign_in.own_settings import OwnPassword, OwnSettings
from ui.sign_in.people_menu import PeopleMenu
from ui.sign_in.remembered_password import RememberedPassword
from ui.sign_in.session_lock import SessionLock
from ui.sign_in.sign_in_form import SignInForm
from ui.sign_in.sign_in_window import SignInWindow
from ui.ticket.consent import Consent
from ui.ticket.forms import ExtendForm

KEY = Qt.Key
PLAIN = Qt.KeyboardModifier.NoModifier
CTRL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier
ALT = Qt.KeyboardModifier.AltModifier
PATIENCE = 60_000  # ms
AT_MOST = 12  # times that the same is tried
PASSWORD = "a long password"

# Places whose failure need not be shown, with the reason; the tour checks that they are silent.
QUIET = {
    "ui/ticket/lease.py": "a lease is renewed by itself, and runs out by itself",
    "ui/sign_in/account_monitor.py": "the account is looked at again in a minute",
    "ui/frame/close_guard.py": "closing is asked about without the answer",
    "ui/sign_in/session_lock.py SessionLock._close": "the names are only offered; a login can be typed",
    "ui/archive/search_field.py": "how the words are understood is only said besides; the search itself tells",
    "ui/ticket/ticket_panel.py TicketPanel._read_remains": "why the ticket can't be opened has been said",
    "ui/intake/intake_desk.py IntakeDesk._report": "the call is logged, only its number is not said",
}
# Places that the tour does not reach, each with the test that does.
ELSEWHERE = {
    "ui/app.py": "tests/ui/test_unexpected.py",
    "ui/open_window.py": "tests/ui/test_unexpected.py",
    "ui/sign_in/opening_window.py": "tests/ui/sign_in/test_opening_window.py",
}


class Tour:
    """A whole window whose places fail once each."""

    def __init__(
        self, main: MainWindow, current_user: CurrentUser, hands: SeatHand, faults: Faults, qtbot: QtBot
    ) -> None:
        self.current_user = current_user
        self.main, self.hands, self.faults, self.qtbot = main, hands, faults, qtbot
        self.hand = Hand(hands.session.service, hands.session.who())
        self.empty: list[str] = []  # the texts that empty tables have shown
        self.shown: list[str] = []  # the texts that the error lines have shown, including replaced ones
        hands.session.background.unhandled.connect(lambda error: self.shown.append(error.sentence))

    def go(self, act: Callable[[], None], there: Callable[[], object]) -> None:
        """Act until nothing new fails and the intended state is reached; each failure except a quiet one must
        be shown.
        """
        for _ in range(AT_MOST):
            self.settle()  # earlier queries are answered first
            before = len(self.faults.failed)
            self.faults.asked.clear()
            self.shown.clear()
            for line in self.lines():
                line.clear()
            act()
            self.settle()
            self.settle()
            new = self.faults.failed[before:]
            if not new:
                break
            once = [site for site in new if self.faults.asked.count(site) == 1]  # else a newer one was answered
            if all(is_quiet(site) for site in new):
                assert not self.is_reported(), f"{new}: {self.shown}"
            elif not all(is_quiet(site) for site in once):
                assert self.is_reported(), f"{new}: {self.shown}"
        else:
            raise AssertionError(f"it never comes to an end: {self.faults.failed[-3:]}")
        self.until(there)

    def until(self, there: Callable[[], object]) -> None:
        """Process results and timers until a condition holds."""

        def look() -> bool:
            self.settle()
            return bool(there())

        self.qtbot.waitUntil(look, timeout=PATIENCE)

    def settle(self) -> None:
        QApplication.processEvents()
        self.hands.settle()
        self.hands.session.tick.second.emit(self.hands.clock.now)
        self.hands.settle()

    def is_reported(self) -> bool:
        return any(sentence in text for sentence in (NOT_DONE, NOT_READ) for text in self.shown)

    def lines(self) -> list[ErrorLine]:
        return [line for window in QApplication.topLevelWidgets() for line in window.findChildren(ErrorLine)]

    def press(self, key: Qt.Key, modifier: Qt.KeyboardModifier = PLAIN) -> None:
        focus = QApplication.focusWidget() or self.main
        self.qtbot.keyClick(focus, key, modifier)
        self.hands.settle()

    def press_all(self, letters: str) -> None:
        for letter in letters:
            self.press(Qt.Key(ord(letter.upper())))

    def write(self, text: str) -> None:
        focus = QApplication.focusWidget()
        assert focus is not None
        self.qtbot.keyClicks(focus, text)
        self.hands.settle()

    def come_back(self) -> None:
        """Focus the window again after a menu or a dialog."""
        with self.qtbot.waitActive(self.main):
            self.main.activateWindow()

    def queued(self) -> int:
        desk = self.main.open_desk("dispatch")
        assert isinstance(desk, DispatchDesk)
        return len(desk.queue._board.rows)


def is_quiet(site: str) -> bool:
    return any(
        site.startswith(quiet) or site.partition(":")[0] + " " + site.partition(" ")[2] == quiet for quiet in QUIET
    )


def who_is(person: Person) -> Who:
    return Who(person.id, person.name, person.roles, "1 号席")


@pytest.fixture
def tour(
    desk: TicketService,
    hands: SeatHand,
    authenticator: FileAuthenticator,
    clock: HandClock,
    tmp_path: Path,
    qtbot: QtBot,
    monkeypatch: pytest.MonkeyPatch,
) -> Iterator[Tour]:
    monkeypatch.setattr(draft_keeper, "LOAD_AGAIN_MS", 0)
    administrator = authenticator.make_first_administrator("管理员甲", "guan", PASSWORD)
    made = Hand(desk, who_is(administrator)).do(save_staff(None, "全能", frozenset(Role), login="jie"))
    authenticator.reset_password(administrator, made, PASSWORD)
    person = authenticator.account(made)
    assert person is not None
    Hand(desk, who_is(person)).bring_to(State.DISPATCHED)
    Hand(desk, who_is(person)).log()
    clock.advance(minutes=30)
    desk.sweep()
    desk.feed.poll()
    current_user = CurrentUser(hands.session.preferences, [person], hands.session.background)
    hands.session = replace(
        hands.session,
        who=current_user.who,
        authenticator=authenticator,
        connection=Connection(Target(str(desk.store.engine.url)), tmp_path / "connection.toml"),
        log_folder=tmp_path,
    )
    faults = Faults([], set(), [], lambda: KeyError("nobody foresaw it"))
    faults.install(monkeypatch)
    say = ErrorLine.say
    main = MainWindow(hands.session, current_user, lambda: WatchState(clock.now), Alarm(hands.session.background))
    tour = Tour(main, current_user, hands, faults, qtbot)

    def say_and_keep(line: ErrorLine, error: DeskError | str) -> None:
        tour.shown.append(error.sentence if isinstance(error, DeskError) else error)
        say(line, error)

    monkeypatch.setattr(ErrorLine, "say", say_and_keep)
    say_empty = DeskTable.say_when_empty

    def say_empty_and_keep(table: DeskTable, sentence: str, hint: str = "") -> None:
        tour.empty.append(sentence)
        say_empty(table, sentence, hint)

    monkeypatch.setattr(DeskTable, "say_when_empty", say_empty_and_keep)
    SessionLock(authenticator, hands.session, current_user, person, main)
    qtbot.addWidget(main)
    main.resize(1366, 768)
    show_active(main, qtbot)
    yield tour
    faults.error = None
    hands.worker.drain()


@pytest.mark.slow
def test_every_place_that_reads_in_the_background_survives_an_unexpected_error(
    tour: Tour, clock: HandClock, tmp_path: Path, surprises: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(alert_center, "NOTED_WITHIN_MS", 0)
    the_frame(tour, clock)
    the_intake_desk(tour)
    the_dispatch_desk(tour, tmp_path)
    the_archive(tour, tmp_path, monkeypatch)
    the_callbacks(tour)
    the_outages(tour)
    the_reports(tour, clock, tmp_path)
    the_settings(tour, tmp_path, monkeypatch)
    the_cover(tour)
    the_sign_in_window(tour, tmp_path, monkeypatch)
    left = {site for site in asking_sites() - tour.faults.seen if site.partition(":")[0] not in ELSEWHERE}
    surprises.clear()
    assert not left, "\n".join(sorted(left))


def the_frame(tour: Tour, clock: HandClock) -> None:
    lost = Changes(lost=True)
    session = tour.hands.session
    tour.go(lambda: session.feed.changed.emit(lost), lambda: "待受理 2" in words(tour.main))
    tour.go(lambda: session.feed.changed.emit(lost), lambda: "受理" in words(tour.main._bar))
    tour.go(lambda: tour.press(KEY.Key_F7), lambda: tour.main._drawer is not None)
    if tour.main._drawer is not None and tour.main._drawer.isVisible():
        tour.press(KEY.Key_Escape)
    consents = tour.main.open_consents()
    assert isinstance(consents, ConsentDrawer)
    tour.go(lambda: consents._list(ConsentState.GRANTED), lambda: "0 项" in words(consents))
    tour.press(KEY.Key_F10)
    tour.go(lambda: tour.press(KEY.Key_F8), lambda: tour.hand.rows(alerts, seen_by=session.who().staff_id))
    menu = PeopleMenu(session, tour.current_user, tour.main, lambda: 0.0)
    tour.go(lambda: menu.open_at(QPoint()), menu.actions)
    duty = menu.actions()[-1]
    before = tour.hand.rows(staff, id=session.who().staff_id)[0].on_duty
    tour.go(duty.trigger, lambda: tour.hand.rows(staff, id=session.who().staff_id)[0].on_duty is not before)
    menu.close()
    tour.go(
        lambda: AboutBox(session, tour.main).open(), lambda: "表结构" in words(tour.main.findChildren(AboutBox)[-1])
    )
    for box in tour.main.findChildren(AboutBox):
        box.close()
    leaving = CloseGuard(tour.main, session, tour.main.alerts)

    def close() -> None:
        tour.main.close()
        tour.settle()
        for dialog in tour.main.findChildren(CloseDialog):
            dialog.reject()

    tour.go(close, tour.main.isVisible)
    tour.main.removeEventFilter(leaving)
    tour.come_back()


def the_intake_desk(tour: Tour) -> None:
    session = tour.hands.session
    count = len(tour.hand.rows(tickets))

    def begin() -> None:
        tour.main.new_call()
        tour.press(KEY.Key_Escape)
        tour.main.new_call("13806351234")
        tour.settle()

    tour.go(begin, lambda: True)
    tour.press(KEY.Key_Return)
    tour.go(lambda: tour.write("water on the road"), lambda: True)
    tour.press(KEY.Key_Tab)
    tour.write("nhsq")
    tour.press(KEY.Key_Return)
    tour.press(KEY.Key_Return)
    tour.write("ml")
    tour.press(KEY.Key_Return)

    def save() -> None:
        tour.press(KEY.Key_Return, CTRL)
        tour.settle()

    tour.go(lambda: (save(), save()), lambda: len(tour.hand.rows(tickets)) == count + 1)  # type: ignore[arg-type]
    intake = tour.main.open_desk("intake")
    assert isinstance(intake, IntakeDesk)
    tour.go(lambda: tour.press(KEY.Key_Y, ALT), lambda: "没有还没录入的纸单" in words(tour.main))
    tour.press(KEY.Key_Escape)
    tour.go(
        lambda: intake._add_place(NewPlace("新村甲", "铜城街道", Zone.URBAN)),
        lambda: tour.hand.rows(places, name="新村甲"),
    )
    tour.go(intake._lists.spell, lambda: True)
    session.feed.changed.emit(Changes(lost=True))
    tour.settle()


def the_dispatch_desk(tour: Tour, tmp_path: Path) -> None:
    tour.go(lambda: tour.press(KEY.Key_F3), tour.queued)
    desk = tour.main.open_desk("dispatch")
    assert isinstance(desk, DispatchDesk)
    new = [row.id for row in tour.hand.rows(tickets, state=State.NEW)]
    tour.go(lambda: desk.show_ticket(new[0]), lambda: desk.panel.file is not None)

    def form(letter: str) -> None:
        desk.panel.bench._cancel()
        desk.panel.bench.focus()
        tour.press_all(letter)
        tour.settle()

    for letter in "mj":
        tour.go(partial(form, letter), lambda: desk.panel.bench.form is not None)
        tour.go(lambda: tour.press(KEY.Key_Escape), lambda: desk.panel.bench.form is None)
    crew = tour.hand.crew()
    tour.go(lambda: desk.panel.give_to(crew), lambda: tour.hand.ticket(new[0]).state is State.DISPATCHED)
    tour.go(lambda: form("a"), lambda: tour.hand.ticket(new[0]).state is State.ACCEPTED)
    tour.go(lambda: desk.panel._read_remains(new[0]), lambda: desk.panel.file is not None)

    me = tour.current_user.who()

    def extend() -> None:
        tour.current_user.sit_down(Person(me.staff_id or 0, me.name, frozenset({Role.DISPATCHER}), "jie"))
        form("e")
        extension = desk.panel.bench.form
        assert isinstance(extension, ExtendForm) and extension.consent is not None
        extension._reason.setText("挖掘")
        assert isinstance(extension.consent.who, QLineEdit)
        extension.consent.who.setText("jie")
        extension.consent.password.setText(PASSWORD)
        tour.press(KEY.Key_Return)

    tour.go(extend, lambda: any(row.extended for row in tour.hand.rows(clocks, subject_id=new[0])))
    tour.current_user.sit_down(Person(me.staff_id or 0, me.name, me.roles, "jie"))
    without = replace(tour.hands.session, authenticator=None)
    consents: list[Consent] = []
    tour.go(lambda: consents.append(Consent(without, "延期")), lambda: consents[-1].who.count() > 0)

    def duty() -> None:
        desk.crews.focus_list()
        tour.press_all("y")

    before = {row.id: row.on_duty for row in tour.hand.rows(crews)}
    tour.go(duty, lambda: {row.id: row.on_duty for row in tour.hand.rows(crews)} != before)
    path = tmp_path / "sheet.pdf"
    tour.go(lambda: desk.printer._read(new[0], lambda sheet: desk.printer.write_pdf(sheet, path)), path.exists)


def the_archive(tour: Tour, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("ui.archive.export._PAGE", 1)
    monkeypatch.setattr("ui.archive.finder.PagedModel", partial(PagedModel, page=2))
    desk = tour.main.open_desk("archive")
    assert isinstance(desk, ArchiveDesk)
    model = desk.found.finder.model

    def search(words: str) -> None:
        for text in ("", words):
            desk.found.search.field.setText(text)
            desk.found.search.field.setFocus()
            tour.press(KEY.Key_Return)

    tour.go(lambda: search("water"), lambda: model.rowCount() == 1)
    tour.go(lambda: search(""), lambda: model.rowCount() >= 2)
    tour.go(lambda: desk.found.finder._count_on(desk.found.finder._counting, None), lambda: True)
    tour.go(model.fetchMore, lambda: model.rowCount() >= 3)

    def forget_pages() -> None:
        model._pages.clear()
        model._wanted.clear()
        model._want(0)

    tour.go(forget_pages, lambda: 0 in model._pages)
    path = tmp_path / "found.csv"
    tour.go(lambda: desk.export.start(desk.found.finder.wanted, path), path.exists)

    begun: list[CsvFile] = []

    def give_up() -> None:
        desk.export.start(desk.found.finder.wanted, tmp_path / "given up.csv")
        tour.hands.worker.step()
        assert desk.export._file is not None
        begun.append(desk.export._file)
        desk.export.cancel()

    tour.go(give_up, lambda: not (tmp_path / "given up.csv").exists())
    for file in begun:
        file.drop()


def the_callbacks(tour: Tour) -> None:
    key = tour.hand.bring_to(State.RESOLVED)
    tour.go(lambda: tour.press(KEY.Key_F12), lambda: True)
    desk = tour.main.open_desk("callbacks")
    assert isinstance(desk, CallbackDesk)
    tour.until(lambda: desk.table.choose(key))
    tour.go(lambda: tour.press(KEY.Key_3), lambda: tour.hand.ticket(key).callback is not None)


def the_outages(tour: Tour) -> None:
    key = tour.hand.do(announce_outage("文化街", "抢修", tour.hand.desk.now()))
    tour.go(lambda: tour.press(KEY.Key_F11), lambda: True)
    desk = tour.main.open_desk("outages")
    assert isinstance(desk, OutageDesk)
    tour.until(lambda: desk.page._table.choose(key))
    tour.go(lambda: tour.press(KEY.Key_W, ALT), lambda: tour.hand.rows(outages)[0].until is not None)


def the_reports(tour: Tour, clock: HandClock, tmp_path: Path) -> None:
    tour.go(lambda: tour.press(KEY.Key_F5), lambda: True)
    desk = tour.main.open_desk("reports")
    assert isinstance(desk, ReportsDesk)
    tour.go(lambda: tour.press(KEY.Key_R, CTRL), lambda: "截至" in desk._said.text())
    count = desk._cards[Stage.ACCEPT]._counts[Figure.OVERDUE]
    tour.go(count.click, lambda: desk._drilldown.count > 0)
    path = tmp_path / "report.csv"
    desk._export._ask_path = lambda _suggested: str(path)
    tour.go(lambda: tour.press(KEY.Key_E, CTRL), path.exists)


def the_subscriber_file(tour: Tour, desk: SettingsDesk, number: int, tmp_path: Path) -> None:
    desk.open_page(number)
    card = desk._built[number].findChild(SubscriberImportCard)
    export = tmp_path / "档案.csv"
    export.write_text("户号,户名\n37001,王伟\n", encoding="utf-8")

    def bring_in() -> None:
        if card.plan is None:
            card.read_file(export)
            tour.settle()
        card.carry_out()

    tour.go(bring_in, lambda: tour.hand.rows(subscribers, name="王伟"))


def the_settings(tour: Tour, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    session = tour.hands.session
    tour.go(lambda: tour.press(KEY.Key_F6), lambda: True)
    desk = tour.main.open_desk("settings")
    assert isinstance(desk, SettingsDesk)
    pages: dict[str, QWidget] = {}
    for number in range(desk._list.count()):

        def open_page(number: int = number) -> None:
            desk.open_page(0 if number else 1)
            tour.settle()
            desk.open_page(number)

        tour.go(open_page, lambda number=number: number in desk._built)  # type: ignore[misc]
        pages[desk._list.item(number).text()] = desk._built[number]
    limits = pages["时限"]
    the_subscriber_file(tour, desk, list(pages).index("用户档案"), tmp_path)
    tour.go(lambda: session.feed.changed.emit(Changes(lost=True)), lambda: True)
    crew_page = pages["班组"]
    assert isinstance(crew_page, EditPage)
    desk.open_page(list(pages).index("班组"))

    def add() -> None:
        crew_page._start_new()
        crew_page._editors["name"].show_value("新班")
        crew_page._save()

    tour.go(add, lambda: tour.hand.rows(crews, name="新班"))
    assert isinstance(limits, EditPage)
    desk.open_page(list(pages).index("时限"))
    tour.settle()
    first = limits._model.rows[0].row

    def retire() -> None:
        limits._table.choose(first.rule)
        tour.settle()
        limits._retire()

    tour.go(retire, lambda: first.rule not in [row.rule for row in session.service.read(list_limits)])
    people = pages["人员"]
    assert isinstance(people, EditPage) and people._annex is not None
    desk.open_page(list(pages).index("人员"))
    tour.settle()
    annex = people._annex
    me = next(row.row for row in people._model.rows if row.row.id == session.who().staff_id)

    def reset() -> None:
        annex.show_row(me)
        annex._field.setText(PASSWORD)
        annex._reset()

    tour.go(reset, lambda: "密码已设好" in annex._notice.sentence)

    def go_off() -> None:
        annex.show_row(me)
        annex._go_off()

    tour.go(go_off, lambda: "下班" in annex._notice.sentence)
    the_other_settings(tour, pages, monkeypatch)


def the_other_settings(tour: Tour, pages: dict[str, QWidget], monkeypatch: pytest.MonkeyPatch) -> None:
    looks = pages["外观与其他"].widget()  # type: ignore[attr-defined]
    card = looks.cards[HOLD_REASONS.key]
    tour.go(card.save, lambda: "已保存" in card.notice.sentence)
    connection = pages["连接"].widget()  # type: ignore[attr-defined]
    monkeypatch.setattr(connection_page, "try_connection", lambda *_: ConnectionReport("17.1", HEAD, 1.0, None, None))
    tour.go(connection._on_try, lambda: "连接正常" in connection._notice.sentence)
    tour.go(connection._on_save, lambda: "已保存" in connection._notice.sentence)
    backups = pages["备份"]
    now, plan = backups.findChild(BackupNow), backups.findChild(BackupPlan)
    tour.go(plan._read, plan._folder.text)
    tour.go(plan._on_save, lambda: "已保存" in plan._notice.sentence)
    tour.go(now.back_up, lambda: "备份好了" in now._notice.sentence)


def the_cover(tour: Tour) -> None:
    session = tour.hands.session

    def unlock() -> None:
        if not tour.main.covered:
            tour.press(KEY.Key_L, CTRL | SHIFT)
        form = tour.main._cover.form  # type: ignore[union-attr]
        form.password.setText(PASSWORD)
        form.password.setFocus()
        tour.press(KEY.Key_Return)

    tour.go(unlock, lambda: not tour.main.covered)
    tour.press(KEY.Key_L, CTRL)
    own = tour.main.findChild(OwnSettings)
    before = tour.hand.rows(staff, id=session.who().staff_id)[0].on_duty

    def duty() -> None:
        own.refresh()
        tour.settle()
        own._duty.click()

    tour.go(duty, lambda: tour.hand.rows(staff, id=session.who().staff_id)[0].on_duty is not before)
    own._open_password()
    form = tour.main.findChild(OwnPassword)

    def change() -> None:
        own._change_password(form, PASSWORD, PASSWORD + "!")

    tour.go(change, lambda: True)


def the_sign_in_window(tour: Tour, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    desk = TicketService(open_store(f"sqlite:///{tmp_path / 'another.db'}"))
    authenticator = FileAuthenticator(desk, "1 号席", CHEAP)
    background = tour.hands.session.background
    sign_in_window = SignInWindow(authenticator, background, QSettings(), None, lambda tell: tell(50))
    tour.qtbot.addWidget(sign_in_window)
    came: list[Person] = []
    sign_in_window.came_in.connect(came.append)
    tour.go(sign_in_window.fill, lambda: isinstance(sign_in_window._page, FirstPage))
    # type: ignore[union-attr]
    tour.go(lambda: sign_in_window._page.wanted.emit("管理员甲", "guan", PASSWORD), lambda: came)
    tour.go(lambda: sign_in_window.ask(FirstQuestion.SIGN_IN), lambda: isinstance(sign_in_window._page, SignInForm))
    form = sign_in_window._page
    assert isinstance(form, SignInForm)
    kept: list[str] = []
    monkeypatch.setattr(secrets, "available", lambda: True)
    monkeypatch.setattr(secrets, "recall", lambda _target, _login: None)
    monkeypatch.setattr(secrets, "remember", lambda _target, login, _password: kept.append(login))
    remembered = RememberedPassword(Target("postgresql://db/desk"), background, form)
    tour.go(remembered.read_keyring, form.remember.isEnabled)
    form.remember.setChecked(True)
    tour.go(lambda: remembered.keep("guan"), lambda: kept == ["guan"])
    sign_in_window.close()
    desk.close()


def words(widget: QWidget) -> str:
    labels = [label.text() for label in widget.findChildren(QLabel)]
    return " ".join(labels + [button.text() for button in widget.findChildren(QAbstractButton)])
