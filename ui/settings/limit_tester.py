"""Cards about the limits: the present one of 止水, and which applies to a ticket, and why, by the rules in force."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit

from tickets.rules.instants import local_hour
from tickets.rules.limits import Case, Limit, rule_on, scope_words
from tickets.rules.stages import TICKET_STAGES, goes_by_appointment, has_stage
from tickets.rules.words import Priority, Stage, Zone
from tickets.store.queries.lookups import LimitLine, list_faults, list_limits
from tickets.store.rows import Fault
from ui.kit.buttons import KeyButton
from ui.kit.cards import Card, Facts
from ui.kit.inputs import ChoiceBox, word_choices
from ui.kit.labels import Quiet, Words
from ui.kit.layouts import Part, Stretch, in_row
from ui.kit.wording import duration
from ui.runtime.live_query import LiveQuery
from ui.runtime.session import SessionContext

_NOW = -1
_CAPTION = 48


class LimitTester(Card):
    """Inputs for a fault, a priority, a zone, a pipe size and an hour; the result is updated on each change."""

    def __init__(self, session: SessionContext) -> None:
        super().__init__(self.tr("哪条时限适用"))
        self._session = session
        self._faults: dict[str, Fault] = {}
        self._limits: list[Limit] = []
        self._names: dict[int, str] = {}
        self._fault = ChoiceBox()
        self._priority = ChoiceBox(word_choices(Priority))
        self._zone = ChoiceBox(word_choices(Zone))
        self._dn = QLineEdit(placeholderText=self.tr("不知道"))
        self._hour = ChoiceBox()
        self._answers = Facts(_CAPTION)
        self._lay_out()
        self._fault.currentIndexChanged.connect(self._on_fault)
        for box in (self._priority, self._zone, self._hour):
            box.currentIndexChanged.connect(self._answer)
        self._dn.textChanged.connect(self._answer)
        tables = frozenset({"limits", "faults"})
        faults = LiveQuery(
            session, "settings/tester/faults", session.reader(list_faults), self._show_faults, self, tables=tables
        )
        limits = LiveQuery(
            session, "settings/tester/limits", session.reader(list_limits), self._show_limits, self, tables=tables
        )
        faults.refresh()
        limits.refresh()

    def _lay_out(self) -> None:
        go = KeyButton(self.tr("试一试"), "Ctrl+E")
        go.clicked.connect(lambda: self._fault.setFocus(Qt.FocusReason.ShortcutFocusReason))
        self.head.addWidget(go)
        self._hour.set_choices(
            [(_NOW, self.tr("现在")), *((hour, self.tr("{n} 时").format(n=hour)) for hour in range(24))]
        )
        self._dn.setFixedWidth(72)
        parts: list[Part] = []
        for caption, field in (
            (self.tr("故障"), self._fault),
            (self.tr("紧急程度"), self._priority),
            (self.tr("片区"), self._zone),
            (self.tr("管径"), self._dn),
            (self.tr("开始于"), self._hour),
        ):
            field.setAccessibleName(caption)
            parts += [Words(caption), field]
        self.add(in_row(*parts, Stretch()), self._answers)

    def _show_faults(self, faults: Sequence[Fault]) -> None:
        self._faults = {fault.code: fault for fault in faults}
        before = self._fault.chosen()
        self._fault.blockSignals(True)
        self._fault.set_choices([(fault.code, fault.name) for fault in faults])
        self._fault.blockSignals(False)
        if self._fault.chosen() != before:
            self._on_fault()
        else:
            self._answer()

    def _show_limits(self, lines: Sequence[LimitLine]) -> None:
        self._limits = [line.limit for line in lines]
        self._names = {line.id: line.fault_name or "" for line in lines}
        self._answer()

    def _on_fault(self) -> None:
        fault = self._faults.get(self._fault.chosen())
        if fault is not None:
            self._priority.choose(fault.priority)
        self._answer()

    def _answer(self) -> None:
        code = self._fault.chosen()
        typed = self._dn.text().strip()
        if typed and not (typed.isdecimal() and len(typed) <= 5):
            self._answers.show_facts([(self.tr("管径"), self.tr("管径请写整数，单位毫米；不知道就空着。"))])
        elif code is not None:
            dn = int(typed) if typed else None
            self._answers.show_facts([(stage.label, self._explain(stage, code, dn)) for stage in TICKET_STAGES])

    def _explain(self, stage: Stage, code: str, dn: int | None) -> str:
        fault, priority = self._faults.get(code), self._priority.chosen()
        if fault is not None and not has_stage(stage, fault.isolate):
            return self.tr("不计：这种故障不要求先止水。")
        hour = self._hour.chosen()
        hour = local_hour(self._session.now()) if hour in (None, _NOW) else hour
        ruling = rule_on(self._limits, Case(stage, code, priority, self._zone.chosen(), dn, hour))
        if ruling.limit is None:
            return ruling.why
        words = self.tr("{time} · 按“{scope}”。{why}").format(
            time=duration(ruling.limit.seconds),
            scope=scope_words(ruling.limit, self._names.get(ruling.limit.id, "")),
            why=ruling.why,
        )
        if goes_by_appointment(stage, priority):
            words += self.tr("约好了时间的，以约定时间为准。")
        return words


class IsolationNote(Quiet):
    """Reads the limits in force, and again when they change."""

    def __init__(self, session: SessionContext) -> None:
        super().__init__(wrap=True)
        reads = session.reader(list_limits)
        LiveQuery(
            session, "settings/isolation", reads, self._show, self, tables=frozenset({"limits", "faults"})
        ).refresh()

    def _show(self, lines: Sequence[LimitLine]) -> None:
        said = [
            f"{scope_words(line.limit, line.fault_name or '')} {duration(line.seconds)}"
            for line in lines
            if line.stage is Stage.ISOLATE
        ]
        words = self.tr("止水时限现在是：{limits}。从到场起计，在“时限”页里改。")
        none = self.tr("现在没有止水时限，请在“时限”页里加一条，否则要止水的故障不能登记到场。")
        self.setText(words.format(limits="；".join(said)) if said else none)
