"""The columns of the queue, and the cell for the place, which shows symbols before it."""

from collections.abc import Callable, Sequence
from datetime import datetime
from functools import lru_cache

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QIcon, QPainter
from PySide6.QtWidgets import QStyleOptionViewItem

from tickets.rules.instants import utc_now
from tickets.rules.stages import MAIN_STAGES
from tickets.rules.triage import YES_OR_NO, in_words
from tickets.store.queries.assisting import SEPARATOR
from tickets.store.queries.board import BoardRow
from tickets.store.queries.editing import Lease
from ui.kit.columns import RIGHT, Column, Roles
from ui.kit.countdown import Timing, countdown_column, hold_words
from ui.kit.icons import icon, icon_size
from ui.kit.painted_cell import Index, PaintedCell
from ui.kit.theme import body_font, tokens_now
from ui.kit.tokens import SMALL, Tokens
from ui.kit.wording import full_moment, moment, place_and_address, short_number, translate
from ui.ticket.consent_words import strict_until_then
from ui.ticket.facts import flags, priority_words
from ui.ticket.others import lease_text

TAGS = int(Roles.TIMING) + 1  # item data role: the tags before the place
PENCIL = TAGS + 1  # item data role: whether somebody else has the ticket open

# The least widths of the table, in pixels, at which a column is shown by default.
_NUMBER_ROOM, _CALLS_ROOM, _OPENED_ROOM = 600, 740, 860

BETWEEN = " · "  # a place and an address
_PADDING = 8
_INSIDE = 4
_TAG_HEIGHT = 18
_TOP, _BOTTOM = (
    side | Qt.AlignmentFlag.AlignLeft for side in (Qt.AlignmentFlag.AlignTop, Qt.AlignmentFlag.AlignBottom)
)

Editors = Callable[[int], Sequence[Lease]]


def queue_columns(editors: Editors, clock: Callable[[], datetime] = utc_now) -> tuple[Column[BoardRow], ...]:
    """Return the columns of the queue, in the current language.

    `editors` returns who else has a ticket open, `clock` the present instant.
    """

    def whole_place(row: BoardRow, now: datetime) -> str:
        leases = (lease_text(lease, now) for lease in editors(row.id))
        lines = (*leases, " ".join((*tags(row, now), where(row))), "、".join(in_words(row)))
        return "\n".join(line for line in lines if line)

    return (
        Column[BoardRow](
            "priority", translate("queue", "紧急"), _priority, tooltip=_until_consent, width=68,
            sort=lambda row: row.priority, accessible=_whole_priority,
        ),
        Column[BoardRow](
            "state", translate("queue", "状态"), lambda row, _now: row.state.label, tooltip=_whole_state, width=66
        ),
        Column[BoardRow](
            "number", translate("queue", "编号"), lambda row, now: short_number(row.number, now),
            tooltip=lambda row, _now: row.number, width=90,
            sort=lambda row: row.number, accessible=lambda row, _now: row.number, room=_NUMBER_ROOM,
        ),
        Column[BoardRow](
            "opened", translate("queue", "来电时间"), lambda row, now: moment(row.opened, now),
            tooltip=lambda row, _now: full_moment(row.opened), width=96, sort=lambda row: row.opened, room=_OPENED_ROOM,
        ),
        countdown_column("due", translate("queue", "时限"), timing, width=134, clock=clock),
        Column[BoardRow](
            "place", translate("queue", "地点"), lambda row, _now: where(row), tooltip=whole_place, stretch=True,
            sort=lambda row: row.place or None, accessible=whole_place,
            roles={TAGS: lambda row: tags(row, clock()), PENCIL: lambda row: bool(editors(row.id))},
        ),
        Column[BoardRow](
            "fault", translate("queue", "故障"), _fault, tooltip=_fault, width=80, sort=lambda row: row.fault_name
        ),
        Column[BoardRow](
            "crew", translate("queue", "班组"), _crew, tooltip=_crews, accessible=_crews, width=100,
            sort=lambda row: row.crew,
        ),
        Column[BoardRow](
            "calls", translate("queue", "来电"), lambda row, _now: str(row.calls), tooltip=_calls_in_full, align=RIGHT,
            width=52, sort=lambda row: -row.calls, accessible=_calls_in_full, room=_CALLS_ROOM,
        ),
    )  # fmt: skip


class TagsCell(PaintedCell):
    """Draws the pencil of the PENCIL role, the framed words of the TAGS role, then the cell's text, elided.

    Where the tags leave no room for the place's name they stand in a second line.
    """

    def draw(self, painter: QPainter, option: QStyleOptionViewItem, index: Index, text: str) -> None:
        """Draw the pencil, the tags and the text."""
        painter.setPen(QColor(tokens_now().text))
        place = option.rect.adjusted(_PADDING, 0, -_PADDING, 0)
        if index.data(PENCIL):
            place.setLeft(_draw_pencil(painter, place))
        tags = index.data(TAGS) or ()
        if tags and not _fit(tags, text, place.width()):
            _draw_lines(painter, place.adjusted(0, 1, 0, -1), (text, "·".join(tags)))
            return
        for tag in tags:
            place.setLeft(_draw_tag(painter, place, tag))
        _draw_elided(painter, place, text)


class PriorityCell(PaintedCell):
    """Draws a priority, or in two lines a priority and that a supervisor's consent to it is awaited."""

    def draw(self, painter: QPainter, option: QStyleOptionViewItem, _index: Index, text: str) -> None:
        """Draw the shape and the word; what follows them stands in a second line."""
        painter.setPen(QColor(tokens_now().text))
        place = option.rect.adjusted(_PADDING, 1, -_PADDING, -1)
        if not (lines := _two_lines(text)):
            _draw_elided(painter, place, text)
            return
        _draw_lines(painter, place, lines)

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """Return the size of what is drawn."""
        size, metrics = super().sizeHint(option, index), QFontMetrics(body_font(SMALL))
        widths = [metrics.horizontalAdvance(line) + 2 * _PADDING for line in _two_lines(index.data())]
        return QSize(max(widths), size.height()) if widths else size


class CrewCell(PaintedCell):
    """Draws a crew; how many others assist is never cut, even after a long name."""

    def draw(self, painter: QPainter, option: QStyleOptionViewItem, _index: Index, text: str) -> None:
        """Draw the name, elided, and the number after it."""
        name, space, more = text.rpartition(" +")
        painter.setPen(QColor(tokens_now().text))
        place = option.rect.adjusted(_PADDING, 0, -_PADDING, 0)
        _draw_elided(painter, place, name or text, space + more if space else "")


def _two_lines(text: str) -> tuple[str, ...]:
    """Return a priority and what follows it; nothing for a priority alone."""
    shape, word, *waits = text.split(" ")
    return (f"{shape} {word}", *waits) if waits else ()


def _fit(tags: Sequence[str], text: str, width: int) -> bool:
    """Return whether framed tags leave room for the name of the place, with which the text begins."""
    small = QFontMetrics(body_font(SMALL))
    taken = sum(small.horizontalAdvance(tag) + 3 * _INSIDE for tag in tags)
    return taken + QFontMetrics(body_font()).horizontalAdvance(text.partition(BETWEEN)[0]) <= width


def _draw_lines(painter: QPainter, place: QRect, lines: Sequence[str]) -> None:
    """Draw two lines, each elided where it doesn't fit."""
    painter.setFont(body_font(SMALL))
    for side, line in zip((_TOP, _BOTTOM), lines, strict=True):
        shown = painter.fontMetrics().elidedText(line, Qt.TextElideMode.ElideRight, place.width())
        painter.drawText(place, int(side), shown)


def _draw_elided(painter: QPainter, place: QRect, text: str, beside: str = "") -> None:
    """Draw a text that is elided where it doesn't fit, then what is never cut."""
    painter.setFont(body_font())
    metrics = painter.fontMetrics()
    room = max(0, place.width() - metrics.horizontalAdvance(beside))
    shown = metrics.elidedText(text, Qt.TextElideMode.ElideRight, room) + beside
    painter.drawText(place, int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft), shown)


def _draw_tag(painter: QPainter, place: QRect, tag: str) -> int:
    """Draw one tag at the left of `place`; return where the next item begins."""
    font = body_font(SMALL)
    width = QFontMetrics(font).horizontalAdvance(tag) + 2 * _INSIDE
    frame = QRect(place.left(), place.center().y() - _TAG_HEIGHT // 2, width, _TAG_HEIGHT)
    painter.setFont(font)
    painter.drawRoundedRect(frame, 3, 3)
    painter.drawText(frame, int(Qt.AlignmentFlag.AlignCenter), tag)
    return frame.right() + _INSIDE + 1


def _draw_pencil(painter: QPainter, place: QRect) -> int:
    """Draw a pencil at the left of `place`; return where the next item begins."""
    side = icon_size()
    frame = QRect(place.left(), place.center().y() - side // 2, side, side)
    _pencil(tokens_now()).paint(painter, frame)
    return frame.right() + _INSIDE + 1


@lru_cache(maxsize=2)
def _pencil(tokens: Tokens) -> QIcon:
    return icon("pencil", tokens, tokens.quiet)


def tags(row: BoardRow, now: datetime) -> tuple[str, ...]:
    """Return a ticket's special conditions as short words; a hold in effect is shown by its countdown."""
    hold = "" if row.stands_still(now) else hold_words(row.hold, now)
    beside = (
        row.stage.label if row.stage and row.stage not in MAIN_STAGES else ""
    )  # the clock shown is not that of the state
    several = row.calls - row.chases > 1  # on a small screen the column with their number is hidden
    called = translate("queue", "{n} 通").format(n=row.calls) if several else ""
    chased = translate("queue", "催{n}").format(n=row.chases) if row.chases else ""
    danger = YES_OR_NO["danger_to_people"] if row.danger_to_people else ""
    marks = flags(False, row.supervised, row.reopenings)
    return tuple(tag for tag in (danger, beside, hold, *marks, called, chased) if tag)


def timing(row: BoardRow) -> Timing:
    """Return a ticket's countdown data."""
    held = (row.hold_reason or "") if row.held_since is not None else None
    return Timing(due=row.deadline, started=row.started, held=held, hold=row.hold)


def where(row: BoardRow) -> str:
    """Return the place and the caller's address; the caller's words where neither is known."""
    return place_and_address(row.place, row.address, row.said)


def _priority(row: BoardRow, _now: datetime) -> str:
    waits = "" if row.rating_asked is None else translate("queue", "待核准")
    return " ".join(part for part in (priority_words(row.priority), waits) if part)


def _until_consent(row: BoardRow, _now: datetime) -> str:
    """Return what counts while consent to the rating is awaited; "" if it isn't."""
    return "" if row.rating_asked is None else strict_until_then(row.rating_asked)


def _whole_priority(row: BoardRow, now: datetime) -> str:
    return "，".join(part for part in (row.priority.label, _until_consent(row, now)) if part)


def _fault(row: BoardRow, _now: datetime) -> str:
    return row.fault_name


def _crew(row: BoardRow, _now: datetime) -> str:
    more = f"+{len(row.assisting.split(SEPARATOR))}" if row.assisting else ""
    return " ".join(part for part in (row.crew, more) if part)


def _crews(row: BoardRow, _now: datetime) -> str:
    helping = translate("queue", "协助：{crews}").format(crews=row.assisting) if row.assisting else ""
    return "\n".join(part for part in (row.crew, helping) if part)


def _whole_state(row: BoardRow, now: datetime) -> str:
    since = translate("queue", "{moment} 来电").format(moment=moment(row.opened, now))
    return " · ".join((row.number, row.state.label, since))


def _calls_in_full(row: BoardRow, _now: datetime) -> str:
    return translate("queue", "致电 {calls} 次，其中催办 {chases} 次").format(calls=row.calls, chases=row.chases)
