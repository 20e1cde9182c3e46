"""The triage questions and the resulting priority, with reasons, which the operator can override."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QCheckBox, QLineEdit, QWidget

from tickets.rules.triage import YES_OR_NO, Answers, triage
from tickets.rules.words import FaultGroup, Priority
from tickets.store.rows import Fault
from ui.intake.call_form_data import NOTHING, CallFormData
from ui.kit.inputs import ChoiceBox
from ui.kit.keys import on_key
from ui.kit.labels import Quiet, Subheading
from ui.kit.layouts import Stretch, in_row
from ui.kit.picker import LONGEST
from ui.kit.plain_text import caption, set_tip
from ui.kit.time_field import AppointmentField
from ui.kit.tokens import INSIDE
from ui.kit.wording import translate


class AnswerBoxes(QWidget):
    """Check boxes in a row, one stop for Enter: 1 to 4 tick while one has the focus, Alt+1 to Alt+4 anywhere."""

    changed = Signal()

    def __init__(self, scope: QWidget) -> None:
        super().__init__()
        self.boxes: dict[str, QCheckBox] = {}
        for number, (name, label) in enumerate(YES_OR_NO.items(), start=1):
            box = QCheckBox(caption(f"{number} {label}"))
            box.setAccessibleDescription(f"Alt+{number}")
            set_tip(box, f"Alt+{number}")
            box.toggled.connect(self.changed)
            on_key(scope, f"Alt+{number}", box.toggle)
            self.boxes[name] = box
        in_row(*self.boxes.values(), Stretch(), holder=self, spacing=INSIDE // 2)
        self.setFocusProxy(next(iter(self.boxes.values())))

    def ticked(self) -> dict[str, Any]:
        """Return whether each answer is ticked, by name."""
        return {name: box.isChecked() for name, box in self.boxes.items()}

    def tick(self, filled: CallFormData) -> None:
        """Tick the answers of a form."""
        for name, box in self.boxes.items():
            box.setChecked(getattr(filled, name))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Tick with 1 to 4; the boxes themselves handle the space bar and the arrows."""
        if event.text() in ("1", "2", "3", "4"):
            list(self.boxes.values())[int(event.text()) - 1].toggle()
        else:
            super().keyPressEvent(event)


class PriorityLine(QWidget):
    """The priority of the future ticket, the reasons, and the field that overrides it."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.override = ChoiceBox([(None, self.tr("自动")), *((each, f"{each} {each.label}") for each in Priority)])
        self.override.setFixedWidth(112)
        self.override.setAccessibleName(self.tr("紧急程度"))
        self.override.currentIndexChanged.connect(self.changed)
        self._result = Subheading()
        self._why = Quiet(wrap=True)  # whole: it may say that a supervisor must consent
        self._by_appointment = ""
        self.set_faults(())
        in_row(self.override, self._result, (self._why, 1), holder=self, spacing=INSIDE)
        self.setFocusProxy(self.override)

    def set_faults(self, faults: Sequence[Fault]) -> None:
        """Set the faults that may be chosen later: they say when an appointment needs a supervisor's consent."""
        self._by_appointment = by_appointment(faults)
        milder = self.tr("改得比自动判定的低，要值班长核准。")
        set_tip(self.override, milder + self.tr("预约：{words}。").format(words=self._by_appointment))

    def show_result(self, fault: Fault | None, answers: Answers) -> Priority | None:
        """Show the priority from fault and answers, and return the priority that the ticket will get."""
        own: Priority | None = self.override.chosen()  # None for automatic
        if fault is None:
            self._show_priority(own, self._before_fault(own))
            return own
        raised = triage(fault.priority, answers)
        reasons = "；".join(raised.reasons) or self.tr("“{fault}”默认").format(fault=fault.name)
        if own is None or own is raised.priority:
            self._show_priority(raised.priority, reasons)
        else:
            is_milder = own > raised.priority  # "P1" < "P2": the smaller word is more urgent
            milder = self.tr("低于自动判定的{priority}，放宽时限要值班长核准（{reasons}）")
            words = milder if is_milder else self.tr("人工指定；自动判定为{priority}（{reasons}）")
            self._show_priority(own, words.format(priority=raised.priority.label, reasons=reasons))
        return own or raised.priority

    def _before_fault(self, own: Priority | None) -> str:
        """Return what the priority depends on while no fault is chosen, and when it will need consent."""
        if own is None:
            return self.tr("选了故障类型后自动判定；改低了要值班长核准")
        if own is Priority.P1:
            return self.tr("人工指定")
        return self._by_appointment if own is Priority.P4 else self.tr("人工指定；低于自动判定的，要值班长核准")

    def words(self) -> str:
        """Return the text shown."""
        return f"{self._result.text()} {self._why.text()}"

    def _show_priority(self, priority: Priority | None, why: str) -> None:
        self._result.setText(f"{priority} {priority.label}" if priority else "—")
        self._why.setText(why)


class TriageFields(QObject):
    """The triage fields, placed by the form: `answers`, `households`, `priority` and, for 预约, `appointment`."""

    changed = Signal()
    appointed = Signal(bool)  # whether an appointment is needed

    def __init__(self, now: Callable[[], datetime], scope: QWidget) -> None:
        super().__init__(scope)
        self._fault: Fault | None = None
        self.result: Priority | None = None  # the future ticket's priority; None while no fault is known
        self.answers = AnswerBoxes(scope)
        self.households = QLineEdit(maxLength=LONGEST)
        self.households.setFixedWidth(72)
        self.households.setAccessibleName(self.tr("影响户数"))
        self.priority = PriorityLine()
        self.appointment = AppointmentField(now, self.tr("没约定就空着"))
        for part in (self.answers, self.priority, self.appointment):
            part.changed.connect(self.judge)
        self.households.textChanged.connect(self.judge)

    def set_faults(self, faults: Sequence[Fault]) -> None:
        """Set the faults that may be chosen later."""
        self.priority.set_faults(faults)
        self._rate()

    def set_fault(self, fault: Fault | None) -> None:
        """Use this fault from now on."""
        self._fault = fault
        self.judge()

    def judge(self) -> None:
        """Show the priority from fault and answers, and tell of the change."""
        self._rate()
        self.appointed.emit(self.result is Priority.P4)
        self.changed.emit()

    def _rate(self) -> None:
        details = replace(NOTHING, **self.answers.ticked(), households=self.households.text())
        self.result = self.priority.show_result(self._fault, details.answers)


def by_appointment(faults: Sequence[Fault]) -> str:
    """Return for which of these faults an appointment needs a supervisor's consent: "除“水表停走”外要值班长核准"."""
    free = "、".join(fault.name for fault in faults if fault.priority is Priority.P4)
    said = translate("intake", "除“{free}”外要值班长核准").format(free=free) if free else ""
    others = [each.name for each in faults if each.fault_group == FaultGroup.OTHER and each.priority < Priority.P4]
    too = translate("intake", "“{other}”也要").format(other=others[0]) if others else ""
    return translate("intake", "，").join(filter(None, (said or translate("intake", "要值班长核准"), too)))
