"""The first start: an empty desk offers demo data, and takes no for an answer."""

from collections.abc import Callable

from PySide6.QtCore import QObject

from ui.kit.background import Lane
from ui.kit.messages import Notice
from ui.kit.seat import Seat


class FirstStart(QObject):
    """Asks once, on the notice line, whether to fill the empty desk with demo data."""

    def __init__(self, seat: Seat, notice: Notice, fill: Callable[[], object]) -> None:
        super().__init__(notice)
        self._seat = seat
        self._notice = notice
        self._fill = fill
        notice.acted.connect(self._on_yes)
        notice.say(
            self.tr("这是一个空的数据库，直接登记第一通来电即可。也可以先装入标有“演示”的数据试用。"),
            self.tr("装入演示数据"),
            "Ctrl+Shift+D",
        )

    def _on_yes(self) -> None:
        self._notice.acted.disconnect(self._on_yes)
        self._notice.say(self.tr("正在装入演示数据，请稍候……"))
        self._seat.background.run(self._fill, self._on_done, lane=Lane.SLOW, owner=self)

    def _on_done(self, _result: object) -> None:
        self._notice.say(self.tr("演示数据已装入，单号、班组都标有“演示”。"))
