"""The intake desk: a call is recorded and opens a ticket, is attached to one, or is an enquiry. What is where:

call_form_data the content of the form, as a value that can be stored and compared; CallContext adds what it refers to
checking       converts the content into a command's arguments; rejects invalid numbers and times
fault_picker   the field for the fault, recommended by the caller's words
triage_fields  the caller's answers, the resulting priority, the appointment
form           the form and its card; form_fields, enter_chain and phone_field are its parts
drafts         unfinished calls as files; draft_claim says whose they are, draft_keeper writes them while one types
draft_controller  puts drafts aside, resumes and deletes them for the operator
commands       the command that a call is sent as; questions before a ticket is opened: where, is there one already
sending        sends a command, and repeats it unchanged after a failure
lists          the lists to choose from, read again when they change
right_column   caller_card, likely_list (found by likely_finder, chosen into choice), tell_caller
calls_column   the left column: drafts and recent calls
actions_bar    the buttons and their results
intake_desk    connects all of it
"""
