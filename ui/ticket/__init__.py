"""The ticket panel, shared by every desk that shows one ticket and works on it. What is where:

ticket_panel  TicketPanel(seat, scope): show_ticket(id), give_to(crew_id); shown, choices_read, print_wanted
ticket_actions  what can be done to a ticket, each with its key and the form it needs
steps         the next step and the others as buttons; hears their keys
form, forms   the small forms inside the panel; crew_form, merge_form and rerate_form are the longer ones
form_slot     where the open form stands, and where forms wait while another ticket is shown
workbench     does what is asked; says what went wrong and who was first
attempt       a command under way, and what becomes of it when somebody else was first
lease         tells the other seats of the open form; others says who of them is at which ticket
fields        what forms are made of: Prose, LateTime, PickList
choices       the lists that forms choose from, read at one moment; the crews ranked for a ticket
facts         what is known of a ticket; head shows the most important of it
timeline      TicketFile to frozen entries; timeline_view and stage_view show them
conflict      what somebody else changed meanwhile
key_help      which key does what
"""
