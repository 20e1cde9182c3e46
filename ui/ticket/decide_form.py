"""The form in which a supervisor grants or refuses what a ticket's step asked for, at anybody's window."""

from typing import Any

from PySide6.QtWidgets import QLineEdit

from tickets.actions.command import Command
from tickets.actions.consent import decide
from tickets.errors import Refused
from tickets.store.queries.consents import ConsentRequest
from tickets.store.queries.ticket_file import TicketFile
from ui.kit.inputs import ChoiceBox
from ui.kit.labels import Quiet
from ui.kit.wording import moment
from ui.ticket.consent_words import asked_by, counts_until_then, once_granted
from ui.ticket.form import Brief, Form


class DecideForm(Form):
    """Grants or refuses one of the ticket's requests; with a password when the user is not who may decide."""

    def __init__(self, title: str, brief: Brief) -> None:
        super().__init__(title, brief)
        self._request = ChoiceBox()
        self._said = Quiet(wrap=True)
        self._verdict = ChoiceBox([(True, self.tr("核准")), (False, self.tr("不核准"))])
        self._note = QLineEdit()
        self._note.setPlaceholderText(self.tr("可不填"))
        self._offer()
        self.fields.add(self.tr("申请"), self._request)
        self.fields.add("", self._said)
        self.fields.add(self.tr("决定"), self._verdict)
        self.add(self.tr("说明"), self._note)
        self._request.currentIndexChanged.connect(lambda _place: self._describe())
        self._verdict.currentIndexChanged.connect(lambda _place: self.rename(self._verdict.currentText()))

    @property
    def is_own(self) -> bool:
        """Whether the user asked for one of them, which somebody else decides."""
        me = self.brief.session.who().staff_id
        return me is not None and any(request.asked_by == me for request in self.brief.file.asked)

    @property
    def proposers(self) -> frozenset[int]:
        """The person who asked for all that waits."""
        who = {each.asked_by for each in self.brief.file.asked}
        return frozenset(each for each in who if each is not None and len(who) == 1)

    @property
    def why_consent(self) -> str:
        """Nothing: it is about nothing else."""
        return ""

    def ask_consent(self) -> None:
        """Ask for the supervisor's name and password first."""
        super().ask_consent()
        assert self.consent is not None
        self._first = self.consent.who

    def look_again(self, file: TicketFile) -> str:
        """Offer the requests that still wait."""
        hint = super().look_again(file)
        self._offer()
        return hint

    def command(self) -> Command[Any]:
        """Return the decision. Raises Refused when nothing waits any more."""
        chosen = self._request.chosen()
        if chosen is None:
            raise Refused(self.tr("没有等核准的申请了，请按 Esc 返回。"))
        return decide(chosen, self._verdict.chosen(), self._note.text())

    def _offer(self) -> None:
        now, newest_first = self.brief.now(), reversed(self.brief.file.asked)
        self._request.set_choices(
            [(each.id, f"{each.kind.label} · {moment(each.asked_at, now)}") for each in newest_first]
        )
        self._describe()

    def _describe(self) -> None:
        chosen: ConsentRequest | None = next(
            (each for each in self.brief.file.asked if each.id == self._request.chosen()), None
        )
        if chosen is None:
            self._said.setText("")
            return
        now = self.brief.now()
        others = len(self.brief.file.asked) - 1
        more = self.tr("另有 {n} 项待核准：在“申请”里按 ↑↓ 换。").format(n=others) if others else ""
        said = asked_by(chosen, now), counts_until_then(chosen, now), once_granted(chosen, now), more
        self._said.setText("\n".join(part for part in said if part))
