"""The archive desk 工单库: every ticket there ever was, found by one field and some chips. What is where:

archive_desk  ArchiveDesk(seat): show_ticket(id), look_for(ArchiveFilter)
found_view    the search field, the chips and the table; `chosen`, `opened`
search_field  the one field and the line that says how it was understood; search_explanation has the words
filter_bar    the chips; facet is a chip with a list, period_chips are those of time
finder        the paged answer and the bounded count, slice by slice
columns       what the table says of a ticket
csv_file      an archive filter as a CSV file; export runs it with progress and a way to stop
"""
