import sys

from PySide6.QtCore import QObject


def test_a_void_call_into_qt_loses_no_reference_to_none() -> None:
    thing = QObject()
    before = sys.getrefcount(None)
    for _ in range(5000):
        thing.setObjectName("x")
    assert abs(sys.getrefcount(None) - before) < 2500
