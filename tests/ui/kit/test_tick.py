"""The shared clock signal."""

from datetime import UTC, datetime
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pytestqt.qtbot import QtBot

from ui.runtime.tick import Tick, until_next_second


@given(st.floats(0, 4e9))
def test_the_tick_fires_just_after_each_whole_second(seconds: float) -> None:
    struck = seconds + until_next_second(seconds) / 1000
    assert int(struck) == int(seconds) + 1
    assert struck % 1 < 0.003


def test_the_tick_reports_the_time_of_its_clock(qtbot: QtBot) -> None:
    noon = datetime(2026, 11, 23, 4, 0, tzinfo=UTC)
    tick = Tick(lambda: noon)
    with qtbot.waitSignal(tick.second, timeout=30_000) as struck:
        pass
    assert struck.args == [noon]
    assert tick.now() == noon


@pytest.mark.slow
def test_the_tick_repeats_every_second(qtbot: QtBot) -> None:
    tick = Tick()
    struck: list[datetime] = []
    tick.second.connect(struck.append)
    qtbot.waitUntil(lambda: len(struck) == 3, timeout=30_000)
    assert all((later - earlier).seconds >= 1 for earlier, later in pairwise(struck))
