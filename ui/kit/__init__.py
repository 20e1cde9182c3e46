"""What every screen is made of. What is where:

tokens      colours of LIGHT and DARK, spacing, sizes; `mix` of two colours
theme       apply_theme(app, "light" | "dark" | "system"), tokens_now(), body_font(px), cjk_font_available()
company     COMPANY, HOTLINE
resources   resource_path("icons/bell.svg"): files that ship beside the code
icons       icon("bell", tokens_now()), icon_size()
wording     countdown, moment, full_moment, duration, timer, ago: time in words, `now` passed in
labels      Heading, Subheading, Words, Quiet, Elided, BigFigure, Divider; Tone; mark(widget, property, value)
buttons     StepButton (the next step), KeyButton (a key on it), Chip (a filter), IconButton
messages    ErrorLine (where it went wrong), Notice (what was done), EmptyState, announce
cards       Card, Fields (caption and field), Facts (caption and fact), button_row, scrolled
flow        Flow: widgets beside each other that go on below where there is no room
wheel       unturned(field): a box that a turn of the wheel does not change
dates       DayField.day(): a day with a calendar
time_field  TimeField: an instant typed as people say it; time_words reads it back
language    speak_chinese(app): Qt's own dates and buttons in Chinese
columns     Column: what a column is called, says, sorts by
rows_model  RowsModel: frozen rows, apply(rows) changes no more than what differs
paged_model PagedModel: a million rows by keyset pages, few of them in memory
table       DeskTable: the one table; chosen, opened, current(), choose(id), say_when_empty(…)
countdown   Timing, countdown_column(…), CountdownDelegate, keep_counting(table, key, tick)
sound       Alarm: repeats until stopped; available() says whether it can be heard
roles       Roles.ROW, Roles.TIMING: item data roles beyond Qt's own
"""
