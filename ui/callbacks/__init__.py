"""The callback desk 回访: whom to ring back after the repair, and the ticket."""
