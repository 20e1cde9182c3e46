"""How long something must be visible before a key press can be meant for it and not for what was there before."""

READ_SECONDS = 0.4
LONG_AGO = float("-inf")  # a clock value before all others
