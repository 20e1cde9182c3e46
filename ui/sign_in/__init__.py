"""Who may use this window: signing in, the lock screen, and what locks the window."""
