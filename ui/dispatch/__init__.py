"""The dispatch desk: the queue, the ticket, the crews. What is where:

dispatch_desk  DispatchDesk(seat): show_ticket(id), show_only(name); connects the three columns
open_board     every open ticket, updated by reading only what changed
filters        the filters behind the chips, and their counts
filter_bar     the chips and the search field
queue_columns  the columns of the queue
queue_view     the left column
crew_list      crews drawn in three lines
crews_view     the right column
"""
