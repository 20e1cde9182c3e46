"""What the screens, the reports and the checks read: functions of a connection that return frozen rows."""
