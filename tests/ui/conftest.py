"""What a failed test of the window tells: what an operator would have seen."""

from collections.abc import Generator

import pytest
from PySide6.QtWidgets import QApplication

from ui.kit.messages import ErrorLine


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Add to a failure which widget took the keys and what the error lines said."""
    report = yield
    if report.failed and QApplication.instance() is not None:
        report.sections.append(("the window", _seen()))
    return report


def _seen() -> str:
    told = [f"keys go to {QApplication.focusWidget()} in {QApplication.activeWindow()}"]
    for window in QApplication.topLevelWidgets():
        told += [f"{line}: {line.sentence}" for line in window.findChildren(ErrorLine) if line.isVisible()]
    return "\n".join(told)
