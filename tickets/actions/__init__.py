"""What staff do: one small function for each action, run by Desk.perform alone."""
