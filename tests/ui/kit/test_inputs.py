"""Boxes of labels that people wrote."""

from pytestqt.qtbot import QtBot

from ui.kit.inputs import ChoiceBox

LONG = "东阿县铜城街道" * 10


def test_a_choice_box_shows_a_cut_label_in_its_tool_tip(qtbot: QtBot) -> None:
    box = ChoiceBox([(1, "爆管"), (2, LONG)])
    qtbot.addWidget(box)
    box.resize(3000, 32)
    assert box.toolTip() == ""
    box.choose(2)
    assert box.toolTip().replace("\n", "") == LONG
    box.resize(120, 32)
    assert box.toolTip().replace("\n", "") == LONG
    box.set_choices([(1, "爆管")])
    assert box.toolTip() == ""
