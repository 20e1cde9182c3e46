"""The archive desk 工单库: every ticket, found by a search field and filter chips. What is where:

archive_desk  ArchiveDesk(seat): show_ticket(id), look_for(ArchiveFilter)
found_view    the search field, the chips and the table; `chosen`, `opened`
search_field  the search field and the line below it; search_explanation has that line's text
filter_bar    the chips; facet is a chip with a list, period_chips are those of time
finder        reads the pages of results and their bounded count
columns       the columns of the table, and of the CSV file
export        writes search results to a CSV file, with progress and a cancel button
"""
