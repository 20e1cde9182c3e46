"""The line to the server on the strip: nothing to notice while all is well, words and red when it is broken."""

from datetime import datetime

from PySide6.QtGui import QResizeEvent

from tickets.rules.instants import seconds_between
from tickets.store.server.line import Line
from ui.kit.labels import Elided, Tone
from ui.kit.messages import announce
from ui.kit.wording import duration

_HOUR = 3600


class LineWords(Elided):
    """Says how the seat stands with its server; hidden while there is none."""

    def __init__(self) -> None:
        super().__init__(tone=Tone.QUIET)
        self._state: Line | None = None
        self._tip = ""
        self.hide()

    def show_line(self, line: Line | None, now: datetime) -> None:
        """Show another state; a break is said aloud."""
        broke = line is not None and not line.connected and (self._state is None or self._state.connected)
        self._state = line
        self.show_time(now)
        self.setVisible(line is not None)
        if broke:
            announce(self, self.text(), urgent=True)

    def show_time(self, now: datetime) -> None:
        """Say for how long it has been broken."""
        line = self._state
        if line is None:
            return
        if line.broken_at is not None:
            since = duration(max(0, seconds_between(line.broken_at, now)))
            broken = (
                self.tr("服务器 ✕ 已断开 {time}，不让登录")
                if line.refused
                else self.tr("服务器 ✕ 已断开 {time}，正在重连")
            )
            self._say(broken.format(time=since), Tone.OVERDUE, line.sentence)
        elif line.clock_is_wrong:
            self._say(self.tr("服务器 ● {clock}，计时以服务器为准").format(clock=self._clock(line.ahead)), Tone.PLAIN)
        else:
            self._say(self.tr("服务器 ●"), Tone.QUIET)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Cut the text to the new width; the tool tip stays."""
        super().resizeEvent(event)
        self.setToolTip(self._tip)

    def _say(self, text: str, tone: Tone, sentence: str = "") -> None:
        line = self._state
        assert line is not None
        self.setText(text)
        self.set_tone(tone)
        trip = "" if sentence else self.tr("，往返 {n} 毫秒").format(n=line.round_trip)
        where = self.tr("服务器 {host}").format(host=line.host) + trip
        self._tip = "\n".join(filter(None, (text, sentence, where)))
        self.setToolTip(self._tip)

    def _clock(self, ahead: int) -> str:
        minutes, seconds = divmod(abs(ahead), 60)
        short = self.tr("{m} 分 {s} 秒").format(m=minutes, s=seconds) if minutes else duration(seconds)
        off = short if abs(ahead) < _HOUR else duration(abs(ahead))
        return (self.tr("本机时钟快 {time}") if ahead > 0 else self.tr("本机时钟慢 {time}")).format(time=off)
