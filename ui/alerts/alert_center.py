"""Reads unseen alerts, shows them, sounds the alarm, and records who has seen them."""

import random
from datetime import datetime

from PySide6.QtCore import QObject, Qt, QTimer, Signal
from PySide6.QtWidgets import QApplication, QSystemTrayIcon, QWidget

from tickets.actions.alerting import acknowledge
from tickets.rules.words import Role
from tickets.store.feed.changes import Changes
from tickets.store.queries.alert_panel import Panel, PanelDigest, alert_panel
from ui.alerts.alert_bar import AlertBar
from ui.alerts.pending import AlertGroup, Pending, pending
from ui.alerts.wording import digest_line, headline, trouble_line
from ui.kit.icons import icon
from ui.kit.plain_text import notify
from ui.kit.sound import Alarm
from ui.kit.theme import tokens_now
from ui.runtime.live_query import LiveQuery
from ui.runtime.refresher import NOW_AND_THEN, Refresher
from ui.runtime.session import SessionContext

NOTED_WITHIN_MS = 1000
_SHOWN = frozenset({"alerts", "digests", "crews", "places", "faults"})  # the tables that the shown lines are read from


class AlertCenter(QObject):
    """Keeps the bar, the tray, the task bar and the sound in step with the ledger; `counted` carries their number."""

    counted = Signal(int, bool)  # unseen groups, and whether one of them is late

    def __init__(self, session: SessionContext, bar: AlertBar, alarm: Alarm, window: QWidget) -> None:
        super().__init__(window)
        self._session = session
        self._bar = bar
        self._alarm = alarm
        self._window = window
        self._told: frozenset[int] = frozenset()
        self._told_digests: frozenset[int] = frozenset()
        self._counted = (0, False)
        self._noted: frozenset[int] = frozenset()  # alerts recorded as shown
        self.pending = Pending()  # the unseen alerts
        self._changed: set[int] = set()  # tickets changed since the alerts were last read
        self._following = Refresher(session, self._follow, self, concerns=self._note_changed, rest=NOW_AND_THEN)
        self._live = LiveQuery(session, "alerts", self._read, self._show, self, arguments=self._whose, tables=_SHOWN)
        self.tray = _tray(self)
        if self.tray is not None:
            self.tray.activated.connect(self.bring_back)
            self.tray.messageClicked.connect(self.bring_back)
        bar.acknowledged.connect(self.acknowledge)
        session.tick.second.connect(self._on_second)
        self.refresh()

    def refresh(self) -> None:
        """Read again what the user's roles have not seen, and repeat that until it succeeds."""
        self._live.refresh()

    def note_shown(self, alert_ids: frozenset[int]) -> None:
        """Record that these alerts were shown elsewhere than on the bar."""
        self._note_soon(alert_ids, self._session.now())

    def acknowledge(self, alert_ids: frozenset[int], digest_ids: frozenset[int]) -> None:
        """Record that the user has seen these alerts."""
        self._session.execute(acknowledge(alert_ids, digest_ids))

    def _whose(self, _changes: Changes) -> tuple[frozenset[Role]]:
        self._changed.clear()
        return (self._session.who().roles,)

    def _read(self, roles: frozenset[Role]) -> tuple[frozenset[Role], Panel]:
        return roles, self._session.service.read(alert_panel, roles)

    def _note_changed(self, changes: Changes) -> bool:
        """Read new alerts at once; changes of the tickets of shown alerts are read at intervals."""
        self._changed |= changes.tickets
        return not _SHOWN & changes.tables and self._has_changed

    @property
    def _has_changed(self) -> bool:
        return bool(self.pending.tickets & self._changed)

    def _follow(self, _changes: Changes) -> None:
        if self._has_changed:
            self._live.refresher.want()

    def _show(self, answer: tuple[frozenset[Role], Panel]) -> None:
        roles, panel = answer
        if roles != self._session.who().roles:
            return  # the user has changed meanwhile; the other's alerts are being read
        now = self._session.now()
        self.pending = pending(panel, roles, now)
        self._bar.show_pending(self.pending, now)
        fresh = self.pending.alert_ids - self._told
        self._told = self.pending.alert_ids
        digests = [digest for digest in self.pending.digests if digest.id not in self._told_digests]
        self._told_digests = frozenset(digest.id for digest in self.pending.digests)
        if fresh or digests:
            self._notify_desktop([group for group in self.pending.groups if group.ids & fresh], digests)
        self._note_shown(self._bar.shown_ids, now)
        self._ring(now)
        if self._has_changed:  # a ticket changed while the alerts were read
            self._following.want()

    def _on_second(self, now: datetime) -> None:
        """Update by the clock: since the last read a clock may have become overdue, or no longer be late."""
        ordered = self.pending.at(now)
        if ordered.groups != self.pending.groups:
            self.pending = ordered
            self._bar.show_pending(ordered, now)
        self._bar.on_second(now)
        self._note_shown(self._bar.shown_ids, now)  # the window may have been invisible before
        self._ring(now)

    def _ring(self, now: datetime) -> None:
        counted = (self.pending.count, self.pending.late(now))
        if counted != self._counted:
            self._counted = counted
            self.counted.emit(*counted)
        if self.pending.is_pressing(now):
            self._alarm.start()
        else:
            self._alarm.stop()

    def bring_back(self, reason: object = None) -> None:
        """Show the window again from the tray or from behind; a right click only opens the tray's menu."""
        if reason is QSystemTrayIcon.ActivationReason.Context:
            return
        self._window.setWindowState(self._window.windowState() & ~Qt.WindowState.WindowMinimized)
        self._window.show()
        self._window.raise_()
        self._window.activateWindow()

    def _note_shown(self, shown: frozenset[int], at: datetime) -> None:
        """Record alerts as shown, once each."""
        fresh = shown - self._noted
        self._noted = (self._noted | fresh) & (self._told | fresh)
        if fresh:
            self._note_soon(fresh, at)

    def _note_soon(self, shown: frozenset[int], at: datetime) -> None:
        """Record that alerts were shown, after a random delay, because all workstations show them at the same
        moment.
        """
        session = self._session
        QTimer.singleShot(
            random.randint(0, NOTED_WITHIN_MS),
            self,
            lambda: session.background.run(lambda: session.service.shown(shown, at)),
        )

    def _notify_desktop(self, groups: list[AlertGroup], digests: list[PanelDigest]) -> None:
        QApplication.alert(self._window)
        if self.tray is None:
            return
        now = self._session.now()
        say = trouble_line if self._bar.locked else headline
        lines = [say(group.top, now) for group in groups[:3]]
        lines += [digest_line(digest, now) for digest in digests[:1]]
        title = self.tr("抢修热线：{n} 条告警").format(n=len(groups) + sum(digest.alerts for digest in digests))
        self._note_shown(frozenset().union(*(group.ids for group in groups[:3])), now)
        notify(self.tray, title, "\n".join(lines))


def _tray(parent: QObject) -> QSystemTrayIcon | None:
    if not QSystemTrayIcon.isSystemTrayAvailable():
        return None
    tray = QSystemTrayIcon(icon("bell", tokens_now()), parent)
    tray.show()
    return tray
