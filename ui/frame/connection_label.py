"""The connection to the server on the strip: quiet while it works, red when it is broken."""

from datetime import datetime

from PySide6.QtWidgets import QWidget

from tickets.rules.instants import seconds_between
from tickets.store.feed.connection_status import ConnectionStatus
from ui.frame.text_lengths import CrowdLevel, Length, LengthLabel
from ui.kit.labels import Divider, Tone
from ui.kit.layouts import in_row
from ui.kit.messages import announce
from ui.kit.wording import duration

_HOUR = 3600


class ConnectionLabel(QWidget):
    """Shows the connection status; hidden for a file."""

    def __init__(self) -> None:
        super().__init__()
        self._state: ConnectionStatus | None = None
        self.words = LengthLabel(Tone.QUIET)
        in_row(Divider(upright=True), (self.words, 1), holder=self, margins=(0, 0, 8, 0), spacing=8)
        self.hide()

    def show_status(self, status: ConnectionStatus | None, now: datetime) -> None:
        """Show another status; a screen reader announces a break."""
        broke = status is not None and not status.is_well and (self._state is None or self._state.is_well)
        self._state = status
        self.show_time(now)
        self.setVisible(status is not None)
        if broke:
            announce(self, self.words.whole, urgent=True)

    def show_time(self, now: datetime) -> None:
        """Show for how long the connection has been broken."""
        status = self._state
        if status is None:
            return
        if status.broken_at is not None:
            brief = self.tr("服务器 ✕ 已断开 {time}").format(time=self._since(status.broken_at, now))
            what = self.tr("{broken}，不让登录") if status.refused else self.tr("{broken}，正在重连")
            self._show_lengths(Tone.OVERDUE, Length(what.format(broken=brief)), Length(brief, CrowdLevel.ADVICE))
        elif status.silent_since is not None:
            since = self._since(status.silent_since, now)
            whole = self.tr("服务器 … 没有回答，已等 {time}").format(time=since)
            brief = self.tr("服务器 … 已等 {time}").format(time=since)
            self._show_lengths(Tone.WARNING, Length(whole), Length(brief, CrowdLevel.ADVICE))
        elif status.clock_is_wrong:
            brief = self.tr("服务器 ● {clock}").format(clock=self._clock(status.ahead))
            whole = self.tr("{wrong}，计时以服务器为准").format(wrong=brief)
            least = Length(self.tr("服务器 ● 本机时钟不准"), CrowdLevel.ADVICE)
            self._show_lengths(Tone.PLAIN, Length(whole), Length(brief, CrowdLevel.CALM), least)
        else:
            self._show_lengths(Tone.QUIET, Length(self.tr("服务器 ●")))

    def _since(self, since: datetime, now: datetime) -> str:
        return duration(max(0, seconds_between(since, now)))

    def _show_lengths(self, tone: Tone, *lengths: Length) -> None:
        status, before = self._state, self.words.text()
        assert status is not None
        self.words.set_tone(tone)
        trip = "" if status.sentence else self.tr("，往返 {n} 毫秒").format(n=status.round_trip)
        where = self.tr("服务器 {host}").format(host=status.host) + trip
        self.words.say(*lengths, tip="\n".join(filter(None, (lengths[0].words, status.sentence, where))))
        if self.words.text() != before:
            self.updateGeometry()  # the strip distributes its width again

    def _clock(self, ahead: int) -> str:
        minutes, seconds = divmod(abs(ahead), 60)
        short = self.tr("{m} 分 {s} 秒").format(m=minutes, s=seconds) if minutes else duration(seconds)
        off = short if abs(ahead) < _HOUR else duration(abs(ahead))
        return (self.tr("本机时钟快 {time}") if ahead > 0 else self.tr("本机时钟慢 {time}")).format(time=off)
