"""The settings desk: staff, crews, places, faults, limits, the alert ladder, backups, the connection."""
