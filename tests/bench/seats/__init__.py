"""A load test with many workstations at one server: real processes, real connections, a bad frost day's work."""
