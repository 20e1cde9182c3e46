"""Bringing an older ledger in: a CSV or Excel file becomes closed tickets, once.

`mapping` reads the TOML file that says what the columns mean, `reader` yields the
rows of the file, `values` and `rows` turn one row into one import or one reason,
`importer` writes them in chunks, and `command` is what the command line runs.
"""
