"""Imports an older ledger: a CSV or Excel file becomes closed tickets, once.

`mapping` reads the TOML file that says what the columns mean, `reader` yields the rows of the file, `values` and
`rows` turn a row into a past repair or a reason for rejection, and `importer` writes them in chunks.
"""
