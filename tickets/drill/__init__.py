"""The drill: a rehearsal of the desk on simulated calls, crews and hours, through the same doors as real work."""
