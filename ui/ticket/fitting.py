"""A scroll area as high as its content where there is room."""

from PySide6.QtCore import QEvent, QObject, QSize, Qt
from PySide6.QtWidgets import QFrame, QScrollArea, QSizePolicy, QWidget

from ui.kit.labels import mark

_LEAST = 96  # pixels: a field and a part of the next


class FittingArea(QScrollArea):
    """Keeps a long form usable on a low screen."""

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
        """Return the size of the content at the present width."""
        inner, width = self._inner, self.viewport().width()
        height = inner.heightForWidth(width) if inner.hasHeightForWidth() else inner.sizeHint().height()
        return QSize(inner.minimumSizeHint().width(), height)

    def minimumSizeHint(self) -> QSize:
        """Return the least visible size."""
        hint = self.sizeHint()
        return QSize(hint.width(), min(hint.height(), _LEAST))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Request another size when the content changes its own."""
        if event.type() == QEvent.Type.LayoutRequest:
            self.updateGeometry()
        return super().eventFilter(watched, event)
