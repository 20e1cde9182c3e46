"""The connection to the server on the strip: quiet while it works, red when it is broken."""

from datetime import datetime

from PySide6.QtWidgets import QHBoxLayout, QWidget

from tickets.rules.instants import seconds_between
from tickets.store.feed.connection_status import ConnectionStatus
from ui.frame.lengths import Crowd, Length, Told
from ui.kit.labels import Divider, Tone
from ui.kit.messages import announce
from ui.kit.wording import duration

_HOUR = 3600


class LineWords(QWidget):
    """Shows the connection status; hidden for a file."""

    def __init__(self) -> None:
        super().__init__()
        self._state: ConnectionStatus | None = None
        self.words = Told(Tone.QUIET)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 8, 0)
        row.setSpacing(8)
        row.addWidget(Divider(upright=True))
        row.addWidget(self.words, 1)
        self.hide()

    def show_line(self, line: ConnectionStatus | None, now: datetime) -> None:
        """Show another status; a screen reader announces a break."""
        broke = line is not None and not line.is_well and (self._state is None or self._state.is_well)
        self._state = line
        self.show_time(now)
        self.setVisible(line is not None)
        if broke:
            announce(self, self.words.whole, urgent=True)

    def show_time(self, now: datetime) -> None:
        """Show for how long the connection has been broken."""
        line = self._state
        if line is None:
            return
        if line.broken_at is not None:
            brief = self.tr("服务器 ✕ 已断开 {time}").format(time=self._since(line.broken_at, now))
            what = self.tr("{broken}，不让登录") if line.refused else self.tr("{broken}，正在重连")
            self._say(Tone.OVERDUE, Length(what.format(broken=brief)), Length(brief, Crowd.ADVICE))
        elif line.silent_since is not None:
            since = self._since(line.silent_since, now)
            whole = self.tr("服务器 … 没有回答，已等 {time}").format(time=since)
            brief = self.tr("服务器 … 已等 {time}").format(time=since)
            self._say(Tone.WARNING, Length(whole), Length(brief, Crowd.ADVICE))
        elif line.clock_is_wrong:
            brief = self.tr("服务器 ● {clock}").format(clock=self._clock(line.ahead))
            whole = self.tr("{wrong}，计时以服务器为准").format(wrong=brief)
            least = Length(self.tr("服务器 ● 本机时钟不准"), Crowd.ADVICE)
            self._say(Tone.PLAIN, Length(whole), Length(brief, Crowd.CALM), least)
        else:
            self._say(Tone.QUIET, Length(self.tr("服务器 ●")))

    def _since(self, since: datetime, now: datetime) -> str:
        return duration(max(0, seconds_between(since, now)))

    def _say(self, tone: Tone, *lengths: Length) -> None:
        line, before = self._state, self.words.text()
        assert line is not None
        self.words.set_tone(tone)
        trip = "" if line.sentence else self.tr("，往返 {n} 毫秒").format(n=line.round_trip)
        where = self.tr("服务器 {host}").format(host=line.host) + trip
        self.words.say(*lengths, tip="\n".join(filter(None, (lengths[0].words, line.sentence, where))))
        if self.words.text() != before:
            self.updateGeometry()  # the strip distributes its width again

    def _clock(self, ahead: int) -> str:
        minutes, seconds = divmod(abs(ahead), 60)
        short = self.tr("{m} 分 {s} 秒").format(m=minutes, s=seconds) if minutes else duration(seconds)
        off = short if abs(ahead) < _HOUR else duration(abs(ahead))
        return (self.tr("本机时钟快 {time}") if ahead > 0 else self.tr("本机时钟慢 {time}")).format(time=off)
