"""Reports: a period and filters, figures that lead to their tickets, pictures, tables, CSV."""
