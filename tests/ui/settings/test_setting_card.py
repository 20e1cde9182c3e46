"""A setting is declared once; one without a card, or with a key in use, fails a test."""

from dataclasses import replace

import pytest

from tests.desk_fixtures import Hand
from tests.ui.seats import SeatHand
from tickets.accounts.file_authenticator import FileAuthenticator
from tickets.actions.rulemaking import save_setting
from tickets.errors import Refused
from tickets.settings import DEMO, HOLD_REASONS, LOCK_MINUTES, SETTINGS, line, one_of
from tickets.store.queries.lookups import setting
from ui.kit.buttons import KeyButton
from ui.settings.appearance_page import AppearancePage
from ui.settings.setting_card import SETTING_ENTRIES


def test_every_setting_that_people_edit_has_a_card() -> None:
    assert len({each.key for each in SETTINGS}) == len(SETTINGS)
    assert [entry.setting for entry in SETTING_ENTRIES] == [each for each in SETTINGS if each is not DEMO]


def test_no_card_has_the_key_of_another_button_on_its_page(hands: SeatHand) -> None:
    session = replace(hands.session, authenticator=FileAuthenticator(hands.session.service))
    page = AppearancePage(session)
    assert set(page.cards) == {entry.setting.key for entry in SETTING_ENTRIES}
    saves = [card.save_button.key for card in page.cards.values()]
    inside = [button for card in page.cards.values() for button in card.findChildren(KeyButton)]
    others = [button.key for button in page.findChildren(KeyButton) if button not in inside]
    assert len({*saves, *others}) == len(saves) + len(others)
    steps = {card.save_button.key: card.save_button.is_step for card in page.cards.values()}
    assert steps == {key: key == "Ctrl+S" for key in saves}, "one of them is the next step"
    alone = AppearancePage(hands.session)
    assert set(page.cards) - set(alone.cards) == {LOCK_MINUTES.key}, "without passwords nothing is locked"
    alone.deleteLater()
    page.deleteLater()


@pytest.mark.parametrize("nonsense", [-1, 1441, None, "x", 1.5, True])
def test_an_invalid_setting_is_refused_from_any_sender(nonsense: object, hand: Hand) -> None:
    assert "分钟" in hand.refused(save_setting(LOCK_MINUTES.key, nonsense))
    assert hand.desk.read(setting, LOCK_MINUTES) == LOCK_MINUTES.default


def test_text_and_choice_settings_are_cleaned_or_refused() -> None:
    assert (line(4)(" a\nb "), one_of("on", "off")("off")) == ("a b", "off")
    for cleaner, nonsense in ((line(4), "abcde"), (one_of("on"), "off"), (one_of("on"), None)):
        with pytest.raises(Refused):
            cleaner(nonsense)


def test_a_list_of_words_is_saved_without_empty_ones(hand: Hand) -> None:
    hand.do(save_setting(HOLD_REASONS.key, [" 等材料 ", "", "  "]))
    assert hand.desk.read(setting, HOLD_REASONS) == ["等材料"]
