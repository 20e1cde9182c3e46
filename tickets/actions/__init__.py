"""The actions of staff: one small function each, run only by TicketService.execute."""
