"""Who may sit at this seat: the door before the desk, the cover over it, and what closes the cover."""
