"""The reports desk: a period and filters, figures that lead to their tickets, charts, tables, CSV."""
