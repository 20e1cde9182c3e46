"""The ticket panel, shared by every desk that shows and edits one ticket. What is where:

ticket_panel  TicketPanel(seat, scope): show_ticket(id), give_to(crew_id); shown, choices_read, print_wanted
ticket_actions  the actions on a ticket, each with its key and the form it needs
steps         buttons for the next step and the other actions; handles their keys
form, forms   the small forms inside the panel; crew_form, merge_form and rerate_form are the longer ones
form_slot     holds the open form, and forms of tickets not shown now
workbench     executes actions; shows errors and conflicts
attempt       a running command, and how it continues after a conflict
lease         shows other workstations the open form; others shows theirs
fields        widgets of the forms: Prose, LateTime, PickList
choices       the lists that forms choose from, read together; the crews ranked for a ticket
facts         the facts of a ticket; head shows the most important ones
timeline      converts a TicketFile to frozen entries; file_view and stage_view show them
conflict      what somebody else has changed meanwhile
key_help      the list of keys
"""
