"""The log file of this workstation: what happened, without what anybody typed."""
