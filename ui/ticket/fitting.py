"""An area as high as what is in it, as long as there is room; scrolled when there isn't."""

from PySide6.QtCore import QEvent, QObject, QSize, Qt
from PySide6.QtWidgets import QFrame, QScrollArea, QSizePolicy, QWidget

from ui.kit.labels import mark

_LEAST = 96  # pixels: a field and a bit of the next


class FittingArea(QScrollArea):
    """Keeps a long form reachable on a low screen."""

    def __init__(self, inner: QWidget) -> None:
        super().__init__()
        self._inner = inner
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        mark(inner, "plain", True)
        self.setWidget(inner)
        inner.installEventFilter(self)

    def sizeHint(self) -> QSize:
        """Return the size of what is inside at the present width."""
        inner, width = self._inner, self.viewport().width()
        height = inner.heightForWidth(width) if inner.hasHeightForWidth() else inner.sizeHint().height()
        return QSize(inner.minimumSizeHint().width(), height)

    def minimumSizeHint(self) -> QSize:
        """Return what must be visible at least."""
        hint = self.sizeHint()
        return QSize(hint.width(), min(hint.height(), _LEAST))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Ask for another size when what is inside needs one."""
        if event.type() == QEvent.Type.LayoutRequest:
            self.updateGeometry()
        return super().eventFilter(watched, event)
