"""Many seats at one server: real processes, real connections, the work of a bad frost day."""
