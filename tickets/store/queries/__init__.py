"""Read queries: functions of a connection that return frozen rows, for screens, reports and checks."""
