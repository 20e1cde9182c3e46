import keyring
import keyring.backends.fail
import pytest
from pytestqt.qtbot import QtBot

from tests.ui.kit.manual_worker import ManualWorker, manual_background
from tickets.connection.keyring_passwords import recall, remember
from tickets.connection.target import Target
from ui.sign_in.remembered_password import RememberedPassword
from ui.sign_in.sign_in_form import SignInForm

TARGET = Target("postgresql+psycopg://db/hotline")


@pytest.fixture
def form(qtbot: QtBot) -> SignInForm:
    form = SignInForm()
    qtbot.addWidget(form)
    form.start_with("li")
    return form


def looked(form: SignInForm) -> tuple[RememberedPassword, ManualWorker]:
    background, worker = manual_background()
    background.setParent(form)
    remembered = RememberedPassword(TARGET, background, form)
    remembered.read_keyring()
    worker.drain()
    return remembered, worker


@pytest.mark.usefixtures("own_keyring")
def test_a_remembered_password_is_filled_in_and_deleted_when_unticked(form: SignInForm) -> None:
    remember(TARGET, "li", "correct horse")
    remembered, worker = looked(form)
    assert form.password.text() == "correct horse"
    assert form.remember.isChecked()
    form.remember.setChecked(False)
    remembered.keep("li")
    worker.drain()
    assert recall(TARGET, "li") is None


@pytest.mark.usefixtures("own_keyring")
@pytest.mark.parametrize("meanwhile", ["another login", "a password", "nothing remembered", "not read yet"])
def test_a_remembered_password_replaces_nothing_typed_meanwhile(form: SignInForm, meanwhile: str) -> None:
    if meanwhile != "nothing remembered":
        remember(TARGET, "li", "correct horse")
    background, worker = manual_background()
    background.setParent(form)
    remembered = RememberedPassword(TARGET, background, form)
    remembered.read_keyring()
    assert not form.remember.isEnabled()
    remembered.keep("li")  # signed in before the keyring answered
    if meanwhile == "another login":
        form.login.setText("wang")
    elif meanwhile == "a password":
        form.password.setText("mine")
    elif meanwhile == "not read yet":
        worker.waiting.clear()
    worker.drain()
    assert form.password.text() == ("mine" if meanwhile == "a password" else "")
    assert not form.remember.isChecked()
    assert form.remember.isEnabled() is (meanwhile != "not read yet")
    assert recall(TARGET, "li") == (None if meanwhile == "nothing remembered" else "correct horse")


@pytest.mark.usefixtures("own_keyring")
def test_a_password_is_remembered_only_when_that_is_ticked(form: SignInForm) -> None:
    remembered, worker = looked(form)
    form.password.setText("correct horse")
    remembered.keep("li")
    worker.drain()
    assert recall(TARGET, "li") is None
    form.remember.setChecked(True)
    remembered.keep("li")
    worker.drain()
    assert recall(TARGET, "li") == "correct horse"


@pytest.mark.usefixtures("own_keyring")
def test_without_a_keyring_the_box_says_why_it_cannot_be_ticked(form: SignInForm) -> None:
    keyring.set_keyring(keyring.backends.fail.Keyring())
    looked(form)
    assert not form.remember.isEnabled()
    assert "钥匙串" in form.remember.text()
