"""The outage desk: outages entered, extended and ended, and the notice about each."""
