"""Pages of entries: a table and, beside it, the form of the selected one; for the settings and the outages."""
