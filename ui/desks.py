"""The list of the window's screens. The rail, the keys, pictures, tests and import rules use it.

A screen's class is imported when it is first opened, or before that while the program is idle.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QWidget

from ui.kit.wording import translate
from ui.runtime.session import SessionContext

if TYPE_CHECKING:
    from ui.alerts.alert_drawer import AlertDrawer
    from ui.archive.archive_desk import ArchiveDesk
    from ui.callbacks.callback_desk import CallbackDesk
    from ui.consents.consent_drawer import ConsentDrawer
    from ui.dispatch.dispatch_desk import DispatchDesk
    from ui.intake.intake_desk import IntakeDesk
    from ui.kit.about import AboutBox
    from ui.outages.outage_desk import OutageDesk
    from ui.reports.reports_desk import ReportsDesk
    from ui.settings.settings_desk import SettingsDesk

PAUSE = 500  # milliseconds before each, so that typing comes first


@dataclass(frozen=True, slots=True)
class Screen:
    """A screen beside the rail, opened by `key`. `name` is its package in ui/, `picture` its icon in resources/icons.

    `load` returns its class, whose argument is the SessionContext. The window connects its signals `ticket_wanted(int)`
    and `backed_up()`, `left()` for Esc, `rings(list)` of the calls that ring, and `outage_wanted(TicketFile)`, if it
    has them.
    """

    name: str
    label: str
    picture: str
    key: str
    load: Callable[[], Callable[[SessionContext], QWidget]]


def intake_desk() -> "type[IntakeDesk]":
    """Return the class of the intake desk."""
    from ui.intake.intake_desk import IntakeDesk

    return IntakeDesk


def dispatch_desk() -> "type[DispatchDesk]":
    """Return the class of the dispatch desk."""
    from ui.dispatch.dispatch_desk import DispatchDesk

    return DispatchDesk


def archive_desk() -> "type[ArchiveDesk]":
    """Return the class of the archive."""
    from ui.archive.archive_desk import ArchiveDesk

    return ArchiveDesk


def callback_desk() -> "type[CallbackDesk]":
    """Return the class of the callback desk."""
    from ui.callbacks.callback_desk import CallbackDesk

    return CallbackDesk


def outage_desk() -> "type[OutageDesk]":
    """Return the class of the outage desk."""
    from ui.outages.outage_desk import OutageDesk

    return OutageDesk


def reports_desk() -> "type[ReportsDesk]":
    """Return the class of the reports desk."""
    from ui.reports.reports_desk import ReportsDesk

    return ReportsDesk


def settings_desk() -> "type[SettingsDesk]":
    """Return the class of the settings."""
    from ui.settings.settings_desk import SettingsDesk

    return SettingsDesk


def alert_drawer() -> "type[AlertDrawer]":
    """Return the class of the list of alerts."""
    from ui.alerts.alert_drawer import AlertDrawer

    return AlertDrawer


def consent_drawer() -> "type[ConsentDrawer]":
    """Return the class of the list of requests for consent."""
    from ui.consents.consent_drawer import ConsentDrawer

    return ConsentDrawer


def about_box() -> "type[AboutBox]":
    """Return the class of the dialog with the versions."""
    from ui.kit.about import AboutBox

    return AboutBox


DESKS = (  # in the order of the rail; the first is open from the start
    Screen("intake", translate("desks", "受理台"), "intake", "F2", intake_desk),
    Screen("dispatch", translate("desks", "调度台"), "dispatch", "F3", dispatch_desk),
    Screen("archive", translate("desks", "工单库"), "archive", "F4", archive_desk),
    Screen("callbacks", translate("desks", "回访"), "callbacks", "F12", callback_desk),
    Screen("outages", translate("desks", "停水"), "outage", "F11", outage_desk),
    Screen("reports", translate("desks", "报表"), "reports", "F5", reports_desk),
    Screen("settings", translate("desks", "设置"), "settings", "F6", settings_desk),
)
# Not on the rail: these cover a desk.
ALERTS = Screen("alerts", translate("desks", "告警"), "bell", "F7", alert_drawer)
CONSENTS = Screen("consents", translate("desks", "待核准"), "consent", "F10", consent_drawer)
SCREENS = (*DESKS, ALERTS, CONSENTS)


def load_one_by_one(parent: QObject) -> None:
    """Import each desk and the list of alerts, with pauses in between, as long as `parent` lives."""
    waiting = [screen.load for screen in DESKS[1:]]
    waiting[1:1] = [ALERTS.load, CONSENTS.load]
    timer = QTimer(parent)

    def load_next() -> None:
        load_class = waiting.pop(0)
        if not waiting:
            timer.stop()
        load_class()

    timer.timeout.connect(load_next)
    timer.start(PAUSE)
