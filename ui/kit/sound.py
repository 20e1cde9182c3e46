"""The audible alarm: a short chime, repeated until stopped."""

import shutil
import sys
from collections.abc import Sequence

from PySide6.QtCore import QObject, QProcess, QTimer
from PySide6.QtWidgets import QApplication

from ui.kit.resources import resource_path

_REPEAT_MS = 2500
_PLAYERS = (("pw-play",), ("paplay",), ("aplay", "-q"), ("afplay",))


def find_player() -> tuple[str, ...]:
    """Return the command that plays a WAV file on this machine; () where there is none or none is needed."""
    return next((player for player in _PLAYERS if shutil.which(player[0])), ())


class Alarm(QObject):
    """Sounds until stopped. Without a player it can only beep, and `available` is false."""

    def __init__(self, parent: QObject | None = None, *, player: Sequence[str] | None = None) -> None:
        super().__init__(parent)
        self._player = tuple(find_player() if player is None else player)
        self._file = str(resource_path("sounds/alarm.wav"))
        self._repeat = QTimer(self)
        self._repeat.setInterval(_REPEAT_MS)
        self._repeat.timeout.connect(self._sound)
        self._process = QProcess(self)
        self._process.finished.connect(self._finished)
        self._process.errorOccurred.connect(self._lost)
        if (app := QApplication.instance()) is not None:
            app.aboutToQuit.connect(self.stop)

    def available(self) -> bool:
        """Return whether a chime can be played; False also after the player has failed."""
        return sys.platform == "win32" or bool(self._player)

    @property
    def ringing(self) -> bool:
        """Whether it is sounding."""
        return self._repeat.isActive()

    def start(self) -> None:
        """Start sounding."""
        if not self.ringing:
            self._repeat.start()
            self._sound()

    def stop(self) -> None:
        """Stop at once."""
        self._repeat.stop()
        if sys.platform == "win32":
            import winsound  # noqa: PLC0415  only Windows has it

            winsound.PlaySound(None, 0)
        if self._process.state() != QProcess.ProcessState.NotRunning:
            self._process.kill()
            self._process.waitForFinished(500)

    def _sound(self) -> None:
        if sys.platform == "win32":
            import winsound  # noqa: PLC0415

            winsound.PlaySound(self._file, winsound.SND_FILENAME | winsound.SND_ASYNC)
        elif not self._player:
            QApplication.beep()
        elif self._process.state() == QProcess.ProcessState.NotRunning:
            program, *arguments = self._player
            self._process.start(program, [*arguments, self._file])

    def _finished(self, code: int, status: QProcess.ExitStatus) -> None:
        if code != 0 and status == QProcess.ExitStatus.NormalExit:  # a crash is reported by errorOccurred
            self._lost()

    def _lost(self, *_: object) -> None:
        if self.ringing:  # else it was stopped, which a player may report as a crash
            self._player = ()
            QApplication.beep()
