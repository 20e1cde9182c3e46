"""The intake desk: a call is taken down and becomes a ticket, joins one, or is only noted. What is where:

call_form_data everything that stands in the form, as a value that can be kept and compared
call_context   that value with what it refers to: phone, fault, place, zone, priority
checking       from what is filled in to what is logged; refuses numbers and times that can't be read
matching       places and faults found by what is typed; faults recommended by what the caller says
lines          a list of lines, used for calls, drafts, likely tickets and suggestions
picker         a field that offers lines while one types; place_picker and fault_picker are two
triage_fields  the caller's answers, the priority they make, the appointment
form           holds what is typed; form_fields, rows, enter_chain and phone_field are its parts
drafts         half-typed calls as files; draft_claim tells whose they are, draft_keeper writes them as one types
draft_controller  drafts put aside, taken up again and thrown away by the operator
commands       what a typed call is sent as
opening        what is asked before a ticket is opened: where it is, whether there is one already
sending        a command under way, sent again unchanged when it failed
lists          what the desk chooses from, read again when it changes
right_column   caller_card, likely_list (found by likely_finder, chosen into choice), tell_caller
calls_column   the left column: drafts and recent calls
actions_bar    the buttons and what became of them
intake_desk    all of it, wired
"""
