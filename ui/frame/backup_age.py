"""The age of the last good backup on the strip: quiet while recent, red when too old."""

from datetime import datetime

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut

from tickets.backup.ledger import BackupAge, backup_age
from tickets.rules.instants import seconds_between
from ui.kit.buttons import KeyButton
from ui.kit.labels import Tone, mark
from ui.kit.plain_text import set_tip
from ui.kit.wording import full_moment
from ui.runtime.session import SessionContext

KEY = "Shift+F6"
READ_SECONDS = 60
CALM_SECONDS = 15 * 60  # in a new database the first backup is made automatically within this time
_HOUR, _DAY = 3600, 86400


class BackupButton(KeyButton):
    """Shows how long ago the last good backup was made; a press or Shift+F6 asks for the settings page."""

    def __init__(self, session: SessionContext) -> None:
        super().__init__("")
        mark(self, "kind", "count")
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        shortcut = QShortcut(QKeySequence(KEY), self)  # named in the tool tip only, because the strip is narrow
        shortcut.setAutoRepeat(False)
        shortcut.activated.connect(self._press)
        self._session = session
        self._age: BackupAge | None = None
        self._opened = session.now()
        self._since_read = 0
        self.set_words(self.tr("备份"))
        session.tick.second.connect(self._on_second)
        self.read_again()

    def read_again(self) -> None:
        """Read when the last good backup was made."""
        self._since_read = 0
        self._session.read("strip/backup", backup_age, self._show, self._session.now())

    def set_words(self, words: str, tone: Tone = Tone.PLAIN) -> None:
        """Show other words."""
        if words != self.accessibleName():
            self.set_step(words)
        mark(self, "tone", str(tone))

    def _on_second(self, now: datetime) -> None:
        self._since_read += not self._session.feed.broken
        if self._since_read >= READ_SECONDS:
            self.read_again()
        self._show_age(now)

    def _show(self, age: BackupAge) -> None:
        self._age = age
        self._show_age(self._session.now())

    def _show_age(self, now: datetime) -> None:
        age = self._age
        if age is None:
            return
        old = age.old(now) and (age.made is not None or seconds_between(self._opened, now) > CALM_SECONDS)
        if age.made is None:
            self.set_words(self.tr("没有备份"), Tone.OVERDUE if old else Tone.PLAIN)
            tip_text = self.tr("还没有一份备份。按 Shift+F6 看怎么备份。")
        else:
            ago = self._ago(seconds_between(age.made, now))
            words = self.tr("备份已过 {ago}") if old else self.tr("备份 {ago}前")
            self.set_words(words.format(ago=ago), Tone.OVERDUE if old else Tone.PLAIN)
            tip_text = self.tr("最近一份核对过的备份：{at}。超过 26 小时变红。按 Shift+F6 打开备份页。").format(
                at=full_moment(age.made)
            )
        set_tip(self, tip_text)

    def _ago(self, seconds: int) -> str:
        """Return a length of time in one unit, which is precise enough here."""
        if seconds < _HOUR:
            return self.tr("{n} 分钟").format(n=max(1, seconds // 60))
        if seconds < 3 * _DAY:
            return self.tr("{n} 小时").format(n=seconds // _HOUR)
        return self.tr("{n} 天").format(n=seconds // _DAY)
