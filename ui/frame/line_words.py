"""The line to the server on the strip: nothing to notice while all is well, words and red when it is broken."""

from datetime import datetime

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QHBoxLayout, QWidget

from tickets.rules.instants import seconds_between
from tickets.store.server.line import Line as ServerLine
from ui.kit.labels import Elided, Line, Tone
from ui.kit.messages import announce
from ui.kit.plain import set_tip
from ui.kit.wording import duration

_HOUR = 3600


class _State(Elided):
    """Words that are cut where the strip is full, but never before the sign that says how the line is."""

    def minimumSizeHint(self) -> QSize:
        """Return the size that shows "服务器 ✕…"."""
        sign = " ".join(self.accessibleName().split(" ")[:2]) + "…"
        needed = min(self.sizeHint().width(), self.fontMetrics().horizontalAdvance(sign) + 1)
        return QSize(needed, super().minimumSizeHint().height())


class LineWords(QWidget):
    """Says how the seat stands with its server; hidden while there is none."""

    def __init__(self) -> None:
        super().__init__()
        self._state: ServerLine | None = None
        self.words = _State(tone=Tone.QUIET)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(12)
        row.addWidget(Line(upright=True))
        row.addWidget(self.words, 1)
        self.hide()

    def show_line(self, line: ServerLine | None, now: datetime) -> None:
        """Show another state; a break is said aloud."""
        broke = line is not None and not line.is_well and (self._state is None or self._state.is_well)
        self._state = line
        self.show_time(now)
        self.setVisible(line is not None)
        if broke:
            announce(self, self.words.text(), urgent=True)

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
        elif line.silent_since is not None:
            since = duration(max(0, seconds_between(line.silent_since, now)))
            self._say(self.tr("服务器 … 没有回答，已等 {time}").format(time=since), Tone.WARNING, line.sentence)
        elif line.clock_is_wrong:
            self._say(self.tr("服务器 ● {clock}，计时以服务器为准").format(clock=self._clock(line.ahead)), Tone.PLAIN)
        else:
            self._say(self.tr("服务器 ●"), Tone.QUIET)

    def _say(self, text: str, tone: Tone, sentence: str = "") -> None:
        line = self._state
        assert line is not None
        self.words.setText(text)
        self.words.set_tone(tone)
        trip = "" if sentence else self.tr("，往返 {n} 毫秒").format(n=line.round_trip)
        where = self.tr("服务器 {host}").format(host=line.host) + trip
        set_tip(self.words, "\n".join(filter(None, (text, sentence, where))))

    def _clock(self, ahead: int) -> str:
        minutes, seconds = divmod(abs(ahead), 60)
        short = self.tr("{m} 分 {s} 秒").format(m=minutes, s=seconds) if minutes else duration(seconds)
        off = short if abs(ahead) < _HOUR else duration(abs(ahead))
        return (self.tr("本机时钟快 {time}") if ahead > 0 else self.tr("本机时钟慢 {time}")).format(time=off)
