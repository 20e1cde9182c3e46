"""How long something must have been in its place before a key can be meant for it and not for what was there before."""

READ_SECONDS = 0.4
LONG_AGO = float("-inf")  # a reading of the clock: since always
