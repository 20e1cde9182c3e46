"""What lies behind the first desk. Each is loaded when it is opened, or before that when nobody waits for it."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer

if TYPE_CHECKING:
    from ui.alerts.alert_drawer import AlertDrawer
    from ui.archive.archive_desk import ArchiveDesk
    from ui.dispatch.dispatch_desk import DispatchDesk
    from ui.kit.about import AboutBox
    from ui.reports.reports_desk import ReportsDesk
    from ui.settings.settings_desk import SettingsDesk

PAUSE = 500  # milliseconds before each: what is typed meanwhile comes first


def dispatch_desk() -> "type[DispatchDesk]":
    """Return the class of the dispatch desk."""
    from ui.dispatch.dispatch_desk import DispatchDesk

    return DispatchDesk


def archive_desk() -> "type[ArchiveDesk]":
    """Return the class of the archive."""
    from ui.archive.archive_desk import ArchiveDesk

    return ArchiveDesk


def reports_desk() -> "type[ReportsDesk]":
    """Return the class of the reports desk."""
    from ui.reports.reports_desk import ReportsDesk

    return ReportsDesk


def settings_desk() -> "type[SettingsDesk]":
    """Return the class of the settings."""
    from ui.settings.settings_desk import SettingsDesk

    return SettingsDesk


def alert_drawer() -> "type[AlertDrawer]":
    """Return the class of the list of all alerts."""
    from ui.alerts.alert_drawer import AlertDrawer

    return AlertDrawer


def about_box() -> "type[AboutBox]":
    """Return the class of the box that tells the versions."""
    from ui.kit.about import AboutBox

    return AboutBox


def load_one_by_one(parent: QObject) -> None:
    """Load each desk and the list of alerts from now on, a moment apart, as long as `parent` lives."""
    waiting: list[Callable[[], object]] = [dispatch_desk, alert_drawer, archive_desk, reports_desk, settings_desk]
    timer = QTimer(parent)

    def load() -> None:
        desk = waiting.pop(0)
        if not waiting:
            timer.stop()
        desk()

    timer.timeout.connect(load)
    timer.start(PAUSE)
