"""Runs the cyclic garbage collector on the GUI thread only.

Python collects on whichever thread allocates. A worker that collected a cycle with a widget would destroy it on the
wrong thread, and Qt would crash.
"""

import gc

from PySide6.QtCore import QObject, QTimer

EVERY = 1000  # milliseconds
_OLDEST_FIRST = (2, 1, 0)


class GarbageCollector(QObject):
    """Collects for the whole process while its parent lives; objects that exist at its start are never examined."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        gc.disable()
        gc.freeze()  # skip the hundred thousands of objects that stay anyway
        timer = QTimer(self)
        timer.timeout.connect(self.collect)
        timer.start(EVERY)

    def collect(self) -> None:
        """Collect the oldest generation that exceeds Python's own thresholds."""
        counts, thresholds = gc.get_count(), gc.get_threshold()
        due = next((age for age in _OLDEST_FIRST if counts[age] > thresholds[age]), None)
        if due is not None:
            gc.collect(due)
