"""One module for each command of main.py that opens no window."""
