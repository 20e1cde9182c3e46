"""The widgets, models and helpers shared by all screens. What is where:

tokens      colours of LIGHT and DARK, spacing, sizes; `mix` of two colours
theme       apply_theme(app, "light" | "dark" | "system"), tokens_now(), body_font(px), cjk_font_available()
resources   resource_path("icons/bell.svg"): files that ship with the code; COMPANY, HOTLINE
icons       icon("bell", tokens_now()), icon_size()
wording     countdown, moment, full_moment, duration, timer, ago: times as text, `now` passed in
labels      Heading, Subheading, Words, Quiet, Elided, BigFigure, Divider; Tone; mark(widget, property, value)
layouts     in_column(…), in_row(…), button_row(…) of widgets, with Space and Stretch; Flow wraps them like words
keys        on_key(scope, key, slot)
buttons     StepButton (the next step), KeyButton (shows its key), Chip (a filter), IconButton
messages    ErrorLine (an error), Notice (a confirmation), announce
cards       Card, Fields (caption and field), Facts (caption and value), scrolled, FittingArea
inputs      ChoiceBox, DayField: fields that the mouse wheel does not change
lines       LineList, PopupLines: lists of calls, drafts, likely tickets and suggestions
matching    finds places and faults by typed text: Gazetteer, ranked(…), exactly(…)
picker      Picker: a field with suggestions; place_picker is the one for a place
time_field  TimeField: an instant typed in everyday words; time_words parses it
application use_chinese(app) and what else is set up at the start
columns     Column: a column's title, text and sort key; Roles.ROW, Roles.TIMING: item data beyond Qt's own
painted_cell PaintedCell: a cell that draws its own content; draw_column(table, key, cell)
rows_model  RowsModel: frozen rows; apply(rows) changes only what differs
paged_model PagedModel: a million rows read page by page
table       DeskTable: the one table widget; chosen, opened, current(), choose(id); table_columns arranges its columns
countdown   Timing, countdown_column(…), CountdownDelegate, keep_counting(table, key, tick)
sound       Alarm: repeats until stopped; available() says whether it can be heard
"""
