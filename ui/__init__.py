"""The window: one folder per desk, the frame around them, and the kit they are made of."""
