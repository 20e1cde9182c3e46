"""Below the gazetteer: a file is read, shown, and imported by key; the gazetteer is exported."""

from pathlib import Path

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from tests.desk_fixtures import Hand
from tests.ui.seats import SeatHand
from tickets.store.tables import places
from ui.editing.edit_page import EditPage
from ui.kit.labels import Words
from ui.settings import pages
from ui.settings.place_file import PlaceFile

CTRL = Qt.KeyboardModifier.ControlModifier


def test_a_file_of_places_is_shown_first_then_imported_and_exported_again(
    hands: SeatHand, hand: Hand, tmp_path: Path, qtbot: QtBot
) -> None:
    page = EditPage(hands.session, pages.place_page())
    hands.show(page, qtbot)
    [below] = page.findChildren(PlaceFile)
    path = tmp_path / "places.csv"
    path.write_text("地名,街道乡镇,别名\n新庄,刘集镇,老新庄\n南湖社区,铜城街道,老湖\n", encoding="gbk")
    below.imports.read_file(path)
    hands.settle()
    told = "\n".join(words.text() for words in below.imports.findChildren(Words))
    assert "新增 1 处，有改动 1 处" in told
    assert "铜城街道南湖社区：别名" in told
    assert hand.rows(places, name="新庄") == []
    hands.press(page, Qt.Key.Key_I, CTRL)
    assert hand.rows(places, name="新庄")[0].aliases == "老新庄"
    assert "新庄" in [entry.row.name for entry in page._model.rows]
    out = tmp_path / "out.csv"
    below.export._ask_path = lambda _suggested: str(out)  # type: ignore[method-assign]
    hands.press(page, Qt.Key.Key_E, CTRL)
    assert "新庄,刘集镇,乡镇,,老新庄,是" in out.read_text(encoding="utf-8-sig")
    hands.press(page, Qt.Key.Key_K, CTRL)
