"""The form of one call: holds the content, shows how it is understood, with its buttons in the middle column."""

from collections.abc import Callable, Sequence
from datetime import datetime

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget

from tickets.rules.advice import without_crew
from tickets.rules.words import Zone
from tickets.store.queries.lookups import Place
from tickets.store.rows import Fault
from ui.intake.actions_bar import ActionsBar
from ui.intake.call_form_data import NOTHING, CallContext, CallFormData
from ui.intake.form_fields import FormFields
from ui.intake.slip_panel import SlipPanel
from ui.kit.buttons import KeyButton
from ui.kit.cards import Card, scrolled
from ui.kit.inputs import add_once
from ui.kit.keys import on_key
from ui.kit.labels import mark
from ui.kit.matching import Gazetteer
from ui.kit.place_picker import ADD_KEY
from ui.kit.tokens import INSIDE
from ui.runtime.session import SessionContext

_SHORT = "intake/short form"  # in the preferences


class CallForm(FormFields):
    """Holds what is typed. `changed` is emitted whenever any of it changes."""

    changed = Signal()

    def __init__(self, now: Callable[[], datetime]) -> None:
        super().__init__(now)
        self._known = ""
        self._incoming: int | None = None  # the claimed incoming call that is in the form
        self._wire()
        self.fill(NOTHING)

    def filled(self) -> CallFormData:
        """Return the content."""
        values = {name: value for field in self.fields for name, value in field.read().items()}
        return CallFormData(**values, incoming=self._incoming)

    def context(self) -> CallContext:
        """Return the content with what it refers to."""
        fault = self.fault
        return CallContext(
            self.filled(), self.phone.number, fault.thing, self.place.thing, self.known_zone, self.triage.result,
            fault.is_read, frozenset(name for name in ("place", "fault") if getattr(self, name).recognised),
        )  # fmt: skip

    def fill(self, filled: CallFormData, *, exactly: bool = False) -> None:
        """Set the content, which is one change; `exactly` leaves empty what its words name but it doesn't have."""
        with QSignalBlocker(self):
            if filled.words != self.words.toPlainText():
                for picker in (self.place, self.fault):
                    picker.forget_removed()
            self._incoming = filled.incoming
            for field in self.fields:
                field.fill(filled)
            for picker in (self.place, self.fault):
                picker.hear_again(as_stored=exactly)
            self.show_more(False)
            self.point_out("")
        self._on_changed()

    def go_to_phone(self) -> None:
        """Focus the first field of a call."""
        self.phone.field.setFocus(Qt.FocusReason.TabFocusReason)

    def decide(self) -> None:
        """Complete the selection in the pickers, as leaving the field would."""
        self.phone.tidy()
        for picker in (self.place, self.fault):
            if picker.hasFocus():
                picker.decide()

    def set_earlier(self, fault: str, place_id: int | None) -> None:
        """Set what this caller reported last, for words such as "又漏了"; "" and None for nothing."""
        if (fault, place_id) != (self.fault.earlier, self.place.earlier):
            self.fault.earlier, self.place.earlier = fault, place_id
            self._listen()

    def set_known(self, where: str) -> None:
        """Set where this caller is known to be; "" for nowhere."""
        self._known = where
        self.place_hint.setText(self._about_place())

    def set_places(self, places: Gazetteer) -> None:
        """Set the places to choose from."""
        self.place.set_places(places)
        self._listen()

    def set_faults(self, faults: Sequence[Fault]) -> None:
        """Set the faults to choose from."""
        self.fault.set_faults(faults)
        self.triage.set_faults(faults)
        self._listen()

    def show_more(self, wanted: bool) -> None:
        """Show or hide the rare fields: slip and time of a late entry, and the pipe. Filled ones are never hidden."""
        wanted = wanted or any(value for field in self.fields if field.rare for value in field.read().values())
        self.rows.show(self.slip, wanted)
        self.rows.show(self.at, wanted)
        self.rows.show(self.pipe, wanted)

    @property
    def shows_more(self) -> bool:
        """Whether the rare fields are shown."""
        return not self.pipe.isHidden()

    def point_out(self, field: str) -> None:
        """Mark and focus the wrong field; "" marks none."""
        for name, widget in self.by_name.items():
            if name not in ("at", "appointment", "advice"):  # these show their own errors, or are asked for
                mark(widget, "wrong", name == field)
        if any(each.name == field and each.rare for each in self.fields):
            self.show_more(True)
        if field == "advice":
            self.show_advice(True)
        if field in self.by_name:
            self.rows.reveal(self.by_name[field])
            self.by_name[field].setFocus(Qt.FocusReason.TabFocusReason)
            self.hide_offers()  # they would cover the error message
            self.entered.emit(self.by_name[field])

    def hide_offers(self) -> None:
        """Close the pickers' suggestions."""
        self.place.hide_offers()
        self.fault.hide_offers()

    @property
    def known_zone(self) -> Zone | None:
        """The chosen zone, else the place's; None when neither is known."""
        place: Place | None = self.place.thing
        chosen: Zone | None = self.zone.chosen()
        return chosen or (place.zone if place else None)

    def _wire(self) -> None:
        for line in (field.editor for field in self.fields):
            if isinstance(line, QLineEdit) and line is not self.triage.households:  # `triage` reports its changes
                line.textChanged.connect(self._on_changed)
        for part in (self.phone, self.at, self.triage):
            part.changed.connect(self._on_changed)
        self.words.textChanged.connect(self._on_words)
        self.advice.textChanged.connect(self._on_changed)
        self.own_advice.clicked.connect(self._take_over_advice)
        self.zone.currentIndexChanged.connect(self._on_zone)
        self.place.picked.connect(self._on_changed)
        self.place.said.connect(self._keep_words)
        self.fault.picked.connect(self.triage.set_fault)
        self.fault.picked.connect(self._on_changed)
        self.triage.appointed.connect(lambda wanted: self.rows.show(self.triage.appointment, wanted))
        on_key(self, ADD_KEY, self.place.ask_to_add)
        self.place_chip.clicked.connect(self.place.remove_recognised)
        self.fault_chip.clicked.connect(self.fault.remove_recognised)

    def _take_over_advice(self) -> None:
        """Add the advice for the fault to what is typed, once."""
        fault: Fault | None = self.fault.thing
        self.show_advice(True)
        add_once(self.advice, "" if fault is None else without_crew(fault.advice))

    def _on_words(self) -> None:
        for picker in (self.place, self.fault):
            picker.listen_again()
        if not self.words.toPlainText().strip():
            self.place.forget_removed()
            self.fault.forget_removed()
        with QSignalBlocker(self):  # one change
            self._listen()
        self._on_changed()

    def _listen(self) -> None:
        words = self.words.toPlainText()
        self.place.listen(words)
        self.fault.listen(words)

    def _on_zone(self) -> None:
        self.place.zone = self.zone.chosen()
        self._on_changed()

    def _keep_words(self, words: str) -> None:
        said = words.strip()
        if said not in self.address.text():
            self.address.setText(f"{said} {self.address.text()}".strip())

    def _on_changed(self) -> None:
        self.place_chip.show_where(self.place.recognised)
        self.fault_chip.show_where(self.fault.recognised)
        self.place_hint.setText(self._about_place())
        self.fault_hint.setText(self._about_fault())
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
        if self.place.suggested:
            places = "、".join(place.name for place in self.place.suggested)
            return self.tr("提到：{places}，请选一处").format(places=places)
        urban = self.tr("还没选地点：按城区时限计时") if zone is None else ""
        known = self.tr("来电人在 {where}：Alt+U 填上").format(where=self._known) if self._known else ""
        return "；".join(part for part in (known, urban) if part)

    def _about_fault(self) -> str:
        fault: Fault | None = self.fault.thing
        if fault is not None:
            facts = [self.tr("默认{priority}").format(priority=fault.priority.label)]
            facts += [self.tr("要先止水")] if fault.isolate else []
            facts += [self.tr("用户产权，有偿维修")] if fault.customer_side else []
            return " · ".join(facts)
        if self.fault.text().strip() or not self.fault.suggested:
            return ""
        faults = "、".join(fault.name for fault in self.fault.suggested)
        return self.tr("像是：{faults}，请选一种").format(faults=faults)


class FormCard(Card):
    """In a low window the form scrolls; the buttons below it always stay visible.

    The form is short or whole, as remembered for this workstation.
    """

    def __init__(self, session: SessionContext, scope: QWidget) -> None:
        super().__init__(self.tr("新来电"))
        self._preferences = session.preferences
        self.form = CallForm(session.now)
        self.bar = ActionsBar(scope)
        self._more = KeyButton(self.tr("补录、管径"), "Alt+T", scope=scope, on_click=self._toggle_more)
        self._shorter = KeyButton(key="Alt+S", scope=scope, on_click=lambda: self._set_short(not self.form.is_short))
        self._slips = SlipPanel(session)
        self._slips.hide()
        self._slips.closed.connect(lambda: self._show_slips(False))
        self._slips.said.connect(self.bar.say)
        slips = KeyButton(
            self.tr("纸单"), "Alt+Y", scope=scope, on_click=lambda: self._show_slips(self._slips.isHidden())
        )
        self.head.addWidget(slips)
        self.head.addWidget(self._more)
        self.head.addWidget(self._shorter)
        area = scrolled(self.form)
        area.verticalScrollBar().valueChanged.connect(self.form.hide_offers)
        self.form.entered.connect(lambda field: area.ensureWidgetVisible(field, 0, INSIDE))
        self.add(self._slips, (area, 1), self.bar)
        self.form.finished.connect(self._finish)
        self._show_short(str(self._preferences.value(_SHORT, "")) == "yes")

    def _set_short(self, short: bool) -> None:
        self._preferences.setValue(_SHORT, "yes" if short else "")
        focused = QApplication.focusWidget()
        self._show_short(short)
        if focused is None or not self.form.isAncestorOf(focused) or not focused.isVisible():
            self.form.go_to_phone()

    def _show_short(self, short: bool) -> None:
        self.form.set_short(short)
        self.title.setText(self.tr("高峰单") if short else self.tr("新来电"))
        self._more.setVisible(not short)
        self._shorter.set_step(self.tr("完整单") if short else self.tr("高峰单"), self._shorter.key)

    def _finish(self) -> None:
        """After the last field, log the ticket of a short form; go to the button in the whole one."""
        if self.form.is_short:
            self.bar.open.click()
        else:
            self.bar.open.setFocus()

    def _show_slips(self, wanted: bool) -> None:
        self._slips.setVisible(wanted)
        if wanted:
            self._slips.pages.setFocus()
            self._slips.pages.selectAll()
        else:
            self.form.go_to_phone()

    def _toggle_more(self) -> None:
        wanted = not self.form.shows_more
        self.form.show_more(wanted)
        if self.form.shows_more:
            self.form.at.field.setFocus()
