"""The fields of the form of one call: how they are called, where they stand, where Enter and Tab go."""

from collections.abc import Callable
from datetime import datetime
from itertools import pairwise

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QLineEdit, QPlainTextEdit, QWidget

from tickets.rules.words import Zone
from ui.intake.enter_chain import EnterChain
from ui.intake.fault_picker import FaultPicker
from ui.intake.phone_field import PhoneField
from ui.intake.picker import LONGEST
from ui.intake.place_picker import PlacePicker
from ui.intake.rows import FieldRows, beside
from ui.intake.triage_fields import TriageFields
from ui.kit.labels import Elided, Tone, Words, mark
from ui.kit.theme import body_font
from ui.kit.time_field import TimeField
from ui.kit.time_words import read_past
from ui.kit.tokens import SMALL
from ui.kit.wheel import unturned

_WORDS_HEIGHT = 76  # three lines


class FormFields(QWidget):
    """Fields in the order of the conversation, from the number to the household; rarely needed ones hidden."""

    entered = Signal(object)  # the field that the cursor was led to
    finished = Signal()  # Enter in the last field

    def __init__(self, now: Callable[[], datetime]) -> None:
        super().__init__()
        mark(self, "plain", True)
        self.phone = PhoneField()
        self.at = TimeField(read_past, now, self.tr("空着就是现在；补录请填真实时间"))
        self.words = QPlainTextEdit()
        self.place = PlacePicker()
        self.zone = _zones()
        self.address = _line_edit()
        self.fault = FaultPicker()
        self.triage = TriageFields(now, self)
        self.caller = _line_edit()
        self.household_no = _line_edit()
        self.dn = _line_edit(96)
        self.material = _line_edit()
        self.place_hint = Elided(tone=Tone.QUIET)
        self.place_hint.setFont(body_font(SMALL))
        self.fault_hint = Elided(tone=Tone.QUIET)
        self.pipe = QWidget()
        self.rows = FieldRows(self)
        self._lay_out()
        self.by_name = self._name_fields()
        self._link_fields()

    def _lay_out(self) -> None:
        triage = self.triage
        beside(self.pipe, self.dn, Words(self.tr("毫米")), Words(self.tr("管材")), self.material)
        self.words.setFixedHeight(_WORDS_HEIGHT)
        self.fault.setFixedWidth(260)
        for caption, widget in (
            (self.tr("来电号码"), self.phone),
            (self.tr("来电时间"), self.at),
            (self.tr("来电内容"), self.words),
            (self.tr("地点"), beside(QWidget(), self.place, Words(self.tr("片区")), self.zone)),
            ("", self.place_hint),
            (self.tr("详细地址"), self.address),
            (self.tr("故障类型"), beside(QWidget(), self.fault, self.fault_hint)),
            (self.tr("情况 Alt+"), triage.answers),
            (self.tr("影响户数"), beside(QWidget(), triage.households, Words(self.tr("紧急程度")), triage.priority)),
            (self.tr("约定时间"), triage.appointment),
            (self.tr("来电人"), beside(QWidget(), self.caller, Words(self.tr("户号")), self.household_no)),
            (self.tr("管径"), self.pipe),
        ):
            self.rows.add(caption, widget)
        self.rows.end()

    def _name_fields(self) -> dict[str, QWidget]:
        """Give each field its name and hint, and return those that can be wrong by their names."""
        self.zone.setAccessibleName(self.tr("片区"))
        self.words.setAccessibleName(self.tr("来电内容"))
        self.words.setPlaceholderText(self.tr("原话记下；Tab 到下一栏"))
        self.words.setTabChangesFocus(True)
        for field, name, hint in (
            (self.place, self.tr("地点"), ""),
            (self.address, self.tr("详细地址"), self.tr("来电人怎么说就怎么记")),
            (self.fault, self.tr("故障类型"), ""),
            (self.caller, self.tr("来电人"), self.tr("怎么称呼")),
            (self.household_no, self.tr("户号"), self.tr("不知道就空着")),
            (self.at.field, self.tr("来电时间"), ""),
            (self.dn, self.tr("管径（毫米）"), self.tr("可空着")),
            (self.material, self.tr("管材"), self.tr("PE、铸铁、钢……")),
        ):
            field.setAccessibleName(name)
            if hint:
                field.setPlaceholderText(hint)
        return {
            "phone": self.phone.field, "at": self.at.field, "words": self.words, "place": self.place,
            "address": self.address, "fault": self.fault, "households": self.triage.households,
            "appointment": self.triage.appointment.field, "caller": self.caller, "household_no": self.household_no,
            "dn": self.dn, "material": self.material,
        }  # fmt: skip

    def _link_fields(self) -> None:
        """Let Enter and Tab go down the form; Enter passes by what is seldom touched."""
        triage, boxes = self.triage, list(self.triage.answers.boxes.values())
        chain = EnterChain(
            [
                self.phone, self.at, self.words, self.place, self.address, self.fault, triage.answers,
                triage.households, triage.appointment, self.caller, self.household_no, self.dn, self.material,
            ],
            self,
        )  # fmt: skip
        lines = [field for name, field in self.by_name.items() if name not in ("words", "place", "fault")]
        chain.listen(*lines, *boxes)
        chain.entered.connect(self.entered)
        chain.ended.connect(self.finished)
        self.place.left.connect(lambda: chain.leave(self.place))
        self.fault.left.connect(lambda: chain.leave(self.fault))
        order = [
            self.phone.field, self.at.field, self.words, self.place, self.zone, self.address, self.fault, *boxes,
            triage.households, triage.priority.override, triage.appointment.field, self.caller, self.household_no,
            self.dn, self.material,
        ]  # fmt: skip
        for before, after in pairwise(order):
            QWidget.setTabOrder(before, after)


def _line_edit(width: int = 0) -> QLineEdit:
    field = QLineEdit()
    field.setMaxLength(LONGEST)
    field.editingFinished.connect(lambda: field.home(False))
    if width:
        field.setFixedWidth(width)
    return field


def _zones() -> QComboBox:
    box = unturned(QComboBox())
    box.setFixedWidth(104)
    box.addItem(box.tr("随地点"), None)
    for zone in Zone:
        box.addItem(zone.label, zone)
    return box
