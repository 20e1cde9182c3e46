"""Imports households without a file."""

from tests.desk_fixtures import Hand
from tickets.actions.subscribers import ImportTotals, import_subscribers
from tickets.rules.subscribers import Subscriber, compare
from tickets.store.queries.subscribers import all_on_file, last_import
from tickets.store.subscriber_index import subscriber_words


def bring_in_households(hand: Hand, *households: Subscriber) -> int:
    """Import these households, and no others, and return the import's number."""
    changes = compare(hand.desk.read(all_on_file), {one.household_no: one for one in households})
    words = {one.household_no: subscriber_words(one) for one in households}
    last = hand.desk.read(last_import)
    totals = ImportTotals(changes.counts)
    return hand.do(import_subscribers(changes, words, "档案.csv", last.number if last else 0, totals))
