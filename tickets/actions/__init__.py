"""What staff do: one small function for each action, run by TicketService.execute alone."""
