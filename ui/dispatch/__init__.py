"""The dispatch desk: what is due next, the ticket, who can go. What is where:

dispatch_desk  DispatchDesk(seat): show_ticket(id), show_only(name); wires the three columns
open_board     every open ticket, kept in step with the feed by reading only what changed
filters        which tickets the chips stand for, and how many there are of each
filter_bar     the chips and the search field
queue_columns  what the queue says of a ticket
queue_view     the left column
crew_list      crews drawn in three lines
crews_view     the right column
"""
