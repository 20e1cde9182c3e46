"""Cyclic garbage, collected on the GUI thread between two events.

Left to itself Python collects on whichever thread happens to allocate. A worker that came upon a widget in a
cycle would destroy it on the wrong thread, and Qt with it.
"""

import gc

from PySide6.QtCore import QObject, QTimer

EVERY = 1000  # milliseconds
_OLDEST_FIRST = (2, 1, 0)


class Collector(QObject):
    """Collects for the whole process as long as its parent lives; what is there when it begins stays for good."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        gc.disable()
        gc.freeze()  # never look again at the hundred thousands of objects that stay
        timer = QTimer(self)
        timer.timeout.connect(self.look)
        timer.start(EVERY)

    def look(self) -> None:
        """Collect the oldest generation that has grown beyond Python's own thresholds."""
        counts, thresholds = gc.get_count(), gc.get_threshold()
        due = next((age for age in _OLDEST_FIRST if counts[age] > thresholds[age]), None)
        if due is not None:
            gc.collect(due)
