"""The password stored in this machine's keyring, if the user wants it stored."""

from PySide6.QtCore import QObject

from tickets.connection.target import Target
from ui.runtime.background import Background, Worker
from ui.sign_in.sign_in_form import SignInForm


class RememberedPassword(QObject):
    """Fills in the stored password of a login; after a sign-in stores or deletes it."""

    def __init__(self, target: Target, background: Background, form: SignInForm) -> None:
        super().__init__(form)
        self._target = target
        self._background = background
        self._form = form
        form.remember.setEnabled(False)
        form.remember.show()

    def read_keyring(self) -> None:
        """Read the keyring on a worker: it may first ask the user for its own password."""
        target, login = self._target, self._form.login.text()

        def recall() -> tuple[bool, str | None]:
            from tickets.connection import keyring_passwords as secrets  # noqa: PLC0415  the keyring's backends load slowly

            return secrets.available(), secrets.recall(target, login) if login else None

        self._background.run(recall, lambda found: self._on_found(login, *found), worker=Worker.SLOW, owner=self)

    def keep(self, login: str) -> None:
        """Store the typed password for this login, or delete the stored one."""
        target, password = self._target, self._form.password.text()
        if not self._form.remember.isEnabled():
            return
        wanted = self._form.remember.isChecked()

        def keep() -> None:
            from tickets.connection import keyring_passwords as secrets  # noqa: PLC0415

            if wanted:
                secrets.remember(target, login, password)
            else:
                secrets.forget(target, login)

        self._background.run(keep, worker=Worker.SLOW)

    def _on_found(self, login: str, available: bool, password: str | None) -> None:
        box, form = self._form.remember, self._form
        box.setEnabled(available)
        if not available:
            box.setText(self.tr("不能记住密码：这台机器没有可用的系统钥匙串"))
        elif password and form.login.text() == login and not form.password.text():
            box.setChecked(True)
            form.password.setText(password)
            form.password.selectAll()
