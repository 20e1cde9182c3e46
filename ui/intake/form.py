"""The form of one call: its fields in the order of the conversation, from the number to the household."""

from collections.abc import Callable, Sequence
from datetime import datetime
from itertools import pairwise

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QComboBox, QLineEdit, QPlainTextEdit, QWidget

from tickets.rules.words import Zone
from tickets.store.queries.lookups import Place
from tickets.store.rows import Fault
from ui.intake.enter_chain import EnterChain
from ui.intake.fault_picker import FaultPicker
from ui.intake.filled import NOTHING, Filled
from ui.intake.phone_field import PhoneField
from ui.intake.picker import LONGEST
from ui.intake.place_picker import ADD_KEY, PlacePicker
from ui.intake.rows import Rows, beside
from ui.intake.triage_fields import TriageFields
from ui.kit.labels import Elided, Tone, Words, mark
from ui.kit.theme import body_font
from ui.kit.time_field import TimeField
from ui.kit.time_words import read_past
from ui.kit.tokens import SMALL

_WORDS_HEIGHT = 92


class CallForm(QWidget):
    """Holds what is typed and nothing else. `changed` comes whenever any of it changes."""

    changed = Signal()
    finished = Signal()  # Enter in the last field

    def __init__(self, now: Callable[[], datetime]) -> None:
        super().__init__()
        mark(self, "plain", True)
        self._filling = False
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
        self._place_hint = Elided(tone=Tone.QUIET)
        self._place_hint.setFont(body_font(SMALL))
        self._fault_hint = Elided(tone=Tone.QUIET)
        self._pipe = QWidget()
        self._rows = Rows(self)
        self._lay_out()
        self._fields = self._name_fields()
        self._link_fields()
        self._wire()
        self.fill(NOTHING)

    def filled(self) -> Filled:
        """Return what is typed."""
        fault = self.fault.key
        return Filled(
            phone=self.phone.text(),
            at=self.at.text(),
            words=self.words.toPlainText(),
            place_id=self.place.key,
            place=self.place.text(),
            zone=self.zone.currentData(),
            address=self.address.text(),
            fault=fault or "",
            fault_typed="" if fault else self.fault.text(),
            **{name: box.isChecked() for name, box in self.triage.answers.boxes.items()},
            households=self.triage.households.text(),
            priority=self.triage.priority.chosen(),
            appointment=self.triage.appointment.text(),
            caller=self.caller.text(),
            household_no=self.household_no.text(),
            dn=self.dn.text(),
            material=self.material.text(),
        )

    def fill(self, filled: Filled) -> None:
        """Type all of this."""
        self._filling = True
        self.phone.set_text(filled.phone)
        self.at.set_text(filled.at)
        self.words.setPlainText(filled.words)
        self.zone.setCurrentIndex(0 if filled.zone is None else 1 + list(Zone).index(filled.zone))
        self.place.hold(filled.place_id, filled.place)
        self.address.setText(filled.address)
        self.fault.hold(filled.fault or None, filled.fault_typed)
        for name, box in self.triage.answers.boxes.items():
            box.setChecked(getattr(filled, name))
        self.triage.households.setText(filled.households)
        self.triage.priority.choose(filled.priority)
        self.triage.appointment.set_text(filled.appointment)
        self.caller.setText(filled.caller)
        self.household_no.setText(filled.household_no)
        self.dn.setText(filled.dn)
        self.material.setText(filled.material)
        self.show_more(False)
        self.point_out("")
        self._filling = False
        self._on_changed()

    def decide(self) -> None:
        """Bring what is being typed to its end, as leaving the field would."""
        self.phone.tidy()
        for picker in (self.place, self.fault):
            if picker.hasFocus():
                picker.decide()

    def set_places(self, places: Sequence[Place]) -> None:
        """Choose from these places from now on."""
        self.place.set_places(places)
        self.place.listen(self.words.toPlainText())

    def set_faults(self, faults: Sequence[Fault]) -> None:
        """Choose from these faults from now on."""
        self.fault.set_faults(faults)
        self.fault.listen(self.words.toPlainText())

    def show_more(self, wanted: bool) -> None:
        """Show or hide the time of a late entry and the pipe; what is filled in is never hidden."""
        wanted = wanted or any(field.text() for field in (self.at, self.dn, self.material))
        self._rows.show(self.at, wanted)
        self._rows.show(self._pipe, wanted)

    @property
    def shows_more(self) -> bool:
        """Whether the rarely needed fields are shown."""
        return not self._pipe.isHidden()

    def point_out(self, field: str) -> None:
        """Mark the field that is wrong and go there; "" marks none."""
        for name, widget in self._fields.items():
            if name not in ("at", "appointment"):  # these judge themselves
                mark(widget, "wrong", name == field)
        if field in ("at", "dn", "material"):
            self.show_more(True)
        if field in self._fields:
            self._fields[field].setFocus(Qt.FocusReason.TabFocusReason)

    def hide_offers(self) -> None:
        """Close what the pickers offer."""
        self.place.hide_offers()
        self.fault.hide_offers()

    @property
    def known_zone(self) -> Zone | None:
        """The zone chosen, else the place's; None when neither is known."""
        place: Place | None = self.place.thing
        chosen = self.zone.currentData()
        return Zone(chosen) if chosen else (place.zone if place else None)

    def _lay_out(self) -> None:
        triage = self.triage
        beside(self._pipe, self.dn, Words(self.tr("毫米")), Words(self.tr("管材")), self.material)
        self.words.setFixedHeight(_WORDS_HEIGHT)
        self.fault.setFixedWidth(260)
        for caption, widget in (
            (self.tr("来电号码"), self.phone),
            (self.tr("来电时间"), self.at),
            (self.tr("来电内容"), self.words),
            (self.tr("地点"), beside(QWidget(), self.place, Words(self.tr("片区")), self.zone)),
            ("", self._place_hint),
            (self.tr("详细地址"), self.address),
            (self.tr("故障类型"), beside(QWidget(), self.fault, self._fault_hint)),
            (self.tr("情况"), triage.answers),
            (self.tr("影响户数"), beside(QWidget(), triage.households, Words(self.tr("紧急程度")), triage.priority)),
            (self.tr("约定时间"), triage.appointment),
            (self.tr("来电人"), beside(QWidget(), self.caller, Words(self.tr("户号")), self.household_no)),
            (self.tr("管径"), self._pipe),
        ):
            self._rows.add(caption, widget)
        self._rows.end()

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
            (self.dn, self.tr("管径（毫米）"), self.tr("不知道就空着")),
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
        lines = [field for name, field in self._fields.items() if name not in ("words", "place", "fault")]
        chain.listen(*lines, *boxes)
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

    def _wire(self) -> None:
        for field in (self.address, self.caller, self.household_no, self.dn, self.material, self.place, self.fault):
            field.textChanged.connect(self._on_changed)
        for part in (self.phone, self.at, self.triage):
            part.changed.connect(self._on_changed)
        self.words.textChanged.connect(self._on_words)
        self.zone.currentIndexChanged.connect(self._on_zone)
        self.place.picked.connect(self._on_changed)
        self.place.said.connect(self._keep_said)
        self.fault.picked.connect(self.triage.set_fault)
        self.fault.picked.connect(self._on_changed)
        self.triage.appointed.connect(lambda wanted: self._rows.show(self.triage.appointment, wanted))
        add = QShortcut(QKeySequence(ADD_KEY), self)
        add.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        add.activated.connect(self.place.ask_to_add)
        self.triage.judge()

    def _on_words(self) -> None:
        words = self.words.toPlainText()
        self.place.listen(words)
        self.fault.listen(words)
        self._on_changed()

    def _on_zone(self) -> None:
        self.place.zone = self.zone.currentData()
        self._on_changed()

    def _keep_said(self, words: str) -> None:
        said = words.strip()
        if said not in self.address.text():
            self.address.setText(f"{said} {self.address.text()}".strip())

    def _on_changed(self) -> None:
        if self._filling:
            return
        self._place_hint.setText(self._about_place())
        self._fault_hint.setText(self._about_fault())
        self.changed.emit()

    def _about_place(self) -> str:
        place: Place | None = self.place.thing
        zone = self.known_zone
        if place is not None:
            return " · ".join(
                part for part in (place.town or self.tr("未写街道乡镇"), zone.label if zone else "") if part
            )
        if self.place.text().strip():
            return self.tr("不在地址库，按原话记在地址前面。{key} 加入地址库").format(key=ADD_KEY)
        if self.place.heard:
            return self.tr("提到：{places}").format(places="、".join(place.name for place in self.place.heard))
        return self.tr("还没选地点：按城区时限计时") if zone is None else ""

    def _about_fault(self) -> str:
        fault: Fault | None = self.fault.thing
        if fault is not None:
            facts = [self.tr("默认{priority}").format(priority=fault.priority.label)]
            facts += [self.tr("要先止水")] if fault.isolate else []
            facts += [self.tr("用户产权，有偿维修")] if fault.customer_side else []
            return " · ".join(facts)
        if self.fault.text().strip() or not self.fault.heard:
            return ""
        return self.tr("像是：{faults}").format(faults="、".join(fault.name for fault in self.fault.heard))


def _line_edit(width: int = 0) -> QLineEdit:
    field = QLineEdit()
    field.setMaxLength(LONGEST)
    if width:
        field.setFixedWidth(width)
    return field


def _zones() -> QComboBox:
    box = QComboBox()
    box.setFixedWidth(104)
    box.addItem(box.tr("随地点"), None)
    for zone in Zone:
        box.addItem(zone.label, zone)
    return box
