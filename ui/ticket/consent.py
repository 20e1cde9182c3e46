"""A supervisor's consent, given at the operator's window: the supervisor and their password."""

from collections.abc import Callable
from typing import Any

from PySide6.QtWidgets import QLineEdit

from tickets.actions.command import Command
from tickets.errors import FieldError
from tickets.rules.words import Role
from tickets.service import Done
from tickets.store.queries.lookups import StaffMember, list_staff
from tickets.store.rows import Who
from ui.kit.inputs import ChoiceBox
from ui.kit.labels import Words
from ui.kit.wording import translate
from ui.runtime.session import SessionContext


class Consent:
    """The fields for a consent. In a database without passwords choosing the supervisor is enough."""

    def __init__(self, session: SessionContext, why: str, but: frozenset[int] = frozenset()) -> None:
        """Ask for a supervisor other than `but` (ids), who asked for it. `why` is the beginning of the sentence."""
        self._session, self._but = session, but
        named = session.asks_passwords
        sign = translate("consent", "请值班长在下面填自己的登录名和密码。不必换人登录。")
        self.words = Words(why + (sign if named else translate("consent", "请在下面选核准的值班长。")), wrap=True)
        self.who = QLineEdit() if named else ChoiceBox()
        self.password = QLineEdit(echoMode=QLineEdit.EchoMode.Password)
        if isinstance(self.who, QLineEdit):
            self.who.setPlaceholderText(translate("consent", "登录名"))
        else:
            self.password.hide()
            service = session.service
            session.background.run(lambda: service.read(list_staff), self._offer, owner=self.who)

    @property
    def fields(self) -> list[tuple[str, QLineEdit | ChoiceBox]]:
        """The captions and fields to fill in."""
        name = (translate("consent", "值班长"), self.who)
        return [name] if isinstance(self.who, ChoiceBox) else [name, (translate("consent", "密码"), self.password)]

    @property
    def wants_password(self) -> bool:
        """Whether a password is asked for and not typed."""
        return isinstance(self.who, QLineEdit) and not self.password.text()

    def forget(self) -> None:
        """Clear the password."""
        self.password.clear()

    def work(self, command: Command[Any]) -> Callable[[], Done[Any]]:
        """Return a function that executes a command in the supervisor's name. The password is cleared after one
        attempt.

        Raises FieldError without a consent, with the focus in the field that is missing.
        """
        service, authenticator = self._session.service, self._session.authenticator
        if isinstance(self.who, ChoiceBox):
            person = self.who.chosen()
            if person is None:
                self.who.setFocus()
                raise FieldError("who", translate("consent", "请选核准的值班长。"))
            who = Who(person.id, person.name, person.roles, self._session.who().seat)
            return lambda: service.execute(command, who)
        login, password = self.who.text().strip(), self.password.text()
        if not (login and password):
            (self.password if login else self.who).setFocus()
            raise FieldError("who", translate("consent", "请值班长填登录名和密码，再按 Enter。"))
        assert authenticator is not None  # without one, the supervisor is chosen from a list
        self.forget()
        return lambda: authenticator.perform_as(login, password, command)

    def _offer(self, people: list[StaffMember]) -> None:
        assert isinstance(self.who, ChoiceBox)
        named = [
            (person, person.name) for person in people if Role.SUPERVISOR in person.roles and person.id not in self._but
        ]
        self.who.set_choices([(None, translate("consent", "请选择")), *named])
