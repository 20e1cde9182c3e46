"""Makes texts safe where Qt or the desktop would interpret markup.

Qt takes a tool tip or label that looks like HTML for HTML, and then opens the files it names. In a button or menu &
marks a key. A desktop interprets < and & in a notification. Every text that people wrote must pass through here.
"""

import re

from PySide6.QtCore import QPoint, QRect, QUrl
from PySide6.QtGui import QAction, QTextDocument
from PySide6.QtWidgets import QSystemTrayIcon, QToolTip, QWidget

from tickets.rules.texts import columns, visible

TIP_AT_MOST = 2000  # characters of a tool tip
_TIP_WIDTH = 96  # columns; a Chinese character takes two
_TIP_LINES = 40
_CAPTION_AT_MOST = 60  # characters on a button or in a menu
_LINE_AT_MOST = 1000  # characters of a single-line text
_UNBROKEN = re.compile(r"[^\s/\-\u200b\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef]{60,}")
_PIECE = re.compile(".{1,20}")
_ANYWHERE = QRect()
_MARKUP = str.maketrans("<>&", "＜＞＆")


def tip(text: str) -> str:
    """Return `text` as a plain tool tip: wrapped, clipped, never taken for HTML."""
    return _unmarked("\n".join(_lines(_clipped(visible(text), TIP_AT_MOST))))


def set_tip(target: QWidget | QAction, text: str) -> None:
    """Set the plain tool tip of a widget or an action."""
    target.setToolTip(tip(text))


def show_tip(place: QPoint, text: str, widget: QWidget, area: QRect = _ANYWHERE, milliseconds: int = -1) -> None:
    """Show a plain tool tip now, at a place on the screen, until the pointer leaves `area` of `widget`."""
    QToolTip.showText(place, tip(text), widget, area, milliseconds)


def caption(text: str) -> str:
    """Return `text` for a button, a box or a menu: one line, clipped, with & shown as such."""
    return _unmarked(one_line(text, _CAPTION_AT_MOST).replace("&", "&&"))  # a menu entry's text is its tool tip, too


def one_line(text: str, at_most: int = _LINE_AT_MOST) -> str:
    """Return `text` on one line of at most `at_most` characters."""
    return _clipped(" ".join(visible(text).split()), at_most)


def clipped(text: str) -> str:
    """Return `text` with its line breaks, cut to a thousand characters."""
    return _clipped(visible(text), _LINE_AT_MOST)


def breakable(text: str) -> str:
    """Return `text` with break opportunities in long runs without any, which would widen the window."""
    return _UNBROKEN.sub(lambda run: "\u200b".join(_PIECE.findall(run[0])), visible(text))


def window_title(text: str) -> str:
    """Return `text` for a window title, in which Qt replaces [*]."""
    return one_line(text, 200).replace("[*]", "[*][*]")


def notify(tray: QSystemTrayIcon, title: str, text: str) -> None:
    """Show a desktop notification. Some desktops interpret markup, so its characters are made full-width."""
    plain = "\n".join(one_line(line, 200) for line in visible(text).split("\n"))
    kind = QSystemTrayIcon.MessageIcon.Warning
    tray.showMessage(one_line(title, 200).translate(_MARKUP), plain.translate(_MARKUP), kind)


class ClosedDocument(QTextDocument):
    """A document that loads no file and no URL named in its HTML. `refused` lists what was requested."""

    def __init__(self) -> None:
        super().__init__()
        self.refused: list[str] = []

    def loadResource(self, _kind: int, name: QUrl | str) -> object:
        """Load nothing."""
        self.refused.append(name if isinstance(name, str) else name.toString())
        return None


def _unmarked(text: str) -> str:
    """Return `text` with a zero-width space after each < and each & of an entity, so that Qt sees no markup."""
    return re.sub("<|&(?=lt;)", "\\g<0>\u200b", text)


def _clipped(text: str, at_most: int) -> str:
    return text if len(text) <= at_most else text[: at_most - 1] + "…"


def _lines(text: str) -> list[str]:
    """Return `text` in lines of at most `_TIP_WIDTH` columns, at most `_TIP_LINES` of them."""
    lines = [line for paragraph in text.split("\n") for line in _wrapped(paragraph)]
    return lines if len(lines) <= _TIP_LINES else [*lines[: _TIP_LINES - 1], "…"]


def _wrapped(paragraph: str) -> list[str]:
    if 2 * len(paragraph) <= _TIP_WIDTH:  # a character takes two columns at most
        return [paragraph]
    lines, start, width, space = [], 0, 0, -1
    for place, character in enumerate(paragraph):
        width += columns(character)
        if width > _TIP_WIDTH:
            end = space + 1 if space > start + _TIP_WIDTH // 2 else place
            lines.append(paragraph[start:end].rstrip())
            start, width = end, columns(paragraph[end : place + 1])
        if character == " ":
            space = place
    return [*lines, paragraph[start:]]
