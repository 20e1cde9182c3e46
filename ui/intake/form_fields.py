"""The fields of the call form: their names, their rows, and the order of Enter and Tab."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import pairwise
from typing import Any

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QSizePolicy, QWidget

from tickets.rules.words import Zone
from ui.intake.call_form_data import CallFormData
from ui.intake.enter_chain import EnterChain, is_plain_enter
from ui.intake.fault_picker import FaultPicker
from ui.intake.phone_field import PhoneField
from ui.intake.triage_fields import TriageFields
from ui.kit.buttons import KeyButton
from ui.kit.cards import caption_grid
from ui.kit.inputs import ChoiceBox, word_choices
from ui.kit.labels import Elided, Tone, Words, mark
from ui.kit.layouts import Stretch, in_column, in_row
from ui.kit.picker import LONGEST
from ui.kit.place_picker import PlacePicker
from ui.kit.theme import body_font
from ui.kit.time_field import TimeField
from ui.kit.time_words import read_past
from ui.kit.tokens import FIELD, INSIDE, SMALL

_CAPTIONS = 64
_WORDS_HEIGHT = 76  # three lines
_SHORT_WORDS_HEIGHT = FIELD  # one line
_ADVICE_HEIGHT = 56  # two lines


def beside(holder: QWidget, *widgets: QWidget) -> QWidget:
    """Return `holder` with the widgets side by side; those without a fixed width share the remaining width."""
    row = in_row(holder=holder, spacing=INSIDE)
    for widget in widgets:
        grows = not isinstance(widget, Words | RecognisedChip) or isinstance(widget, Elided)
        row.addWidget(widget, int(grows and widget.minimumWidth() != widget.maximumWidth()))
    return holder


class RecognisedChip(KeyButton):
    """Says that the field beside it was filled from what was recognised; a press, or its key, removes that."""

    def __init__(self, key: str, scope: QWidget) -> None:
        super().__init__(key=key, scope=scope)
        mark(self, "kind", "chip")
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # its key works everywhere, and Tab goes from field to field
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.hide()

    def show_where(self, where: str) -> None:
        """Show where it was recognised; hide for ""."""
        self.setVisible(bool(where))
        if where:
            self.set_step(self.tr("{where} ✕").format(where=where), self.key)
            self.setAccessibleName(self.tr("{where}，按一下去掉").format(where=where))


class FieldRows:
    """Rows of a caption and a field that can be hidden together."""

    def __init__(self, holder: QWidget) -> None:
        self._grid = caption_grid(holder, _CAPTIONS)
        self._captions: dict[QWidget, Words] = {}
        self._unwanted: set[QWidget] = set()
        self._only: tuple[QWidget, ...] = ()

    def add(self, caption: str, widget: QWidget) -> None:
        """Add a row at the end."""
        row = self._grid.rowCount()
        self._captions[widget] = label = Words(caption)
        if caption:
            label.setFixedHeight(FIELD)
        self._grid.addWidget(label, row, 0, Qt.AlignmentFlag.AlignTop)
        self._grid.addWidget(widget, row, 1)

    def end(self) -> None:
        """Put the remaining space below the last row."""
        self._grid.setRowStretch(self._grid.rowCount(), 1)

    def show(self, widget: QWidget, wanted: bool) -> None:
        """Show or hide the row of a widget."""
        (self._unwanted.discard if wanted else self._unwanted.add)(widget)
        self._show(widget)

    def keep_only(self, *rows: QWidget) -> None:
        """Hide all rows but these; without any, hide only those that `show` hides."""
        self._only = rows
        for widget in self._captions:
            self._show(widget)

    def reveal(self, part: QWidget) -> None:
        """Show the row that a widget is in, even if it is not among those of `keep_only`."""
        for widget in self._captions:
            if self._only and (widget is part or widget.isAncestorOf(part)):
                self.keep_only(*self._only, widget)
                return

    def _show(self, widget: QWidget) -> None:
        visible = widget not in self._unwanted and (not self._only or widget in self._only)
        widget.setVisible(visible)
        self._captions[widget].setVisible(visible)


@dataclass(frozen=True, slots=True)
class CallField:
    """A field of the form. `name` is that of its value in CallFormData, or of the subject of several values.

    `read` returns its values by name, `fill` shows those of a form. Enter stops at `editor` unless `seldom`; Tab goes
    through `inner`, where it has parts. A `rare` field is hidden until requested or filled.
    """

    name: str
    editor: QWidget
    read: Callable[[], dict[str, Any]]
    fill: Callable[[CallFormData], object]
    inner: tuple[QWidget, ...] = ()
    seldom: bool = False
    rare: bool = False

    @property
    def parts(self) -> tuple[QWidget, ...]:
        """What Tab goes through."""
        return self.inner or (self.editor,)


class FormFields(QWidget):
    """The fields in the order of the conversation, from the number to the household; rare ones hidden.

    A field is declared in `_declare`; everything but its position among the rows is derived from that.
    """

    entered = Signal(object)  # the field that got the focus
    finished = Signal()  # Enter in the last field

    def __init__(self, now: Callable[[], datetime]) -> None:
        super().__init__()
        self.phone = PhoneField()
        self.at = TimeField(read_past, now, self.tr("空着就是现在；补录请填真实时间"))
        self.slip = _line_edit(self.tr("纸单编号"), self.tr("印在纸单右上角"), 160)
        self.words = QPlainTextEdit()
        self.place = PlacePicker()
        self.zone = ChoiceBox(word_choices(Zone, self.tr("随地点")))
        self.zone.setFixedWidth(104)
        self.address = _line_edit(self.tr("详细地址"), self.tr("来电人怎么说就怎么记"))
        self.fault = FaultPicker()
        self.triage = TriageFields(now, self)
        self.caller = _line_edit(self.tr("来电人"), self.tr("怎么称呼"))
        self.household_no = _line_edit(self.tr("户号"), self.tr("不知道就空着"))
        self.dn = _line_edit(self.tr("管径（毫米）"), self.tr("可空着"), 96)
        self.material = _line_edit(self.tr("管材"), self.tr("PE、铸铁、钢……"))
        self.advice = QPlainTextEdit()
        self.own_advice = KeyButton(self.tr("用这种故障的说法"), "Alt+J", scope=self)
        self.told = QWidget()
        self.place_chip = RecognisedChip("Alt+P", self)
        self.fault_chip = RecognisedChip("Alt+G", self)
        self.place_hint = Elided(tone=Tone.QUIET)
        self.place_hint.setFont(body_font(SMALL))
        self.fault_hint = Elided(tone=Tone.QUIET)
        self.pipe = QWidget()
        self.is_short = False
        self.short_note = Words(self.tr("只问号码、地点、故障，别的栏收起来，填过的照样登记。"), tone=Tone.QUIET)
        self._zone_caption = Words(self.tr("片区"))
        self.rows = FieldRows(self)
        self._name_pickers()
        self._lay_out()
        self.fields = self._declare()
        self.by_name = {field.name: field.parts[0] for field in self.fields}
        self._link_fields()
        self.rows.show(self.short_note, False)

    def _declare(self) -> tuple[CallField, ...]:
        """Return the fields in the order of Enter and Tab."""
        words, place, zone, fault, triage = self.words, self.place, self.zone, self.fault, self.triage
        override = triage.priority.override
        return (
            _shown("phone", self.phone),
            replace(_shown("at", self.at), rare=True),
            replace(_line("slip", self.slip), rare=True),
            CallField("words", words, lambda: {"words": words.toPlainText()}, lambda f: words.setPlainText(f.words)),
            CallField(
                "place", place, lambda: {"place_id": place.key, "place": place.text()},
                lambda f: place.hold(f.place_id, f.place),
            ),
            CallField(
                "zone", zone, lambda: {"zone": zone.chosen()}, lambda f: zone.choose(f.zone), seldom=True,
            ),
            _line("address", self.address),
            CallField(
                "fault", fault,
                lambda: {"fault": fault.key or "", "fault_typed": "" if fault.key else fault.text()},
                lambda f: fault.hold(f.fault or None, f.fault_typed),
            ),
            CallField(
                "advice", self.advice, lambda: {"advice": self.advice.toPlainText()}, self._fill_advice, seldom=True,
            ),
            CallField(
                "answers", triage.answers, triage.answers.ticked, triage.answers.tick,
                tuple(triage.answers.boxes.values()),
            ),
            _line("households", triage.households),
            CallField(
                "priority", triage.priority, lambda: {"priority": override.chosen()},
                lambda f: override.choose(f.priority), (override,), seldom=True,
            ),
            _shown("appointment", triage.appointment),
            _line("caller", self.caller),
            _line("household_no", self.household_no),
            replace(_line("dn", self.dn), rare=True),
            replace(_line("material", self.material), rare=True),
        )  # fmt: skip

    def _lay_out(self) -> None:
        triage = self.triage
        beside(self.pipe, self.dn, Words(self.tr("毫米")), Words(self.tr("管材")), self.material)
        self.words.setFixedHeight(_WORDS_HEIGHT)
        self.fault.setFixedWidth(260)
        self.advice.setFixedHeight(_ADVICE_HEIGHT)
        side = in_column(self.own_advice, Stretch())
        self._place_row = beside(QWidget(), self.place, self.place_chip, self._zone_caption, self.zone)
        self._fault_row = beside(QWidget(), self.fault, self.fault_chip, self.fault_hint)
        in_row((self.advice, 1), side, holder=self.told, spacing=INSIDE)
        for caption, widget in (
            ("", self.short_note),
            (self.tr("来电号码"), self.phone),
            (self.tr("来电时间"), self.at),
            (self.tr("纸单编号"), self.slip),
            (self.tr("来电内容"), self.words),
            (self.tr("地点"), self._place_row),
            ("", self.place_hint),
            (self.tr("详细地址"), self.address),
            (self.tr("故障类型"), self._fault_row),
            (self.tr("告知内容"), self.told),
            (self.tr("情况 Alt+"), triage.answers),
            (self.tr("影响户数"), beside(QWidget(), triage.households, Words(self.tr("紧急程度")), triage.priority)),
            (self.tr("约定时间"), triage.appointment),
            (self.tr("来电人"), beside(QWidget(), self.caller, Words(self.tr("户号")), self.household_no)),
            (self.tr("管径"), self.pipe),
        ):
            self.rows.add(caption, widget)
        self.rows.end()

    def set_short(self, short: bool) -> None:
        """Show only number, words, place and fault, or all fields again; hidden fields keep their values.

        In the short form Enter goes from the words to the first of place and fault that is empty, then to `finished`.
        """
        self.is_short = short
        shown = (self.short_note, self.phone, self.words, self._place_row, self.place_hint, self._fault_row)
        self.rows.keep_only(*(shown if short else ()))
        self.rows.show(self.short_note, short)
        for part in (self._zone_caption, self.zone):
            part.setVisible(not short)
        self.words.setFixedHeight(_SHORT_WORDS_HEIGHT if short else _WORDS_HEIGHT)
        policy = Qt.ScrollBarPolicy
        self.words.setVerticalScrollBarPolicy(policy.ScrollBarAlwaysOff if short else policy.ScrollBarAsNeeded)
        self.words.setPlaceholderText(self.tr("原话；Enter 到下一栏") if short else self.tr("原话记下；Tab 到下一栏"))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """In the short form, leave the words at a plain Enter."""
        if watched is not self.words or not self.is_short or not is_plain_enter(event):
            return super().eventFilter(watched, event)
        following = next((picker for picker in (self.place, self.fault) if not picker.text().strip()), None)
        if following is None:
            self.finished.emit()
        else:
            following.setFocus(Qt.FocusReason.TabFocusReason)
        return True

    def _fill_advice(self, filled: CallFormData) -> None:
        self.advice.setPlainText(filled.advice)
        self.show_advice(bool(filled.advice))

    def show_advice(self, wanted: bool) -> None:
        """Show or hide the field for what the caller was told."""
        self.rows.show(self.told, wanted)

    def _name_pickers(self) -> None:
        self.at.field.setAccessibleName(self.tr("来电时间"))
        self.words.setAccessibleName(self.tr("来电内容"))
        self.words.setPlaceholderText(self.tr("原话记下；Tab 到下一栏"))
        self.words.setTabChangesFocus(True)
        self.advice.setAccessibleName(self.tr("告知内容"))
        self.advice.setPlaceholderText(self.tr("告诉来电人怎么做；不派班组"))
        self.advice.setTabChangesFocus(True)
        self.place.setAccessibleName(self.tr("地点"))
        self.zone.setAccessibleName(self.tr("片区"))
        self.fault.setAccessibleName(self.tr("故障类型"))

    def _link_fields(self) -> None:
        """Link the fields for Enter and Tab; Enter skips those marked `seldom`."""
        stops = [field for field in self.fields if not field.seldom]
        chain = EnterChain([field.editor for field in stops], self)
        has_an_enter_of_its_own = (self.words, self.place, self.fault)
        chain.listen(*(part for each in stops for part in each.parts if part not in has_an_enter_of_its_own))
        chain.entered.connect(self.entered)
        chain.ended.connect(self.finished)
        self.words.installEventFilter(self)
        self.place.left.connect(lambda: chain.leave(self.place))
        self.fault.left.connect(lambda: chain.leave(self.fault))
        for before, after in pairwise(part for field in self.fields for part in field.parts):
            QWidget.setTabOrder(before, after)


def _line(name: str, line: QLineEdit) -> CallField:
    """Declare a line of text."""
    return CallField(name, line, lambda: {name: line.text()}, lambda f: line.setText(getattr(f, name)))


def _shown(name: str, editor: PhoneField | TimeField) -> CallField:
    """Declare a line with its interpretation shown beside it."""
    return CallField(
        name, editor, lambda: {name: editor.text()}, lambda f: editor.set_text(getattr(f, name)), (editor.field,)
    )


def _line_edit(name: str, hint: str, width: int = 0) -> QLineEdit:
    field = QLineEdit(maxLength=LONGEST, placeholderText=hint)
    field.setAccessibleName(name)
    field.editingFinished.connect(lambda: field.home(False))
    if width:
        field.setFixedWidth(width)
    return field
