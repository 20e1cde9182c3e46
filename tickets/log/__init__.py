"""The log file of this seat: what happened, never what somebody typed."""
